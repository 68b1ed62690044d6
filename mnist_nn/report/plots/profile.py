"""A profile: errors in ulp, and how large they may be, against the inputs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mnist_nn.formats import FORMATS
from mnist_nn.report.plots.frame import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, Key, frame
from mnist_nn.report.plots.scale import InStretches, Logarithmic, Tick
from mnist_nn.report.plots.svg import (
    ALLOWED,
    BAD,
    FONT,
    GOOD,
    INK,
    LETTER,
    drawn,
    element,
    filled,
    on_anything,
    picture,
    steps,
    words,
)
from mnist_nn.report.wording import in_ulp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree import ElementTree as ET

    from mnist_nn.checking.survey.survey import Stretch, Survey

_LEAST = 0.1
"""The lowest error that is told from none."""

_NEARLY = 0.98
"""In how many of the stretches what is allowed is within the picture."""

_NUMBERS = [0.0, *(s * 10.0**e for e in (1, 0, 2, -1, 3) for s in (1, -1))]
"""The numbers that are written below, if there is room: the first ones at any rate."""

_SIZES = [10.0**e for e in range(6)]


@dataclass(frozen=True)
class Profile:
    """A profile of a survey that has stretches.

    Attributes:
        survey: what is shown.

    """

    survey: Survey

    def svg(self, title: str, description: str) -> str:
        """Return the picture."""
        keys = [Key("allowed", ALLOWED), Key("worst", GOOD, _WORST), Key("half within", GOOD)]
        below = "x" if self.survey.along == "x" else f"number of {self.survey.along}"
        return picture(
            HEIGHT,
            title,
            description,
            self._filled([self._top(s.nearest.allowed) for s in self._stretches], ALLOWED),
            *frame(self._errors, self._ticks, below, keys),
            self._filled([s.nearest.error for s in self._stretches], GOOD, _WORST),
            self._filled([s.median or 0.0 for s in self._stretches], GOOD),
            *self._beyond(),
        )

    @property
    def _stretches(self) -> Sequence[Stretch]:
        """The stretches, in ascending order."""
        return self.survey.stretches

    @cached_property
    def _inputs(self) -> InStretches:
        """The scale of the inputs."""
        return InStretches(self._stretches, LEFT, RIGHT)

    @cached_property
    def _errors(self) -> Logarithmic:
        """The scale of the errors: up to what was seen, and what is allowed nearly everywhere.

        Below the normal numbers no digit has to be right, and just above them few have to: what is
        allowed there, and what was seen if it is within that, goes beyond the picture.
        """
        whole = 0.5 / FORMATS[self.survey.dtype].u  # so many ulp are a number itself, or its half
        near = [s.nearest for s in self._stretches if s.nearest.allowed < whole]
        wrong = [s.nearest for s in self._stretches if s.nearest.share > 1]
        seen = [one.error for one in (*near, *wrong) if math.isfinite(one.error)]
        allowed = sorted(one.allowed for one in near)[: math.ceil(_NEARLY * len(near))]
        return Logarithmic(_LEAST, 2 * max([5.0, *seen, *allowed]), BOTTOM, TOP)

    @cached_property
    def _edges(self) -> list[float]:
        """Where the stretches start, and where the last one ends."""
        return [self._inputs.edge(i) for i in range(len(self._stretches) + 1)]

    @property
    def _ticks(self) -> list[Tick]:
        """What is written below."""
        return self._inputs.ticks(_NUMBERS if self.survey.along == "x" else _SIZES)

    def _top(self, allowed: float) -> float:
        """Return what is allowed, or the top of the picture if it is more."""
        return min(allowed, self._errors.high)

    def _filled(self, values: Sequence[float], colour: str, opacity: float = 1) -> ET.Element:
        """Return an area from the ground up to a value in each stretch."""
        path = steps(self._edges, [self._errors.at(value) for value in values])
        return filled(path, BOTTOM, LEFT, colour, opacity)

    def _beyond(self) -> list[ET.Element]:
        """Return bars where more was seen than is allowed, and what is worst of it in words."""
        bars = []
        for i, stretch in enumerate(self._stretches):
            if stretch.nearest.share > 1:
                x = (self._edges[i] + self._edges[i + 1]) / 2
                wide = max(3.0, self._edges[i + 1] - self._edges[i])
                y = self._errors.at(stretch.nearest.error)
                bars.append(drawn(f"M{x:.1f} {BOTTOM}V{y:.1f}", BAD, wide + _SEAM))
        return [*bars, *self._worst()] if bars else []

    def _worst(self) -> list[ET.Element]:
        """Return a mark at the worst of what is not allowed, and words beside it."""
        i = max(range(len(self._stretches)), key=lambda i: self._stretches[i].nearest.share)
        seen = self._stretches[i].nearest
        x, y = (self._edges[i] + self._edges[i + 1]) / 2, self._errors.at(seen.error)
        label = f"{in_ulp(seen.error)}, {seen.at}"
        room = len(label) * LETTER
        start = min(max(LEFT + 4, x + 8 if x < (LEFT + RIGHT) / 2 else x - 8 - room), RIGHT - room)
        mark = element("path", d=f"M{x:.1f} {y:.1f}l-5 -8h10z", style=f"fill:{BAD}")
        return [mark, on_anything(words(label, start, max(y, TOP) + FONT, colour=INK))]


_SEAM = 0.4
"""By how much bars overlap, or the ground would shine through between them."""

_WORST = 0.45
"""How opaque the worst errors are, which stand behind those within which half of all are."""
