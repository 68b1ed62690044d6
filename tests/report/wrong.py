"""Functions that are wrong in different ways, and what a report on each is to say at first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn import matmul, sigmoid, softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented

    Array = NDArray[Any]


@dataclass(frozen=True)
class Wrong:
    """A wrong function.

    Attributes:
        function: what it is to be, by its name.
        implementation: what it is.
        says: what names its fault.
        first: the law of which the story is told first.
        laws: some that are judged, of which others hold.
        dtypes: at which they are judged.

    """

    function: str
    implementation: Implemented
    says: str
    first: str
    laws: tuple[str, ...]
    dtypes: tuple[str, ...] = ("float32", "float16")


def overflows(x: Array, axis: int = -1) -> Array:
    """Raise e to the power of large numbers."""
    e = np.exp(x)
    y: Array = e / e.sum(axis=axis, keepdims=True)
    return y


def crashes_in_float16(x: Array, axis: int = -1) -> Array:
    """Call what float16 has not."""
    return softmax(np.linalg.inv(x) if x.dtype == np.float16 else x, axis=axis)


def doubles_wide_rows(x: Array, axis: int = -1) -> Array:
    """Take rows of more than 1,024 classes for two."""
    y = softmax(x, axis=axis)
    return y + y if x.shape[axis] > 1024 else y


def returns_a_list(x: Array) -> list[float]:
    """Return no array."""
    numbers: list[float] = sigmoid(x).tolist()
    return numbers


def returns_float64(x: Array, axis: int = -1) -> Array:
    """Return more than was given."""
    return softmax(x.astype(np.float64), axis=axis).astype(np.float64)


def writes_into_its_input(x: Array, axis: int = -1) -> Array:
    """Save memory."""
    x -= x.max(axis=axis, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=axis, keepdims=True)
    return x


def takes_the_first_axis(x: Array, axis: int = -1) -> Array:
    """Normalize columns: of no rows there is no maximum."""
    del axis
    return softmax(x, axis=0)


def adds_a_little(x: Array) -> Array:
    """Be off by what a tolerance of 1e-3 passes."""
    y = sigmoid(x)
    return y + y.dtype.type(1e-3)


def multiplies_what_fits(x: Array, W: Array) -> Array:
    """Leave out what has no partner."""
    inputs = min(x.shape[-1], len(W))
    return matmul(x[..., :inputs], W[:inputs])


def warns(x: Array) -> Array:
    """Be right, and divide by zero in passing."""
    np.divide(1.0, 0 * x.astype(np.float64))
    return sigmoid(x)


SOFTMAX = ("is_the_true_softmax", "sums_to_one", "commutes_with_a_permutation", "preserves_order")
SIGMOID = ("is_the_true_sigmoid", "is_symmetric", "never_falls")
AT_ANY_SIZE = ("is_the_true_softmax_at_any_size", "shares_equally_among_equal_scores")

WRONG = (
    Wrong(
        "softmax",
        overflows,
        "softmax: NaN or infinity where a number is due (4 laws)",
        "softmax.is_the_true_softmax",
        (*SOFTMAX, "keeps_shape_and_dtype"),
    ),
    Wrong(
        "softmax",
        crashes_in_float16,
        "in crashes_in_float16 (4 laws, float16 only)",
        "softmax.is_the_true_softmax",
        SOFTMAX,
    ),
    Wrong(
        "softmax",
        doubles_wide_rows,
        "softmax: wrong from 1,025 classes on (2 laws)",
        "softmax.is_the_true_softmax_at_any_size",
        (*SOFTMAX, *AT_ANY_SIZE),
    ),
    Wrong(
        "sigmoid",
        returns_a_list,
        "sigmoid: no array of real numbers is returned (3 laws)",
        "sigmoid.is_the_true_sigmoid",
        SIGMOID,
    ),
    Wrong(
        "softmax",
        returns_float64,
        "softmax: an array of another dtype (1 law)",
        "softmax.keeps_shape_and_dtype",
        (*SOFTMAX, "keeps_shape_and_dtype"),
    ),
    Wrong(
        "softmax",
        writes_into_its_input,
        "softmax: the input is changed (1 law)",
        "softmax.leaves_its_input_untouched",
        (*SOFTMAX, "leaves_its_input_untouched"),
    ),
    Wrong(
        "softmax",
        takes_the_first_axis,
        "softmax: off by up to ",
        "softmax.is_the_true_softmax",
        (
            *SOFTMAX,
            "acts_along_any_axis",
            "does_not_overflow",
            "treats_rows_independently",
            "gives_a_single_class_everything",
            "of_no_rows_is_empty",
        ),
    ),
    Wrong(
        "sigmoid",
        adds_a_little,
        "sigmoid: off by up to ",
        "sigmoid.is_the_true_sigmoid",
        (*SIGMOID, "lies_between_0_and_1"),
    ),
    Wrong(
        "matmul",
        multiplies_what_fits,
        "matmul: an input is taken that should be refused (1 law)",
        "matmul.refuses_a_mismatch",
        ("is_the_true_product", "refuses_a_mismatch"),
    ),
    Wrong(
        "sigmoid",
        warns,
        "sigmoid: a warning of good input (1 law)",
        "sigmoid.warns_of_nothing",
        (*SIGMOID, "warns_of_nothing"),
    ),
)
