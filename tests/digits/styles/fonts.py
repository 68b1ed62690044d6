"""Digits and letters of fonts as ink. Each is a package: every machine has the same."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from tests.digits.styles.sheet import Mask

PLAIN = ""
"""Aileron, by Sora Sagano, which comes with Pillow."""

BY_HAND = str(files("font_amatic_sc") / "files" / "AmaticSC-Bold.ttf")
"""Amatic SC, by Vernon Adams, which was drawn by hand."""

SERIF = str(files("font_caladea") / "files" / "Caladea-Regular.ttf")
"""Caladea, by Carolina Giovagnoli and Andres Torresi, which has serifs."""


def printed(text: str, height: int, font: str = PLAIN) -> Mask:
    """Return text in a font, with digits about so many pixels high."""
    size = height * 1.4
    it = ImageFont.truetype(font, size) if font else ImageFont.load_default(size)
    left, top, right, bottom = it.getbbox(text)
    image = Image.new("L", (int(right - left) + 1, int(bottom - top) + 1))
    ImageDraw.Draw(image).text((-left, -top), text, fill=255, font=it)
    return np.asarray(image) / 255
