"""Runs of a network that are as bad as an arithmetic allows: each operation is given its errors.

The numbers are computed in float64, whose own roundings are far below those of narrower formats.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnist_nn import Network
    from mnist_nn.formats import Format
    from mnist_nn.oracle.arithmetic import Arithmetic

Array: TypeAlias = NDArray[np.float64]
Digits: TypeAlias = NDArray[np.intp]

INJECTED = 1 - 2.0**-20
"""The part of an allowed error that is committed: the rest is for the roundings of float64."""


@dataclass(frozen=True)
class Run:
    """One way to compute a network.

    Attributes:
        arithmetic: what is allowed.
        rng: decides what is left to chance.
        errors: "adversarial", each as great as allowed and in the direction that is worst;
            "stochastic", each as great as allowed, up or down by chance; "random", any.
        order: of the sums: "ascending", "descending", "random", or "pairwise".
        fused: whether products are added unrounded, the bias among them, and stored once.

    """

    arithmetic: Arithmetic
    rng: np.random.Generator
    errors: str = "adversarial"
    order: str = "descending"
    fused: bool = False

    def rounded(self, x: Array, f: Format, towards: Array) -> Array:
        """Return x, off by u, or by eta below the normal numbers, but not beyond 0."""
        size = np.abs(x)
        y = self.perturbed(x, np.where(size < f.eta, f.eta * (x != 0), f.u * size), towards)
        return np.where(x < 0, np.minimum(y, 0), np.maximum(y, 0))

    def perturbed(self, x: Array, allowed: Array, towards: Array) -> Array:
        """Return x, off by as much as is allowed or by a part of it."""
        if self.errors == "adversarial":
            return x + np.sign(towards) * allowed * INJECTED
        if self.errors == "stochastic":
            return x + self.rng.choice([-INJECTED, INJECTED], x.shape) * allowed
        return x + self.rng.uniform(-INJECTED, INJECTED, x.shape) * allowed

    def as_input(self, x: Array, formats: Iterable[Format], towards: Array) -> Array:
        """Return images or parameters, rounded to the formats that do not hold them."""
        for f in formats:
            x = np.where(f.holds(x), x, self.rounded(x, f, towards))
        return x

    def converted(self, x: Array, formats: Iterable[Format], towards: Array) -> Array:
        """Return results, rounded to those of the formats that are not the working one."""
        for f in formats:
            if f != self.arithmetic.working:
                x = self.rounded(x, f, towards)
        return x

    def images(self, x: Array, divisor: float, towards: Array) -> Array:
        """Return images (batch, pixels) as they enter the first product."""
        if divisor == 1:
            return self.as_input(x, self.arithmetic.operand_formats, towards)
        working = self.arithmetic.working
        x = self.rounded(self.rounded(x / divisor, working, towards), working, towards)
        return self.converted(x, self.arithmetic.operand_formats, towards)

    def affine(self, x: Array, W: Array, b: Array, towards: Array) -> Array:
        """Return the sums of a layer, pushed `towards` (batch, outputs)."""
        storage, push = [self.arithmetic.storage], towards[:, None]
        weights = np.broadcast_to(W, (len(x), *W.shape))
        weights = self.as_input(
            weights, self.arithmetic.operand_formats, push * np.sign(x)[:, :, None]
        )
        biases = self.as_input(np.broadcast_to(b, towards.shape), storage, towards)
        terms = x[:, :, None] * weights
        if self.fused:
            terms = np.concatenate([terms, biases[:, None]], axis=1)
            return self.converted(self.total(terms, towards), storage, towards)
        terms = self.rounded(terms, self.arithmetic.working, push)
        product = self.converted(self.total(terms, towards), storage, towards)
        return self.converted(self.plus(product, biases, towards), storage, towards)

    def total(self, terms: Array, towards: Array) -> Array:
        """Return the sum of terms (batch, n, outputs) over n."""
        if self.order == "random":
            terms = self.rng.permuted(terms, axis=1)
        elif self.order != "pairwise":
            terms = np.sort(terms, axis=1)[:, :: 1 if self.order == "ascending" else -1]
        if self.order == "pairwise":
            while (n := terms.shape[1]) > 1:
                terms = np.pad(terms, ((0, 0), (0, n % 2), (0, 0)))
                terms = self.plus(terms[:, ::2], terms[:, 1::2], towards[:, None])
            return terms[:, 0]
        total = terms[:, 0]
        for k in range(1, terms.shape[1]):
            total = self.plus(total, terms[:, k], towards)
        return total

    def plus(self, a: Array, b: Array, towards: Array) -> Array:
        """Return a + b: adding an exact zero commits no error."""
        exact = (a == 0) | (b == 0)
        return np.where(exact, a + b, self.rounded(a + b, self.arithmetic.working, towards))

    def exp(self, x: Array, roundings: float, towards: Array) -> Array:
        """Return e to the x <= 0: the argument is rounded some times, the result within k ulp."""
        working = self.arithmetic.working
        e = np.exp(self.perturbed(x, roundings * working.u * np.abs(x), towards))
        allowed = np.where(e < working.eta, working.eta, 2 * self.arithmetic.k * working.u * e)
        return np.where(x == 0, 1, np.maximum(self.perturbed(e, allowed, towards), 0))

    def sigmoid(self, z: Array, towards: Array) -> Array:
        """Return hidden units as operands: 1 or exp(z), times a reciprocal of 1 + exp(-|z|)."""
        working = self.arithmetic.working
        away = np.where(z < 0, towards, -towards)
        e = self.exp(-np.abs(z), self.arithmetic.c - 1, away)
        reciprocal = self.rounded(1 / self.rounded(1 + e, working, -towards), working, towards)
        s = np.where(z < 0, e, 1) * reciprocal
        return self.converted(
            self.rounded(s, working, towards), self.arithmetic.operand_formats, towards
        )

    def softmax(self, y: Array, towards: Array) -> Array:
        """Return the probabilities, as quotients of exponentials and one sum for all classes."""
        working = self.arithmetic.working
        t = y - y.max(axis=-1, keepdims=True)
        e = self.exp(t, self.arithmetic.c, towards)
        e = np.where(t == 0, 1, self.converted(e, [self.arithmetic.storage], towards))
        reciprocal = 1 / e.sum(axis=-1, keepdims=True)
        q = self.rounded(self.rounded(e * reciprocal, working, towards), working, towards)
        return self.converted(q, [self.arithmetic.storage], towards)

    def leads(
        self, network: Network, images: Array, winner: Digits, rival: Digits, divisor: float = 1
    ) -> tuple[Array, Array]:
        """Return by how much winners are ahead of rivals (batch,): in score, in probability.

        Adversarial errors push each number to where it helps the rival, by the gradient.
        """
        rows = np.arange(len(images))
        last = np.zeros((len(images), network.widths[-1]))
        last[rows, rival], last[rows, winner] = 1, -1
        first, *pushes = _gradients(network, images / divisor, last)
        x = self.images(images, divisor, first)
        *hidden, (W, b) = _layers(network)
        for (V, a), push in zip(hidden, pushes, strict=True):
            x = self.sigmoid(self.affine(x, V, a, push), push)
        y = self.affine(x, W, b, last)
        q = self.softmax(y, last)
        return y[rows, winner] - y[rows, rival], q[rows, winner] - q[rows, rival]


def _layers(network: Network) -> list[tuple[Array, Array]]:
    """Return the parameters in float64."""
    return [(W.astype(np.float64), b.astype(np.float64)) for W, b in network.layers]


def _gradients(network: Network, x: Array, G: Array) -> list[Array]:
    """Return how much images and hidden units count in the combination G of scores."""
    *hidden, (W, _) = _layers(network)
    slopes = []
    for V, a in hidden:
        x = 1 / (1 + np.exp(-(x @ V + a)))
        slopes.append(x * (1 - x))
    gradients = [G @ W.T]
    for (V, _), slope in zip(hidden[::-1], slopes[::-1], strict=True):
        gradients.append((gradients[-1] * slope) @ V.T)
    return gradients[::-1]
