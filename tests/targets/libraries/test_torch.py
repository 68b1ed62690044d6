"""The functions of PyTorch are its operators, on tensors that hold the numbers of arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from mnist_nn import load_test_set, load_weights
from mnist_nn.checking.verify import checks
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.claim import matches
from mnist_nn.specification.truth import true_mlp
from mnist_nn.targets.implementation import SPECIFIED
from mnist_nn.targets.libraries.torch import implementation
from tests.targets.libraries.examples import (
    EXAMPLES,
    FLOATS,
    gives_its_example,
    keeps_scores_apart_along_an_axis,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

PARAMETERS = list(load_weights().values())
FOUND = implementation(PARAMETERS)


def test_all_functions_are_offered() -> None:
    """Each has an operator."""
    assert set(FOUND.functions) == set(SPECIFIED)


def test_the_version_is_that_of_the_library() -> None:
    """A report says what was tested."""
    assert (FOUND.name, FOUND.version) == ("torch", torch.__version__)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_function_is_its_operator(name: str, dtype: str) -> None:
    """Arrays in and out, in the precision that they come in."""
    assert gives_its_example(FOUND, name, dtype)


def test_softmax_is_along_any_axis() -> None:
    """What NumPy calls an axis, PyTorch calls a dimension."""
    assert keeps_scores_apart_along_an_axis(FOUND)


def test_predict_reads_digits_with_the_network_given() -> None:
    """Its probabilities are those of the true network, within the bound."""
    images = load_test_set()[0][:20]
    assert matches(FOUND.functions["predict"](images), true_mlp(images, *PARAMETERS)).holds


@pytest.fixture
def precision() -> Iterator[None]:
    """Restore how exact products of float32 are: it is a setting of the process."""
    before = torch.get_float32_matmul_precision()
    yield
    torch.set_float32_matmul_precision(before)


@pytest.mark.usefixtures("precision")
@pytest.mark.parametrize(
    ("allowed", "arithmetic"),
    [("highest", ""), ("high", "tf32"), ("medium", "bfloat16-operands")],
)
def test_it_declares_the_arithmetic_that_is_allowed(allowed: str, arithmetic: str) -> None:
    """By `torch.set_float32_matmul_precision`."""
    torch.set_float32_matmul_precision(allowed)
    assert implementation(PARAMETERS).arithmetic == arithmetic


@pytest.mark.usefixtures("precision")
def test_it_is_judged_by_the_arithmetic_that_is_allowed() -> None:
    """And not by the strict one."""
    torch.set_float32_matmul_precision("high")
    found = checks(implementation(PARAMETERS), [law_named("matmul.has_an_identity")])
    assert {check.declared.name for check in found} == {"tf32"}


def test_swapped_bytes_are_refused() -> None:
    """It is PyTorch that refuses them, and the adapter does not read them for it."""
    with pytest.raises(ValueError, match="byte order"):
        FOUND.functions["relu"](np.ones(2, ">f4"))


def test_another_device_is_named_after_its_target() -> None:
    """A report says where it was tested."""
    elsewhere = implementation(PARAMETERS, "cpu:0")
    assert elsewhere.name == "torch:cpu:0"
    assert gives_its_example(elsewhere, "mlp", "float32")


def test_a_device_that_pytorch_has_not_is_refused() -> None:
    """In its own words."""
    with pytest.raises(ValueError, match=r"^torch:gpu: PyTorch refuses this device: "):
        implementation(PARAMETERS, "gpu")


def test_tensors_of_bfloat16_hold_the_same_bits() -> None:
    """PyTorch and NumPy have no dtype in common for them."""
    x = np.array([-np.inf, -0.0, 2.0**-133, 1.0078125, np.nan], "bfloat16")
    y = FOUND.functions["identity"](x)
    assert np.array_equal(y.view(np.uint16), x.view(np.uint16))


def test_a_cuda_device_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says how PyTorch knows."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(ValueError, match="torch:cuda") as caught:
        implementation(PARAMETERS, "cuda")
    assert str(caught.value) == (
        "torch:cuda: no CUDA device is available (torch.cuda.is_available() is False)"
    )
