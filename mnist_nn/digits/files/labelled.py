"""Labelled digits as they come from a file, before anyone asks whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, get_args

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

Part: TypeAlias = Literal["train", "test"]
"""The set to learn from, or the set to test with."""

PARTS: tuple[Part, ...] = get_args(Part)

MOST = 1 << 20
"""More digits than this are refused: no set in these forms has more, and 822 MB hold as many.

EMNIST, the largest, has 814,255. So no file can fill the memory, however far it can be unpacked.
"""

PIXELS = 28 * 28


class Labelled(NamedTuple):
    """Labelled digits.

    Attributes:
        images: uint8 (N, 28, 28), 0 for the background, 255 for the darkest ink.
        labels: uint8 (N,), 0 to 9.

    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]


def labelled(
    images: NDArray[Any], labels: NDArray[Any], of_images: Path, of_labels: Path
) -> Labelled:
    """Return images and labels, after checking that they are digits and go together.

    Args:
        images: (N, 28, 28) or (N, 784), integers 0 to 255.
        labels: (N,), integers 0 to 9.
        of_images: the file that holds the images, for the words of an error.
        of_labels: the file that holds the labels.

    Raises:
        ValueError: they are something else.

    """
    pixels = _bytes(images, of_images, "pixels", 255)
    if pixels.shape[1:] not in {(28, 28), (PIXELS,)}:
        raise ValueError(f"{of_images}: expected images (N, 28, 28), found {pixels.shape}")
    digits = _bytes(labels, of_labels, "labels", 9)
    if digits.ndim != 1:
        raise ValueError(f"{of_labels}: expected labels (N,), found {digits.shape}")
    if len(pixels) != len(digits):
        raise ValueError(
            f"{of_images} holds {len(pixels):,} images, but {of_labels} holds {len(digits):,}"
            " labels: expected one label for each image"
        )
    return Labelled(pixels.reshape(len(pixels), 28, 28), digits)


def _bytes(numbers: NDArray[Any], path: Path, what: str, greatest: int) -> NDArray[np.uint8]:
    """Return whole numbers from 0 to the greatest as bytes."""
    if numbers.dtype.kind not in {"i", "u"}:
        raise ValueError(
            f"{path}: expected {what} as integers 0 to {greatest}, found {numbers.dtype}"
        )
    if numbers.size and not 0 <= numbers.min() <= numbers.max() <= greatest:
        wrong = np.unique(numbers[(numbers < 0) | (numbers > greatest)])
        more = ", ..." if len(wrong) > 5 else ""
        found = ", ".join(map(str, wrong[:5].tolist()))
        raise ValueError(f"{path}: expected {what} 0 to {greatest}, found {found}{more}")
    return numbers.astype(np.uint8)
