"""The functions of SciPy, which are those of scipy.special."""

from __future__ import annotations

import numpy as np
import pytest
import scipy

from mnist_nn.targets.libraries.scipy import implementation
from tests.targets.libraries.examples import (
    NUMPYS_FLOATS,
    gives_its_example,
    keeps_scores_apart_along_an_axis,
)

FOUND = implementation([])


def test_sigmoid_and_softmax_are_offered() -> None:
    """SciPy has no layers and no networks."""
    assert set(FOUND.functions) == {"sigmoid", "softmax"}


def test_the_version_is_that_of_the_library() -> None:
    """A report says what was tested."""
    assert (FOUND.name, FOUND.version) == ("scipy", scipy.__version__)


@pytest.mark.parametrize("dtype", NUMPYS_FLOATS)
def test_softmax_takes_rows(dtype: str) -> None:
    """By default SciPy takes the whole array for one row."""
    assert gives_its_example(FOUND, "softmax", dtype)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_sigmoid_is_expit(dtype: str) -> None:
    """Arrays in and out, in the precision that they come in."""
    assert gives_its_example(FOUND, "sigmoid", dtype)


def test_sigmoid_widens_half_precision() -> None:
    """It is SciPy that does, and the adapter does not narrow its result."""
    assert FOUND.functions["sigmoid"](np.zeros(1, np.float16)).dtype == np.float64


def test_softmax_is_along_any_axis() -> None:
    """SciPy names its axes as NumPy does."""
    assert keeps_scores_apart_along_an_axis(FOUND)
