"""Code that answers rightly when it is asked once, and alone: only an advisory law minds it.

Each is written once, for a function of any number of arrays, as in `contract`.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.mutants.breach import Breach, breaches_in, right
from mnist_nn.mutants.mutant import Mutant, mutant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function

    Array = NDArray[Any]

_A_WHILE = range(2000)
"""Steps that take long enough for another thread to have its turn."""


def _sharing_its_scratch(function: Function) -> Iterator[Mutant]:
    """Yield the function with one place for the argument of every thread."""
    scratch: dict[str, Array] = {}

    @mutant(function.name, repeats="apache/mxnet#15576")
    def shares_its_scratch(x: Array, *others: Array, **options: int) -> Any:
        """Copy its first argument to memory that all threads share, and read it there."""
        scratch["x"] = x.copy()
        for _ in _A_WHILE:
            pass
        return right(function)(scratch["x"], *others, **options)

    yield shares_its_scratch


def _sharing_its_result(function: Function) -> Iterator[Mutant]:
    """Yield the function with one place for the result of every thread."""
    scratch: dict[str, Array] = {}

    @mutant(function.name, repeats="pytorch/pytorch#58055")
    def shares_its_result(*arrays: Array, **options: int) -> Any:
        """Write the result to memory that all threads share, and return a copy of what is there."""
        scratch["y"] = right(function)(*arrays, **options)
        for _ in _A_WHILE:
            pass
        return scratch["y"].copy()

    yield shares_its_result


def _rounding_in_turn(function: Function) -> Iterator[Mutant]:
    """Yield the function with results that are rounded down every other time."""
    calls = count()

    @mutant(function.name)
    def rounds_down_in_turn(*arrays: Array, **options: int) -> Any:
        """Give the next smaller numbers every other time, as a sum in another order may be."""
        y = right(function)(*arrays, **options)
        return np.nextafter(y, y.dtype.type(0)) if next(calls) % 2 else y

    yield rounds_down_in_turn


sharing_its_scratch = Breach("answers_two_threads_at_once", _sharing_its_scratch)
sharing_its_result = Breach("answers_two_threads_at_once", _sharing_its_result)
rounding_in_turn = Breach("answers_the_same_twice", _rounding_in_turn)

BREACHES = breaches_in(globals())
"""What no required law is about."""
