"""An evaluation, as a table to read and as JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mnist_nn.report import certificates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

    from mnist_nn.evaluation import Evaluation
    from mnist_nn.oracle.certificate.certificate import Certificate


def as_text(
    evaluation: Evaluation, weights: str, certified: Mapping[str, Certificate], labels: ArrayLike
) -> str:
    """Return the accuracy, a confusion matrix with a row for each true class, and certificates."""
    classes = range(len(evaluation.confusion))
    counted = f"({evaluation.correct} of {evaluation.total})"
    lines = [
        f"{weights}: accuracy {evaluation.accuracy:.4f} {counted}",
        "",
        "true  read as",
        "      " + "".join(f"{c:6d}" for c in classes),
    ]
    for true, row in zip(classes, evaluation.confusion.tolist(), strict=True):
        lines.append(f"{true:4d}  " + "".join(f"{count or '.':>6}" for count in row))
    return "\n".join([*lines, "", *certificates.as_text(certified, labels)])


def as_json(
    evaluation: Evaluation, weights: str, certified: Mapping[str, Certificate], labels: ArrayLike
) -> str:
    """Return the evaluation as one JSON object, of schema 1."""
    report = {
        "schema": 1,
        "weights": weights,
        "correct": evaluation.correct,
        "total": evaluation.total,
        "accuracy": evaluation.accuracy,
        "confusion": evaluation.confusion.tolist(),
        "certificate": certificates.as_objects(certified, labels),
    }
    return json.dumps(report, indent=2)
