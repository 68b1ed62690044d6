"""The picture of a counterexample: inputs, and the result beside the truth and what is allowed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mnist_nn.report.page.field import by_bound, field
from mnist_nn.report.page.frame import Frame, extent
from mnist_nn.report.page.panel import LEFT, TALL, TOP, Box, Columns, Heights, Word, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mnist_nn.checking.observation import Observation, Part
    from mnist_nn.report.page.panel import Panel

OFF = "error / allowed"

_DOT = 7.0
_LEAST = 1e-3
"""Errors below so many times the allowed are drawn as none."""


def panels_of(seen: Observation) -> list[Panel]:
    """Return a picture of each argument, one of the result, and one of its errors if known."""
    told = [part for part in seen.arguments if part.numbers and part.numbers[0]]
    off = [errors(seen.off, seen)] if seen.off else []
    return [*(argument(part, seen) for part in told), result(seen), *off]


def argument(part: Part, seen: Observation) -> Panel:
    """Return an argument as bars, or as a field of shades where it has several rows."""
    if len(part.numbers) > 1:
        return field(part, part.name, extent(part))
    (numbers,) = part.numbers
    place = seen.column if len(numbers) == len(seen.observed.numbers[0]) else 0
    columns, heights = Columns(len(numbers)), Heights(numbers)
    boxes = [_zero(heights, columns, numbers), *_bars(heights, columns, numbers)]
    words = [*heights.names(), *_lost(columns, numbers)]
    return Frame(part, part.name, place, columns, extent(part)).panel(boxes, words)


def result(seen: Observation) -> Panel:
    """Return a dot for each result in the row that is most wrong, on what is true and allowed."""
    observed, true = seen.observed.numbers[seen.row], _row(seen.true, seen)
    columns, heights = Columns(len(observed)), Heights([*observed, *true])
    boxes = [
        _zero(heights, columns, observed),
        *_truth(heights, columns, true, _row(seen.allowed, seen)),
        *_dots(heights, columns, observed, _row(seen.off, seen)),
    ]
    words = [*heights.names(), *_lost(columns, observed)]
    about = extent(seen.observed)
    return Frame(seen.observed, "result", seen.column, columns, about).panel(boxes, words)


def errors(off: Part, seen: Observation) -> Panel:
    """Return how many times the allowed error each number is off, on a scale of powers of ten."""
    if len(off.numbers) > 1:
        return field(off, OFF, "", by_bound)
    (numbers,) = off.numbers
    greatest = max((n for n in numbers if math.isfinite(n)), default=1.0)
    top = 10.0 ** math.ceil(math.log10(max(greatest, 10)))
    scale, columns = Heights([_log(top)]), Columns(len(numbers))
    boxes = []
    for column, number in enumerate(numbers):
        y = scale.at(_log(number)) if math.isfinite(number) else TOP
        tall = round(TOP + TALL - y, 2)
        boxes.append(Box(by_bound(number), columns.left(column), y, columns.bar, tall))
    width = round(len(numbers) * columns.step, 2)
    boxes.append(Box("limit", LEFT, scale.at(_log(1)), width, 1.5))
    words = [Word(short(n), LEFT - 6, scale.at(_log(n)) + 4, "end") for n in (top, 1.0)]
    return Frame(off, OFF, seen.column, columns, "").panel(boxes, words)


def _zero(heights: Heights, columns: Columns, numbers: Sequence[float]) -> Box:
    """Return the line at 0."""
    return Box("zero", LEFT, heights.at(0), round(len(numbers) * columns.step, 2), 1)


def _bars(heights: Heights, columns: Columns, numbers: Sequence[float]) -> Iterator[Box]:
    """Yield a bar for each number."""
    zero = heights.at(0)
    for column, number in enumerate(numbers):
        if not math.isfinite(number):
            yield Box("endless", columns.left(column), TOP, columns.bar, TALL)
            continue
        top, bottom = sorted((heights.at(number), zero))
        tall = round(max(bottom - top, 1.0), 2)
        yield Box("input", columns.left(column), top, columns.bar, tall)


def _truth(
    heights: Heights, columns: Columns, true: Sequence[float], allowed: Sequence[float]
) -> Iterator[Box]:
    """Yield what is allowed around each true number, and the number."""
    for column, (t, a) in enumerate(zip(true, allowed, strict=True)):
        top, bottom = heights.at(t + a), heights.at(t - a)
        tall, middle = max(bottom - top, 3.0), (top + bottom) / 2
        y = round(middle - tall / 2, 2)
        yield Box("allowed", columns.left(column), y, columns.bar, round(tall, 2))
        yield Box("true", columns.left(column), heights.at(t) - 0.75, columns.bar, 1.5)


def _dots(
    heights: Heights, columns: Columns, observed: Sequence[float], off: Sequence[float]
) -> Iterator[Box]:
    """Yield a dot for each number that was observed, and a column for what is not finite."""
    size = round(min(_DOT, columns.step), 2)
    for column, number in enumerate(observed):
        if not math.isfinite(number):
            yield Box("lost", columns.left(column), TOP, columns.bar, TALL)
            continue
        kind = by_bound(off[column]) if off else "right"
        x, y = columns.middle(column) - size / 2, heights.at(number) - size / 2
        yield Box(f"{kind} dot", round(x, 2), round(y, 2), size, size)


def _lost(columns: Columns, numbers: Sequence[float]) -> Iterator[Word]:
    """Yield what the first number is that is not finite, if there is one."""
    lost = next((c for c, number in enumerate(numbers) if not math.isfinite(number)), None)
    if lost is not None:
        right = columns.left(lost) + columns.bar + 4
        yield Word(short(numbers[lost]), round(right, 2), TOP + 12, "start")


def _log(number: float) -> float:
    """Return how many powers of ten a number is above the least that is drawn."""
    return math.log10(max(number, _LEAST) / _LEAST)


def _row(part: Part | None, seen: Observation) -> tuple[float, ...]:
    """Return the row that is most wrong, or nothing where nothing is known."""
    return part.numbers[seen.row] if part else ()
