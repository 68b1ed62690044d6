"""What a correct softmax does with order: greater scores, greater outputs; equal ones, equal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.specification.claim import Claim, at_most, within
from mnist_nn.specification.inputs.scores import scores, tied_scores
from mnist_nn.specification.inputs.variations import raised_scores
from mnist_nn.specification.law import Level, law
from mnist_nn.specification.softmax import SOFTMAX
from mnist_nn.specification.truth import true_softmax

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Implemented


@law(SOFTMAX, scores)
def preserves_order(softmax: Implemented, x: FloatArray) -> Claim:
    """x_i <= x_j implies softmax(x)_i <= softmax(x)_j."""
    order = np.argsort(x, axis=-1, kind="stable")
    y, allowed = (np.take_along_axis(a, order, -1) for a in (softmax(x), true_softmax(x).allowed))
    return at_most(y[:, :-1], y[:, 1:], allowed[:, :-1] + allowed[:, 1:])


@law(SOFTMAX, scores, level=Level.ADVISORY)
def preserves_order_exactly(softmax: Implemented, x: FloatArray) -> Claim:
    """x_i <= x_j implies softmax(x)_i <= softmax(x)_j, with no rounding error allowed."""
    y = np.take_along_axis(softmax(x), np.argsort(x, axis=-1, kind="stable"), -1)
    return at_most(y[:, :-1], y[:, 1:], 0)


@law(SOFTMAX, tied_scores)
def gives_equal_scores_equal_outputs(softmax: Implemented, x: FloatArray) -> Claim:
    """x_i = x_j implies softmax(x)_i = softmax(x)_j."""
    forth, back = _with_ties_in_both_orders(softmax(x), x)
    return within(forth, back, 2 * _with_ties_in_both_orders(true_softmax(x).allowed, x)[0])


@law(SOFTMAX, tied_scores, level=Level.ADVISORY)
def gives_equal_scores_equal_outputs_bit_for_bit(softmax: Implemented, x: FloatArray) -> Claim:
    """x_i = x_j implies softmax(x)_i = softmax(x)_j, exactly."""
    return within(*_with_ties_in_both_orders(softmax(x), x), 0)


@law(SOFTMAX, scores)
def keeps_the_argmax(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x)_k is the greatest output where x_k is the greatest score."""
    y, allowed = softmax(x), true_softmax(x).allowed.max(axis=-1)
    of_the_greatest = y[np.arange(len(x)), x.argmax(axis=-1)]
    return at_most(y.max(axis=-1), of_the_greatest, 2 * allowed)


@law(SOFTMAX, raised_scores)
def rises_with_its_own_score_alone(
    softmax: Implemented, x: FloatArray, raised: FloatArray, k: int
) -> Claim:
    """Raising x_k, and no other score, raises softmax(x)_k, and no other output."""
    allowed = true_softmax(x).allowed + true_softmax(raised).allowed
    sign = np.where(np.arange(x.shape[-1]) == k, 1, -1)
    return at_most(sign * softmax(x), sign * softmax(raised), allowed)


def _with_ties_in_both_orders(y: FloatArray, x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return y by ascending x, twice: of equal x the first class first, and the last first."""
    forth = np.take_along_axis(y, np.argsort(x, axis=-1, kind="stable"), -1)
    back = np.take_along_axis(y[:, ::-1], np.argsort(x[:, ::-1], axis=-1, kind="stable"), -1)
    return forth, back
