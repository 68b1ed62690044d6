"""What every function owes its caller, stated once and made a law of each function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.laws.claim import Claim, holds, matches, refused_or, silent
from mnist_nn.laws.inputs.arrays import INTEGERS, integer_scores, scores_in_any_layout
from mnist_nn.laws.inputs.scores import scores
from mnist_nn.laws.law import Law, law
from mnist_nn.oracle.arithmetic import ARITHMETICS, arithmetic_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from mnist_nn.dtypes import FloatArray
    from mnist_nn.laws.law import Function
    from mnist_nn.laws.truths import Truth


def manners(name: str, truth: Callable[..., Truth]) -> Iterator[Law]:
    """Yield the laws of good manners of the function `name`, whose true values are `truth`."""
    for claim in (keeps_shape_and_dtype, leaves_its_input_untouched, warns_of_nothing):
        yield law(name, scores)(claim)

    @law(name, scores_in_any_layout)
    def reads_any_layout_or_refuses_it(f: Function, x: FloatArray) -> Claim:
        """f(x) means the values of x in any strides, order, alignment and byte order, or raises."""
        return refused_or(lambda: f(x), lambda y: matches(y, truth(x)))

    @law(name, integer_scores, dtypes=INTEGERS)
    def reads_integers_or_refuses_them(f: Function, x: NDArray[Any]) -> Claim:
        """f(x) means the values of integers x, or raises: nothing wraps around."""

        def means_x(y: NDArray[Any]) -> Claim:
            returned = y.dtype if y.dtype.name in ARITHMETICS else np.float64
            return matches(y, truth(x, arithmetic_of(returned)))

        return refused_or(lambda: np.asarray(f(x)), means_x)

    yield from (reads_any_layout_or_refuses_it, reads_integers_or_refuses_them)


def keeps_shape_and_dtype(f: Function, x: FloatArray) -> Claim:
    """f(x) is an array of the shape and the dtype of x."""
    y = np.asarray(f(x))
    observed, expected = f"{y.dtype} {y.shape}", f"{x.dtype} {x.shape}"
    return holds(observed == expected, f"observed {observed}, expected {expected}")


def leaves_its_input_untouched(f: Function, x: FloatArray) -> Claim:
    """f(x) does not change x."""
    given = x.copy()
    f(given)
    return holds(given.tobytes() == x.tobytes(), f"observed {given!r} after the call")


def warns_of_nothing(f: Function, x: FloatArray) -> Claim:
    """f(x) is silent for finite x: a warning on good input hides those that matter."""
    return silent(lambda: f(x))
