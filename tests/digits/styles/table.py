"""A sheet on a table, of which the picture shows a part around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from tests.digits.styles.sheet import blank

if TYPE_CHECKING:
    from tests.digits.styles.sheet import Colour, Sheet

DARK = 0.16, 0.12, 0.10
LIGHT = 0.70, 0.68, 0.65


def lay(
    sheet: Sheet, table: Sheet, rng: np.random.Generator, turn: float = 3, tilt: float = 0
) -> Sheet:
    """Return a table with a sheet on it, turned by up to `turn` degrees.

    `tilt` is the share of its size by which each corner may be moved, as a camera does that is not
    held straight.
    """
    (height, width), room = sheet.shape[:2], np.array(table.shape[:2]) - sheet.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    centre = np.array([width, height]) / 2
    angle = np.deg2rad(rng.uniform(-turn, turn))
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    place = room[::-1] * rng.uniform(0.3, 0.7, 2)
    moved = (corners - centre) @ rotation + centre + place
    moved += rng.uniform(-tilt, tilt, (4, 2)) * [width, height]
    view = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    size = table.shape[1::-1]
    covered = cv2.warpPerspective(np.ones((height, width)), view, size, flags=cv2.INTER_LINEAR)
    turned = cv2.warpPerspective(sheet, view, size, borderMode=cv2.BORDER_REPLICATE)
    return table + covered[..., None] * (turned - table)


def plain(height: int, width: int, colour: Colour = DARK) -> Sheet:
    """Return a table of one colour."""
    return blank(height, width, colour)


def stone(height: int, width: int, rng: np.random.Generator) -> Sheet:
    """Return a table of stone, with light and dark blotches and some grain."""
    noise = rng.normal(0, 1, (height, width))
    blotches, grain = (cv2.GaussianBlur(noise, (0, 0), sigma) for sigma in (9, 1.2))
    shade = 0.38 + 0.10 * blotches / blotches.std() + 0.05 * grain / grain.std()
    return np.clip(shade, 0.05, 0.8)[..., None] * np.array((1.0, 0.97, 0.92))


def chequered(height: int, width: int, side: int = 36) -> Sheet:
    """Return a cloth with squares of two colours."""
    down, right = np.indices((height, width)) // side
    red, white = np.array((0.70, 0.12, 0.15)), np.array((0.86, 0.84, 0.80))
    return np.where(((down + right) % 2 == 0)[..., None], red, white)


def wooden(height: int, width: int, rng: np.random.Generator) -> Sheet:
    """Return a table with the grain of wood, and gaps between its boards."""
    noise = rng.normal(0, 1, (height, width))
    grain = cv2.GaussianBlur(noise, (0, 0), sigmaX=60, sigmaY=1.5)
    fine = cv2.GaussianBlur(noise[::-1], (0, 0), sigmaX=25, sigmaY=0.8)
    shade = 1 + 0.12 * grain / grain.std() + 0.06 * fine / fine.std()
    table = np.array((0.45, 0.30, 0.18)) * np.clip(shade, 0.3, 1.7)[..., None]
    for row in range(int(rng.integers(20, 90)), height - 3, 110):
        table[row : row + 3] *= 0.35
    return np.clip(table, 0, 1)
