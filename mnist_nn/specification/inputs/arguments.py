"""Arguments of any function, as its record draws them, and what the contract makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from mnist_nn.specification.inputs.changes import CHANGES
from mnist_nn.specification.inputs.derived import Derived
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
    return Derived(_and_rows, function.few_columns or function.inputs)


def without_rows(function: Function) -> Domain:
    """Return what draws arguments of which the first has no rows."""

    def cut(dtype: np.dtype[Any]) -> SearchStrategy[Arguments]:
        """Draw arguments of which the first has no rows."""
        return function.inputs(dtype).map(_without_rows)

    return function.no_rows or cut


def in_layouts(function: Function) -> Domain:
    """Return what draws arguments and, if there are several, a layout of each."""
    number = len(function.arguments)
    return function.inputs if number == 1 else Derived(_and_layouts, function.inputs, (number,))


def to_be_changed(function: Function) -> Domain:
    """Return what draws arguments and, for each, how its numbers are to be changed."""
    return Derived(_and_changes, function.inputs, (len(function.arguments),))


def with_one_not_finite(function: Function) -> Domain:
    """Return what draws arguments of which one holds one NaN or, where that spreads, an infinity.

    There are no zeros among them: what multiplies by 0 may leave out the product.
    """
    given = len(function.arguments), function.infinite
    return Derived(_with_one_not_finite, function.inputs, given)


def of_integers(function: Function) -> Drawn:
    """Return what draws arguments of an integer dtype: up to 100 in size, and up to 255 in uint8.

    A product of two overflows int8.
    """
    return Derived(_of_integers, function.inputs)


def not_finite(infinite: bool) -> list[float]:  # noqa: FBT001 - it has the name of the attribute
    """Return the numbers that make all results undefined that depend on one of them."""
    nans = [np.nan, -np.nan]  # of either sign: who compares bits may take one for a number
    return [*nans, np.inf, -np.inf] if infinite else nans


def _without_rows(drawn: Any) -> Arguments:
    """Return arguments, of the first of which no row is left."""
    x, *others = as_tuple(drawn)
    return x[:0], *others


def as_tuple(drawn: Any) -> Arguments:
    """Return what a domain drew as the tuple of its inputs."""
    return drawn if isinstance(drawn, tuple) else (drawn,)


def _and_rows(few: Drawn, dtype: np.dtype[Any]) -> SearchStrategy[Arguments]:
    """Draw how many rows to make of them."""
    # Hypothesis varies most what is drawn first.
    return st.builds(lambda rows, drawn: _and(drawn, rows), LENGTHS, few(dtype))


def _and_layouts(inputs: Drawn, dtype: np.dtype[Any], number: int) -> SearchStrategy[Arguments]:
    """Draw a layout in memory of each."""
    layouts = st.sampled_from(sorted(layouts_of(dtype)))
    return st.builds(_and, inputs(dtype), st.tuples(*[layouts] * number))


def _and_changes(inputs: Drawn, dtype: np.dtype[Any], number: int) -> SearchStrategy[Arguments]:
    """Draw how the numbers of each are changed."""
    changes = st.sampled_from(tuple(CHANGES))
    return st.builds(_and, inputs(dtype), st.tuples(*[changes] * number))


def _with_one_not_finite(
    inputs: Drawn,
    dtype: np.dtype[Any],
    number: int,
    infinite: bool,  # noqa: FBT001 - it is one of a tuple of parameters
) -> SearchStrategy[Arguments]:
    """Draw arguments of which one holds one number that is not finite."""
    which, values = st.integers(0, number - 1), st.sampled_from(not_finite(infinite))
    return st.builds(marked, inputs(dtype), which, SEEDS, values)


def _of_integers(inputs: Drawn, dtype: np.dtype[Any]) -> SearchStrategy[Arguments]:
    """Draw integers in the shapes of arguments."""
    return st.builds(_integers, inputs(np.dtype(np.float64)), st.just(dtype), SEEDS)


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
