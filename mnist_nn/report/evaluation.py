"""An evaluation, as a table to read and as JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mnist_nn.report import certificates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import ArrayLike

    from mnist_nn.evaluation import Evaluation
    from mnist_nn.oracle.certificate.certificate import Certificate


def as_lines(
    evaluation: Evaluation,
    weights: str,
    certified: Iterable[tuple[str, Certificate]],
    labels: ArrayLike,
) -> Iterator[str]:
    """Yield the accuracy, a confusion matrix with a row for each true class, and certificates.

    Each line is there as soon as what it tells is known: certificates take their time.
    """
    classes = range(len(evaluation.confusion))
    counted = f"({evaluation.correct} of {evaluation.total})"
    yield f"{weights}: accuracy {evaluation.accuracy:.4f} {counted}"
    yield ""
    yield "true  read as"
    yield "      " + "".join(f"{c:6d}" for c in classes)
    for true, row in zip(classes, evaluation.confusion.tolist(), strict=True):
        yield f"{true:4d}  " + "".join(f"{count or '.':>6}" for count in row)
    yield ""
    yield from certificates.as_lines(certified, labels)


def as_json(
    evaluation: Evaluation,
    weights: str,
    certified: Iterable[tuple[str, Certificate]],
    labels: ArrayLike,
) -> str:
    """Return the evaluation as one JSON object, of schema 1."""
    report = {
        "schema": 1,
        "weights": weights,
        "correct": evaluation.correct,
        "total": evaluation.total,
        "accuracy": evaluation.accuracy,
        "confusion": evaluation.confusion.tolist(),
        "certificate": {name: certificates.as_object(found, labels) for name, found in certified},
    }
    return json.dumps(report, indent=2)
