"""How an outcome is marked: with the symbols, the words and the colours of the page of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.checking.verdict import Status
from mnist_nn.comparison.outcome import GRAVITY, Outcome
from mnist_nn.report.page.marks import ADVISORY, KNOWN, MARKS, OUTDATED, Mark
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections import Counter

    from mnist_nn.comparison.matrix import Cell

_NOT_RUN = Mark("\N{HORIZONTAL ELLIPSIS}", "not run", "none")

_OWN = {Outcome.NOT_RUN: _NOT_RUN, Outcome.DEVIATION: KNOWN, Outcome.OUTDATED: OUTDATED}


def mark_of(outcome: Outcome, level: Level = Level.REQUIRED) -> Mark:
    """Return the mark of an outcome of a law of some level."""
    if outcome in {Outcome.REFUTED, Outcome.CRASHED} and level == Level.ADVISORY:
        return ADVISORY
    return _OWN.get(outcome) or MARKS[Status(outcome.value)]


def mark_of_cell(cell: Cell, level: Level) -> Mark:
    """Return the mark of a cell; of a check that was judged twice it has every word."""
    marks = [mark_of(outcome, level) for outcome in cell.outcomes]
    if len(marks) == 1:
        return marks[0]
    return Mark(marks[0].symbol, ", ".join(mark.word for mark in marks), marks[0].kind)


def kind_of(counts: Counter[Outcome]) -> str:
    """Return the class of a cell that tells how the checks of required laws came out together.

    >>> from collections import Counter
    >>> kind_of(Counter({Outcome.HELD: 88, Outcome.NOT_OFFERED: 20}))
    'good'
    >>> kind_of(Counter({Outcome.HELD: 88, Outcome.DEVIATION: 1}))
    'known'

    """
    gravest = min(counts, key=GRAVITY.__getitem__, default=Outcome.NOT_RUN)
    if gravest == Outcome.NOT_OFFERED and any(outcome.holds for outcome in counts):
        return "good"
    if gravest == Outcome.NOT_RUN and any(outcome.holds for outcome in counts):
        return "unsure"
    return mark_of(Outcome.HELD if gravest == Outcome.PROVED else gravest).kind
