"""The functions of scikit-learn: a softmax of rows, and a classifier of digits."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn
from sklearn.utils import extmath

from mnist_nn import load_test_set, load_weights
from mnist_nn.specification.claim import matches
from mnist_nn.specification.inputs.layouts import LAYOUTS
from mnist_nn.specification.truth import true_mlp
from mnist_nn.targets.libraries.sklearn import implementation
from tests.targets.libraries.examples import (
    NUMPYS_FLOATS,
    gives_its_example,
    keeps_scores_apart_along_an_axis,
)

PARAMETERS = list(load_weights().values())
FOUND = implementation(PARAMETERS)


def test_softmax_and_predict_are_offered() -> None:
    """The other functions of scikit-learn are not public."""
    assert set(FOUND.functions) == {"softmax", "predict"}


def test_the_version_is_that_of_the_library() -> None:
    """A report says what was tested."""
    assert (FOUND.name, FOUND.version) == ("sklearn", sklearn.__version__)


@pytest.mark.parametrize("dtype", NUMPYS_FLOATS)
def test_softmax_takes_rows(dtype: str) -> None:
    """Arrays in and out, in the precision that they come in."""
    assert gives_its_example(FOUND, "softmax", dtype)


def test_softmax_is_along_any_axis() -> None:
    """Another axis is moved to where scikit-learn expects it, and back."""
    assert keeps_scores_apart_along_an_axis(FOUND)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_matrix_reaches_the_library_as_it_is(
    layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its own memory, strides and byte order: how it is read is for the library to answer."""
    monkeypatch.setattr(extmath, "softmax", lambda x: x)
    given = LAYOUTS[layout](np.ones((2, 3)))
    x = FOUND.functions["softmax"](given)
    assert np.shares_memory(x, given)
    assert (x.strides, x.dtype, x.flags.writeable) == (
        given.strides,
        given.dtype,
        given.flags.writeable,
    )


def test_predict_reads_digits_with_the_network_given() -> None:
    """Its probabilities are those of the true network, within the bound."""
    images = load_test_set()[0][:20]
    assert matches(FOUND.functions["predict"](images), true_mlp(images, *PARAMETERS)).holds


def test_predict_refuses_images_of_another_width() -> None:
    """It is scikit-learn that counts the pixels."""
    with pytest.raises(ValueError, match="expecting 784 features"):
        FOUND.functions["predict"](np.zeros((1, 783), np.float32))
