"""What share of each bound its adversary reaches: the worst computation over what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from mpmath import exp, mpf, workdps

from mnist_nn.formats import FLOAT64
from mnist_nn.oracle.bounds import sigmoid_error, softmax_error
from mnist_nn.oracle.certificate.certificate import certify
from mnist_nn.oracle.equal_scores import equal_quotients_error
from mnist_nn.oracle.product_bound import affine_error
from tests.oracle.adversaries import equal_share, online_softmax, product, sigmoid, softmax
from tests.oracle.certificate.runs import Run
from tests.oracle.formulas import numbers
from tests.oracle.near_ties import near_ties, random_network, runners_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnist_nn.oracle.arithmetic import Arithmetic


def share_of_softmax(q: Any, i: int, x: Any, arithmetic: Arithmetic) -> float:
    """Return the error of a probability q of class i, in units of what is allowed."""
    t = numbers(x.max() - x)
    e = [exp(-t_j) for t_j in t]
    p = [e_j / sum(e) for e_j in e]
    allowed = softmax_error(np.array([float(p_j) for p_j in p]), x, arithmetic)
    return float(abs(q - p[i]) / mpf(float(allowed[i])))


def of_softmax(arithmetic: Arithmetic, sign: int, n: int = 64) -> float:
    """Return the share for a class far below the greatest, or for nearly equal ones.

    The former has the argument that is rounded most, and is worse where the exponentials are not
    rounded again to be kept; the latter elsewhere.
    """
    far, equal = np.full(n, -40.0), np.full(n, -1e-9)
    far[0] = equal[0] = 0
    return max(
        share_of_softmax(softmax(numbers(-x), n - 1, sign, arithmetic), n - 1, x, arithmetic)
        for x in (far, equal)
    )


def of_online_softmax(arithmetic: Arithmetic, sign: int, n: int = 300) -> float:
    """Return the share for scores that rise by next to nothing, each a maximum of its own."""
    x = np.linspace(-1e-6, 0, n)
    q = online_softmax(numbers(-x), sign, arithmetic)
    return share_of_softmax(q, n - 1, x, arithmetic)


def of_equal_scores(arithmetic: Arithmetic, sign: int, n: int = 7) -> float:
    """Return the share for 1 / n, as a product with a reciprocal."""
    q = equal_share(n, sign, arithmetic)
    allowed = equal_quotients_error(np.array([n]), arithmetic)[0]
    return float(abs(q - 1 / mpf(n)) / mpf(float(allowed)))


def of_sigmoid(arithmetic: Arithmetic, sign: int, x: float = -5.0) -> float:
    """Return the share for a product with a rounded reciprocal."""
    true = 1 / (1 + exp(-mpf(x)))
    allowed = sigmoid_error(np.array([float(true)]), np.array([x]), arithmetic)[0]
    return float(abs(sigmoid(mpf(x), sign, arithmetic) - true) / mpf(float(allowed)))


def of_product(arithmetic: Arithmetic, sign: int, n: int = 100) -> float:
    """Return the share for one large term that passes all roundings, small ones and a bias."""
    x, b = np.full((1, n), 2.0**-30), np.array([2.0**-30])
    x[0, 0] = 1024
    terms, bias = numbers(x), mpf(2) ** -30
    allowed = affine_error(x, np.ones((n, 1)), b, arithmetic)[0, 0]
    y = product(terms, bias, sign, arithmetic)
    return float(abs(y - (sum(terms) + bias)) / mpf(float(allowed)))


def of_certificate(
    arithmetic: Arithmetic, _sign: int = 1, widths: tuple[int, ...] = (40, 4)
) -> float:
    """Return what part of the lead that may be lost to rounding the worst run takes away.

    Of images near a tie, in a random network; the run rounds against the digit that is read, so
    that there is but one sign.
    """
    rng = np.random.default_rng(1)
    network = random_network(rng, widths, scale=2)
    images = near_ties(network, rng, 2000, spread=100 * arithmetic.operand_formats[-1].u)
    certificate = certify(network.layers, images, arithmetic)
    digits, rivals = runners_up(certificate)
    rows, scores = np.arange(len(images)), network.scores(images)
    lead = scores[rows, digits] - scores[rows, rivals]
    left, _unstored = Run(arithmetic, rng).leads(network, images, digits, rivals)
    return float(((lead - left) * certificate.margin / lead).max())


ADVERSARIES: dict[str, Callable[[Arithmetic, int], float]] = {
    "softmax in two passes": of_softmax,
    "softmax with a running maximum": of_online_softmax,
    "softmax of equal scores": of_equal_scores,
    "sigmoid": of_sigmoid,
    "x W + b": of_product,
    "the digit that is read": of_certificate,
}
"""What computes as badly as it may, by what it computes, too small (-1) or too great (1)."""


def greatest_share(of: str, arithmetic: Arithmetic) -> float | None:
    """Return the share that is reached in either direction, or None if it cannot be measured.

    Runs of a network are computed in float64, whose own roundings are as great as those of that
    format are allowed to be.
    """
    if ADVERSARIES[of] is of_certificate and arithmetic.working == FLOAT64:
        return None
    with workdps(40):
        return max(ADVERSARIES[of](arithmetic, sign) for sign in (-1, 1))
