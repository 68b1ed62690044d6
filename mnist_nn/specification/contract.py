"""The contract: the laws that every function keeps, whatever it computes.

Each is written once, for a function of any number of arrays, and made a law of each function from
its record. In a statement, f(x) stands for the function of all of its arguments.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS, INTEGERS
from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.specification.claim import (
    Claim,
    between,
    both,
    holds,
    matches,
    refused_or,
    silent,
    within,
)
from mnist_nn.specification.clause import CONTRACT, clause
from mnist_nn.specification.inputs import arguments as drawn
from mnist_nn.specification.inputs.layouts import LAYOUTS, layouts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function, Implemented
    from mnist_nn.specification.law import Law

    Array = NDArray[Any]


def contract(function: Function) -> Iterator[Law]:
    """Yield the laws that follow from the record of a function."""
    for each in CONTRACT:
        if each.asked_of(function) and not each.is_among(function.exempt):
            yield each.law_of(function)


# What it computes.


@clause(drawn.ordinary)
def is_the_true_value(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) is what the formula says."""
    return matches(f(*arrays), function.truth(*arrays))


@clause(drawn.extreme, asked_of=lambda function: function.extremes)
def does_not_overflow(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) is what the formula says for every finite x, from the smallest number to the largest."""
    return matches(f(*arrays), function.truth(*arrays))


@clause(drawn.ordinary, asked_of=lambda function: function.limits)
def lies_between_its_limits(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) lies between its limits, and is never rounded beyond them."""
    low, high = function.limits or (-np.inf, np.inf)
    return between(low, f(*arrays), high)


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
        spread = holds(due(y[lost]).all(), f"observed {y[lost]}, expected nothing defined")
        return both(spread, matches(np.where(lost, y.dtype.type(0), y), truth))

    return refused_or(lambda: f(*arrays), claim)


# What it makes of a batch.


@clause(drawn.ordinary)
def treats_rows_independently(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x)[i] = f(x[i]): the other rows of a batch change nothing."""
    x, *others = arrays
    rows = np.concatenate([f(row[None], *others) for row in x])
    return within(rows, f(*arrays), 2 * function.truth(*arrays).allowed)


@clause(drawn.many_rows, more=lambda _: ("rows",), asked_of=lambda function: function.few_columns)
def maps_any_number_of_rows(function: Function, f: Implemented, *inputs: Any) -> Claim:
    """f(x) of up to 70,000 rows is f of each: the rows of x, over and over again."""
    x, *others, rows = inputs
    y = f(x[np.arange(rows) % len(x)], *others)
    claim = matches(y, function.truth(x, *others).repeated(rows))
    # The search is not to climb here: it would try hardly any but the longest arrays.
    return replace(claim, ratio=0) if claim.holds else claim


@clause(drawn.without_rows)
def of_no_rows_is_empty(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f of an empty batch is an empty batch."""
    return within(f(*arrays), np.zeros(function.shape(*arrays) or ()), 0)


# What it does with its caller's memory.


@clause(drawn.ordinary)
def keeps_shape_and_dtype(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) is an array of the shape that x implies, and of the dtype of x."""
    y, dtype = f(*arrays), arrays[0].dtype
    observed, expected = f"{y.dtype} {y.shape}", f"{dtype} {function.shape(*arrays)}"
    return holds(observed == expected, f"observed {observed}, expected {expected}")


@clause(drawn.ordinary)
def leaves_its_input_untouched(_: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) does not change x, nor any other of its arguments."""
    given = [array.copy() for array in arrays]
    f(*given)
    untouched = all(a.tobytes() == b.tobytes() for a, b in zip(given, arrays, strict=True))
    return holds(untouched, f"observed {given} after the call")


@clause(drawn.ordinary)
def keeps_its_results(_: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(1 - x) does not change what f(x) returned."""
    y = f(*arrays)
    before = y.copy()
    f(*(1 - array for array in arrays))
    return holds(y.tobytes() == before.tobytes(), f"observed {y!r}, expected {before!r} as before")


@clause(drawn.ordinary)
def warns_of_nothing(_: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) is silent for finite x: a warning on good input hides those that matter."""
    return silent(lambda: f(*arrays))


@clause(drawn.in_layouts, more=lambda function: ("layouts",) if len(function.arguments) > 1 else ())
def reads_any_layout_or_refuses_it(function: Function, f: Implemented, *inputs: Any) -> Claim:
    """f(x) means the values of x in any strides, order, alignment and byte order, or raises."""
    arrays, chosen = _layouts(function, inputs)
    truth = function.truth(*arrays)

    def means_x(layouts: tuple[str, ...]) -> Claim:
        given = [LAYOUTS[name](array) for name, array in zip(layouts, arrays, strict=True)]
        same = all(map(np.array_equal, given, arrays))  # but for what repeats some of the values
        due = truth if same else function.truth(*given)
        claim = refused_or(lambda: f(*given), lambda y: matches(y, due))
        return replace(claim, story=f"{', '.join(layouts)}: {claim.story}")

    return max(map(means_x, chosen), key=lambda claim: claim.ratio)


@clause(drawn.of_integers, dtypes=INTEGERS)
def reads_integers_or_refuses_them(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) means the values of integers x, or raises: nothing wraps around."""

    def means_x(y: Array) -> Claim:
        returned = y.dtype if y.dtype.name in FORMATS else np.float64
        return matches(y, function.truth(*arrays, arithmetic=arithmetic_of(returned)))

    return refused_or(lambda: np.asarray(f(*arrays)), means_x)


def _is_not_finite(y: Array) -> Array:
    """Return which numbers are NaN or infinite."""
    return ~np.isfinite(y)


def _layouts(function: Function, inputs: tuple[Any, ...]) -> tuple[Any, list[tuple[str, ...]]]:
    """Return the arrays, and which layouts to try: every one of a single array, or those drawn."""
    if len(function.arguments) > 1:
        *arrays, layouts = inputs
        return arrays, [layouts]
    return inputs, [(name,) for name in layouts_of(inputs[0].dtype)]
