"""How far results are off, in units of the last place: in words and as JSON."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from mnist_nn.checking.survey.survey import QUANTILES
from mnist_nn.report.wording import digits, in_ulp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mnist_nn.checking.survey.survey import Seen, Survey


def as_text(surveys: Sequence[Survey]) -> list[str]:
    """Return a line for each function and dtype, and one for those that are exact; none for none.

    What is told is how far half of the results are off at most, and the one that is furthest off:
    of those whose true value is a normal number, each stretch of inputs counting as much.
    """
    if not surveys:
        return []
    lines = [_line(survey) for survey in surveys if not _is_exact(survey)]
    return ["", "errors in units of the last place:", *_exact(surveys), *lines]


def as_objects(surveys: Sequence[Survey]) -> list[dict[str, Any]]:
    """Return what each survey told, but for what only plots need; what is no number is null."""
    return [
        {
            "function": survey.function,
            "dtype": survey.dtype,
            "results": survey.count,
            "exact": survey.exact,
            "every_number": survey.whole,
            "quantiles": dict(
                zip(map(str, QUANTILES), map(_finite, survey.quantiles), strict=False)
            ),
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
    parts = [f"{survey.function:8}  {survey.dtype:8}"]
    if survey.worst:
        median, worst = (f"{digits(x):6}" for x in (survey.quantiles[0], survey.worst.error))
        allowed = f"{digits(survey.worst.allowed)} allowed"
        parts.append(f"median {median}  worst {worst}  at {survey.worst.at}: {allowed}")
    if survey.nearest and survey.beyond:
        most = f"{in_ulp(survey.nearest.error)} at {survey.nearest.at}"
        parts.append(
            f"{survey.beyond:,} of {survey.count:,} beyond what is allowed, such as {most}"
        )
    return "  ".join([*parts, *filter(None, [survey.trouble])])


def _as_object(seen: Seen | None) -> dict[str, Any] | None:
    """Return one result."""
    if seen is None:
        return None
    share = _finite(seen.share)
    return {"ulp": _finite(seen.error), "allowed": seen.allowed, "share": share, "at": seen.at}


def _finite(value: float) -> float | None:
    """Return a number, or None for infinity, which JSON has not."""
    return value if math.isfinite(value) else None
