"""The certificate: the proof, image by image, that rounding cannot change the digit that is read.

Theorem. Given the parameters of a network and an image, consider every implementation that

1. computes x W + b as the sum of all its products, in any order, fused or not, and sigmoid and
   softmax as in `bounds`, with no more error in an operation than an `Arithmetic` allows: a
   relative u, eta below the normal numbers, and k units in the last place of exp;
2. computes each pixel and each hidden unit of an image once, so that all that follows reads the
   same number;
3. reads the class of the greatest score or of the greatest probability, and any one of several
   that are equal.

If the certificate calls a class impossible, none of them reads it. If it calls the digit certain,
all of them read this digit, and so does the true network, which commits no errors at all.

The proof is computed in float64. It relies on IEEE 754, and on NumPy's exp and expm1 being within
3 units in the last place; it does not rely on the order in which NumPy sums.

Proof. Every run is compared with the nominal run: see `nominal_run`. Let i be the digit of the
nominal run and j another class. In another run, the lead of i over j differs from the nominal one
by at most the `lead_errors` that the inputs of the last layer bring about, which are the same for
both scores, and by the errors of the last layer itself in i and in j. If the nominal lead exceeds
all that by the `separation` of softmax, then j stays further than this below i, and so below the
greatest score, whichever that is: neither its score nor its probability is the greatest.

A certificate is computed of layers, not of a `Network`: that is one of the implementations that are
judged by it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.one_thread import ONE_THREAD
from mnist_nn.oracle.certificate._lead_errors import lead_errors
from mnist_nn.oracle.certificate._nominal_run import affine, sigmoid
from mnist_nn.oracle.certificate._rounded_inputs import rounded_images, rounded_layer
from mnist_nn.oracle.certificate._separation import separation
from mnist_nn.oracle.environment import check_environment
from mnist_nn.oracle.outward_rounding import OUTWARD
from mnist_nn.parameters import checked_layers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic
    from mnist_nn.oracle.certificate._nominal_run import HiddenLayer
    from mnist_nn.oracle.certificate._rounded_inputs import RoundedLayer
    from mnist_nn.parameters import Layer

    Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Certificate:
    """The digits that correct implementations can read.

    Attributes:
        digits: the digit that the nominal run reads of each image (batch,); the true network reads
            it too where it is certain.
        margins: the digit's lead over each class, in units of the greatest loss of that lead to
            rounding (batch, classes): infinite over itself, and 0 where nothing is known.

    """

    digits: NDArray[np.intp]
    margins: Array

    @property
    def margin(self) -> Array:
        """The smallest of the margins of each image (batch,)."""
        return self.margins.min(axis=-1)

    @property
    def certain(self) -> NDArray[np.bool]:
        """Whether every correct implementation reads the digit (batch,)."""
        return self.margin > 1

    @property
    def possible(self) -> NDArray[np.bool]:
        """Which classes a correct implementation can read (batch, classes)."""
        return (self.margins <= 1) | self._is_class(self.digits)

    def correct_at_least(self, labels: ArrayLike) -> int:
        """Return how many images every correct implementation reads as labelled (batch,)."""
        return int(np.sum(self.certain & (self.digits == np.asarray(labels))))

    def correct_at_most(self, labels: ArrayLike) -> int:
        """Return how many images a correct implementation can read as labelled (batch,)."""
        return int(np.sum(self.possible & self._is_class(np.asarray(labels))))

    def _is_class(self, labels: NDArray[np.generic]) -> NDArray[np.bool]:
        """Return which class each label is (batch, classes)."""
        return np.arange(self.margins.shape[1]) == labels[:, None]


def certify(
    layers: Sequence[Layer], images: ArrayLike, arithmetic: Arithmetic, *, divisor: float = 1
) -> Certificate:
    """Return the digits that an implementation can read of each image.

    Args:
        layers: W (inputs, outputs) and b (outputs,) of each layer, as they are stored, of a format
            in the table; an implementation rounds them to the formats in which it computes.
        images: the pixels that the implementation is given (batch, pixels), exact in float64.
        arithmetic: the errors that the implementation may commit; a k below 3 counts as 3.
        divisor: the number by which the implementation divides the pixels, such as 255 for bytes,
            in the working format, which holds it and them; 1 if it takes the pixels as they are.

    Raises:
        ValueError: the layers are not those of a network, or hold numbers that are not finite; or
            the images are not a batch, or not as wide as the first layer takes them.
        FloatingPointError: float64 does not do here what the proof relies on.

    >>> from mnist_nn import load_test_set, load_weights
    >>> from mnist_nn.oracle.arithmetic import CERTIFIABLE
    >>> from mnist_nn.parameters import layers_of
    >>> images, labels = load_test_set(normalize=False)
    >>> layers = layers_of(load_weights().values())
    >>> certificate = certify(layers, images[:100], CERTIFIABLE["float32"], divisor=255)
    >>> certificate.certain.all()
    np.True_

    """
    check_environment()
    layers, pixels = checked_layers(layers, "certify"), np.asarray(images)
    width, *hidden = (len(layer.W) for layer in layers)
    if pixels.ndim != 2 or pixels.shape[1] != width:
        raise ValueError(
            f"certify: images have shape {pixels.shape}, but W1 takes images (batch, {width})"
        )
    # The exp of the nominal run is NumPy's, whose error is counted as a share of the arithmetic's.
    arithmetic = replace(arithmetic, k=max(arithmetic.k, 3))
    rounded = [rounded_layer(layer, arithmetic) for layer in layers]
    # Gradients of 256 KiB stay in the caches, and their memory is not mapped anew each time. The
    # ones are for networks so wide that a single image has more, and for images without pixels.
    few = 1 + 2**15 // (1 + len(layers[-1].b) * max(hidden, default=width))
    with ONE_THREAD:
        parts = [
            _certify(rounded, pixels[i : i + few], arithmetic, divisor)
            for i in range(0, max(len(pixels), 1), few)
        ]
    return Certificate(
        digits=np.concatenate([digits for digits, _ in parts]),
        margins=np.concatenate([margins for _, margins in parts]),
    )


@np.errstate(all="ignore")
def _certify(
    layers: Sequence[RoundedLayer],
    pixels: NDArray[np.generic],
    arithmetic: Arithmetic,
    divisor: float,
) -> tuple[NDArray[np.intp], Array]:
    """Return the digits and margins of a few images."""
    images = rounded_images(pixels, arithmetic, divisor)
    *before, last = layers
    hidden: list[HiddenLayer] = []
    x = images
    for layer in before:
        hidden.append(sigmoid(affine(x, layer, arithmetic), layer, arithmetic))
        x = hidden[-1].values
    scores = affine(x, last, arithmetic)

    digits = scores.nominal.argmax(axis=-1)
    of_digits = (np.arange(len(digits)), digits)
    leads = scores.nominal[of_digits][:, None] - scores.nominal
    local = scores.local + scores.local[of_digits][:, None]
    weights = np.ascontiguousarray(last.W.T)
    propagated = lead_errors(weights[digits][:, None] - weights, images, hidden)
    greatest = (np.abs(scores.nominal) + scores.error).max(axis=1, keepdims=True, initial=0)
    loss = (propagated + local + separation(len(last.b), arithmetic, greatest)) * OUTWARD
    margins = leads / loss
    margins[of_digits] = np.inf
    margins[~np.isfinite(loss).all(axis=-1)] = 0
    return digits, margins
