"""A report of an evaluation shows the accuracy, and each confusion."""

from __future__ import annotations

import json

import numpy as np

from mnist_nn.evaluation import Evaluation
from mnist_nn.report.evaluation import as_json, as_text

EVALUATION = Evaluation(np.array([[980, 0], [20, 1000]]))


def test_text_shows_accuracy_and_confusion() -> None:
    """One row for each true class; a dot where nothing was counted."""
    assert as_text(EVALUATION, "w.npz") == (
        "w.npz: accuracy 0.9900 (1980 of 2000)\n"
        "\n"
        "true  read as\n"
        "           0     1\n"
        "   0     980     .\n"
        "   1      20  1000"
    )


def test_json_has_counts_and_accuracy() -> None:
    """Schema 1."""
    assert json.loads(as_json(EVALUATION, "w.npz")) == {
        "schema": 1,
        "weights": "w.npz",
        "correct": 1980,
        "total": 2000,
        "accuracy": 0.99,
        "confusion": [[980, 0], [20, 1000]],
    }
