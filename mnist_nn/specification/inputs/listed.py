"""A short list of inputs: all of them are tried, and what holds of them is proved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnist_nn.specification.inputs.enumeration import Enumeration
from mnist_nn.specification.inputs.few_shapes import shapes_are_few

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnist_nn.specification.inputs.enumeration import Fails


@dataclass(frozen=True)
class Listed(Enumeration[int]):
    """A single example: all the inputs, one after the other.

    Attributes:
        all_inputs: what a law is given, the simplest first.
        is_whole: whether there are no others: it is a part of a list where shapes are few.

    """

    all_inputs: tuple[tuple[Any, ...], ...]
    is_whole: bool = True

    def example(self, n: int, seed: int) -> range:  # noqa: ARG002 - there is no choice
        """Return the places of all inputs, once."""
        return range(0 if n else len(self.all_inputs))

    def inputs(self, place: int) -> tuple[Any, ...]:
        """Return the inputs at a place."""
        return self.all_inputs[place]

    def smallest(self, place: int, fails: Fails[int]) -> tuple[int, str]:  # noqa: ARG002 - it is known
        """Return the same place: all that are simpler were tried before."""
        return place, ""


def listed(all_inputs: Iterable[tuple[Any, ...]]) -> Listed:
    """Return a domain of these inputs, which are not all that there are if shapes are few."""
    return Listed(tuple(all_inputs), is_whole=not shapes_are_few())
