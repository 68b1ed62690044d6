"""Numbers (numbers,), for functions that map each by itself."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from mnist_nn.formats import format_of
from mnist_nn.specification.inputs.few_shapes import few_of, of_few, size_of_few
from mnist_nn.specification.inputs.listed import listed
from mnist_nn.specification.inputs.scores import arrays
from mnist_nn.specification.inputs.sizes import SEEDS
from mnist_nn.specification.inputs.whole_numbers import whole_at_times

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.inputs.listed import Listed

_SHAPES = of_few(st.tuples(st.integers(1, 40)))


def numbers(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw numbers up to 1000 in size, most of them where sigmoid is neither 0 nor 1."""
    drawn = arrays(dtype, _SHAPES, -1000, 1000, each=True)
    return drawn | whole_at_times(st.builds(_spread, st.just(dtype), _SHAPES, SEEDS))


def ascending_numbers(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw numbers in ascending order: far apart, or neighbours in the format."""
    lengths = size_of_few(st.integers(1, 199)).map(lambda n: n + 1)
    neighbours = st.builds(_neighbours, st.just(dtype), lengths, SEEDS)
    return numbers(dtype).map(np.sort) | neighbours


def negative_numbers(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw numbers below 0 at which exp is a normal number, with a margin of 1 for its errors."""
    low = math.ceil(math.log(format_of(dtype).eta)) + 1
    return arrays(dtype, _SHAPES, low, -1, each=True)


def zeros(dtype: np.dtype[Any]) -> Listed:
    """Visit all of 62 arrays of zeros of both signs."""
    return _of_two(dtype, 0.0, -0.0)


def infinities(dtype: np.dtype[Any]) -> Listed:
    """Visit all of 62 arrays of infinities of both signs."""
    return _of_two(dtype, np.inf, -np.inf)


def _of_two(dtype: np.dtype[Any], *two: float) -> Listed:
    """Visit the 30 arrays of up to four of two numbers, and longer ones.

    Of each longer length there are four: of either number, and of both in turns.
    """
    short = (x for size in range(1, 5) for x in product(two, repeat=size))
    turns = [pattern * 20 for pattern in product(two, repeat=2)]
    long = (x[:size] for size in few_of((7, 8, 9, 15, 16, 17, 33, 40)) for x in turns)
    return listed((np.array(x, dtype),) for x in (*short, *long))


def _spread(dtype: np.dtype[Any], shape: tuple[int], seed: int) -> FloatArray:
    """Return normal numbers of a random scale between 1e-3 and 100."""
    rng = np.random.default_rng(seed)
    return rng.normal(0, 10.0 ** rng.uniform(-3, 2), shape).astype(dtype)


def _neighbours(dtype: np.dtype[Any], size: int, seed: int) -> FloatArray:
    """Return numbers next to each other in the format, from a random one between -30 and 30."""
    x = [dtype.type(np.random.default_rng(seed).uniform(-30, 30))]
    for _ in range(size - 1):
        x.append(np.nextafter(x[-1], dtype.type(np.inf)))
    return np.array(x, dtype)
