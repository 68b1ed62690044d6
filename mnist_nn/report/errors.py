"""How far results are off, in units of the last place: in words and as JSON."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from mnist_nn.checking.survey.survey import QUANTILES
from mnist_nn.report.wording import digits, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mnist_nn.checking.survey.survey import Seen, Survey


HEADS = ("in ulp: median", "worst", "allowed", "over allowed: median", "most")
"""What the numbers of a row are: the third is what is allowed where the second was seen."""

_LINE = "  {:>14}  {:>7}  {:>7}  {:>20}  {:>6}  "


class Row(NamedTuple):
    """How far results are off, in words.

    Attributes:
        function: the name of the function.
        dtype: that of its arguments.
        numbers: those of `HEADS`, or none, where there are none.
        at: for which input the worst result was seen.
        note: what else there is to tell, if anything is.

    """

    function: str
    dtype: str
    numbers: tuple[str, ...]
    at: str
    note: str


def rows_of(surveys: Iterable[Survey]) -> list[Row]:
    """Return a row for each function and dtype, but for those that are exact.

    Of those whose true value is a normal number it is told how far half of the results are off at
    most, in ulp, how far the worst one is, and how far it may be; of all, which share half of them
    use at most of what is allowed, and the greatest that any does. Each stretch of inputs counts
    as much.
    """
    return [_row(survey) for survey in surveys if not _is_exact(survey)]


def exact_ones(surveys: Iterable[Survey]) -> list[str]:
    """Return what is exact, in words: those together that are so at the same dtypes."""
    dtypes: dict[str, list[str]] = {}
    for survey in filter(_is_exact, surveys):
        dtypes.setdefault(survey.function, []).append(survey.dtype)
    alike: dict[str, list[str]] = {}
    for function, names in dtypes.items():
        alike.setdefault(" ".join(names), []).append(function)
    return [f"{', '.join(functions)}: exact in {names}" for names, functions in alike.items()]


def as_text(surveys: Sequence[Survey]) -> list[str]:
    """Return a table, and lines for what is exact; nothing for no surveys."""
    if not surveys:
        return []
    lines = [_line(row) for row in rows_of(surveys)]
    heads = f"{'errors':18}" + _LINE.format(*HEADS) + "worst at"
    return ["", *([heads] if lines else []), *lines, *exact_ones(surveys)]


def as_objects(surveys: Sequence[Survey]) -> list[dict[str, Any]]:
    """Return what each survey told, but for what only plots need; what is no number is null."""
    return [
        {
            "function": survey.function,
            "dtype": survey.dtype,
            "results": survey.count,
            "exact": survey.exact,
            "every_number": survey.whole,
            "ulp": _quantiles(survey.quantiles),
            "share": _quantiles(survey.used),
            "worst": _as_object(survey.worst),
            "nearest": _as_object(survey.nearest),
            "beyond": survey.beyond,
            "trouble": survey.trouble or None,
        }
        for survey in surveys
    ]


def _is_exact(survey: Survey) -> bool:
    """Return whether there is nothing more to tell than that it is exact."""
    return survey.is_exact and not survey.trouble


def _row(survey: Survey) -> Row:
    """Return what is told of a function at one dtype."""
    numbers: tuple[str, ...] = ()
    at, notes = "", []
    if survey.worst and survey.nearest:
        ulp = map(digits, (survey.quantiles[0], survey.worst.error, survey.worst.allowed))
        shares = map(share, (survey.used[0], survey.nearest.share))
        numbers, at = (*ulp, *shares), survey.worst.at
    if survey.beyond:
        notes.append(f"{survey.beyond:,} of {survey.count:,} are beyond what is allowed")
    if survey.trouble:
        notes.append(survey.trouble)
    return Row(survey.function, survey.dtype, numbers, at, "; ".join(notes))


def _line(row: Row) -> str:
    """Return a row as text."""
    line = f"{row.function:8}  {row.dtype:8}"
    if row.numbers:
        line += _LINE.format(*row.numbers) + row.at
    return f"{line}  {row.note}" if row.note else line


def _quantiles(values: Iterable[float]) -> dict[str, float | None]:
    """Return what was told for each of `QUANTILES`, by its name."""
    return dict(zip(map(str, QUANTILES), map(_finite, values), strict=False))


def _as_object(seen: Seen | None) -> dict[str, Any] | None:
    """Return one result."""
    if seen is None:
        return None
    return {
        "ulp": _finite(seen.error),
        "allowed": seen.allowed,
        "share": _finite(seen.share),
        "at": seen.at,
    }


def _finite(value: float) -> float | None:
    """Return a number, or None for infinity, which JSON has not."""
    return value if math.isfinite(value) else None
