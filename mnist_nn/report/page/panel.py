"""A panel: a small picture of some numbers, as boxes and words, which a template draws."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH, LEFT, RIGHT, TOP, TALL, BELOW = 296, 56, 10, 10, 96, 20
"""The width of a panel, the margins, and the height of what is drawn; in pixels."""

_WIDEST = 24


@dataclass(frozen=True)
class Box:
    """A rectangle.

    Attributes:
        kind: its class in the style sheet.
        x: where it begins, from the left.
        y: where it begins, from above.
        width: how wide it is.
        height: how tall it is.
        strength: how opaque it is, up to 1.

    """

    kind: str
    x: float
    y: float
    width: float
    height: float
    strength: float = 1


@dataclass(frozen=True)
class Word:
    """A word in a picture.

    Attributes:
        text: what it says.
        x: where it is, from the left.
        y: where it stands, from above.
        anchor: whether it starts there, ends there, or has its middle there.

    """

    text: str
    x: float
    y: float
    anchor: str = "middle"


@dataclass(frozen=True)
class Panel:
    """A picture.

    Attributes:
        title: what it shows.
        description: what is to be seen, for those who do not see it.
        height: how tall it is.
        boxes: the rectangles in it, the hindmost first.
        words: the words in it.

    """

    title: str
    description: str
    height: float
    boxes: tuple[Box, ...]
    words: tuple[Word, ...]

    @property
    def width(self) -> int:
        """How wide it is."""
        return WIDTH


class Columns:
    """Where columns are in a panel.

    Attributes:
        step: from one to the next.
        bar: how wide one is.

    """

    def __init__(self, number: int, widest: float = _WIDEST) -> None:
        self.step = min(widest, (WIDTH - LEFT - RIGHT) / max(number, 1))
        self.bar = self.step * (0.75 if self.step > 3 else 1)

    def left(self, column: int) -> float:
        """Return where a column begins."""
        return round(LEFT + column * self.step, 2)

    def middle(self, column: int) -> float:
        """Return where the middle of a column is."""
        return round(self.left(column) + self.bar / 2, 2)

    def names(self, first: int, place: int, number: int, y: float) -> tuple[Word, ...]:
        """Return the numbers of the first, the last, and one column, if there is room for them."""
        shown = {0: None, place: None, number - 1: None}
        wide = 7 * len(f"{first + number:,}")
        apart = [c for c in shown if c == place or abs(c - place) * self.step > wide]
        return tuple(Word(f"{first + c:,}", self.middle(c), y) for c in apart)


class Heights:
    """Where numbers are in a panel, from the least to the greatest of some and 0."""

    def __init__(self, numbers: Iterable[float]) -> None:
        finite = [0.0, *filter(math.isfinite, numbers)]
        self.low, self.high = min(finite), max(finite)
        if self.low == self.high:
            self.high = 1.0

    def at(self, number: float) -> float:
        """Return where a number is, from above: at the margin, if it lies beyond."""
        # Halves, for the difference of two numbers of a format may be none of it.
        span = self.high / 2 - self.low / 2
        share = (min(max(number, self.low), self.high) / 2 - self.low / 2) / span
        return round(TOP + TALL * (1 - share), 2)

    def names(self) -> tuple[Word, ...]:
        """Return the greatest and the least number, and 0 between them, at the margin."""
        told = {self.high, self.low, 0.0}
        clear = [n for n in told if n != 0 or n in {self.low, self.high} or self._is_clear]
        return tuple(Word(short(n), LEFT - 6, self.at(n) + 4, "end") for n in sorted(clear))

    @property
    def _is_clear(self) -> bool:
        """Whether 0 is away from both margins."""
        return min(self.at(0) - TOP, TOP + TALL - self.at(0)) > 12


def short(number: float) -> str:
    """Return a number in few characters.

    >>> [short(n) for n in (0.7310585, 1e-30, -65504, float("nan"), 3.4028235e38)]
    ['0.7311', '1e-30', '-65504', 'NaN', '3.4e+38']

    """
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "∞" if number > 0 else "-∞"
    whole = number == int(number) and abs(number) < 1e6
    return f"{number:.0f}" if whole else f"{number:.{4 if 1e-3 <= abs(number) < 1e4 else 2}g}"
