"""Arguments of any function of every size, as its record visits them, and what is made of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.specification.inputs.arguments import integers_of, marked, not_finite, with_one
from mnist_nn.specification.inputs.recipe import maker, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function
    from mnist_nn.specification.inputs.point import Point
    from mnist_nn.specification.inputs.sweep import Sweep

    Array = NDArray[Any]
    Arguments = tuple[Any, ...]
    Wide = Callable[[np.dtype[Any]], Sweep]


def of_every_size(function: Function) -> Wide:
    """Return what visits arguments of every size, of a function that has such."""
    if function.wide is None:
        raise ValueError(f"{function}: its record has no arguments of every size")
    return function.wide


def of_every_size_one_by_one(function: Function) -> Wide:
    """Return what visits arguments of every size, for laws that ask for the results many times."""

    def one_by_one(dtype: np.dtype[Any]) -> Sweep:
        """Visit arguments of every size."""
        return replace(of_every_size(function)(dtype), per_example=3)

    return one_by_one


def of_every_size_with_one_not_finite(function: Function) -> Wide:
    """Return what visits such arguments of every size."""
    values = not_finite(function.infinite)

    def changed(arrays: Arguments, seed: int, _: np.dtype[Any]) -> Arguments:
        which, value = seed % len(arrays), values[seed // 2 % len(values)]
        return marked(arrays, which, seed, value, with_last if seed % 2 else with_one)

    def not_finite_at_one_place(dtype: np.dtype[Any]) -> Sweep:
        """Visit arguments of every size, of which one holds one number that is not finite."""
        return _changed(of_every_size(function)(dtype), changed, dtype)

    return not_finite_at_one_place


def of_every_size_of_integers(function: Function) -> Wide:
    """Return what visits arguments of an integer dtype, of every size."""

    def changed(arrays: Arguments, seed: int, dtype: np.dtype[Any]) -> Arguments:
        return tuple(told(integers_like, a, dtype.name, seed + i) for i, a in enumerate(arrays))

    def integers(dtype: np.dtype[Any]) -> Sweep:
        """Visit integers of every size."""
        return _changed(of_every_size(function)(np.dtype(np.float64)), changed, dtype)

    return integers


def _changed(sweep: Sweep, change: Callable[..., Arguments], dtype: np.dtype[Any]) -> Sweep:
    """Return a sweep whose inputs are changed, by the seed of each, one by one."""

    def recipes(point: Point) -> Arguments:
        return change(sweep.recipes(point), point.seed, dtype)

    return replace(sweep, recipes=recipes, per_example=3)


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
