"""The table of functions by formats: what became of the checks of each, at each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnist_nn.checking.verdict import Status
from mnist_nn.formats import FORMATS, INTEGERS
from mnist_nn.report.page.marks import KNOWN, MARKS, Mark
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mnist_nn.checking.verdict import Verdict

_STEPS = 4
"""In how many steps a share of the bound is coloured."""


@dataclass(frozen=True)
class Cell:
    """What became of the checks of one function in one column.

    Attributes:
        mark: the verdict on all of them.
        held: how many of the required ones held.
        of: how many required ones there are.
        proved: how many of those that held are proved.
        share: the greatest error that was seen, as a share of that allowed, or None where none
            was seen, or where some laws do not hold.
        advisory: how many advisory laws do not hold.

    """

    mark: Mark
    held: int
    of: int
    proved: int
    share: float | None
    advisory: int

    @property
    def step(self) -> int:
        """How much of the bound is used, from 0, nothing, to the number of steps, all of it."""
        return -int(-self.share * _STEPS // 1) if self.share else 0


@dataclass(frozen=True)
class Overview:
    """A table.

    Attributes:
        columns: what stands above the columns: formats, and integers.
        rows: the name of each function, with its cells.

    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def overview(verdicts: Sequence[Verdict]) -> Overview:
    """Return the table of functions by formats, with the columns that say something."""
    together: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        together.setdefault((verdict.function, column_of(verdict.dtype)), []).append(verdict)
    there = {column for _, column in together}
    columns = tuple(name for name in (*FORMATS, "integers") if name in there)
    functions = dict.fromkeys(function for function, _ in together)
    rows = ((f, tuple(cell(together.get((f, c), [])) for c in columns)) for f in functions)
    return Overview(columns, tuple(rows))


def column_of(dtype: str) -> str:
    """Return the column in which a dtype is: one of its own, or that of all integers."""
    return "integers" if dtype in INTEGERS else dtype


def cell(verdicts: Iterable[Verdict]) -> Cell:
    """Return what became of some checks."""
    offered = [v for v in verdicts if v.status != Status.NOT_OFFERED]
    required = [v for v in offered if v.level == Level.REQUIRED]
    wrong = any(v.fails for v in required)
    errors = [v.worst for v in offered if v.holds and v.worst is not None]
    return Cell(
        _mark(offered, required),
        sum(v.holds for v in required),
        len(required),
        sum(v.status == Status.PROVED for v in required),
        max(errors) if errors and not wrong else None,
        sum(v.level == Level.ADVISORY and not v.holds for v in offered),
    )


def _mark(offered: Sequence[Verdict], required: Sequence[Verdict]) -> Mark:
    """Return the mark of the worst that was seen."""
    failed = {v.status for v in required if v.fails}
    if not offered:
        return MARKS[Status.NOT_OFFERED]
    if failed == {Status.INCONCLUSIVE}:
        return MARKS[Status.INCONCLUSIVE]
    if failed:
        crashed = failed <= {Status.CRASHED, Status.INCONCLUSIVE}
        return MARKS[Status.CRASHED if crashed else Status.REFUTED]
    if any(v.deviation for v in required):
        return KNOWN
    all_proved = all(v.status == Status.PROVED for v in offered)
    return MARKS[Status.PROVED if all_proved else Status.HELD]
