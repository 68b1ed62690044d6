"""Reports as `mnist-nn verify --json` writes them, of verdicts that a test makes up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mnist_nn.checking.strength import Strength
from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.comparison.matrix import matrix_of
from mnist_nn.comparison.reading import read_report
from mnist_nn.report.run import Run
from mnist_nn.report.verdicts import as_json
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.law import Level
from mnist_nn.targets.implementation import Implementation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mnist_nn.comparison.matrix import Matrix
    from mnist_nn.specification.law import Law

KNOWN = law_named("softmax.sums_to_one")
"""A law of the catalogue, which is stated for four formats."""


def verdict(
    law: str = "f.holds", dtype: str = "float32", status: Status = Status.HELD, **more: Any
) -> Verdict:
    """Return a verdict on a required law, unless more is said."""
    level = more.pop("level", Level.REQUIRED)
    return Verdict(law, law.partition(".")[0], dtype, level, status, **more)


def on_each_dtype(law: Law, status: Status) -> list[Verdict]:
    """Return a verdict on a law at each of its formats."""
    return [verdict(str(law), dtype, status, level=law.level) for dtype in law.dtypes]


def written(
    file: Path, name: str, version: str, *verdicts: Verdict, arithmetic: str = "strict"
) -> Path:
    """Write a report, and return its file."""
    run = Run(
        Implementation(name, version, {}),
        verdicts,
        Strength(refuted=("f.wrong",)),
        None,
        arithmetic,
    )
    file.write_text(as_json(run), encoding="utf-8")
    return file


def matrix(files: Sequence[Path], *catalogue: Law) -> Matrix:
    """Return the matrix of the reports in some files."""
    return matrix_of([read_report(file) for file in files], catalogue)


def compared(folder: Path, *columns: Sequence[Verdict], catalogue: Sequence[Law] = ()) -> Matrix:
    """Return the matrix of implementations a 1, b 1, ... that have these verdicts."""
    files = [
        written(folder / f"{name}.json", name, "1", *verdicts)
        for name, verdicts in zip("abcdefgh", columns, strict=False)
    ]
    return matrix(files, *catalogue)
