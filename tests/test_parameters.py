"""The parameters of a network are named, shaped and finite, or refused by name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_nn.parameters import checked_parameters

W = np.ones((3, 2))
b = np.ones(2)


def refusal(arrays: dict[str, Any]) -> str:
    """See the arrays refused, and return the words that follow the source's name."""
    with pytest.raises(ValueError, match=r"\Asource: ") as refused:
        checked_parameters(arrays, "source")
    return str(refused.value).removeprefix("source: ")


@given(st.integers(1, 12), st.randoms())
def test_the_order_is_that_of_the_layers(layers: int, random: Any) -> None:
    """W1, b1, W2, b2, ..., W10, b10, ..., in whatever order they are given."""
    names = [f"{letter}{i}" for i in range(1, layers + 1) for letter in "Wb"]
    shuffled = random.sample(names, len(names))
    arrays = {name: np.eye(2) if name[0] == "W" else b for name in shuffled}
    assert list(checked_parameters(arrays, "source")) == names


@pytest.mark.parametrize("precision", ["f2", "f4", "f8"])
@pytest.mark.parametrize("byte_order", ["<", ">"])
def test_precision_is_kept_and_byte_order_is_made_native(precision: str, byte_order: str) -> None:
    """Values and precision stay; byte order and the order of axes in memory become the usual."""
    foreign = np.arange(6).reshape(2, 3).T.astype(byte_order + precision)
    result = checked_parameters({"W1": foreign, "b1": b}, "source")["W1"]
    assert result.tolist() == [[0, 3], [1, 4], [2, 5]]
    assert result.dtype.str == np.dtype(precision).str
    assert result.flags.c_contiguous


def test_lists_are_arrays_too() -> None:
    """What NumPy takes for an array of floats is one."""
    result = checked_parameters({"W1": [[1.0], [2.0]], "b1": [0.5]}, "source")
    assert result["W1"].shape == (2, 1)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([], "W1, b1 are missing"),
        (["W1"], "b1 is missing"),
        (["b1"], "W1 is missing"),
        (["W1", "b1", "W2"], "b2 is missing"),
        (["W1", "W2"], "b1, b2 are missing"),
        (["W1", "b1", "W3", "b3"], "W2, b2 are missing"),
        (["W1", "b1", "momentum", "step"], "unexpected arrays: momentum, step"),
        (["W1", "b1", "W0", "b0"], "unexpected arrays: W0, b0"),
        (["W1", "b1", "W01", "b01"], "unexpected arrays: W01, b01"),
        (["W1", "b1", "w1", "B1", "W 1"], "unexpected arrays: w1, B1, W 1"),
        (["W1", "b1", "W-1", "W+1", "W1_0"], "unexpected arrays: W-1, W+1, W1_0"),
        (["W1", "b1", "W" + "9" * 10], "unexpected arrays: W9999999999"),
        (["W\N{FULLWIDTH DIGIT ONE}", "b1"], r"W1 is missing; unexpected arrays: W\uff11"),
        (["W1", "b1", "a\nb\x1b[2J"], r"unexpected arrays: a\nb\x1b[2J"),
        (["W1", "b1", "W", "b", ""], "unexpected arrays: W, b, "),
        (["W0", "b0"], "W1, b1 are missing; unexpected arrays: W0, b0"),
        (["W2"], "W1, b1 are missing; unexpected arrays: W2"),
        (["kernel"], "W1, b1 are missing; unexpected arrays: kernel"),
    ],
)
def test_missing_and_unexpected_names_are_told(names: list[str], message: str) -> None:
    """The names are W1, b1, W2, b2, ..., in pairs, without gaps, and written in one way."""
    assert refusal({name: W if name[:1] == "W" else b for name in names}) == message


@pytest.mark.parametrize("shape", [(), (3,), (1, 3, 2)])
def test_a_matrix_has_two_axes(shape: tuple[int, ...]) -> None:
    """W1 of any other number of axes is refused, and its shape is told."""
    message = f"W1 has shape {shape}, expected (inputs, outputs)"
    assert refusal({"W1": np.ones(shape), "b1": b}) == message


@pytest.mark.parametrize("shape", [(), (1, 2), (2, 1)])
def test_a_bias_has_one_axis(shape: tuple[int, ...]) -> None:
    """A bias of any other number of axes is refused, and its shape is told."""
    message = f"b1 has shape {shape}, expected (outputs,)"
    assert refusal({"W1": W, "b1": np.ones(shape)}) == message


@pytest.mark.parametrize("dtype", ["int64", "uint8", "bool", "complex64", "object", "longdouble"])
def test_numbers_of_no_specified_format_are_refused(dtype: str) -> None:
    """The dtype is told; integers are not guessed to be quantised weights, nor anything else."""
    name = np.dtype(dtype).name
    message = f"b1 has dtype {name}, expected one of float64, float32, float16, bfloat16"
    assert refusal({"W1": W, "b1": np.ones(2, dtype)}) == message


def test_values_that_are_not_finite_are_counted() -> None:
    """One NaN weight would make every answer NaN."""
    broken = np.array([[np.nan, 1, np.inf], [-np.inf, 0, 2]], ">f4")
    message = "W1 has values that are NaN or infinite: 3 of 6"
    assert refusal({"W1": broken, "b1": b}) == message


@pytest.mark.parametrize("length", [2, 4])
def test_a_bias_of_another_length_is_refused(length: int) -> None:
    """One number for each column of W."""
    expected = f"W1 has 3 columns, so b1 must have shape (3,), not ({length},)"
    assert refusal({"W1": np.ones((2, 3)), "b1": np.ones(length)}) == expected


def test_a_layer_that_does_not_fit_the_one_before_is_refused() -> None:
    """As many outputs as the next layer has inputs."""
    arrays = {"W1": np.ones((4, 3)), "b1": np.ones(3), "W2": np.ones((5, 2)), "b2": np.ones(2)}
    expected = "layer 1 has 3 outputs but layer 2 takes 5: W1 is (4, 3), W2 is (5, 2)"
    assert refusal(arrays) == expected
