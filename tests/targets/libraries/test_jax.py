"""The functions of JAX, on arrays of 64 bits where the given ones are."""

from __future__ import annotations

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from mnist_nn import load_test_set, load_weights
from mnist_nn.specification.claim import matches
from mnist_nn.specification.truth import true_mlp
from mnist_nn.targets.implementation import SPECIFIED
from mnist_nn.targets.libraries.jax import implementation
from tests.targets.libraries.examples import (
    EXAMPLES,
    FLOATS,
    gives_its_example,
    keeps_scores_apart_along_an_axis,
)

PARAMETERS = list(load_weights().values())
FOUND = implementation(PARAMETERS)


def test_all_functions_are_offered() -> None:
    """Each has an operator."""
    assert set(FOUND.functions) == set(SPECIFIED)


def test_the_version_is_that_of_the_library() -> None:
    """A report says what was tested."""
    assert (FOUND.name, FOUND.version) == ("jax", jax.__version__)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_function_is_its_operator(name: str, dtype: str) -> None:
    """Arrays in and out, in the precision that they come in."""
    assert gives_its_example(FOUND, name, dtype)


def test_softmax_is_along_any_axis() -> None:
    """JAX names its axes as NumPy does."""
    assert keeps_scores_apart_along_an_axis(FOUND)


def test_64_bits_are_on_within_a_function_only() -> None:
    """What else runs in the program keeps JAX's own default."""
    FOUND.functions["relu"](np.ones(2))
    assert jnp.asarray(np.ones(2)).dtype == np.float32


def test_what_was_compiled_is_forgotten_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run through thousands of shapes would fill the memory: JAX keeps the code of each."""
    cleared: list[None] = []
    monkeypatch.setattr(jax, "clear_caches", lambda: cleared.append(None))
    monkeypatch.setattr("mnist_nn.targets.libraries.jax.MANY", 4)
    monkeypatch.setattr("mnist_nn.targets.libraries.jax._COMPILED", set())
    for size in [*range(1, 11), *range(1, 6)]:
        FOUND.functions["identity"](np.ones(size))
        FOUND.functions["identity"](np.ones(size))
    assert len(cleared) == 3


def test_predict_reads_digits_with_the_network_given() -> None:
    """Its probabilities are those of the true network, within the bound."""
    images = load_test_set()[0][:20]
    assert matches(FOUND.functions["predict"](images), true_mlp(images, *PARAMETERS)).holds


@pytest.mark.parametrize("name", EXAMPLES)
def test_swapped_bytes_are_refused(name: str) -> None:
    """JAX does so, unless it was asked for numbers of that shape before: it reads others then."""
    arrays = [np.array(argument, np.float32) for argument in EXAMPLES[name][0]]
    FOUND.functions[name](*arrays)
    with pytest.raises(TypeError, match="JAX value"):
        FOUND.functions[name](*(array.astype(">f4") for array in arrays))
