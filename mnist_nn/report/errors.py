"""How far results are off, in units of the last place: in words and as JSON."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from mnist_nn.checking.survey.survey import QUANTILES
from mnist_nn.report.wording import digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mnist_nn.checking.survey.survey import Seen, Survey


_HEADS = ("in ulp: median", "worst", "allowed", "over allowed: median", "most")

_ROW = "  {:>14}  {:>7}  {:>7}  {:>20}  {:>6}  "


def as_text(surveys: Sequence[Survey]) -> list[str]:
    """Return a line for each function and dtype, and one for those that are exact; none for none.

    Of those whose true value is a normal number it is told how far half of the results are off at
    most, in ulp, how far the worst one is, and how far it may be; of all, which share half of them
    use at most of what is allowed, and the greatest that any does. Each stretch of inputs counts
    as much.
    """
    if not surveys:
        return []
    lines = [_line(survey) for survey in surveys if not _is_exact(survey)]
    heads = f"{'errors':18}" + _ROW.format(*_HEADS) + "worst at"
    return ["", *([heads] if lines else []), *lines, *_exact(surveys)]


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


def _exact(surveys: Iterable[Survey]) -> list[str]:
    """Return what is exact, a line for all that is so at the same dtypes."""
    dtypes: dict[str, list[str]] = {}
    for survey in filter(_is_exact, surveys):
        dtypes.setdefault(survey.function, []).append(survey.dtype)
    alike: dict[str, list[str]] = {}
    for function, names in dtypes.items():
        alike.setdefault(" ".join(names), []).append(function)
    return [f"{', '.join(functions)}: exact in {names}" for names, functions in alike.items()]


def _line(survey: Survey) -> str:
    """Return what is told of a function at one dtype."""
    line = f"{survey.function:8}  {survey.dtype:8}"
    if survey.worst and survey.nearest:
        seen = survey.worst
        ulp = [*map(digits, (survey.quantiles[0], seen.error, seen.allowed))]
        share = [f"{part:.2g}" for part in (survey.used[0], survey.nearest.share)]
        line += _ROW.format(*ulp, *share) + seen.at
    if survey.nearest and survey.beyond:
        line += f"  {survey.beyond:,} of {survey.count:,} are beyond what is allowed"
    return line + (f"  {survey.trouble}" if survey.trouble else "")


def _quantiles(values: Iterable[float]) -> dict[str, float | None]:
    """Return what was told for each of `QUANTILES`, by its name."""
    return dict(zip(map(str, QUANTILES), map(_finite, values), strict=False))


def _as_object(seen: Seen | None) -> dict[str, Any] | None:
    """Return one result."""
    if seen is None:
        return None
    share = _finite(seen.share)
    return {"ulp": _finite(seen.error), "allowed": seen.allowed, "share": share, "at": seen.at}


def _finite(value: float) -> float | None:
    """Return a number, or None for infinity, which JSON has not."""
    return value if math.isfinite(value) else None
