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

Proof. Every run is compared with a pilot: see `pilot`. Let i be the pilot's digit and j another
class. In another run, the lead of i over j differs from the pilot's by at most what `shifts`
makes of the numbers that enter the last layer, which are the same for both, and by what the last
layer itself may err in i and in j. If the pilot's lead exceeds all that by the `separation` of
softmax, then j stays further than this below i, and so below the greatest score, whichever that is:
neither its score nor its probability is the greatest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.certificate.lead_errors import shifts
from mnist_nn.oracle.certificate.nominal_run import affine, sigmoid
from mnist_nn.oracle.certificate.outward_rounding import OUTWARD
from mnist_nn.oracle.certificate.rounded_inputs import take_images, take_layer
from mnist_nn.oracle.certificate.separation import separation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.network import Network
    from mnist_nn.oracle.arithmetic import Arithmetic
    from mnist_nn.oracle.certificate.nominal_run import Hidden
    from mnist_nn.oracle.certificate.rounded_inputs import Layer

    Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Certificate:
    """Which digits a correct implementation can read.

    Attributes:
        digits: what the pilot reads, and the true network where it is certain (batch,).
        margins: how many times the digit's lead over each class exceeds what rounding may take away
            (batch, classes): infinite over itself, and 0 where nothing is known.

    """

    digits: NDArray[np.intp]
    margins: Array

    @property
    def margin(self) -> Array:
        """How many times the smallest lead of the digit exceeds what rounding may take (batch,)."""
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
    network: Network, images: ArrayLike, arithmetic: Arithmetic, *, divisor: float = 1
) -> Certificate:
    """Return which digits an implementation can read of each image.

    Args:
        network: the parameters as they are stored, no more precisely than in float64; an
            implementation rounds them to the formats that it computes in.
        images: the pixels that the implementation is given (batch, pixels), as exact as in float64.
        arithmetic: what the implementation is allowed; a k below 3 counts as 3.
        divisor: what the implementation divides the pixels by, such as 255 for bytes, in the
            working format, which holds it and them; 1 if it takes the pixels as they are.

    Raises:
        ValueError: the images are not a batch, or not as wide as the network's input.

    >>> from mnist_nn import Network, load_test_set, load_weights
    >>> from mnist_nn.oracle.arithmetic import CERTIFIABLE
    >>> images, labels = load_test_set(normalize=False)
    >>> network = Network(load_weights())
    >>> certificate = certify(network, images[:100], CERTIFIABLE["float32"], divisor=255)
    >>> certificate.certain.all()
    np.True_

    """
    pixels = np.asarray(images)
    if pixels.ndim != 2 or pixels.shape[1] != network.widths[0]:
        raise ValueError(
            f"images have shape {pixels.shape}, but a certificate of {network!r} is for images"
            f" (batch, {network.widths[0]})"
        )
    # The pilot's exp is NumPy's, and its error is counted as a share of that of the arithmetic.
    arithmetic = replace(arithmetic, k=max(arithmetic.k, 3))
    layers = [take_layer(W, b, arithmetic) for W, b in network.layers]
    # Gradients of 256 KiB stay in the caches, and their memory is not mapped anew each time. The
    # ones are for networks so wide that a single image has more, and for images without pixels.
    _, *hidden, classes = network.widths
    few = 1 + 2**15 // (1 + classes * max(hidden, default=pixels.shape[1]))
    parts = [
        _certify(layers, pixels[i : i + few], arithmetic, divisor)
        for i in range(0, max(len(pixels), 1), few)
    ]
    return Certificate(
        digits=np.concatenate([digits for digits, _ in parts]),
        margins=np.concatenate([margins for _, margins in parts]),
    )


@np.errstate(all="ignore")
def _certify(
    layers: Sequence[Layer], pixels: NDArray[np.generic], arithmetic: Arithmetic, divisor: float
) -> tuple[NDArray[np.intp], Array]:
    """Return the digits and margins of a few images."""
    images = take_images(pixels, arithmetic, divisor)
    *before, last = layers
    hidden: list[Hidden] = []
    x = images
    for layer in before:
        hidden.append(sigmoid(affine(x, layer, arithmetic), layer, arithmetic))
        x = hidden[-1].values
    scores = affine(x, last, arithmetic)

    digits = scores.pilot.argmax(axis=-1)
    rows = np.arange(len(digits))
    of_digits = (rows, digits)
    leads = scores.pilot[of_digits][:, None] - scores.pilot
    own = scores.own + scores.own[of_digits][:, None]
    weights = np.ascontiguousarray(last.W.T)
    shifted = shifts(weights[digits][:, None] - weights, images, hidden)
    taken = (shifted + own + separation(len(last.b), arithmetic)) * OUTWARD
    margins = leads / taken
    margins[of_digits] = np.inf
    margins[~np.isfinite(taken).all(axis=-1)] = 0
    return digits, margins
