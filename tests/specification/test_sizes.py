"""What is wrong at some sizes, or at some numbers, is refuted and told at the smallest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn import affine, matmul, mlp, relu, sigmoid, softmax
from mnist_nn.checking.check import Check
from mnist_nn.checking.counterexample import Counterexample
from mnist_nn.specification.catalogue import SPECIFICATION

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented

    Array = NDArray[Any]


def told(law: str, wrong: Implemented, dtype: str = "float32", examples: int = 30) -> str:
    """Return what is told of a function that a law refutes."""
    with pytest.raises(Counterexample) as refuted:
        Check(SPECIFICATION.law_named(law), wrong, dtype).run(examples)
    return str(refuted.value)


def where(condition: Callable[[Array], bool], right: Implemented) -> Implemented:
    """Return a function whose results are doubled where its first argument is of some shape."""

    def wrong(*arrays: Array, **options: Any) -> Array:
        y: Array = right(*arrays, **options)
        return y + y if condition(arrays[0]) else y

    return wrong


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("law", "wrong", "boundary"),
    [
        (
            "softmax.is_the_true_softmax_at_any_size",
            where(lambda x: 257 <= x.shape[-1] <= 384, softmax),
            "257 classes (256 hold)",
        ),
        (
            "softmax.shares_equally_among_equal_scores",
            where(lambda x: x.shape[-1] > 1024, softmax),
            "1,025 classes (1,024 hold)",
        ),
        (
            "sigmoid.is_the_true_sigmoid_at_any_size",
            where(lambda x: x.shape[0] >= 4096, sigmoid),
            "4,096 rows (4,095 hold)",
        ),
        (
            "matmul.is_the_true_product_at_any_size",
            where(lambda x: x.shape[1] >= 512, matmul),
            "512 inputs (511 hold)",
        ),
        (
            "affine.is_exact_at_any_size",
            where(lambda x: x.shape[0] > 300, affine),
            "301 rows (300 hold)",
        ),
        (
            "mlp.is_the_true_network_at_any_size",
            where(lambda x: x.shape[0] > 128, mlp),
            "129 images (128 hold)",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_from_a_size_on_is_told_at_that_size(
    law: str, wrong: Implemented, boundary: str
) -> None:
    """That is half of the diagnosis."""
    assert f"the smallest that fails: {boundary}" in told(law, wrong)


def below_zero_near_minus_18(x: Array) -> Array:
    """Return sigmoid, but for a few of its arguments."""
    y = sigmoid(x)
    return np.where((x > -18.02) & (x < -18), -y, y)


def test_a_fault_at_a_few_numbers_is_told_at_one_of_them() -> None:
    """In a window of 0.02."""
    story = told("sigmoid.is_the_true_sigmoid_at_any_size", below_zero_near_minus_18)
    assert "for x = array([-18.0" in story


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_a_fault_at_one_number_of_a_small_format_is_found(dtype: str) -> None:
    """Whichever of the 65,536 it is."""

    def wrong(x: Array) -> Array:
        return np.where(x == -0.3125, x, relu(x))

    story = told("relu.is_the_rectifier_of_every_number", wrong, dtype, examples=1)
    assert f"for x = finite_numbers('{dtype}'" in story
    assert "observed -0.3125, expected 0.0" in story


def test_a_law_that_was_tried_on_all_numbers_is_told_from_one_that_was_not() -> None:
    """It says so of what it was tried on."""
    law = SPECIFICATION.law_named("relu.is_the_rectifier_of_every_number")
    assert Check(law, relu, "float16").run(1).whole
    law = SPECIFICATION.law_named("relu.is_the_rectifier_at_any_size")
    assert not Check(law, relu, "float16").run(1).whole


def test_nan_in_a_late_tile_is_not_lost() -> None:
    """A maximum that skips NaN hides it."""

    def wrong(x: Array) -> Array:
        y = softmax(x)
        late = np.isnan(x[..., 1024:]).any(axis=-1, keepdims=True)
        return np.where(late, x.dtype.type(0.5), y)

    assert "1,025 classes" in told("softmax.keeps_nan_in_its_row_at_any_size", wrong)
