"""Surveys to plot."""

from __future__ import annotations

from dataclasses import replace

from mnist_nn.checking.survey.survey import SHARES, Seen, Stretch, Survey

NEAR = Seen(1.5, 3.0, "x = 2.5")


def stretches(number: int = 8) -> tuple[Stretch, ...]:
    """Return stretches of numbers from -4 to 4 that are all alike."""
    width = 8 / number
    return tuple(Stretch(-4 + i * width, -4 + (i + 0.9) * width, 0.5, NEAR) for i in range(number))


RIGHT = Survey(
    "sigmoid",
    "float32",
    "x",
    count=1000,
    quantiles=(0.25, 0.5, 1.0),
    used=(0.125, 0.25, 0.375),
    worst=NEAR,
    nearest=NEAR,
    shares=(700, *[15] * 20, 0),
    stretches=stretches(),
)
"""A survey in which all is within what is allowed."""

WRONG_AT = Seen(2.0**20, 3.0, "x = -18.25 <b>")

WRONG = replace(
    RIGHT,
    worst=WRONG_AT,
    nearest=WRONG_AT,
    shares=(700, *[14] * 20, 20),
    stretches=(*stretches()[:3], replace(stretches()[3], nearest=WRONG_AT), *stretches()[4:]),
)
"""A survey in which a stretch is beyond what is allowed."""

SIZES = replace(
    RIGHT,
    function="softmax",
    along="classes",
    stretches=tuple(Stretch(2**k, 2 ** (k + 1) - 1, 0.5, NEAR) for k in range(11)),
)
"""A survey along a size."""

DEAD = Survey("mlp", "float16", trouble="the process that surveyed it died of <b>")
"""A survey of what never answered."""

EXACT = Survey("relu", "float32", "x", exact=1000, shares=(0,) * (len(SHARES) + 1))
"""A survey in which there is nothing that may be off."""
