"""A report of an evaluation shows the accuracy, each confusion, and what is certain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.evaluation import Evaluation
from mnist_nn.oracle.certificate.certificate import Certificate
from mnist_nn.report.evaluation import as_json, as_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

EVALUATION = Evaluation(np.array([[980, 0], [20, 1000]]))
# The first image is a 0 for certain, the second is read as 1 and may be a 0.
CERTIFIED = [
    ("float32", Certificate(np.array([0, 1]), np.array([[np.inf, 2.0], [0.5, np.inf]]))),
]
LABELS = [0, 0]


def test_text_shows_accuracy_confusion_and_certificates() -> None:
    """One row for each true class, with a dot where nothing was counted; one for each format."""
    assert "\n".join(as_lines(EVALUATION, "w.npz", CERTIFIED, LABELS)) == (
        "w.npz: accuracy 0.9900 (1980 of 2000)\n"
        "\n"
        "true  read as\n"
        "           0     1\n"
        "   0     980     .\n"
        "   1      20  1000\n"
        "\n"
        "arithmetic  certain  correct at least  at most\n"
        "float32           1                 1        2"
    )


def test_what_is_known_is_shown_before_the_rest_is_computed() -> None:
    """The accuracy first, and each certificate when it is done."""

    def certified() -> Iterator[tuple[str, Certificate]]:
        computed.append("float32")
        yield CERTIFIED[0]
        computed.append("float16")

    computed: list[str] = []
    seen = [(line[:7], *computed) for line in as_lines(EVALUATION, "w.npz", certified(), LABELS)]
    assert seen[0] == ("w.npz: ",)
    assert seen[-2:] == [("arithme",), ("float32", "float32")]


def test_json_has_counts_accuracy_and_certificates() -> None:
    """Schema 1; the images that rounding may change are listed."""
    assert json.loads(as_json(EVALUATION, "w.npz", CERTIFIED, LABELS)) == {
        "schema": 1,
        "weights": "w.npz",
        "correct": 1980,
        "total": 2000,
        "accuracy": 0.99,
        "confusion": [[980, 0], [20, 1000]],
        "certificate": {
            "float32": {
                "certain": 1,
                "correct_at_least": 1,
                "correct_at_most": 2,
                "uncertain": [1],
            }
        },
    }
