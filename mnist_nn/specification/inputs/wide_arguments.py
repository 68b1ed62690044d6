"""Arguments of any function of every size, as its record visits them, and what is made of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.specification.inputs.arguments import integers_of, marked, not_finite, with_one
from mnist_nn.specification.inputs.recipe import maker, told
from mnist_nn.specification.inputs.wide_numbers import several_numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Domain, Function
    from mnist_nn.specification.inputs.sweep import Point, Sweep

    Array = NDArray[Any]
    Arguments = tuple[Any, ...]


def of_every_size(function: Function) -> Domain:
    """Return what visits arguments of every size."""
    return function.wide or function.inputs


def of_every_size_with_one_not_finite(function: Function) -> Domain:
    """Return what visits such arguments of every size."""

    def domain(dtype: np.dtype[Any]) -> Sweep:
        sweep = (function.wide or several_numbers)(dtype)

        def recipes(point: Point) -> Arguments:
            seed, values = point.seed, not_finite(function)
            which, value = seed % len(function.arguments), values[seed // 2 % len(values)]
            place = with_last if seed % 2 else with_one
            return marked(sweep.recipes(point), which, seed, value, place)

        return replace(sweep, recipes=recipes, per_example=1)

    return domain


def of_every_size_one_by_one(function: Function) -> Domain:
    """Return what visits arguments of every size, for laws that ask for the results many times."""
    return lambda dtype: replace((function.wide or several_numbers)(dtype), per_example=1)


def of_every_size_of_integers(function: Function) -> Domain:
    """Return what visits arguments of an integer dtype, of every size."""

    def domain(dtype: np.dtype[Any]) -> Sweep:
        sweep = (function.wide or several_numbers)(np.dtype(np.float64))

        def recipes(point: Point) -> Arguments:
            return tuple(
                told(integers_like, array, dtype.name, point.seed + i)
                for i, array in enumerate(sweep.recipes(point))
            )

        return replace(sweep, recipes=recipes, per_example=1)

    return domain


@maker
def integers_like(x: Array, dtype: str, seed: int) -> Array:
    """Return integers in the shape of x."""
    return integers_of(np.dtype(dtype), x.shape, np.random.default_rng(seed))


@maker
def with_last(x: Array, _: int, value: float) -> Array:
    """Return x with its last number replaced: in the last of the tiles, if there are any."""
    x = x.copy()
    x.flat[-1] = value
    return x
