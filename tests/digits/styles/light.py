"""Light on a sheet: a lamp to one side, the edge of a shadow, a hand's shadow, a flash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.digits.styles.sheet import Sheet


def _place(sheet: Sheet) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how far down and right each pixel is, from -1 to 1."""
    down, right = (np.linspace(-1, 1, n) for n in sheet.shape[:2])
    return down[:, None], right[None, :]


def lamp(sheet: Sheet, rng: np.random.Generator, darkest: float = 0.35) -> Sheet:
    """Return a sheet whose light falls off to one side, to a share of the brightest."""
    down, right = _place(sheet)
    angle = rng.uniform(0, 2 * np.pi)
    along = (np.cos(angle) * down + np.sin(angle) * right) / np.sqrt(2)
    return sheet * (darkest + (1 - darkest) * ((along + 1) / 2))[..., None]


def shadow_edge(sheet: Sheet, rng: np.random.Generator, dark: float = 0.5) -> Sheet:
    """Return a sheet of which a part, with a straight edge near the middle, is in shadow."""
    down, right = _place(sheet)
    angle = rng.uniform(0, 2 * np.pi)
    beyond = np.cos(angle) * down + np.sin(angle) * right > rng.uniform(-0.3, 0.3)
    soft = cv2.GaussianBlur(beyond.astype(np.float64), (0, 0), rng.uniform(1, 6))
    return sheet * (1 - (1 - dark) * soft)[..., None]


def hand_shadow(sheet: Sheet, rng: np.random.Generator, dark: float = 0.55) -> Sheet:
    """Return a sheet with the shadow of a hand and some fingers, which come in from below."""
    height, width = sheet.shape[:2]
    shadow = np.zeros((height, width), np.uint8)
    for finger in range(4):
        start = (int(width * (0.2 + 0.2 * finger + rng.uniform(-0.05, 0.05))), height)
        end = (
            int(start[0] + rng.uniform(-0.15, 0.15) * width),
            int(height * rng.uniform(0.3, 0.6)),
        )
        cv2.line(shadow, start, end, 1, int(width * rng.uniform(0.08, 0.13)))
    soft = cv2.GaussianBlur(shadow.astype(np.float64), (0, 0), rng.uniform(5, 12))
    return sheet * (1 - (1 - dark) * soft)[..., None]


def phone_shadow(sheet: Sheet, rng: np.random.Generator, dark: float = 0.5) -> Sheet:
    """Return a sheet with the shadow of a phone, which comes in from below, askew."""
    height, width = sheet.shape[:2]
    middle = width * rng.uniform(0.3, 0.7), height * rng.uniform(0.7, 0.9)
    size = width * rng.uniform(0.3, 0.4), height * rng.uniform(0.8, 1.0)
    corners = cv2.boxPoints((middle, size, rng.uniform(-20, 20)))
    shadow = cv2.fillPoly(np.zeros((height, width), np.uint8), [np.rint(corners).astype(int)], 1)
    soft = cv2.GaussianBlur(shadow.astype(np.float64), (0, 0), rng.uniform(4, 9))
    return sheet * (1 - (1 - dark) * soft)[..., None]


def stripes(sheet: Sheet, rng: np.random.Generator, dark: float = 0.6) -> Sheet:
    """Return a sheet on which the light falls in soft, slanting stripes."""
    down, right = _place(sheet)
    along = down + rng.uniform(-0.3, 0.3) * right
    wave = np.sin(along * rng.uniform(10, 18) + rng.uniform(0, 2 * np.pi))
    lit = np.clip(1.5 * wave, -1, 1) / 2 + 0.5
    return sheet * (dark + (1 - dark) * lit)[..., None]


def flash(sheet: Sheet, rng: np.random.Generator) -> Sheet:
    """Return a sheet that is bright near a point and much darker in the corners."""
    down, right = _place(sheet)
    y, x = rng.uniform(-0.5, 0.5, 2)
    distance = (down - y) ** 2 + (right - x) ** 2
    return sheet * (0.3 + 0.7 * np.exp(-distance / 0.9))[..., None]
