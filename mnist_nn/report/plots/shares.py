"""How much of the error that is allowed is used: how many results use how much, by dtypes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.checking.survey.survey import SHARES
from mnist_nn.report.plots.scale import Logarithmic
from mnist_nn.report.plots.svg import (
    ALLOWED,
    BAD,
    FAINT,
    FONT,
    GOOD,
    INK,
    MUTED,
    WIDTH,
    drawn,
    element,
    filled,
    picture,
    steps,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree import ElementTree as ET

    from mnist_nn.checking.survey.survey import Survey

_LEFT, _WHOLE, _RIGHT = 76.0, WIDTH - 66.0, WIDTH - 44.0
"""Where the strips start, where the whole of what is allowed is, and where what is beyond ends."""

_STRIP, _GAP, _TOP = 34.0, 12.0, 8.0
"""How high a strip is, how far it is from the next, and where the first begins."""

_SCALE = Logarithmic(SHARES[0], 1.0, _LEFT, _WHOLE)


def shares(surveys: Sequence[Survey], title: str, description: str) -> str:
    """Return a picture with a strip for each dtype of a function."""
    ground = _TOP + len(surveys) * (_STRIP + _GAP)
    tops = (_TOP + i * (_STRIP + _GAP) for i in range(len(surveys)))
    strips = [part for of, top in zip(surveys, tops, strict=False) for part in _strip(of, top)]
    band = element(
        "rect", x=_LEFT, y=_TOP, width=_WHOLE - _LEFT, height=ground - _TOP, style=f"fill:{ALLOWED}"
    )
    labels = [
        words(label, _SCALE.at(at), ground + 4 + FONT, anchor="middle")
        for at, label in ((0.001, "0.001"), (0.01, "0.01"), (0.1, "0.1"), (1, "1"))
    ]
    name = words("share of the error allowed", (_LEFT + _WHOLE) / 2, ground + 36, anchor="middle")
    return picture(ground + 42, title, description, band, *strips, *labels, name)


def _strip(survey: Survey, top: float) -> list[ET.Element]:
    """Return how many results used how much, at one dtype."""
    below, *within, beyond = survey.shares
    most, ground = max(1, *within, beyond), top + _STRIP
    heights = [ground - _STRIP * count / most for count in within]
    path = steps(list(map(_SCALE.at, SHARES)), heights)
    worst = _SCALE.at(survey.nearest.share) if survey.nearest else _LEFT
    parts = [
        drawn(f"M{_LEFT} {ground}H{_RIGHT}", FAINT),
        filled(path, ground, _LEFT, GOOD, 0.6),
        drawn(f"M{worst:.1f} {ground}v-{_STRIP}", GOOD, 2),
        words(survey.dtype, _LEFT - 6, top + FONT - 1, anchor="end", colour=INK),
        words(f"{100 * below / survey.count:.0f} % less", _LEFT - 6, ground - 3, anchor="end"),
        drawn(f"M{_WHOLE} {top}V{ground}", MUTED),
    ]
    if beyond:
        y = min(ground - _STRIP * beyond / most, ground - 4)
        style = f"fill:{BAD}"
        label = f"{100 * beyond / survey.count:.2g} %"
        parts += [
            element("rect", x=_WHOLE + 3, y=y, width=14, height=ground - y, style=style),
            words(label, WIDTH - 2, top + FONT, anchor="end", colour=BAD),
        ]
    return parts
