"""What is on a sheet beside ink: dust, hairs, the ring of a cup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from tests.digits.styles.sheet import write

if TYPE_CHECKING:
    from tests.digits.styles.sheet import Sheet


def dust(sheet: Sheet, rng: np.random.Generator, specks: int = 40) -> None:
    """Scatter dark specks of one to four pixels, and a few short hairs."""
    dirt = np.zeros(sheet.shape[:2], np.uint8)
    height, width = sheet.shape[:2]
    for _ in range(specks):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        cv2.circle(dirt, (x, y), int(rng.integers(0, 3)), 255, -1)
    for _ in range(3):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        end = (x + int(rng.integers(-12, 13)), y + int(rng.integers(-12, 13)))
        cv2.line(dirt, (x, y), end, 200, 1, cv2.LINE_AA)
    write(sheet, dirt / 255 * 0.8, 0, 0)


def cup(sheet: Sheet, rng: np.random.Generator) -> None:
    """Leave the ring of a cup of coffee, and some drops, pale and brown."""
    dirt = np.zeros(sheet.shape[:2], np.uint8)
    height, width = sheet.shape[:2]
    centre = int(rng.uniform(0.2, 0.8) * width), int(rng.uniform(0.2, 0.8) * height)
    radius = int(rng.uniform(0.25, 0.4) * min(height, width))
    cv2.circle(dirt, centre, radius, 255, int(rng.integers(5, 12)), cv2.LINE_AA)
    for _ in range(4):
        drop = int(rng.integers(width)), int(rng.integers(height))
        cv2.circle(dirt, drop, int(rng.integers(4, 14)), 255, -1)
    soft = cv2.GaussianBlur(dirt / 255, (0, 0), 2.5)
    write(sheet, 0.35 * soft, 0, 0, (0.55, 0.40, 0.25))
