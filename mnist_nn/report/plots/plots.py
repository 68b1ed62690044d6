"""The plots of a run: errors against inputs, and as shares of those that are allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.report.plots.plot import Plot
from mnist_nn.report.plots.profile import Profile
from mnist_nn.report.plots.shares import shares
from mnist_nn.report.wording import in_ulp, share, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mnist_nn.checking.survey.survey import Survey


def plots_of(surveys: Iterable[Survey]) -> list[Plot]:
    """Return the plots, function by function; there are none of what is exact everywhere.

    Args:
        surveys: at most one of each function and dtype.

    """
    of_function: dict[str, list[Survey]] = {}
    for survey in surveys:
        if survey.nearest:
            of_function.setdefault(survey.function, []).append(survey)
    return [
        plot
        for of in of_function.values()
        for plot in (*(_profile(survey) for survey in of if survey.stretches), _shares(of))
    ]


def _profile(survey: Survey) -> Plot:
    """Return the plot of the errors against the inputs."""
    title = f"{survey.function} {survey.dtype}"
    said = _conclusion(survey)
    if survey.trouble:
        said += f" Not all was asked: {survey.trouble}."
    svg = Profile(survey).svg(f"{title}: errors in ulp", said)
    return Plot(title, f"{_inputs(survey)} {said}", svg)


def _shares(surveys: Sequence[Survey]) -> Plot:
    """Return the plot of the errors as shares of those allowed."""
    title = f"{surveys[0].function}: error over allowed"
    said = " ".join(f"{survey.dtype}: {_share(survey)}" for survey in surveys)
    caption = f"Of what is allowed: {said} At the left: how many results use less than 0.001."
    return Plot(title, caption, shares(surveys, title, said))


def _inputs(survey: Survey) -> str:
    """Return on which inputs there are errors, in words."""
    if survey.along != "x":
        most = survey.stretches[-1].stop
        return f"{survey.count:,} results of arrays with 1 to {most:,} {survey.along}."
    if survey.whole:
        return f"All {survey.count + survey.exact:,} finite numbers of {survey.dtype}."
    return f"{survey.count:,} numbers of {survey.dtype}, of all binades."


def _conclusion(survey: Survey) -> str:
    """Return what is to be seen, in words."""
    assert survey.nearest  # noqa: S101 - there is a plot
    if survey.beyond:
        return f"{_beyond(survey)}; the worst is {told(survey.nearest)}."
    parts = [f"All is within what is allowed; nearest to it come {told(survey.nearest)}."]
    if survey.worst and survey.median is not None:
        half = in_ulp(survey.median)
        parts.append(f"Half of all is off by at most {half}, and at worst {told(survey.worst)}.")
    return " ".join(parts)


def _share(survey: Survey) -> str:
    """Return how much of the error allowed is used, in words."""
    assert survey.nearest  # noqa: S101 - there is a plot
    if survey.beyond:
        return f"{_beyond(survey)}."
    half, most = map(share, (survey.used[0], survey.nearest.share))
    return f"half use at most {half}, and none more than {most}."


def _beyond(survey: Survey) -> str:
    """Return how many results are off by more than is allowed, in words."""
    return f"{survey.beyond:,} of {survey.count:,} results are off by more than is allowed"
