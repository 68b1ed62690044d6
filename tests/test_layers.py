"""Products of matrices: right numbers, and shapes that are never broadcast by accident."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnist_nn import affine, matmul

if TYPE_CHECKING:
    from numpy.typing import NDArray

small_integers = st.integers(-9, 9)


@st.composite
def products(draw: st.DrawFn) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Draw x (batch, inputs), W (inputs, outputs), b (outputs,) of small integers, or empty."""
    batch, inputs, outputs = draw(st.tuples(*[st.integers(0, 5)] * 3))
    shapes = (batch, inputs), (inputs, outputs), (outputs,)
    x, W, b = (draw(hnp.arrays(np.int8, shape, elements=small_integers)) for shape in shapes)
    return x, W, b


def test_the_lessons_mismatch_is_refused_by_name_and_number() -> None:
    """A (2, 3) array times a (2, 2) array is an error that says which sizes differ."""
    message = "matmul: x has 3 columns but W has 2 rows: (2, 3) @ (2, 2)"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        matmul(np.ones((2, 3)), np.ones((2, 2)))


@pytest.mark.parametrize(
    ("x", "W", "message"),
    [
        ((), (1, 1), "matmul: x must be (inputs,) or (batch, inputs), not ()"),
        ((2, 2, 2), (2, 2), "matmul: x must be (inputs,) or (batch, inputs), not (2, 2, 2)"),
        ((2, 2), (2,), "matmul: W must be (inputs, outputs), not (2,)"),
        ((2, 2), (2, 2, 2), "matmul: W must be (inputs, outputs), not (2, 2, 2)"),
        ((3,), (1, 3), "matmul: x has 3 columns but W has 1 rows: (3,) @ (1, 3)"),
    ],
)
def test_shapes_that_are_no_product_are_refused(
    x: tuple[int, ...], W: tuple[int, ...], message: str
) -> None:
    """Only a row or a batch of rows times a matrix is a product; nothing is broadcast."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        matmul(np.ones(x), np.ones(W))


@pytest.mark.parametrize("b", [(), (1,), (2,), (4,), (1, 3), (2, 1), (2, 3), (3, 1)])
def test_a_bias_of_any_other_shape_is_refused(b: tuple[int, ...]) -> None:
    """Only (outputs,) is a bias, though NumPy would broadcast most of these."""
    message = f"affine: W has 3 columns, so b must have shape (3,), not {b}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        affine(np.ones((2, 4)), np.ones((4, 3)), np.ones(b))


def test_affine_refuses_a_mismatch_in_its_own_name() -> None:
    """The error of affine says affine."""
    with pytest.raises(ValueError, match=re.escape("affine: x has 3 columns but W has 2 rows")):
        affine(np.ones((2, 3)), np.ones((2, 2)), np.ones(2))


@given(products())
def test_products_of_small_integers_are_exact(
    product: tuple[NDArray[Any], NDArray[Any], NDArray[Any]],
) -> None:
    """int8 numbers give what unbounded integers give, empty dimensions included."""
    x, W, b = product
    exact = x.astype(object) @ W.astype(object)
    assert np.array_equal(matmul(x, W), exact)
    assert np.array_equal(affine(x, W, b), exact + b)


@given(products())
def test_one_row_is_a_row_of_the_batch(
    product: tuple[NDArray[Any], NDArray[Any], NDArray[Any]],
) -> None:
    """affine(x)[i] = affine(x[i])."""
    x, W, b = product
    for row, expected in zip(x, affine(x, W, b), strict=True):
        assert np.array_equal(affine(row, W, b), expected)


def test_an_int8_product_does_not_wrap() -> None:
    """100 * 100 is 10000, which no int8 holds."""
    assert matmul(np.array([100], np.int8), np.array([[100]], np.int8)).tolist() == [10000.0]


@pytest.mark.parametrize(
    ("x", "W", "result"),
    [
        (np.float32, np.float32, np.float32),
        (np.float16, np.float16, np.float16),
        (np.uint8, np.float32, np.float32),
        (np.float32, np.float64, np.float64),
        (np.int8, np.int8, np.float64),
        (">f4", np.float32, np.float32),
    ],
)
def test_dtypes_are_promoted_as_numpy_does(x: Any, W: Any, result: Any) -> None:
    """Floats are kept, bytes fit into float32, and integers alone give float64."""
    dtype = affine(np.ones((2, 2), x), np.ones((2, 2), W), np.ones(2, W)).dtype
    assert dtype == result
    assert dtype.isnative


@pytest.mark.parametrize(
    ("b", "result"), [("float16", "float32"), ("bfloat16", "float32"), ("float64", "float64")]
)
def test_float16_and_bfloat16_meet_in_the_next_wider_format(b: str, result: str) -> None:
    """Neither holds the other, and NumPy does not promote them; a third array may be wider."""
    x, W = np.ones((2, 2), np.float16), np.ones((2, 2), ml_dtypes.bfloat16)
    assert affine(x, W, np.ones(2, b)).dtype == result


def test_a_long_float16_sum_does_not_stall() -> None:
    """4096 ones sum to 4096, where float16 alone would stop at 2048."""
    ones = np.ones(4096, np.float16)
    assert matmul(ones, ones[:, None]).tolist() == [4096.0]


def test_arguments_are_left_untouched() -> None:
    """Read-only arrays are enough."""
    x, W, b = np.ones((2, 3)), np.ones((3, 2)), np.ones(2)
    for array in (x, W, b):
        array.flags.writeable = False
    assert affine(x, W, b).flags.writeable


@pytest.mark.parametrize("widest", range(3))
def test_any_operand_may_widen_the_result(widest: int) -> None:
    """Operands of several dtypes are promoted together; half precision alone is kept."""
    operands = [np.ones((2, 3), np.float16), np.ones((3, 4), np.float16), np.ones(4, np.float16)]
    assert affine(*operands).dtype == np.float16
    assert matmul(*operands[:2]).dtype == np.float16
    operands[widest] = operands[widest].astype(np.float32)
    assert affine(*operands).dtype == np.float32
    assert matmul(*operands[:2]).dtype == (np.float32 if widest < 2 else np.float16)
