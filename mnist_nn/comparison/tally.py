"""A tally: how the checks of one implementation came out, in numbers and in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mnist_nn.comparison.outcome import Outcome
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnist_nn.comparison.matrix import Row

DOT = "\N{MIDDLE DOT}"
"""What stands between two counts."""

_HELD = {Outcome.HELD, Outcome.PROVED}

_SEVERAL = {
    Outcome.DEVIATION: "known deviations",
    Outcome.OUTDATED: "outdated deviations",
}
"""Outcomes that are nouns, and are more than one."""


@dataclass(frozen=True)
class Tally:
    """How the checks of one implementation came out.

    Attributes:
        required: how many checks of required laws had each outcome.
        advisory: the same of advisory laws.

    """

    required: Counter[Outcome] = field(default_factory=Counter)
    advisory: Counter[Outcome] = field(default_factory=Counter)

    @property
    def total(self) -> Counter[Outcome]:
        """How many checks of laws of either level had each outcome."""
        return self.required + self.advisory

    @property
    def is_whole(self) -> bool:
        """Whether every check of a required law was run, and the law held."""
        return self.required.keys() <= _HELD and bool(self.total.keys() & _HELD)

    @property
    def fails(self) -> bool:
        """Whether a required law does not hold and should, or is known not to hold and does."""
        return bool(self.required.keys() & {Outcome.REFUTED, Outcome.CRASHED, Outcome.OUTDATED})


def tally_of(rows: Iterable[Row], column: int) -> Tally:
    """Return how the checks in some rows came out for the report in a column, from 0."""
    tally = Tally()
    for row in rows:
        counts = tally.required if row.level == Level.REQUIRED else tally.advisory
        counts.update(cells[column].outcome for cells in row.cells.values())
    return tally


def words(counts: Counter[Outcome]) -> list[str]:
    """Return how many checks held of those that were begun, and what became of the others.

    >>> words(Counter({Outcome.HELD: 88, Outcome.REFUTED: 1, Outcome.DEVIATION: 2}))
    ['88 of 91', '1 refuted', '2 known deviations']
    >>> words(Counter({Outcome.NOT_RUN: 5})), words(Counter({Outcome.NOT_OFFERED: 5}))
    (['5 not run'], ['not offered'])

    """
    if counts.keys() == {Outcome.NOT_OFFERED}:
        return [Outcome.NOT_OFFERED.value]
    judged = sum(n for outcome, n in counts.items() if outcome.is_judged)
    held = [f"{sum(counts[outcome] for outcome in _HELD)} of {judged}"] if judged else []
    others = [outcome for outcome in Outcome if outcome not in _HELD and counts[outcome]]
    return held + [_count(counts[outcome], outcome) for outcome in others]


def of_what_is_offered(counts: Counter[Outcome]) -> Counter[Outcome]:
    """Leave out what is not offered, unless nothing is: it is the same for all laws of a function.

    >>> words(of_what_is_offered(Counter({Outcome.HELD: 88, Outcome.NOT_OFFERED: 20})))
    ['88 of 88']

    """
    offered = counts.copy()
    del offered[Outcome.NOT_OFFERED]
    return offered or counts


def _count(number: int, outcome: Outcome) -> str:
    """Return a number of outcomes, in words."""
    return f"{number} {_SEVERAL.get(outcome, outcome) if number > 1 else outcome}"
