"""The lesson's test images, and a way to look at one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.digits.mnist import load_test_set

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mnist_nn.digits.mnist import Digits
    from mnist_nn.formats import FloatArray


def get_data(*, normalize: bool = True) -> Digits:
    """Return the 10,000 test images (10000, 784) and their labels (10000,).

    Args:
        normalize: pixels are float32 from 0 to 1; otherwise levels, uint8 from 0 to 255.

    """
    return load_test_set(normalize=normalize)


def img_show(img: NDArray[np.uint8] | FloatArray) -> None:
    """Show one digit, (784,) or (28, 28): levels, or pixels from 0 to 1; `show_image` does more.

    Raises:
        TypeError: it holds other numbers.
        ValueError: it is not one digit.

    """
    from mnist_nn.digits.pictures import show_image

    show_image(img)
