"""A counterexample on a page: its story, its picture, and the numbers around the worst place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnist_nn.report.page.drawing import OFF, panels_of
from mnist_nn.report.page.panel import short
from mnist_nn.report.page.story import story_of

if TYPE_CHECKING:
    from mnist_nn.checking.observation import Observation
    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.report.page.panel import Panel
    from mnist_nn.report.page.story import Story

_NEAR = 2
"""How many columns on either side of the worst one are told as numbers."""


@dataclass(frozen=True)
class Numbers:
    """A table of numbers.

    Attributes:
        heads: what stands above the columns.
        rows: whether it is the one that is wrong, and a number for each column.
        row: the row of the result in which they are, or None where it has no other.

    """

    heads: tuple[str, ...]
    rows: tuple[tuple[bool, tuple[str, ...]], ...]
    row: int | None


@dataclass(frozen=True)
class Counterexample:
    """A counterexample.

    Attributes:
        story: what was seen, in words.
        panels: pictures of what was seen, if it can be shown.
        numbers: the same as numbers, or None.
        is_within: whether the result that is shown is within what is allowed: the law asks for
            more, or the function does not always answer so.

    """

    story: Story
    panels: tuple[Panel, ...] = ()
    numbers: Numbers | None = None
    is_within: bool = False


def counterexample_of(verdict: Verdict, seen: Observation | None) -> Counterexample | None:
    """Return what is told of a verdict beside its mark, or None where that says all."""
    story = story_of(verdict)
    if story is None or seen is None:
        return Counterexample(story) if story else None
    digits = 17 if verdict.dtype == "float64" else 9
    panels, numbers = tuple(panels_of(seen)), numbers_of(seen, digits)
    return Counterexample(story, panels, numbers, _is_within(seen))


def numbers_of(seen: Observation, digits: int) -> Numbers:
    """Return the numbers in the row that is most wrong, around the column that is."""
    of_row = [seen.observed, *(part for part in (seen.true, seen.allowed, seen.off) if part)]
    alike = [part for part in seen.arguments if part.shape == seen.observed.shape]
    names = [*(part.name for part in alike), "observed", "true", "allowed", OFF]
    parts = [*alike, *of_row]
    width = len(seen.observed.numbers[0])
    columns = range(max(0, seen.column - _NEAR), min(width, seen.column + _NEAR + 1))
    exact = len(alike) + 2
    rows = [
        (
            column == seen.column and not _is_within(seen),
            (
                f"{seen.observed.column + column:,}",
                *(
                    _exactly(part.numbers[seen.row][column], digits if n < exact else 3)
                    for n, part in enumerate(parts)
                ),
            ),
        )
        for column in columns
    ]
    several = len(seen.observed.shape) > 1 and seen.observed.shape[0] > 1
    row = seen.observed.row + seen.row if several else None
    return Numbers(("column", *names[: len(parts)]), tuple(rows), row)


def _is_within(seen: Observation) -> bool:
    """Return whether the error that was seen is one that is allowed."""
    return seen.off is not None and seen.off.numbers[seen.row][seen.column] <= 1


def _exactly(number: float, digits: int) -> str:
    """Return a number with as many digits as tell it from its neighbours."""
    return f"{number:.{digits}g}" if abs(number) < float("inf") else short(number)
