"""The tables of what was measured, in `mnist_nn/digits/README.md`."""

from __future__ import annotations

from mnist_nn.digits import doubt
from mnist_nn.digits.confidence import TEMPERATURE
from mnist_nn.report.markdown import table
from tests.digits.styles.measure import (
    LIMITS,
    NON_DIGIT,
    TEMPERATURES,
    by_style,
    calibration_error,
    digits,
    summary,
    surprise,
    unsure_non_digits,
    with_limit,
)
from tests.digits.styles.pictures import HALVES


def styles() -> str:
    """Return what was measured of each style, and of all of a half."""
    rows = []
    for half, those in HALVES.items():
        for name, found in by_style(half).items():
            shows = (those[name].__doc__ or "").partition("\n")[0]
            rows.append([half, name, shows, *map(str, found)])
        rows.append([f"**{half}**", "**all**", "", *map(str, summary(digits(half)))])
    heads = ["half", "style", "shows", "sure", "right of these", "recognized"]
    return f"{table(heads, rows)}\n\n{_conclusions()}"


def _conclusions() -> str:
    rows = (
        [half, str(unsure_non_digits(half)), f"{100 * calibration_error(digits(half)):.1f} %"]
        for half in HALVES
    )
    return table(["half", "non-digits not sure", "calibration error"], rows)


def limits() -> str:
    """Return what other limits of doubt would do."""
    rows = []
    for name, values in LIMITS.items():
        for value in values:
            chosen = value == getattr(doubt, name)
            found = with_limit(name, value)
            shown = summary([outcome for outcome in found if outcome.digit != NON_DIGIT])
            others = [outcome for outcome in found if outcome.digit == NON_DIGIT]
            unsure = sum(not outcome.is_sure for outcome in others)
            rows.append(
                [
                    f"`{name}`",
                    f"**{value}**" if chosen else str(value),
                    str(shown.sure),
                    str(shown.right),
                    f"{unsure} of {len(others)}",
                ]
            )
    return table(["limit", "at", "sure", "right of these", "non-digits not sure"], rows)


def temperatures() -> str:
    """Return what other temperatures would do."""
    found = digits("development")
    rows = (
        [
            f"**{t}**" if t == TEMPERATURE else str(t),
            f"{surprise(found, t):.4f}",
            f"{100 * calibration_error(found, t):.1f} %",
        ]
        for t in TEMPERATURES
    )
    return table(["temperature", "surprise", "calibration error"], rows)
