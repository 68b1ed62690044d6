"""A field: a shade for each number of several rows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mnist_nn.report.page.frame import Frame
from mnist_nn.report.page.panel import LEFT, TALL, TOP, Box, Columns, Word

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnist_nn.checking.observation import Part
    from mnist_nn.report.page.panel import Panel

_WIDEST = 16.0


def by_sign(number: float) -> str:
    """Return the class of a number in the style sheet."""
    if not math.isfinite(number):
        return "endless"
    return "above" if number >= 0 else "below"


def by_bound(off: float) -> str:
    """Return the class of an error in units of the allowed."""
    return "wrong" if off > 1 else "right"


def field(part: Part, name: str, about: str, kind: Callable[[float], str] = by_sign) -> Panel:
    """Return a shade for each number: the larger, the darker.

    Args:
        part: the numbers.
        name: what they are called.
        about: which part of which array they are.
        kind: decides of which colour a number is.

    """
    columns = Columns(len(part.numbers[0]), _WIDEST)
    tall = round(min(columns.step, TALL / len(part.numbers)), 2)
    sizes = [abs(n) for row in part.numbers for n in row if math.isfinite(n)]
    greatest = max(sizes, default=0) or 1.0
    boxes = [
        Box(
            kind(n),
            columns.left(c),
            round(TOP + r * tall, 2),
            round(columns.step, 2),
            tall,
            round(min(abs(n) / greatest, 1), 2) if math.isfinite(n) else 1,
        )
        for r, row in enumerate(part.numbers)
        for c, n in enumerate(row)
    ]
    bottom = TOP + tall * len(part.numbers)
    width = round(columns.step * len(part.numbers[0]), 2)
    ground = Box("ground", LEFT, TOP, width, round(bottom - TOP, 2))
    words = [
        Word(f"{part.row:,}", LEFT - 6, TOP + 10, "end"),
        Word(f"{part.row + len(part.numbers) - 1:,}", LEFT - 6, bottom, "end"),
    ]
    return Frame(part, name, 0, columns, about, bottom).panel([ground, *boxes], words)
