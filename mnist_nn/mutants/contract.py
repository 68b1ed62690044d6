"""Right values, and a broken contract: the mistakes that any function can make with its caller.

Each is written once, for a function of any number of arrays, and names the law of the contract that
it breaks: it is a mutant of every function of which this law is required.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.mutants import callers
from mnist_nn.mutants.breach import breaches_in, misread_argument, wrong_call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from mnist_nn.mutants.breach import Breach
    from mnist_nn.mutants.mutant import Mutant
    from mnist_nn.specification.function import Function

    Array = NDArray[Any]
    Call = Callable[..., Array]


def contract_mutants(function: Function) -> Iterator[Mutant]:
    """Yield the reference implementation of a function with one mistake each, if there is one."""
    yield from mutants_by(BREACHES, function)


def mutants_by(breaches: Iterable[Breach], function: Function) -> Iterator[Mutant]:
    """Yield the mutants of a function that break what is required of it."""
    for breach in breaches:
        if function.reference and function.requires(breach.law):
            yield from breach.mutants(function)


# What it computes of NaN.


@misread_argument("passes_nan_on")
def takes_nan_for_zero(x: Array) -> Array:
    """Read NaN as 0."""
    return np.where(np.isnan(x), x.dtype.type(0), x) if x.dtype.kind not in "biu" else x


@wrong_call("passes_nan_on")
def spreads_nan(f: Call, *arrays: Array) -> Array:
    """Give nothing but NaN where one number is NaN."""
    y = f(*arrays)
    return np.full_like(y, np.nan) if np.isnan(y).any() else y


# What it makes of a batch.


@wrong_call("maps_any_number_of_rows", repeats="ROCm/MIOpen#2314")
def stops_at_4096_numbers(f: Call, *arrays: Array) -> Array:
    """Launch a limited number of threads: the numbers beyond stay 0."""
    y = f(*arrays)
    y.flat[4096:] = 0
    return y


@wrong_call("maps_any_number_of_rows", repeats="ggml-org/llama.cpp#10301")
def stops_at_512_rows(f: Call, *arrays: Array) -> Array:
    """Launch no more than 512 groups, one for each row: those beyond stay 0."""
    y = f(*arrays)
    y[512:] = 0
    return y


@wrong_call("treats_rows_independently")
def repeats_the_first_row(f: Call, *arrays: Array) -> Array:
    """Give every row what the first one gets."""
    y = f(*arrays)
    y[1:] = y[:1]
    return y


@wrong_call("maps_any_number_of_rows")
def stops_at_four_rows(f: Call, *arrays: Array) -> Array:
    """Leave the fifth row, and all that follow, at 0."""
    y = f(*arrays)
    y[4:] = 0
    return y


@wrong_call("of_no_rows_is_empty", repeats="NVIDIA/TransformerEngine#2848")
def invents_a_row(f: Call, x: Array, *others: Array) -> Array:
    """Launch at least one row, and return it of an empty batch too."""
    return f(x if x.size else np.zeros((1, *x.shape[1:]), x.dtype), *others)


# What it makes of other dtypes.


@misread_argument("reads_integers_or_refuses_them")
def ignores_the_sign_of_integers(x: Array) -> Array:
    """Read signed integers as unsigned ones, and unsigned ones as signed."""
    other = {"i": "u", "u": "i"}.get(x.dtype.kind)
    return x.view(f"{other}{x.dtype.itemsize}") if other else x


BREACHES = breaches_in(globals(), vars(callers))
"""Every mistake with a caller, of any function."""
