"""What a camera makes of a scene: turned, squashed, blurred, noisy, packed as JPEG."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.digits.styles.sheet import Mask, Sheet


def shoot(
    scene: Sheet,
    rng: np.random.Generator,
    noise: float = 0.01,
    blur: float = 0.6,
    quality: int = 90,
) -> NDArray[np.uint8]:
    """Return a scene as a camera takes it, red, green and blue of 8 bits.

    Args:
        scene: reflected light.
        rng: the source of noise.
        noise: its standard deviation, of white.
        blur: that of the lens, in pixels.
        quality: of the JPEG that it is packed in.

    """
    seen = cv2.GaussianBlur(scene, (0, 0), blur)
    seen += rng.normal(0, noise, scene.shape)
    levels = np.clip(np.rint(255 * seen), 0, 255).astype(np.uint8)
    file = BytesIO()
    Image.fromarray(levels).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file))


def squashed(ink: Mask, rng: np.random.Generator) -> Mask:
    """Return a digit made lower or narrower, to 60 to 75 %."""
    factor, height, width = rng.uniform(0.6, 0.75), *ink.shape
    if rng.random() < 0.5:
        height = round(height * factor)
    else:
        width = round(width * factor)
    return cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA)


def turned(ink: Mask, degrees: float) -> Mask:
    """Return a digit turned around its middle."""
    height, width = ink.shape[:2]
    view = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(ink, view, (width, height))
