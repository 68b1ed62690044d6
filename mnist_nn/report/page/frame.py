"""The frame of a panel: what it shows, in words, and the numbers of its columns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnist_nn.report.page.panel import BELOW, TALL, TOP, Columns, Panel, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.checking.observation import Part
    from mnist_nn.report.page.panel import Box, Word

_TIMES, _TO = "\N{MULTIPLICATION SIGN}", "\N{EN DASH}"


@dataclass(frozen=True)
class Frame:
    """A frame.

    Attributes:
        part: the numbers that are shown.
        name: what they are called.
        place: the column that is named in any case.
        columns: where the columns are.
        extent: the shape of the whole array, and which part of it is shown.
        height: how tall the picture is, without what stands below.

    """

    part: Part
    name: str
    place: int
    columns: Columns
    extent: str
    height: float = TOP + TALL

    def panel(self, boxes: Sequence[Box], words: Sequence[Word]) -> Panel:
        """Return the panel with some boxes and words in it."""
        number = len(self.part.numbers[0])
        below = self.columns.names(self.part.column, self.place, number, self.height + 15)
        title = f"{self.name}, {self.extent}" if self.extent else self.name
        height = round(self.height + BELOW, 2)
        return Panel(title, self._description, height, tuple(boxes), (*words, *below))

    @property
    def _description(self) -> str:
        """What is to be seen."""
        numbers = [n for row in self.part.numbers for n in row]
        finite = [n for n in numbers if math.isfinite(n)]
        lost = len(numbers) - len(finite)
        parts = [f"from {short(min(finite))} to {short(max(finite))}"] if finite else []
        parts += [f"{lost} not finite"] if lost else []
        return f"{self.name}: {', '.join(parts)}"


def extent(part: Part) -> str:
    """Return the shape of the whole array, and which part of it is shown."""
    whole = f" {_TIMES} ".join(f"{n:,}" for n in part.shape) or "one number"
    shown = []
    if math.prod(part.shape[:-1]) > len(part.numbers):
        shown.append(f"rows {part.row:,}{_TO}{part.row + len(part.numbers) - 1:,}")
    if part.shape and part.shape[-1] > len(part.numbers[0]):
        last = part.column + len(part.numbers[0]) - 1
        shown.append(f"columns {part.column:,}{_TO}{last:,}")
    return f"{whole}{': ' if shown else ''}{', '.join(shown)}"
