"""An answer is an array of real numbers, of the shape that the function owes."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest

from mnist_nn.specification.guard import WrongAnswer, answering

x23, W34, W44 = np.ones((2, 3)), np.ones((3, 4)), np.ones((4, 4))
b3, b4 = np.ones(3), np.ones(4)


@pytest.mark.parametrize(
    ("name", "inputs", "shape"),
    [
        ("identity", [x23], (2, 3)),
        ("step", [x23], (2, 3)),
        ("sigmoid", [b3], (3,)),
        ("relu", [x23[:0]], (0, 3)),
        ("softmax", [np.ones((2, 3, 4))], (2, 3, 4)),
        ("matmul", [x23, W34], (2, 4)),
        ("affine", [x23, W34, b4], (2, 4)),
        ("mlp", [x23, W34, b4, W44, b4], (2, 4)),
        ("predict", [np.ones((5, 784))], (5, 10)),
    ],
)
def test_every_function_owes_a_shape(name: str, inputs: list[Any], shape: tuple[int, ...]) -> None:
    """That one is passed on, another is a wrong answer."""
    assert answering(name, lambda *_: np.zeros(shape))(*inputs).shape == shape
    with pytest.raises(WrongAnswer) as caught:
        answering(name, lambda *_: np.zeros((7, *shape)))(*inputs)
    assert str(caught.value) == (
        f"observed an array of float64 of shape {(7, *shape)}, "
        f"expected an array of real numbers of shape {shape}"
    )


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("matmul", [x23, W44]),
        ("matmul", [b3, W34]),
        ("affine", [x23, W34, b3]),
        ("affine", [x23, W44, b4]),
        ("mlp", [x23, W44, b4]),
    ],
)
def test_where_an_error_is_owed_no_shape_is(name: str, inputs: list[Any]) -> None:
    """Whatever comes instead is for the law to judge."""
    assert answering(name, lambda *_: np.zeros(99))(*inputs).shape == (99,)


@pytest.mark.parametrize(
    ("answer", "observed"),
    [
        (None, "None"),
        ([0.0, 0.0, 0.0], "a builtins.list"),
        (np.zeros(3, complex), "an array of complex128 of shape (3,)"),
        (np.array(["a", "b", "c"]), "an array of <U1 of shape (3,)"),
    ],
)
def test_what_is_no_array_of_numbers_is_a_wrong_answer(answer: object, observed: str) -> None:
    """It is said what came instead."""
    with pytest.raises(WrongAnswer) as caught:
        answering("sigmoid", lambda _: answer)(b3)
    assert str(caught.value).startswith(f"observed {observed}, expected an array of real numbers")


def test_a_number_of_bfloat16_is_a_real_number() -> None:
    """NumPy knows it as a type that others made."""
    answer = np.zeros(3, ml_dtypes.bfloat16)
    assert answering("sigmoid", lambda _: answer)(b3).dtype == ml_dtypes.bfloat16


def test_a_function_that_is_not_specified_owes_nothing() -> None:
    """It is passed on as it is."""
    assert answering("tan", lambda _: "anything")(b3) == "anything"
