"""What a correct softmax does with rows, axes, infinities, and with nothing at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.declared import required_of
from mnist_nn.specification.claim import Claim, holds, matches, refused, within
from mnist_nn.specification.in_layouts import in_each_layout
from mnist_nn.specification.inputs.layouts import layouts_of
from mnist_nn.specification.inputs.scores import deep_scores, scores
from mnist_nn.specification.inputs.unusual_scores import (
    no_classes,
    scores_with_minus_infinity,
    scores_with_plus_infinity,
)
from mnist_nn.specification.inputs.variations import scores_along_an_axis
from mnist_nn.specification.law import Level, law
from mnist_nn.specification.softmax import SOFTMAX
from mnist_nn.specification.truth import true_softmax

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Implemented


@law(SOFTMAX, scores, level=Level.ADVISORY)
def treats_rows_independently_bit_for_bit(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x)[i] = softmax(x[i]), exactly."""
    return within(_row_by_row(softmax, x), softmax(x), 0)


@law(SOFTMAX, scores_along_an_axis)
def acts_along_any_axis(softmax: Implemented, x: FloatArray, axis: int) -> Claim:
    """softmax(x, axis) is softmax along the last axis, once that axis is moved there."""
    return _is_softmax_along(axis, x, softmax(x, axis=axis))


@law(SOFTMAX, scores_along_an_axis, dtypes=("float32",))
def acts_along_any_axis_of_a_view(softmax: Implemented, x: FloatArray, axis: int) -> Claim:
    """softmax(x, axis) means the values of x of one to four dimensions in any layout, or raises."""
    return in_each_layout(
        lambda view: softmax(view, axis=axis),
        lambda y, view: _is_softmax_along(axis, view, y),
        [x],
        [(layout,) for layout in layouts_of(x.dtype)],
    )


@law(SOFTMAX, scores_with_minus_infinity)
def gives_an_impossible_class_nothing(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x)_i = 0, exactly, where x_i = -inf; the others share as if it were not there."""
    return matches(softmax(x), true_softmax(x))


@law(SOFTMAX, scores_with_plus_infinity, level=Level.ADVISORY)
def of_an_infinite_score_is_nan_or_the_limit(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x) is 1 at a single x_i = +inf and 0 elsewhere, or else NaN: no other number."""
    with np.errstate(invalid="ignore"):
        y = softmax(x)
    limit = np.isposinf(x).astype(np.float64)
    return within(np.where(np.isnan(y), limit, y), limit, 0)


@law(SOFTMAX, deep_scores, level=Level.ADVISORY)
def underflows_gradually(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax(x)_i is a subnormal number where it should be, not 0."""
    arithmetic = required_of(x.dtype)
    never = {name: replace(getattr(arithmetic, name), eta=0) for name in ("working", "storage")}
    truth = true_softmax(x, replace(arithmetic, **never))
    # Subnormal numbers lie 2 u eta apart: exp is within k such units, the result within one more.
    units = (arithmetic.k + 1) * 2 * arithmetic.storage.u * arithmetic.storage.eta
    return matches(softmax(x), replace(truth, allowed=truth.allowed + units))


@law(SOFTMAX, no_classes, level=Level.ADVISORY)
def of_no_classes_is_an_error(softmax: Implemented, x: FloatArray) -> Claim:
    """softmax over no classes is a ValueError: nothing sums to 1."""
    return refused(lambda: softmax(x), ValueError)


def _row_by_row(softmax: Implemented, x: FloatArray) -> FloatArray:
    """Return softmax of each row alone."""
    return np.concatenate([softmax(row[None]) for row in x])


def _is_softmax_along(axis: int, x: FloatArray, y: FloatArray) -> Claim:
    """Claim that y is softmax of x along an axis."""
    moved = np.moveaxis(x, axis, -1)
    shaped = holds(np.shape(y) == x.shape, f"observed shape {np.shape(y)}, expected {x.shape}")
    return matches(np.moveaxis(y, axis, -1), true_softmax(moved)) if shaped.holds else shaped
