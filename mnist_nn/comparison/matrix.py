"""The matrix: every law, at every format, of every implementation whose report was read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mnist_nn.comparison.outcome import GRAVITY, Outcome
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mnist_nn.comparison.report import Judged, Report
    from mnist_nn.specification.law import Law


@dataclass(frozen=True)
class Cell:
    """One check of one implementation.

    Attributes:
        verdicts: what its report says: nothing, if it was not run; twice, if it was judged twice.

    """

    verdicts: tuple[Judged, ...] = ()

    @cached_property
    def outcome(self) -> Outcome:
        """What became of the check: the gravest, if there are several."""
        return self.outcomes[0]

    @property
    def outcomes(self) -> list[Outcome]:
        """Every outcome, the gravest first: there is one at least."""
        found = {verdict.outcome for verdict in self.verdicts} or {Outcome.NOT_RUN}
        return sorted(found, key=GRAVITY.__getitem__)


NOT_RUN = Cell()
"""The cell of a check that a report does not have."""


@dataclass(frozen=True)
class Row:
    """One law.

    Attributes:
        law: such as `softmax.sums_to_one`.
        function: the function that it is about.
        level: required, if anybody requires it.
        statement: the property, in mathematics, or nothing, if the law is not known here.
        cells: at each dtype, one for each report.

    """

    law: str
    function: str
    level: Level
    statement: str
    cells: Mapping[str, Sequence[Cell]]

    @property
    def name(self) -> str:
        """The law's own name, in a table of its function."""
        return self.law.removeprefix(f"{self.function}.")


@dataclass(frozen=True)
class Matrix:
    """Every law that is known here or that a report knows.

    Attributes:
        reports: the columns, in the order in which they were given.
        labels: what each is called: no two alike.
        rows: the laws, those of a function together.

    """

    reports: tuple[Report, ...]
    labels: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def functions(self) -> dict[str, list[Row]]:
        """The rows of each function."""
        functions: dict[str, list[Row]] = {}
        for row in self.rows:
            functions.setdefault(row.function, []).append(row)
        return functions

    def checks(self) -> Iterator[tuple[Row, str, Sequence[Cell]]]:
        """Yield each check: its law, the dtype, and a cell for each report."""
        for row in self.rows:
            for dtype, cells in row.cells.items():
                yield row, dtype, cells


def matrix_of(reports: Sequence[Report], catalogue: Sequence[Law]) -> Matrix:
    """Return the matrix of some reports.

    A check that a report lacks, though the catalogue or another report has it, was not run.

    Args:
        reports: one at least.
        catalogue: the laws that are known here, in the order of the rows.

    """
    found: dict[str, dict[str, list[list[Judged]]]] = {}
    for column, report in enumerate(reports):
        for verdict in report.verdicts:
            dtypes = found.setdefault(verdict.law, {})
            columns = dtypes.setdefault(verdict.dtype, [[] for _ in reports])
            columns[column].append(verdict)
    known = {str(law): law for law in catalogue}
    rows = [_row(name, known.get(name), found.get(name, {}), len(reports)) for name in known]
    unknown = [_row(name, None, found[name], len(reports)) for name in found if name not in known]
    return Matrix(tuple(reports), _labels(reports), _by_function([*rows, *unknown]))


def _row(
    name: str, law: Law | None, found: Mapping[str, Sequence[Sequence[Judged]]], width: int
) -> Row:
    """Return the row of a law that is known, or that a report knows."""
    verdicts = [v for columns in found.values() for column in columns for v in column]
    levels = {*(verdict.level for verdict in verdicts), *([law.level] if law else [])}
    missing: list[list[Judged]] = [[]] * width
    dtypes = dict.fromkeys([*(law.dtypes if law else ()), *found])
    return Row(
        name,
        law.function if law else verdicts[0].function,
        Level.REQUIRED if Level.REQUIRED in levels else Level.ADVISORY,
        law.statement if law else "",
        {
            dtype: [Cell(tuple(v)) if v else NOT_RUN for v in found.get(dtype, missing)]
            for dtype in dtypes
        },
    )


def _by_function(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows so that those of a function stand together, as early as its first one."""
    functions = list(dict.fromkeys(row.function for row in rows))
    return tuple(sorted(rows, key=lambda row: functions.index(row.function)))


def _labels(reports: Sequence[Report]) -> tuple[str, ...]:
    """Return what each report is called: by its file too, or counted, where names do not do."""
    labels = [report.label for report in reports]
    for more in (_with_file, _counted):
        several = {label for label, times in Counter(labels).items() if times > 1}
        labels = [
            more(label, number, report) if label in several else label
            for number, (label, report) in enumerate(zip(labels, reports, strict=True), start=1)
        ]
    return tuple(labels)


def _with_file(label: str, _: int, report: Report) -> str:
    """Tell two runs of the same version apart."""
    return f"{label} ({report.file})"


def _counted(label: str, number: int, _: Report) -> str:
    """Tell a report that was given twice from itself."""
    return f"{label}, report {number}"
