"""Wrong readers of digits that are right for a few images at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS
from mnist_nn.mutants.mutant import mutant
from mnist_nn.network import Network
from mnist_nn.precision import widen
from mnist_nn.weights.networks import network_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Indices = NDArray[Any]


@mutant("predict")
def reads_the_first_images_beyond_8192(images: FloatArray) -> FloatArray:
    """Index images by 13 bits: beyond the 8,192th, the first ones are read again."""
    return network_in().predict(images[np.arange(len(images)) % 8192])


@mutant("predict")
def repeats_the_last_whole_batch(images: FloatArray) -> FloatArray:
    """Give images that are left after whole batches of 32 what the last whole batch got."""
    i, whole = np.arange(len(images)), len(images) // 32 * 32
    return network_in().predict(images)[np.where((i >= whole) & (whole > 0), i - 32, i)]


@mutant("predict", repeats="nasaharvest/openmapflow#131")
def drops_an_image_that_is_left(images: FloatArray) -> FloatArray:
    """Give no result for an image that is left alone after whole batches of 64."""
    left = len(images) > 64 and len(images) % 64 == 1
    return network_in().predict(images[: len(images) - left])


@mutant("predict", repeats="luxonis/luxonis-train#277")
def misplaces_the_last_batch(images: FloatArray) -> FloatArray:
    """Place a shorter last batch, after whole ones of 100, by its number times its own length."""
    p = network_in().predict(images)
    batches, left = divmod(len(p), 100)
    last = p[len(p) - left :].copy()
    p[len(p) - left :] = 0
    p[batches * left : (batches + 1) * left] = last
    return p


@mutant("predict")
def rounds_the_weights_for_large_batches(images: FloatArray) -> FloatArray:
    """Round images and weights to bfloat16 for more than 256 images."""
    low, weights = FORMATS["bfloat16"].dtype, network_in().parameters
    rounded = Network({name: widen(a.astype(low)) for name, a in weights.items()})
    p = network_in().predict(images)
    return rounded.predict(images.astype(low)).astype(p.dtype) if len(images) > 256 else p


@mutant("predict")
def scales_the_second_half_again(images: FloatArray) -> FloatArray:
    """Divide the pixels of images beyond the 5,000th by 255 once more."""
    scale = np.where(np.arange(len(images)) < 5000, 1, 255).astype(images.dtype)
    return network_in().predict(images / scale[:, None])


@mutant("predict")
def transposes_ten_images(images: FloatArray) -> FloatArray:
    """Transpose the probabilities where there are as many images as digits."""
    p = network_in().predict(images)
    return p.T.copy() if len(p) == 10 else p


@mutant("predict")
def skips_the_first_image_of_a_thread(images: FloatArray) -> FloatArray:
    """Share more than 1,000 images out among 4 threads, each but one of which begins late."""
    i = np.arange(len(images))
    share = -(-len(i) // 4)
    late = (len(i) > 1000) & (i >= share) & (i % max(share, 1) == 0)
    return network_in().predict(images[np.where(late, i - 1, i)])


@mutant("predict")
def reverses_batches_of_1024(images: FloatArray) -> FloatArray:
    """Give the results of whole batches of 1,024 images in the reverse order."""
    i, whole = np.arange(len(images)), len(images) // 1024 * 1024
    return network_in().predict(images)[np.where(i < whole, i // 1024 * 2048 + 1023 - i, i)]
