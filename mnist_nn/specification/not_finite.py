"""The contract about numbers that are not finite: what depends on NaN is NaN, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.specification.claim import Claim, both, holds, matches, refused_or
from mnist_nn.specification.clause import clause
from mnist_nn.specification.defect import Defect
from mnist_nn.specification.inputs import arguments as drawn
from mnist_nn.specification.inputs import wide_arguments as visited

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function, Implemented

    Array = NDArray[Any]


@clause(drawn.with_one_not_finite)
def passes_nan_on(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) is undefined where it depends on NaN, and the same as ever elsewhere; or it raises."""
    undefined = _is_not_finite if function.infinite else np.isnan
    marked = [undefined(array) for array in arrays]
    lost = function.depends(*marked)
    finite = (
        np.where(m, array.dtype.type(1), array) for m, array in zip(marked, arrays, strict=True)
    )
    truth = function.truth(*finite).except_at(lost)
    due = np.isnan if any(np.isnan(array).any() for array in arrays) else _is_not_finite

    def claim(y: Array) -> Claim:
        spread = holds(
            due(y[lost]).all(),
            lambda: f"observed {y[lost]}, expected nothing defined",
            Defect.NAN_HIDDEN,
        )
        return both(spread, matches(np.where(lost, y.dtype.type(0), y), truth))

    return refused_or(lambda: f(*arrays), claim)


@clause(visited.of_every_size_with_one_not_finite, asked_of=lambda function: function.wide)
def passes_nan_on_at_any_size(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) is undefined where it depends on NaN, and right elsewhere, at every size."""
    return passes_nan_on.claim(function, f, *arrays)


def _is_not_finite(y: Array) -> Array:
    """Return which numbers are NaN or infinite."""
    return ~np.isfinite(y)
