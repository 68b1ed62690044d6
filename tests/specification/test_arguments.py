"""What laws of the contract ask a function is made of what it is given elsewhere."""

from __future__ import annotations

import numpy as np
from hypothesis import find
from hypothesis.strategies import SearchStrategy

from mnist_nn.specification.inputs.arguments import as_tuple, without_rows
from tests.specification.records import F


def test_a_function_that_lists_nothing_without_rows_is_given_its_inputs_without_theirs() -> None:
    """All that is left is the shape of a row."""
    domain = without_rows(F)(np.dtype("float32"))
    assert isinstance(domain, SearchStrategy)
    drawn = find(domain, lambda _: True)
    assert as_tuple(drawn)[0].shape[0] == 0
