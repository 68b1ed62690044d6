"""The contract: the laws that every function keeps, whatever it computes.

Each is written once, for a function of any number of arrays, and made a law of each function from
its record. In a statement, f(x) stands for the function of all of its arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS, INTEGERS
from mnist_nn.oracle.declared import required_of
from mnist_nn.specification import callers, not_finite, sizes
from mnist_nn.specification.claim import (
    Claim,
    between,
    matches,
    refused_or,
    within,
)
from mnist_nn.specification.clause import clause, clauses_in
from mnist_nn.specification.inputs import arguments as drawn
from mnist_nn.specification.inputs import wide_arguments as visited
from mnist_nn.specification.truth import error_at_one

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
    return between(low, f(*arrays), high, error_at_one(function.truth, *arrays))


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
    i = np.arange(rows) % len(x)
    y = f(x[i], *others)
    first = y[: len(x)]
    if np.array_equal(y, first[i]):  # no other row need be compared
        y, i = first, i[: len(x)]
    return matches(y, function.truth(x, *others).of_rows(i))


@clause(drawn.without_rows)
def of_no_rows_is_empty(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f of an empty batch is an empty batch."""
    return within(f(*arrays), np.zeros(function.shape(*arrays) or ()), 0)


# What it makes of other dtypes.


@clause(drawn.of_integers, dtypes=INTEGERS)
def reads_integers_or_refuses_them(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) means the values of integers x, or raises: nothing wraps around."""

    def means_x(y: Array) -> Claim:
        returned = y.dtype if y.dtype.name in FORMATS else np.float64
        return matches(y, function.truth(*arrays, arithmetic=required_of(returned)))

    return refused_or(lambda: np.asarray(f(*arrays)), means_x)


@clause(
    visited.of_every_size_of_integers, dtypes=("int8",), asked_of=lambda function: function.wide
)
def reads_integers_or_refuses_them_at_any_size(
    function: Function, f: Implemented, *arrays: Array
) -> Claim:
    """f(x) means the values of integers x, or raises, however many there are."""
    return reads_integers_or_refuses_them.claim(function, f, *arrays)


CONTRACT = clauses_in(globals(), *map(vars, (sizes, not_finite, callers)))
"""Every clause, in the order in which they are written."""
