"""An answer is an array of real numbers, of the shape that the function owes."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest

from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.guard import WrongAnswer, guarded

x23, W34, W44 = np.ones((2, 3)), np.ones((3, 4)), np.ones((4, 4))
b3, b4 = np.ones(3), np.ones(4)


def answer(name: str, y: Any, *inputs: Any) -> Any:
    """Return what the guard of a specified function makes of an answer to some inputs."""
    return guarded(SPECIFICATION.functions[name], lambda *_: y)(*inputs)


def refusal(y: Any) -> str:
    """Return what the guard says of an answer that is no array of real numbers."""
    with pytest.raises(WrongAnswer) as caught:
        answer("sigmoid", y, b3)
    return str(caught.value)


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
    assert answer(name, np.zeros(shape), *inputs).shape == shape
    with pytest.raises(WrongAnswer) as caught:
        answer(name, np.zeros((7, *shape)), *inputs)
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
    assert answer(name, np.zeros(99), *inputs).shape == (99,)


@pytest.mark.parametrize(
    ("y", "observed"),
    [
        (np.zeros(3, complex), "an array of complex128 of shape (3,)"),
        (np.array(["a", "b", "c"]), "an array of <U1 of shape (3,)"),
    ],
)
def test_an_array_of_something_else_is_a_wrong_answer(y: object, observed: str) -> None:
    """It is said what came instead."""
    assert refusal(y) == f"observed {observed}, expected an array of real numbers"


@pytest.mark.parametrize(
    ("y", "observed"), [(None, "None"), ([0.0, 0.0, 0.0], "a builtins.list"), (0.5, "a builtins.")]
)
def test_what_is_no_array_is_a_wrong_answer(y: object, observed: str) -> None:
    """It is said what to return."""
    told = refusal(y)
    assert told.startswith(f"observed {observed}")
    assert told.endswith(
        ", expected an array of real numbers: return a NumPy array, or a tensor on the CPU"
    )


def test_a_number_of_bfloat16_is_a_real_number() -> None:
    """NumPy knows it as a type that others made."""
    y = np.zeros(3, ml_dtypes.bfloat16)
    assert answer("sigmoid", y, b3).dtype == ml_dtypes.bfloat16


class Readable:
    """Somebody's array that NumPy can read."""

    def __init__(self, numbers: Any) -> None:
        self._numbers = numbers

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return self._numbers


def test_an_array_of_somebody_elses_is_read() -> None:
    """Without a copy: what becomes of its memory is judged too."""
    numbers = np.ones(3)
    assert answer("sigmoid", Readable(numbers), b3) is numbers


def test_what_can_only_be_exchanged_is_read() -> None:
    """By DLPack, the protocol for that."""

    class Exchangeable:
        """Somebody's array on the CPU."""

        __dlpack__, __dlpack_device__ = b3.__dlpack__, b3.__dlpack_device__

    assert np.array_equal(answer("sigmoid", Exchangeable(), b3), b3)


def test_an_array_that_cannot_be_read_says_why() -> None:
    """Libraries say what to write, as torch does of a tensor on a GPU."""

    class OnDevice:
        """Somebody's array on a GPU."""

        def __array__(self) -> Any:
            raise TypeError("can't convert cuda:0. Use Tensor.cpu() first.")

    told = refusal(OnDevice())
    assert told.startswith("observed a tests.specification.test_guard.")
    assert told.endswith(
        "expected an array of real numbers, but reading it as one raised: "
        "can't convert cuda:0. Use Tensor.cpu() first."
    )


def test_bfloat16_of_torch_is_read_as_what_it_is() -> None:
    """Torch gives it to NumPy in no way but as float32."""

    class Tensor:
        """As far as is needed of a tensor."""

        dtype = "torch.bfloat16"

        def float(self) -> Any:
            """Return the numbers in float32."""
            return np.full(3, 0.5, np.float32)

    y = answer("sigmoid", Tensor(), b3)
    assert y.dtype == ml_dtypes.bfloat16
    assert np.array_equal(y, [0.5, 0.5, 0.5])
