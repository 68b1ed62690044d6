"""The frame of a plot of errors: a scale of ulp at its left, one of inputs below, a key above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnist_nn.report.plots.scale import Logarithmic, Tick, side_by_side
from mnist_nn.report.plots.svg import (
    ALLOWED,
    FAINT,
    FONT,
    INK,
    LETTER,
    MUTED,
    WIDTH,
    drawn,
    element,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree import ElementTree as ET

LEFT, RIGHT = 48.0, WIDTH - 10.0
"""Where the field of a plot starts and ends."""

TOP, BOTTOM = 28.0, 208.0
"""Where its highest and its lowest value is."""

HEIGHT = 250.0
"""How high the whole picture is."""


@dataclass(frozen=True)
class Key:
    """What a colour means."""

    label: str
    colour: str
    opacity: float = 1


def frame(
    errors: Logarithmic, inputs: Sequence[Tick], below: str, keys: Iterable[Key]
) -> list[ET.Element]:
    """Return the frame.

    Args:
        errors: the scale of errors.
        inputs: what is written below.
        below: what the inputs are.
        keys: what the colours mean.

    """
    return [*_left(errors), *_below(inputs, below), *_above(keys)]


def _left(errors: Logarithmic) -> list[ET.Element]:
    """Return lines at numbers of ulp, with their labels."""
    lines = [drawn(f"M{LEFT} {tick.place:.1f}H{RIGHT}", FAINT) for tick in errors.ticks]
    labels = [
        words(tick.label, LEFT - 6, tick.place + FONT / 3, anchor="end") for tick in errors.ticks
    ]
    return [*lines, *labels, words("ulp", LEFT - 6, TOP - 13, anchor="end")]


def _below(inputs: Sequence[Tick], name: str) -> list[ET.Element]:
    """Return numbers below the field, and what they are."""
    ground = drawn(f"M{LEFT} {BOTTOM}H{RIGHT}", MUTED)
    marks = [drawn(f"M{tick.place:.1f} {BOTTOM}v5", MUTED) for tick in inputs]
    labels = [
        words(tick.label, _within(tick), BOTTOM + 6 + FONT, anchor="middle")
        for tick in side_by_side(inputs)
    ]
    middle = words(name, (LEFT + RIGHT) / 2, HEIGHT - 5, anchor="middle")
    return [ground, *marks, *labels, middle]


def _within(tick: Tick) -> float:
    """Return the place of a number, or one at which its last letters are within the picture too."""
    return min(tick.place, WIDTH - 2 - len(tick.label) * LETTER / 2)


def _above(keys: Iterable[Key]) -> list[ET.Element]:
    """Return what the colours mean."""
    parts, x = [], LEFT
    for key in keys:
        # As in the field, it stands before what is allowed.
        parts += [_swatch(x, ALLOWED), _swatch(x, key.colour, key.opacity)]
        parts.append(words(key.label, x + 17, TOP - 13, colour=INK))
        x += 17 + (len(key.label) + 3) * LETTER
    return parts


def _swatch(x: float, colour: str, opacity: float = 1) -> ET.Element:
    """Return a small square in a colour."""
    style = f"fill:{colour};fill-opacity:{opacity}"
    return element("rect", x=x, y=TOP - 24, width=12, height=12, style=style)
