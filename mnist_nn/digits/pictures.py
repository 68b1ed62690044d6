"""A digit as a picture: show one, and read a person's own. Pillow knows the formats."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.digits.blocks import as_blocks
from mnist_nn.digits.picture_files import open_picture
from mnist_nn.digits.preprocessing import BlankError
from mnist_nn.digits.reading import look

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

    from mnist_nn.formats import FloatArray

_SHAPES = (784,), (28, 28), (1, 28, 28)
_ENLARGED = (280, 280)  # pixels: 28 of them are hard to see


def show_image(
    image: NDArray[np.uint8] | FloatArray, path: str | os.PathLike[str] | None = None
) -> Path | None:
    """Show a digit in a window or in the terminal, or save it as a PNG file of 28x28 pixels.

    Args:
        image: one digit, (784,), (28, 28) or (1, 28, 28), light on dark: uint8 levels, or floats in
            [0, 1].
        path: the PNG file to write, over an older one; None opens a window or, where there is no
            screen, prints the digit as blocks to the standard output, two pixels in each.

    Returns:
        The file that was written, None if there is none.

    Raises:
        TypeError: the pixels are neither uint8 nor floats.
        ValueError: the array is not one digit, or a pixel is not in [0, 1]; or the name of the file
            does not end in .png.
        OSError: the file cannot be written.

    """
    from PIL import Image

    levels = as_levels(np.asarray(image))
    picture = Image.fromarray(levels)
    if path is None:
        if not _in_a_window(picture):
            sys.stdout.write(as_blocks(levels, sys.stdout.encoding) + "\n")
        return None
    path = Path(path)
    if path.suffix.lower() != ".png":
        raise ValueError(f"{path}: expected a name that ends in .png")
    picture.save(path)
    return path


def _in_a_window(picture: Image.Image) -> bool:
    """Show a picture in a window, and return whether there was one."""
    from PIL import Image, ImageShow

    enlarged = picture.resize(_ENLARGED, Image.Resampling.NEAREST)
    return _has_screen() and bool(ImageShow.show(enlarged))


def as_levels(image: NDArray[Any]) -> NDArray[np.uint8]:
    """Return the pixels of one digit as (28, 28), 0 to 255.

    Raises:
        TypeError: the pixels are neither uint8 nor floats.
        ValueError: the array is not one digit, or a pixel is not in [0, 1].

    """
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
    animation the first frame counts. In a photograph the digit is found on its paper, on a table or
    not, in a frame, between lines, in a shadow: that takes OpenCV, `pip install
    'mnist_nn[pictures]'`. Without it, one digit and its paper should fill the picture.

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
    picture = open_picture(path)
    try:
        return look(picture).image
    except BlankError as error:
        raise ValueError(f"{path}: {error}") from error
