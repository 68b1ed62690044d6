"""A domain whose inputs are visited in an order, and not drawn by Hypothesis."""

from __future__ import annotations

from abc import ABC, abstractmethod
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from mnist_nn.formats import FORMATS, INTEGERS
from mnist_nn.specification.inputs.few_shapes import shapes_are_few

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Place = TypeVar("Place")
"""What tells one input of a domain from the others."""

Fails: TypeAlias = "Callable[[Place], bool]"
"""Tells whether a law fails at an input."""


class Enumeration(ABC, Generic[Place]):
    """A domain whose inputs are visited in an order.

    Attributes:
        is_whole: whether its examples, if they end, are all that there are.

    """

    is_whole: bool = True

    @abstractmethod
    def example(self, n: int, seed: int) -> Sequence[Place]:
        """Return the inputs of the n-th example, from 0 on: none, if there are no more."""

    @abstractmethod
    def inputs(self, place: Place) -> tuple[Any, ...]:
        """Return what a law is given: arrays, or recipes of them."""

    @abstractmethod
    def smallest(self, place: Place, fails: Fails[Place]) -> tuple[Place, str]:
        """Return the smallest input found that fails too, and what is smaller and does not."""


def order_of(law: object, dtype: str, seed: int) -> int:
    """Return what decides in which order a law visits its inputs: each has another, if it may.

    Those of one law at several formats are two apart. What a sweep changes from visit to visit, it
    begins with that much later at the next: so few visits at each reach all of it together.
    """
    if shapes_are_few():
        return seed_from(f"[{dtype}] {seed}")
    return seed_from(f"{law} {seed}") + 2 * [*FORMATS, *INTEGERS].index(dtype)


def seed_from(text: str) -> int:
    """Return the number that a text stands for, such as the name of a law, a dtype and a seed.

    >>> 0 <= seed_from("softmax.sums_to_one[float32] 0") < 2**32
    True

    """
    return int.from_bytes(sha256(text.encode()).digest()[:4])
