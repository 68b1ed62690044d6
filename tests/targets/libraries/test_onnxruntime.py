"""The functions of onnxruntime are its operators, as it computes them."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest

from mnist_nn import load_test_set, load_weights
from mnist_nn.specification.claim import matches
from mnist_nn.specification.truth import true_mlp
from mnist_nn.targets.implementation import SPECIFIED
from mnist_nn.targets.libraries.onnxruntime import _network, implementation
from tests.targets.libraries.examples import (
    EXAMPLES,
    NUMPYS_FLOATS,
    gives_its_example,
    keeps_scores_apart_along_an_axis,
)

PARAMETERS = list(load_weights().values())
FOUND = implementation(PARAMETERS)
FUNCTIONS = FOUND.functions


def test_all_is_offered_but_step() -> None:
    """ONNX has no such operator."""
    assert set(FUNCTIONS) == set(SPECIFIED) - {"step"}


def test_the_version_is_that_of_the_library() -> None:
    """A report says what was tested."""
    assert (FOUND.name, FOUND.version) == ("onnxruntime", onnxruntime.__version__)


@pytest.mark.parametrize("dtype", NUMPYS_FLOATS)
@pytest.mark.parametrize("name", sorted(set(EXAMPLES) & set(FUNCTIONS)))
def test_a_function_is_its_operator(name: str, dtype: str) -> None:
    """Every function has a kernel for every precision, and keeps it."""
    assert gives_its_example(FOUND, name, dtype)


@pytest.mark.parametrize("dtype", NUMPYS_FLOATS)
def test_a_network_of_one_layer_has_no_sigmoid(dtype: str) -> None:
    """Softmax(x W1 + b1), of equal scores."""
    x, W1, b1 = (np.array(values, dtype) for values in ([[2.0]], [[1.0, 1.0]], [4.0, 4.0]))
    y = FUNCTIONS["mlp"](x, W1, b1)
    assert np.array_equal(y, [[0.5, 0.5]])
    assert y.dtype == dtype


def test_softmax_is_along_any_axis_of_any_number_of_axes() -> None:
    """Four rows of scores in the middle axis, all equal there."""
    assert keeps_scores_apart_along_an_axis(FOUND)
    assert np.array_equal(FUNCTIONS["softmax"](np.zeros(2)), [0.5, 0.5])


def test_a_network_is_made_ready_once() -> None:
    """For each number of layers and dtype; the parameters are given to it."""
    _network.cache_clear()
    assert _network(2, "float32") is _network(2, "float32")


def test_a_network_has_sigmoids_between_its_layers() -> None:
    """Softmax(sigmoid(x W1 + b1) W2 + b2), within the bound."""
    rng = np.random.default_rng(0)
    x, *parameters = (
        rng.normal(size=shape).astype(np.float32) for shape in ((3, 4), (4, 5), (5,), (5, 2), (2,))
    )
    assert matches(FUNCTIONS["mlp"](x, *parameters), true_mlp(x, *parameters)).holds


@pytest.mark.parametrize("name", ["sigmoid", "softmax"])
def test_integers_without_a_kernel_are_refused(name: str) -> None:
    """It is onnxruntime that refuses them."""
    with pytest.raises(Exception, match=r"Type 'tensor\(int8\)' .* is invalid"):
        FUNCTIONS[name](np.ones((1, 2), np.int8))


def test_what_is_refused_is_not_logged_too(capfd: pytest.CaptureFixture[str]) -> None:
    """The error says it, and the terminal stays clean."""
    with pytest.raises(Exception, match="dimension mismatch"):
        FUNCTIONS["matmul"](np.ones((2, 3)), np.ones((2, 2)))
    assert capfd.readouterr() == ("", "")


def test_predict_reads_digits_with_the_network_given() -> None:
    """Its probabilities are those of the true network, within the bound."""
    images = load_test_set()[0][:20]
    assert matches(FUNCTIONS["predict"](images), true_mlp(images, *PARAMETERS)).holds


@pytest.mark.parametrize(
    ("images", "parameters", "expected"),
    [
        ("float32", "float32", "float32"),
        ("float64", "float32", "float64"),
        ("float32", "float64", "float64"),
        ("float16", "float16", "float16"),
        ("uint8", "float32", "float32"),
    ],
)
def test_predict_computes_in_the_wider_precision(
    images: str, parameters: str, expected: str
) -> None:
    """Nothing is rounded on its way into the network."""
    predict = implementation([array.astype(parameters) for array in PARAMETERS]).functions[
        "predict"
    ]
    assert predict(np.zeros((1, 784), images)).dtype == expected
