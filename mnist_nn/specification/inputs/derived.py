"""A domain that is made of another one: the same way of the same one makes the same domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import numpy as np
    from hypothesis.strategies import SearchStrategy

    from mnist_nn.specification.function import Drawn


@dataclass(frozen=True)
class Derived:
    """A domain that is made of another one, so that functions of the same inputs share it.

    Attributes:
        how: makes a strategy of that of the other domain, for a dtype and whatever else is given.
        inputs: the other domain.
        given: what else the strategy depends on.

    """

    how: Callable[..., SearchStrategy[Any]]
    inputs: Drawn
    given: tuple[Hashable, ...] = ()

    def __call__(self, dtype: np.dtype[Any]) -> SearchStrategy[Any]:
        """Return what draws the inputs at a dtype."""
        return self.how(self.inputs, dtype, *self.given)

    def __str__(self) -> str:
        of = getattr(self.inputs, "__qualname__", self.inputs)
        return f"{self.how.__qualname__} {of} {self.given}"
