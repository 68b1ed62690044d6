"""All inputs of a list are tried, in its order, and the first that fails is the simplest."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mnist_nn.checking.check import Check
from mnist_nn.checking.counterexample import Refuted
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.inputs.few_shapes import few_shapes
from mnist_nn.specification.inputs.numbers import infinities

F4 = np.dtype(np.float32)


def test_the_first_input_that_fails_is_told() -> None:
    """The shortest array with a negative infinity, of all that there are."""

    def wrong(x: Any) -> Any:
        return np.where(x < 0, 1, x)

    with pytest.raises(Refuted, match=r"for x = array\(\[-inf\]"):
        Check(law_named("relu.reaches_its_limits"), wrong, "float32").run()


def test_a_list_of_few_shapes_is_a_part() -> None:
    """It proves nothing of the others."""
    with few_shapes():
        few = infinities(F4)
    assert not few.is_whole
    assert set(map(repr, few.all_inputs)) < set(map(repr, infinities(F4).all_inputs))
