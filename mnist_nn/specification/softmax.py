"""What a correct softmax is: softmax(x)_i = exp(x_i) / sum_j exp(x_j), for scores x of a row.

Its mathematics stands here; what it does with order and ties in `softmax_order`, with rows, axes,
and infinities in `softmax_arrays`, and with its caller in `contract`.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn import functions
from mnist_nn.oracle.declared import required_of
from mnist_nn.oracle.enclosures import enclose_sigmoid
from mnist_nn.oracle.sum_bound import softmax_sum_error
from mnist_nn.specification.claim import Claim, at_most, matches, rows_sum_to_one, within
from mnist_nn.specification.function import Function
from mnist_nn.specification.inputs.no_rows import no_scores
from mnist_nn.specification.inputs.scores import (
    constant_scores,
    dominated_scores,
    long_rows,
    one_class_scores,
    pairs_of_scores,
    scores,
)
from mnist_nn.specification.inputs.variations import (
    chosen_scores,
    nearby_scores,
    permuted_scores,
    shifted_scores,
)
from mnist_nn.specification.inputs.wide_scores import wide_rows
from mnist_nn.specification.law import Level, law
from mnist_nn.specification.truth import Truth, error_at_one, true_softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray
    from mnist_nn.oracle.arithmetic import Arithmetic
    from mnist_nn.specification.function import Implemented


def row_of_x(x: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which results depend on the marked scores of x: those of their rows."""
    return np.broadcast_to(x.any(axis=-1, keepdims=True), x.shape)


SOFTMAX = Function(
    "softmax",
    formula="softmax(x)_i = exp(x_i) / sum_j exp(x_j).",
    truth=true_softmax,
    reference=functions.softmax,
    no_rows=no_scores,
    options={"axis": -1},
    depends=row_of_x,
    limits=(0, 1),
    wide=wide_rows,
    law_names={
        "lies_between_its_limits": "lies_between_0_and_1",
        "passes_nan_on": "keeps_nan_in_its_row",
    },
)


@law(SOFTMAX, scores, level=Level.ADVISORY)
def is_accurate_for_every_difference(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x)_i is as near as an exp allows whose own argument is not rounded (c = 1)."""
    return matches(softmax(x), true_softmax(x, replace(required_of(x.dtype), c=1)))


# It is a probability distribution.


@law(SOFTMAX, scores)
def sums_to_one(softmax: Implemented, x: FloatArray) -> Claim:
    """sum_i softmax(x)_i = 1."""
    return rows_sum_to_one(softmax(x), len(x), true_softmax(x).allowed.sum(axis=-1))


@law(SOFTMAX, long_rows)
def sums_to_one_over_long_rows(softmax: Implemented, x: FloatArray) -> Claim:
    """sum_i softmax(x)_i = 1, for rows of up to 70,000 equal scores."""
    arithmetic, n, y = required_of(x.dtype), x.shape[-1], softmax(x)
    # In float16, results so small are subnormal. Whoever flushes them to zero, in a short row too,
    # may leave them out of the sum.
    flushes = 1 / n < 2 * arithmetic.storage.eta and _flushes(softmax, x.dtype, 1 / n)
    given = np.count_nonzero(y, axis=-1) if flushes else np.full(len(x), n)
    spacing = 2 * arithmetic.storage.u * arithmetic.storage.eta
    gradual = replace(arithmetic, storage=replace(arithmetic.storage, eta=spacing), rescalings=0)
    return within([math.fsum(row) for row in y], given / n, _sum_error(x, gradual))


def _sum_error(x: FloatArray, arithmetic: Arithmetic) -> float:
    """Return how far from 1 the sum of each row may be."""
    return softmax_sum_error(x.shape[-1], arithmetic, float(np.abs(x).max()))


def _flushes(softmax: Implemented, dtype: np.dtype[Any], p: float) -> bool:
    """Return whether a small probability is 0 where there is just one other class."""
    x = np.array([[0, math.log(p)]], dtype)
    return bool(softmax(x)[0, 1] == 0)


@law(SOFTMAX, one_class_scores)
def gives_a_single_class_everything(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x) = 1, exactly, where there is one class."""
    return within(softmax(x), 1, error_at_one(true_softmax, x))


