"""A picture in a file: what Pillow makes of it, or in words what is wrong with it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

if TYPE_CHECKING:
    import os

    from numpy.typing import NDArray
    from PIL import Image

    from mnist_nn.digits.preprocessing import Grey


@dataclass(frozen=True)
class Picture:
    """A picture, upright.

    Attributes:
        grey: its levels of grey, (height, width), of 8 or 16 bits.
        colours: red, green and blue, (height, width, 3), of 8 bits.

    """

    grey: Grey
    coloured: NDArray[np.uint8] | None = None

    @cached_property
    def colours(self) -> NDArray[np.uint8]:
        """Red, green and blue, (height, width, 3), of 8 bits: three times the grey of one."""
        if self.coloured is not None:
            return self.coloured
        levels = self.grey if self.grey.dtype == np.uint8 else self.grey // 257
        return np.repeat(levels.astype(np.uint8)[..., None], 3, axis=2)


def open_picture(path: str | os.PathLike[str]) -> Picture:
    """Read a picture from a file.

    Raises:
        FileNotFoundError: there is no such file.
        OSError: it cannot be read.
        ValueError: it is no picture, or a damaged or too large one (Pillow's MAX_IMAGE_PIXELS);
            the message names it.

    """
    path = Path(path)
    if path.is_dir():
        raise ValueError(f"{path}: expected a picture, but this is a folder")
    with path.open("rb") as file:
        if not file.read(1):
            raise ValueError(f"{path}: expected a picture, but the file is empty")
        try:
            return _read(file)
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error


def _read(file: BinaryIO) -> Picture:
    """Return a picture, or raise a ValueError for any fault that it has.

    Pillow's decoders raise OSError, SyntaxError, EOFError, struct.error, KeyError and more on
    damaged files. They warn of faults that they can mend, such as a broken EXIF block: nothing to
    trouble a reader with. Formats that would start another program (Ghostscript) are left out.
    """
    from PIL import Image, UnidentifiedImageError

    Image.init()
    formats = [name for name in Image.ID if name != "EPS"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(file, formats=formats) as image:
                return _upright(image)
        except UnidentifiedImageError as error:
            raise ValueError("expected a picture in a format such as PNG or JPEG") from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise ValueError(f"the picture is too large: {error}") from error
        except Exception as error:
            raise ValueError(f"the picture is damaged: {_in_words(error)}") from error


def _in_words(error: Exception) -> str:
    """Return what a decoder says of a file, for whoever has not written the decoder."""
    said = str(error)
    if "truncated" in said or isinstance(error, EOFError):
        return "the file ends too early; copy or download it again"
    return f"its content is not what its format demands ({said or type(error).__name__})"


def _upright(image: Image.Image) -> Picture:
    """Return a picture turned as its EXIF data say."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I;16"):
        return Picture(np.asarray(upright).astype(np.uint16))
    if upright.mode in {"I", "F"}:
        return Picture(_from_unknown_range(np.asarray(upright)))
    if upright.has_transparency_data:
        return Picture(_on_paper(upright.convert("RGBA")))
    return Picture(np.asarray(upright.convert("L")), np.asarray(upright.convert("RGB")))


def _from_unknown_range(values: NDArray[Any]) -> NDArray[np.uint16]:
    """Return levels from the darkest to the lightest of 32-bit values, whose white is not fixed."""
    if not np.isfinite(values).all():
        raise ValueError("expected finite values")
    ends = values.min(), values.max()
    return np.rint(np.interp(values, ends, (0, 65535))).astype(np.uint16)


def _on_paper(image: Image.Image) -> NDArray[np.uint16]:
    """Lay a transparent picture on white paper or, if nothing dark is on it, on black.

    Dark is what is darker than middle grey, and at least half as opaque as the picture gets: the
    colour of what is nearly invisible means nothing.
    """
    alpha = np.asarray(image.getchannel("A"))
    light = np.asarray(image.convert("L"))
    paper = np.uint32(255 if light[alpha >= alpha.max() / 2].min() < 128 else 0)
    mixture = np.multiply(alpha, light, dtype=np.uint32) + (255 - alpha) * paper
    return np.rint(257 * mixture / 255).astype(np.uint16)
