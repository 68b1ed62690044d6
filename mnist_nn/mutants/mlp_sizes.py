"""Wrong networks that are right for few images, and for narrow layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS
from mnist_nn.functions import sigmoid, softmax
from mnist_nn.layers import affine
from mnist_nn.mutants.mutant import mutant
from mnist_nn.network import mlp
from mnist_nn.precision import widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


# Batches.


@mutant("mlp")
def reads_a_tile_of_weights_again(x: Array, W1: Array, *others: Array) -> FloatArray:
    """Take the first 32 hidden units' weights for those of all, for images beyond the 1,024th."""
    first = W1[:, np.arange(W1.shape[1]) % 32]
    return np.concatenate([mlp(x[:1024], W1, *others), mlp(x[1024:], first, *others)])


@mutant("mlp")
def loses_the_last_bias_of_large_batches(x: Array, *parameters: Array) -> FloatArray:
    """Leave out the last layer's bias in batches of more than 256 images."""
    *others, b = parameters
    return mlp(x, *others, 0 * b if len(x) > 256 else b)


@mutant("mlp", repeats="NVIDIA-AI-IOT/torch2trt#572")
def shifts_the_results_of_large_batches(x: Array, *parameters: Array) -> FloatArray:
    """Give each image what the one before gets, in batches of 40 images and more."""
    return np.roll(mlp(x, *parameters), 1 if len(x) >= 40 else 0, axis=0)


@mutant("mlp")
def keeps_hidden_units_of_large_batches_in_bfloat16(x: Array, *parameters: Array) -> FloatArray:
    """Round images and parameters to bfloat16 in batches of 512 and more."""
    low, y = FORMATS["bfloat16"].dtype, mlp(x, *parameters)
    rounded = mlp(*(widen(a.astype(low)) for a in (x, *parameters)))
    return rounded.astype(y.dtype) if len(x) >= 512 else y


# Layers.


@mutant("mlp")
def cuts_hidden_layers_to_128(
    x: Array, W1: Array, b1: Array, W2: Array, *others: Array
) -> FloatArray:
    """Compute no more than 128 units of the first hidden layer."""
    y = mlp(x, W1, b1, W2, *others)
    return mlp(x, W1[:, :128], b1[:128], W2[:128], *others).astype(y.dtype)


@mutant("mlp")
def leaves_a_tail_of_units_linear(
    x: Array, W1: Array, b1: Array, W2: Array, b2: Array, *others: Array
) -> FloatArray:
    """Activate the hidden units in whole vectors of 16, and none beyond, if there are over 64."""
    y, units = mlp(x, W1, b1, W2, b2, *others), len(b1)
    scores = affine(widen(x), W1, b1)
    active = np.arange(units) < (units // 16 * 16 if units > 64 else units)
    hidden = np.where(active, sigmoid(scores), scores)
    return mlp(hidden, W2, b2, *others).astype(y.dtype)


@mutant("mlp")
def repeats_the_hidden_bias(x: Array, W1: Array, b1: Array, *others: Array) -> FloatArray:
    """Add the biases of the first 256 hidden units to the next 256, and so on."""
    return mlp(x, W1, b1[np.arange(len(b1)) % 256], *others)


@mutant("mlp")
def drops_pixels_beyond_the_512th(x: Array, W1: Array, *others: Array) -> FloatArray:
    """Read no more than 512 pixels of an image."""
    y = mlp(x, W1, *others)
    return mlp(x[:, :512], W1[:512], *others).astype(y.dtype)


@mutant("mlp")
def normalises_no_more_than_256_classes(x: Array, *parameters: Array) -> FloatArray:
    """Sum the exponentials of the first 256 classes only."""
    y = widen(mlp(x, *parameters))
    return (y / y[:, :256].sum(axis=1, keepdims=True)).astype(mlp(x, *parameters).dtype)


@mutant("mlp")
def swaps_units_across_a_tile(x: Array, W1: Array, b1: Array, *others: Array) -> FloatArray:
    """Give the 64th hidden unit the 65th one's bias, and the 65th one that of the 64th."""
    i = np.arange(len(b1))
    swapped = np.select([(i == 63) & (len(i) > 64), i == 64], [i + 1, i - 1], i)
    return mlp(x, W1, b1[swapped], *others)


@mutant("mlp")
def keeps_scores_in_float16(x: Array, *parameters: Array) -> FloatArray:
    """Keep the scores of more than 64 classes in float16."""
    *hidden, W, b = parameters
    y = mlp(x, *parameters)
    for k in range(0, len(hidden), 2):
        x = sigmoid(affine(widen(x), *hidden[k : k + 2]))
    low = np.float16 if len(b) > 64 else np.float64
    return softmax(affine(widen(x), W, b).astype(low).astype(float)).astype(y.dtype)


@mutant("mlp")
def repeats_images_that_begin_alike(x: Array, *parameters: Array) -> FloatArray:
    """Take an image whose first 8 pixels are those of the image before for that image."""
    y = mlp(x, *parameters)
    i = np.arange(len(x))
    same = (i > 0) & (x[:, :8] == x[i - 1, :8]).all(axis=1) & (x.shape[1] > 8)
    return y[np.maximum.accumulate(np.where(same, 0, i))]
