"""Scales: where a number lies in a picture, and which numbers are written beside it."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mnist_nn.report.plots.svg import LETTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mnist_nn.checking.survey.survey import Stretch

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Tick(NamedTuple):
    """A number beside an axis, and where."""

    place: float
    label: str


@dataclass(frozen=True)
class Logarithmic:
    """A scale of positive numbers by their logarithms; what lies beyond an end is put there.

    Attributes:
        low: the number at its start.
        high: the number at its end.
        start: where it starts.
        end: where it ends.

    """

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a number lies."""
        within = min(max(value, self.low), self.high)
        share = math.log(within / self.low) / math.log(self.high / self.low)
        return self.start + share * (self.end - self.start)

    @property
    def ticks(self) -> list[Tick]:
        """The powers of ten, or so many of them as there is room for."""
        low, high = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high))
        step = 1 + (high - low) // 5
        exponents = (e for e in range(low, high + 1) if e % step == 0)
        return [Tick(self.at(10.0**e), power_of_ten(e)) for e in exponents]


@dataclass(frozen=True)
class InStretches:
    """A scale of the inputs of a survey, in which all stretches are as wide.

    Attributes:
        stretches: in ascending order.
        start: where it starts.
        end: where it ends.

    """

    stretches: Sequence[Stretch]
    start: float
    end: float

    def edge(self, i: int) -> float:
        """Return where the i-th stretch starts."""
        return self.start + i * (self.end - self.start) / len(self.stretches)

    def at(self, value: float) -> float:
        """Return where a number lies."""
        i = max(0, bisect_right([s.start for s in self.stretches], value) - 1)
        of = self.stretches[i]
        within = (value - of.start) / (of.stop - of.start) if of.stop > of.start else 0.5
        return self.edge(i) + min(within, 1) * (self.edge(i + 1) - self.edge(i))

    def ticks(self, candidates: Iterable[float]) -> list[Tick]:
        """Return those numbers that lie on the scale and can be written side by side."""
        low, high = self.stretches[0].start, self.stretches[-1].stop
        ticks = [Tick(self.at(x), number(x)) for x in candidates if low <= x <= high]
        return side_by_side(ticks)


def side_by_side(ticks: Iterable[Tick]) -> list[Tick]:
    """Return the ticks whose labels have room, the first ones at any rate."""
    kept: list[Tick] = []
    for tick in ticks:
        half = (len(tick.label) + 1) * LETTER / 2
        if all(
            abs(tick.place - other.place) > half + (len(other.label) + 1) * LETTER / 2
            for other in kept
        ):
            kept.append(tick)
    return kept


def power_of_ten(exponent: int) -> str:
    """Return 10^exponent as it is read most easily.

    >>> power_of_ten(-1), power_of_ten(3), power_of_ten(12)
    ('0.1', '1,000', '10¹²')

    """
    if -2 <= exponent <= 3:
        return f"{10.0**exponent:,.{max(0, -exponent)}f}"
    return "10" + str(exponent).translate(_SUPERSCRIPTS)


def number(x: float) -> str:
    """Return a power of ten, or another number, with its sign.

    >>> number(100.0), number(1.0e5), number(0.0)
    ('100', '10⁵', '0')

    """
    if x == 0:
        return "0"
    return ("\N{MINUS SIGN}" if x < 0 else "") + power_of_ten(round(math.log10(abs(x))))
