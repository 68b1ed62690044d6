"""A breach of the contract is made of a right implementation, of which there must be one."""

from __future__ import annotations

import pytest

from mnist_nn.mutants.breach import right
from mnist_nn.specification.function import Function
from mnist_nn.specification.truth import true_identity


def test_there_is_nothing_to_change_without_an_implementation() -> None:
    """A record that has none says so."""
    nothing = Function("nothing", "nothing(x) = x", true_identity)
    with pytest.raises(ValueError, match=r"^nothing: there is no implementation to change$"):
        right(nothing)
