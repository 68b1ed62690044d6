"""What differs: between versions of one library, and between implementations."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from mnist_nn.comparison.outcome import GRAVITY, Outcome
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mnist_nn.comparison.matrix import Matrix, Row


@dataclass(frozen=True)
class Change:
    """Checks of one law that came out otherwise in the later of two reports of one library.

    Attributes:
        row: the law.
        before: what became of the checks in the earlier one.
        after: what became of them in the later one.
        dtypes: at which formats.

    """

    row: Row
    before: Outcome
    after: Outcome
    dtypes: tuple[str, ...]

    @property
    def is_worse(self) -> bool:
        """Whether what became of the checks is graver than before."""
        return GRAVITY[self.after] < GRAVITY[self.before]


@dataclass(frozen=True)
class Step:
    """From one report of a library to the next that was given.

    Attributes:
        before: the column of the earlier report, from 0.
        after: the column of the later one.
        changes: what came out otherwise: of required laws first, and what is worse first.
        uncompared: how many checks say nothing, for they were not run, or not to their end, in one
            of the two reports alone.

    """

    before: int
    after: int
    changes: tuple[Change, ...]
    uncompared: int


@dataclass(frozen=True)
class Difference:
    """A law that holds for some implementations and not for others.

    Attributes:
        row: the law.
        dtypes: the formats at which it is so.

    """

    row: Row
    dtypes: tuple[str, ...]

    @property
    def width(self) -> range:
        """The columns of the reports."""
        return range(len(self.row.cells[self.dtypes[0]]))

    def columns(self, outcome: Outcome) -> dict[int, tuple[str, ...]]:
        """Return at which of these formats each report has an outcome, by its column."""
        found = {
            column: tuple(d for d in self.dtypes if self.row.cells[d][column].outcome == outcome)
            for column in self.width
        }
        return {column: dtypes for column, dtypes in found.items() if dtypes}

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """Sorts the most telling first.

        That is a required law; one that is refuted and not known to be; one that few break, for
        the others show that it can be obeyed; one that is broken at many formats.
        """
        broken = {o: self.columns(o) for o in Outcome if o.does_not_hold}
        known = not any(broken[o] for o in broken if o != Outcome.DEVIATION)
        breaking = {column for columns in broken.values() for column in columns}
        return self.row.level != Level.REQUIRED, known, len(breaking), -len(self.dtypes)


_FAILING = {Outcome.REFUTED, Outcome.CRASHED, Outcome.OUTDATED, Outcome.INCONCLUSIVE}


def steps(matrix: Matrix) -> list[Step]:
    """Return the steps from each report of a library to its next: none, if there is one of each."""
    columns: dict[str, list[int]] = {}
    for column, report in enumerate(matrix.reports):
        columns.setdefault(report.name, []).append(column)
    return [_step(matrix, *pair) for alike in columns.values() for pair in pairwise(alike)]


def differences(matrix: Matrix) -> list[Difference]:
    """Return the laws that hold for some implementations and not for others, most telling first."""
    found = [Difference(row, dtypes) for row in matrix.rows if (dtypes := tuple(_divided(row)))]
    return sorted(found, key=lambda difference: difference.rank)


def failures(matrix: Matrix) -> list[Row]:
    """Return the required laws that fail, and hold for nobody at the formats where they do.

    What is known of a library does not count, unless it is outdated.
    """
    return [row for row in matrix.rows if row.level == Level.REQUIRED and _fails(row)]


def _fails(row: Row) -> bool:
    """Return whether a law fails at a format at which it holds for nobody."""
    at_each = ({cell.outcome for cell in cells} for cells in row.cells.values())
    return any(found & _FAILING and not any(o.holds for o in found - _FAILING) for found in at_each)


def _divided(row: Row) -> Iterator[str]:
    """Yield the formats at which a law holds for some and not for others."""
    for dtype, cells in row.cells.items():
        outcomes = {cell.outcome for cell in cells}
        if any(o.holds for o in outcomes) and any(o.does_not_hold for o in outcomes):
            yield dtype


def _step(matrix: Matrix, before: int, after: int) -> Step:
    """Return what came out otherwise in the second of two reports."""
    changed: dict[tuple[str, Outcome, Outcome], list[str]] = {}
    rows = {row.law: row for row in matrix.rows}
    uncompared = 0
    for row, dtype, cells in matrix.checks():
        was, now = cells[before].outcome, cells[after].outcome
        uncompared += was.answers != now.answers
        if was.answers and now.answers and _differ(was, now):
            changed.setdefault((row.law, was, now), []).append(dtype)
    changes = [Change(rows[law], was, now, tuple(at)) for (law, was, now), at in changed.items()]
    return Step(before, after, _sorted(changes), uncompared)


def _differ(before: Outcome, after: Outcome) -> bool:
    """Return whether two outcomes say different things; proved says no more than that it held."""
    return before != after and not {before, after} <= {Outcome.HELD, Outcome.PROVED}


def _sorted(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return what is worse before what is better, and of each the required laws first."""
    return tuple(
        sorted(
            changes, key=lambda change: (not change.is_worse, change.row.level != Level.REQUIRED)
        )
    )