@law(SOFTMAX, dominated_scores)
def gives_a_dominating_class_everything(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x)_0 = 1, exactly, where x_0 >= x_i + 60 for every other i."""
    return within(softmax(x)[:, 0], 1, error_at_one(true_softmax, x)[:, 0])


@law(SOFTMAX, constant_scores, level=Level.ADVISORY)
def divides_by_a_power_of_two_exactly(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x)_i = 2**-k, exactly, for 2**k equal scores."""
    return within(softmax(x), 1 / x.shape[-1], 0)


# It depends on differences alone, and not on the order of the classes.


@law(SOFTMAX, shifted_scores)
def is_invariant_under_a_shift(softmax: Implemented, x: FloatArray, c: FloatArray) -> Claim:
    """softmax(x + c) = softmax(x), where every x + c is exact."""
    allowed = true_softmax(x).allowed + true_softmax(x + c).allowed
    return within(softmax(x + c), softmax(x), allowed)


@law(SOFTMAX, shifted_scores, level=Level.ADVISORY)
def is_invariant_under_a_shift_bit_for_bit(
    softmax: Implemented, x: FloatArray, c: FloatArray
) -> Claim:
    """softmax(x + c) = softmax(x), exactly, where every x + c is exact."""
    return within(softmax(x + c), softmax(x), 0)


@law(SOFTMAX, permuted_scores)
def commutes_with_a_permutation(softmax: Implemented, x: FloatArray, p: NDArray[Any]) -> Claim:
    """softmax(x_p)_i = softmax(x)_p(i)."""
    return within(softmax(x[:, p]), softmax(x)[:, p], 2 * true_softmax(x).allowed[:, p])


# It moves with the scores, as choice theory and statistics say.


@law(SOFTMAX, nearby_scores)
def is_1_lipschitz(softmax: Implemented, x: FloatArray, z: FloatArray) -> Claim:
    """|softmax(x) - softmax(z)| <= |x - z|. Source: B. Gao and L. Pavel, 2017."""
    wide_x, wide_z = x.astype(np.float64), z.astype(np.float64)
    moved = np.linalg.norm(softmax(x).astype(np.float64) - softmax(z), axis=-1)
    rounding = np.linalg.norm(true_softmax(x).allowed + true_softmax(z).allowed, axis=-1)
    return at_most(moved, np.linalg.norm(wide_x - wide_z, axis=-1), rounding)


@law(SOFTMAX, pairs_of_scores)
def of_two_classes_is_a_sigmoid(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x_0, x_1)_0 = 1 / (1 + exp(x_1 - x_0)), where the difference is exact."""
    sigmoid = enclose_sigmoid(x[:, 0] - x[:, 1])
    return matches(softmax(x)[:, 0], Truth(sigmoid, true_softmax(x).allowed[:, 0]))


@law(SOFTMAX, chosen_scores)
def obeys_the_choice_axiom(softmax: Implemented, x: FloatArray, keep: NDArray[np.bool_]) -> Claim:
    """softmax(x_S)_i sum_S softmax(x)_j = softmax(x)_i, for i in S. Source: R. D. Luce, 1959."""
    y, q = softmax(x)[:, keep].astype(np.float64), softmax(x[:, keep]).astype(np.float64)
    y_allowed, q_allowed = true_softmax(x).allowed[:, keep], true_softmax(x[:, keep]).allowed
    mass = np.array([[math.fsum(row)] for row in y])
    mass_allowed = y_allowed.sum(axis=-1, keepdims=True)
    # Each of the three is within its bound; the law's own sum and product are rounded once each.
    allowed = q_allowed * (mass + mass_allowed) + q * mass_allowed + y_allowed
    return within(q * mass, y, allowed + 2.0**-52 * y)
