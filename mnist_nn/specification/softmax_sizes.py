"""What a correct softmax is however many classes there are, and along whichever axis they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.declared import IN_THEIR_OWN_FORMAT, summed_as_a_tree
from mnist_nn.oracle.equal_scores import equal_quotients_error, equal_scores_error
from mnist_nn.specification.claim import Claim, matches
from mnist_nn.specification.inputs.wide_scores import (
    few_wide_rows,
    wide_equal_rows,
    wide_rows_along_an_axis,
)
from mnist_nn.specification.law import Level, law
from mnist_nn.specification.softmax import SOFTMAX
from mnist_nn.specification.truth import true_shares, true_softmax

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Implemented


@law(SOFTMAX, wide_equal_rows)
def shares_equally_among_equal_scores(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x)_i = 1 / n for n equal scores, up to 131,073, and 0 where others are -inf."""
    return matches(softmax(x), true_shares(x, equal_scores_error))


@law(SOFTMAX, wide_equal_rows, level=Level.ADVISORY)
def rounds_equal_shares_three_times_at_most(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x)_i = 1 / n for n equal scores, up to 131,073, within three roundings."""
    return matches(softmax(x), true_shares(x, equal_quotients_error))


@law(SOFTMAX, few_wide_rows, level=Level.ADVISORY, dtypes=IN_THEIR_OWN_FORMAT)
def sums_as_accurately_as_a_tree(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x) is as near as sums of blocks of 128, added in pairs, for up to 131,073 classes."""
    return matches(softmax(x), true_softmax(x, summed_as_a_tree(x.dtype, x.shape[-1])))


@law(SOFTMAX, wide_rows_along_an_axis)
def acts_along_an_axis_of_any_size(softmax: Implemented, x: FloatArray, axis: int) -> Claim:
    """softmax(x, axis) is softmax along that axis of up to 131,073, among 70,000 others."""
    y = np.moveaxis(softmax(x, axis=axis), axis, -1)
    return matches(y, true_softmax(np.moveaxis(x, axis, -1)))
