"""A digit as a picture: show one, and read a person's own. Pillow knows the formats."""

from __future__ import annotations

import os
import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from mnist_nn.digits.preprocessing import to_digit

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

    from mnist_nn.digits.preprocessing import Grey
    from mnist_nn.formats import FloatArray

_SHAPES = (784,), (28, 28), (1, 28, 28)
_ENLARGED = (280, 280)  # pixels: 28 of them are hard to see


def show_image(
    image: NDArray[np.uint8] | FloatArray, path: str | os.PathLike[str] | None = None
) -> Path | None:
    """Show a digit in a window, or save it as a PNG file of 28x28 pixels.

    Args:
        image: one digit, (784,), (28, 28) or (1, 28, 28), light on dark: uint8 levels, or floats in
            [0, 1].
        path: the PNG file to write, over an older one; None opens a window or, where there is no
            screen, writes a new file digit-*.png in the working folder.

    Returns:
        The file that was written, None if a window was opened.

    Raises:
        TypeError: the pixels are neither uint8 nor floats.
        ValueError: the array is not one digit, or a pixel is not in [0, 1]; or the name of the file
            does not end in .png.
        OSError: the file cannot be written.

    """
    from PIL import Image, ImageShow

    picture = Image.fromarray(_as_levels(np.asarray(image)))
    if path is None:
        enlarged = picture.resize(_ENLARGED, Image.Resampling.NEAREST)
        if _has_screen() and ImageShow.show(enlarged):
            return None
        file, path = tempfile.mkstemp(prefix="digit-", suffix=".png", dir=Path.cwd())
        os.close(file)
    path = Path(path)
    if path.suffix.lower() != ".png":
        raise ValueError(f"{path}: expected a name that ends in .png")
    picture.save(path)
    return path


def _as_levels(image: NDArray[Any]) -> NDArray[np.uint8]:
    """Return the pixels as (28, 28), 0 to 255."""
    if image.shape not in _SHAPES:
        raise ValueError(
            f"expected one digit, (784,), (28, 28) or (1, 28, 28), got an array of shape"
            f" {image.shape}"
        )
    pixels = image.reshape(28, 28)
    if pixels.dtype == np.uint8:
        return pixels.astype(np.uint8)
    if pixels.dtype.kind != "f":
        raise TypeError(f"expected pixels as uint8 or floats in [0, 1], got {pixels.dtype}")
    if not (pixels.min() >= 0 and pixels.max() <= 1):  # which is how NaN is refused too
        raise ValueError(
            f"expected floats in [0, 1], got {pixels.min():g} to {pixels.max():g};"
            " levels up to 255 are uint8"
        )
    return np.rint(255 * pixels.astype(np.float64)).astype(np.uint8)


def _has_screen() -> bool:
    """Return whether there is a screen for the window of a viewer, as X11 and Wayland tell it."""
    return sys.platform in {"darwin", "win32"} or any(
        os.environ.get(variable) for variable in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def read_image(path: str | os.PathLike[str]) -> FloatArray:
    """Read a picture of one digit and bring it into the form of MNIST, ready for the network.

    PNG, JPEG and whatever else Pillow reads; of any size, dark on light or light on dark, in
    colour or not, opaque or on a transparent ground, turned upright as its EXIF data say. Of an
    animation the first frame counts. One digit and its paper should fill the picture: lines,
    frames, stains and shadows with an edge are taken for ink.

    Returns:
        float32 (28, 28) in [0, 1], light on dark.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file is no picture, or a damaged, blank or too large one (Pillow's
            MAX_IMAGE_PIXELS); the message names it.

    >>> from tempfile import TemporaryDirectory
    >>> from mnist_nn.digits.mnist import load_test_set
    >>> images, labels = load_test_set(normalize=False)
    >>> with TemporaryDirectory() as folder:
    ...     path = show_image(images[0], Path(folder, "seven.png"))
    ...     seven = read_image(path)
    >>> np.array_equal(seven.reshape(-1) * 255, images[0])
    True

    """
    path = Path(path)
    if path.is_dir():
        raise ValueError(f"{path}: expected a picture, but this is a folder")
    with path.open("rb") as file:
        if not file.read(1):
            raise ValueError(f"{path}: expected a picture, but the file is empty")
        try:
            return to_digit(_read_grey(file))
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error


def _read_grey(file: BinaryIO) -> Grey:
    """Return the levels of grey of a picture, or raise a ValueError for any fault that it has.

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
                return _grey(image)
        except UnidentifiedImageError as error:
            raise ValueError("expected a picture in a format such as PNG or JPEG") from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise ValueError(f"the picture is too large: {error}") from error
        except Exception as error:
            raise ValueError(f"the picture is damaged: {error!r}") from error


def _grey(image: Image.Image) -> Grey:
    """Return the levels of grey of a picture, upright."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I;16"):
        return np.asarray(upright).astype(np.uint16)
    if upright.mode in {"I", "F"}:
        return _from_unknown_range(np.asarray(upright))
    if upright.has_transparency_data:
        return _on_paper(upright.convert("RGBA"))
    return np.asarray(upright.convert("L"))


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
