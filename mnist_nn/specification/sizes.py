"""The contract at every size that implementations dispatch on, and at every number of a format.

An implementation is right for 1,024 classes and wrong from 1,025 on, or wrong at one number alone:
nothing but trying them tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mnist_nn.formats import FORMATS
from mnist_nn.specification.claim import Claim, matches
from mnist_nn.specification.clause import clause
from mnist_nn.specification.inputs import wide_arguments as visited
from mnist_nn.specification.inputs.every_number import every_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function, Implemented

    Array = NDArray[Any]

_OF_16_BITS = tuple(name for name, format_ in FORMATS.items() if format_.dtype.itemsize == 2)


@clause(visited.of_every_size, asked_of=lambda function: function.wide)
def is_the_true_value_at_any_size(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) obeys the formula for up to {sizes}."""
    return matches(f(*arrays), function.truth(*arrays))


@clause(
    lambda _: every_number,
    dtypes=_OF_16_BITS,
    asked_of=lambda function: function.maps_numbers,
    exhaustive=("float32",),
)
def is_the_true_value_of_every_number(function: Function, f: Implemented, x: Array) -> Claim:
    """f(x) obeys the formula for every finite number x of the format."""
    return matches(f(x), function.truth(x))
