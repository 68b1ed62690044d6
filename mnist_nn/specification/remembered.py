"""What is true of an input is computed once: several laws ask for it, of several functions."""

from __future__ import annotations

from collections import OrderedDict
from functools import wraps
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import numpy as np

from mnist_nn.oracle.declared import declared
from mnist_nn.oracle.oracle import balls_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

KEPT = 2**21
"""Of how many numbers what is true is kept: some 100 MB."""

_LEAST = 256
"""For how many numbers a result counts at least: a small one takes memory too."""


def remembered(
    function: Callable[Arguments, Result], kept: int = KEPT
) -> Callable[Arguments, Result]:
    """Let a function of arrays return what it returned before for the same numbers.

    What was not asked for longest is forgotten, so that it is known of `kept` numbers at most. What
    is enclosed by ball arithmetic alone, or judged by another arithmetic, is another result.
    """
    results: OrderedDict[Hashable, tuple[int, Result]] = OrderedDict()
    held = 0

    @wraps(function)
    def recall(*arguments: Arguments.args, **options: Arguments.kwargs) -> Result:
        nonlocal held
        key = balls_alone(), declared(), *map(_told, arguments), *options.items()
        if key in results:
            results.move_to_end(key)
            return results[key][1]
        result = function(*arguments, **options)
        numbers = sum(map(_numbers, arguments), _LEAST)
        results[key] = numbers, result
        held += numbers
        while held > kept:
            held -= results.popitem(last=False)[1][0]
        return result

    return recall


def _told(value: Any) -> Hashable:
    """Return what two arguments have in common that are the same, in a few bytes."""
    if isinstance(value, np.ndarray):
        return value.dtype, value.shape, blake2b(value.tobytes()).digest()
    return value


def _numbers(value: Any) -> int:
    """Return how many numbers an argument has."""
    return int(np.size(value))
