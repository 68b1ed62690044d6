"""Arguments of any function, as its record draws them, and what the contract makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from mnist_nn.specification.inputs.changes import CHANGES
from mnist_nn.specification.inputs.layouts import layouts_of
from mnist_nn.specification.inputs.recipe import maker, told
from mnist_nn.specification.inputs.sizes import LENGTHS, SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Domain, Drawn, Function

    Array = NDArray[Any]
    Arguments = tuple[Any, ...]


def ordinary(function: Function) -> Domain:
    """Return what draws ordinary arguments."""
    return function.inputs


def extreme(function: Function) -> Domain:
    """Return what draws arguments up to the largest numbers."""
    return function.extremes or function.inputs


def many_rows(function: Function) -> Domain:
    """Return what draws arguments of a few columns, and how many rows to make of them."""
    few = function.few_columns or function.inputs
    # Hypothesis varies most what is drawn first.
    return lambda dtype: st.builds(lambda rows, drawn: _and(drawn, rows), LENGTHS, few(dtype))


def without_rows(function: Function) -> Domain:
    """Return what draws arguments of which the first has no rows."""
    cut = _of_arguments(function, lambda x, *others: (x[:0], *others))
    return function.no_rows or cut


def in_layouts(function: Function) -> Domain:
    """Return what draws arguments and, if there are several, a layout of each."""
    number = len(function.arguments)
    if number == 1:
        return function.inputs

    def domain(dtype: np.dtype[Any]) -> SearchStrategy[Arguments]:
        layouts = st.sampled_from(sorted(layouts_of(dtype)))
        return st.builds(_and, function.inputs(dtype), st.tuples(*[layouts] * number))

    return domain


def to_be_changed(function: Function) -> Domain:
    """Return what draws arguments and, for each, how its numbers are to be changed."""
    changes = st.tuples(*[st.sampled_from(tuple(CHANGES))] * len(function.arguments))
    return lambda dtype: st.builds(_and, function.inputs(dtype), changes)


def with_one_not_finite(function: Function) -> Domain:
    """Return what draws arguments of which one holds one NaN or, where that spreads, an infinity.

    There are no zeros among them: what multiplies by 0 may leave out the product.
    """

    def domain(dtype: np.dtype[Any]) -> SearchStrategy[Arguments]:
        which = st.integers(0, len(function.arguments) - 1)
        return st.builds(
            marked, function.inputs(dtype), which, SEEDS, st.sampled_from(not_finite(function))
        )

    return domain


def of_integers(function: Function) -> Drawn:
    """Return what draws arguments of an integer dtype: up to 100 in size, and up to 255 in uint8.

    A product of two overflows int8.
    """
    return lambda dtype: st.builds(
        _integers, function.inputs(np.dtype(np.float64)), st.just(dtype), SEEDS
    )


def not_finite(function: Function) -> list[float]:
    """Return the numbers that make all results undefined that depend on one of them."""
    nans = [np.nan, -np.nan]  # of either sign: who compares bits may take one for a number
    return [*nans, np.inf, -np.inf] if function.infinite else nans


def _of_arguments(function: Function, change: Callable[..., Arguments]) -> Domain:
    """Return what draws ordinary arguments and changes them."""
    return lambda dtype: function.inputs(dtype).map(lambda drawn: change(*as_tuple(drawn)))


def as_tuple(drawn: Any) -> Arguments:
    """Return what a domain drew as the tuple of its inputs."""
    return drawn if isinstance(drawn, tuple) else (drawn,)


def _and(drawn: Any, more: Any) -> Arguments:
    """Return arguments with one input more."""
    return *as_tuple(drawn), more


def marked(
    drawn: Any, which: int, seed: int, value: float, place: Callable[..., Array] | None = None
) -> Arguments:
    """Return arguments without zeros, one of them with a number replaced."""
    arrays = [told(without_zeros, array) for array in as_tuple(drawn)]
    arrays[which] = told(place or with_one, arrays[which], seed, value)
    return tuple(arrays)


def _integers(drawn: Any, dtype: np.dtype[Any], seed: int) -> Arguments:
    """Return integers in the shapes of the arguments."""
    rng = np.random.default_rng(seed)
    return tuple(integers_of(dtype, a.shape, rng) for a in as_tuple(drawn))


def integers_of(dtype: np.dtype[Any], shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Return integers of a dtype and a shape."""
    info = np.iinfo(dtype)
    low, high = max(info.min, -100), 255 if info.max == 255 else 100
    return rng.integers(low, high + 1, shape).astype(dtype)


@maker
def without_zeros(x: Array) -> Array:
    """Return x with 1 in the place of every 0."""
    return np.where(x == 0, x.dtype.type(1), x)


@maker
def with_one(x: Array, seed: int, value: float) -> Array:
    """Return x with one of its numbers replaced."""
    x = x.copy()
    x.flat[np.random.default_rng(seed).integers(x.size)] = value
    return x
