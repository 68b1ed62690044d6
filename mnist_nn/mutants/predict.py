"""Wrong readers of digits: each has the reference weights, and makes one mistake with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.functions import relu, softmax
from mnist_nn.layers import affine
from mnist_nn.mutants.mutant import mutant
from mnist_nn.network import Network, mlp
from mnist_nn.weights.networks import network_in

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray


@mutant("predict")
def gives_scores(images: FloatArray) -> FloatArray:
    """Leave out softmax."""
    return network_in().scores(images)


@mutant("predict")
def normalises_over_the_batch(images: FloatArray) -> FloatArray:
    """Take softmax along the batch."""
    return softmax(network_in().scores(images), axis=0)


@mutant("predict")
def activates_with_relu(images: FloatArray) -> FloatArray:
    """Take relu for sigmoid."""
    *hidden, last = network_in().layers
    for layer in hidden:
        images = relu(affine(images, *layer))
    return softmax(affine(images, *last))


@mutant("predict")
def forgets_the_biases(images: FloatArray) -> FloatArray:
    """Leave out every bias."""
    weights = {name: a * (a.ndim == 2) for name, a in network_in().parameters.items()}
    return Network(weights).predict(images)


@mutant("predict")
def forgets_the_biases_of_one_layer(images: FloatArray) -> FloatArray:
    """Leave out b2."""
    weights = dict(network_in().parameters)
    return Network(weights | {"b2": 0 * weights["b2"]}).predict(images)


@mutant("predict")
def rounds_the_first_weights_to_8_bits(images: FloatArray) -> FloatArray:
    """Keep W1 as 8-bit integers and one scale, as in a quantised model."""
    weights = dict(network_in().parameters)
    scale = np.abs(weights["W1"]).max() / 127
    return Network(weights | {"W1": np.round(weights["W1"] / scale) * scale}).predict(images)


@mutant("predict")
def divides_by_256(images: FloatArray) -> FloatArray:
    """Divide bytes by 256, as if they went up to 256."""
    return network_in().predict(images * np.float32(255 / 256))


@mutant("predict")
def does_not_scale_the_pixels(images: FloatArray) -> FloatArray:
    """Read pixels from 0 to 255."""
    return mlp(255 * images, *network_in().parameters.values())  # which does not warn


@mutant("predict")
def inverts_the_pixels(images: FloatArray) -> FloatArray:
    """Read black on white."""
    return network_in().predict(1 - images)


@mutant("predict")
def rounds_the_pixels(images: FloatArray) -> FloatArray:
    """Read black or white, and no grey."""
    return network_in().predict(np.round(images))


@mutant("predict")
def transposes_the_images(images: FloatArray) -> FloatArray:
    """Read columns for rows."""
    return network_in().predict(images.reshape(-1, 28, 28).swapaxes(1, 2).reshape(-1, 784))


@mutant("predict")
def shifts_the_images_by_a_column(images: FloatArray) -> FloatArray:
    """Read every pixel in the place to its right."""
    return network_in().predict(np.roll(images.reshape(-1, 28, 28), 1, 2).reshape(-1, 784))


@mutant("predict")
def swaps_4_and_9(images: FloatArray) -> FloatArray:
    """Give the probability of 4 for 9, and of 9 for 4."""
    return network_in().predict(images)[:, [0, 1, 2, 3, 9, 5, 6, 7, 8, 4]]


@mutant("predict")
def counts_digits_from_one(images: FloatArray) -> FloatArray:
    """Give the probability of digit d in place d - 1."""
    return np.roll(network_in().predict(images), -1, axis=-1)


@mutant("predict")
def reverses_the_batch(images: FloatArray) -> FloatArray:
    """Give the last image's probabilities first."""
    return network_in().predict(images)[::-1]


@mutant("predict")
def begins_its_second_batch_late(images: FloatArray) -> FloatArray:
    """Read 32 images, and then leave one out, and read the last one twice."""
    i = np.arange(len(images))
    return network_in().predict(images[np.minimum(i + (i >= 32), len(i) - 1)])


@mutant("predict")
def drops_the_last_batch(images: FloatArray) -> FloatArray:
    """Read batches of 32, and none of the images that are left after whole ones."""
    p = network_in().predict(images)
    p[len(images) // 32 * 32 or len(images) :] = 0
    return p


@mutant("predict")
def counts_images_in_12_bits(images: FloatArray) -> FloatArray:
    """Read the 4,097th image as the first, and so on."""
    return network_in().predict(images[np.arange(len(images)) % 4096])


@mutant("predict")
def rounds_the_weights(images: FloatArray) -> FloatArray:
    """Keep the weights as multiples of 1/16, as in a quantised model."""
    weights = {name: np.round(16 * a) / 16 for name, a in network_in().parameters.items()}
    return Network(weights).predict(images).astype(images.dtype)


@mutant("predict")
def computes_in_float16(images: FloatArray) -> FloatArray:
    """Keep images and weights in half precision."""
    weights = {name: a.astype(np.float16) for name, a in network_in().parameters.items()}
    return Network(weights).predict(images.astype(np.float16)).astype(images.dtype)


@mutant("predict")
def exceeds_one(images: FloatArray) -> FloatArray:
    """Round every probability up, so that a certain one is above 1."""
    return np.float32(1.0001) * network_in().predict(images)


@mutant("predict", repeats="NVIDIA/TransformerEngine#2848")
def invents_an_image(images: FloatArray) -> FloatArray:
    """Read at least one image, and return what it is of an empty batch too."""
    some = images if len(images) else np.zeros((1, 784), images.dtype)
    return network_in().predict(some)
