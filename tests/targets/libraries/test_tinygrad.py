"""The functions of tinygrad, on its interpreter: its other devices need a compiler."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest
from tinygrad.helpers import Context

from mnist_nn import load_test_set, load_weights
from mnist_nn.specification.claim import matches
from mnist_nn.specification.truth import true_mlp
from mnist_nn.targets.implementation import SPECIFIED
from mnist_nn.targets.libraries.tinygrad import implementation
from tests.targets.libraries.examples import (
    EXAMPLES,
    NUMPYS_FLOATS,
    gives_its_example,
    keeps_scores_apart_along_an_axis,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

PARAMETERS = list(load_weights().values())
FOUND = implementation(PARAMETERS)


@pytest.fixture(autouse=True)
def interpreter() -> Iterator[None]:
    """Compute in Python, in this process."""
    with Context(DEV="PYTHON", PARALLEL=0):
        yield


def test_all_is_offered_but_identity_and_step() -> None:
    """A tensor of tinygrad has no such methods."""
    assert set(FOUND.functions) == set(SPECIFIED) - {"identity", "step"}


def test_the_version_is_that_of_the_library() -> None:
    """A report says what was tested."""
    assert (FOUND.name, FOUND.version) == ("tinygrad", version("tinygrad"))


@pytest.mark.parametrize("dtype", NUMPYS_FLOATS)
@pytest.mark.parametrize("name", sorted(set(EXAMPLES) & set(FOUND.functions)))
def test_a_function_is_its_operator(name: str, dtype: str) -> None:
    """Arrays in and out, in the precision that they come in."""
    assert gives_its_example(FOUND, name, dtype)


def test_softmax_is_along_any_axis() -> None:
    """Tinygrad names its axes as NumPy does."""
    assert keeps_scores_apart_along_an_axis(FOUND)


def test_predict_reads_digits_with_the_network_given() -> None:
    """Its probabilities are those of the true network, within the bound."""
    images = load_test_set()[0][:1]
    assert matches(FOUND.functions["predict"](images), true_mlp(images, *PARAMETERS)).holds
