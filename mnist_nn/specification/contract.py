"""What every function owes its caller, stated once and made a law of each function."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.oracle.arithmetic import ARITHMETICS, arithmetic_of
from mnist_nn.specification.claim import Claim, holds, matches, refused_or, silent, within
from mnist_nn.specification.inputs.arrays import INTEGERS, LAYOUTS, integer_scores, no_rows
from mnist_nn.specification.inputs.scores import repeated_scores, scores
from mnist_nn.specification.law import Law, law

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.law import Function
    from mnist_nn.specification.truth import Truth


def manners(name: str, truth: Callable[..., Truth]) -> Iterator[Law]:
    """Yield the laws of good manners of the function `name`, whose true values are `truth`."""
    for claim in (
        keeps_shape_and_dtype,
        leaves_its_input_untouched,
        keeps_its_results,
        warns_of_nothing,
    ):
        yield law(name, scores)(claim)
    yield law(name, no_rows)(of_no_rows_is_empty)

    @law(name, repeated_scores)
    def maps_any_number_of_rows(f: Function, x: FloatArray, rows: int) -> Claim:
        """f(x) of up to 70,000 rows is f of each: the rows of x, over and over again."""
        claim = matches(f(x[np.arange(rows) % len(x)]), truth(x).repeated(rows))
        # The search is not to climb here: it would try hardly any but the longest arrays.
        return replace(claim, ratio=0) if claim.holds else claim

    @law(name, scores)
    def reads_any_layout_or_refuses_it(f: Function, x: FloatArray) -> Claim:
        """f(x) means the values of x in any strides, order, alignment and byte order, or raises."""

        def means_x(layout: str) -> Claim:
            given = LAYOUTS[layout](x)
            claim = refused_or(lambda: f(given), lambda y: matches(y, truth(given)))
            return replace(claim, story=f"{layout}: {claim.story}")

        return max(map(means_x, LAYOUTS), key=lambda claim: claim.ratio)

    @law(name, integer_scores, dtypes=INTEGERS)
    def reads_integers_or_refuses_them(f: Function, x: NDArray[Any]) -> Claim:
        """f(x) means the values of integers x, or raises: nothing wraps around."""

        def means_x(y: NDArray[Any]) -> Claim:
            returned = y.dtype if y.dtype.name in ARITHMETICS else np.float64
            return matches(y, truth(x, arithmetic_of(returned)))

        return refused_or(lambda: np.asarray(f(x)), means_x)

    yield from (
        maps_any_number_of_rows,
        reads_any_layout_or_refuses_it,
        reads_integers_or_refuses_them,
    )


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


def keeps_its_results(f: Function, x: FloatArray) -> Claim:
    """f(1 - x) does not change what f(x) returned."""
    y = f(x)
    before = y.copy()
    f(1 - x)
    return holds(y.tobytes() == before.tobytes(), f"observed {y!r}, expected {before!r} as before")


def of_no_rows_is_empty(f: Function, x: FloatArray) -> Claim:
    """f of an empty batch is an empty batch."""
    return within(f(x), x, 0)


def warns_of_nothing(f: Function, x: FloatArray) -> Claim:
    """f(x) is silent for finite x: a warning on good input hides those that matter."""
    return silent(lambda: f(x))
