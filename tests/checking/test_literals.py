"""A value is written as Python, and read back without being run."""

from __future__ import annotations

import math
import sys
from functools import partial
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnist_nn.checking.literals import as_python, from_python
from mnist_nn.specification.inputs.recipe import Recipe

EXPECTED = (
    "expected a number, text, True, False, None, nan, inf, a tuple or a list of those, or an array "
    "such as array([0.5], dtype=float32), full((2, 3), 0.5, dtype='>f4'), empty, zeros or ones"
)

# The dtypes of the laws: floating-point numbers in both byte orders, integers, a choice, indices.
NUMBERS = ("f2", "f4", "f8", ">f2", ">f4", ">f8", "i1", "u1", "i2", "i4", "i8", "?", ">i4", np.intp)
ARRAYS = hnp.arrays(
    st.sampled_from([np.dtype(t) for t in NUMBERS]),
    hnp.array_shapes(min_dims=0, min_side=0, max_side=4),
)

# Read as a float64 and then rounded, the shortest digits of this float32 are another float32.
READ_TWICE = np.array([0x15AE43FD], np.uint32).view(np.float32)


def assert_same(again: np.ndarray[Any, Any], x: np.ndarray[Any, Any]) -> None:
    """Assert that shape, dtype and every bit are the same, where a NaN is as good as another."""
    assert again.shape == x.shape
    assert again.dtype == x.dtype
    nan = np.isnan(x)
    assert np.array_equal(np.isnan(again), nan)
    assert np.where(nan, 0, again).tobytes() == np.where(nan, 0, x).tobytes()


@given(ARRAYS)
@example(READ_TWICE)
@example(READ_TWICE.astype(">f4"))
@example(np.full(9, -0.0))
@example(np.full((3, 3), np.nan, np.float16))
def test_an_array_can_be_read_back(x: np.ndarray[Any, Any]) -> None:
    """Every bit of a number, -0.0, subnormal numbers, NaN and infinities included."""
    assert_same(from_python(as_python(x)), x)


@given(ARRAYS)
@example(READ_TWICE)
def test_an_array_is_written_so_that_python_reads_it_back(x: np.ndarray[Any, Any]) -> None:
    """With the names of NumPy."""
    assert_same(eval(as_python(x), vars(np)), x)  # noqa: S307 - that it can be evaluated is the claim


@pytest.mark.unmeasured
@pytest.mark.parametrize("dtype", [np.float16, ml_dtypes.bfloat16], ids=["float16", "bfloat16"])
def test_every_number_of_sixteen_bits_can_be_read_back(dtype: Any) -> None:
    """From zero to infinity, in one array: their bits are those of the whole numbers."""
    end = np.array(np.inf, dtype).view(np.uint16).item() + 1
    x = np.arange(end, dtype=np.uint16).view(dtype)
    assert_same(from_python(as_python(x)), x)


def test_an_array_of_one_bfloat16_repeated_can_be_read_back() -> None:
    """It is written as one number and a shape."""
    x = np.full((3, 5), -0.0, ml_dtypes.bfloat16)
    assert as_python(x) == "full((3, 5), -0.0, dtype=bfloat16)"
    assert_same(from_python(as_python(x)), x)


@pytest.mark.unmeasured
@given(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.tuples(st.integers(), st.floats(allow_nan=False))
    | st.lists(st.integers())
)
@example(-0.0)
@example(())
def test_other_values_can_be_read_back(value: Any) -> None:
    """A number is a number: of the same type, and of the same sign if it is zero."""
    again = from_python(as_python(value))
    assert type(again) is type(value)
    assert repr(again) == repr(value)


def test_a_number_that_is_none_can_be_read_back() -> None:
    """It is written with the name that NumPy has for it."""
    assert as_python(math.nan) == "nan"
    assert math.isnan(from_python("nan"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("zeros((2, 1), dtype=int8)", np.zeros((2, 1), np.int8)),
        ("ones((2,), dtype='>f4')", np.ones(2, ">f4")),
        ("zeros((1,), dtype=bool)", np.array([False])),
        ("  array(\n  [1, 2],\n  dtype='<i4')\n", np.array([1, 2], "<i4")),
        ("array([+1, -inf], dtype=float16)", np.array([1, -np.inf], np.float16)),
        ("full((2, 2), [1, 2], dtype=float64)", np.array([[1.0, 2.0], [1.0, 2.0]])),
    ],
)
def test_an_array_may_be_written_otherwise(text: str, value: np.ndarray[Any, Any]) -> None:
    """As people write it who pin a counterexample by hand."""
    assert_same(from_python(text), value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1 +", "it is no expression of Python (invalid syntax)"),
        ("", "it is no expression of Python (invalid syntax)"),
        ("1 + 1", "'1 + 1' is not allowed in it"),
        ("__import__('os')", "\"__import__('os')\" is not allowed in it"),
        ("x.zeros((1,), dtype=int8)", "'x.zeros((1,), dtype=int8)' is not allowed in it"),
        ("pi", "'pi' is not allowed in it"),
        ("1j", "'1j' is not allowed in it"),
        ("-True", "a sign before 'True', which is no number"),
        ("array([1])", "an array needs its dtype, and no other keyword"),
        ("array([1], dtype=int8, copy=True)", "an array needs its dtype, and no other keyword"),
        ("array([1], **{'dtype': 1})", "an array needs its dtype, and no other keyword"),
        ("array([1], dtype=object)", "'object' is no dtype of a law's numbers"),
        ("array([1], dtype='O')", "\"'O'\" is no dtype of a law's numbers"),
        ("array([1], dtype=[8])", "'[8]' is no dtype of a law's numbers"),
        ("zeros((1,), 0, dtype=int8)", "'zeros((1,), 0, dtype=int8)' has too few arguments, or"),
        ("array([1.5], dtype=int8)", "1.5 in it is no int8"),
        ("array([1], dtype=bool)", "1 in it is no bool"),
        ("array([True], dtype=float32)", "True in it is no float32"),
        ("array([None], dtype=float32)", "None in it is no float32"),
        ("full((2,), '1', dtype=float64)", "'1' in it is no float64"),
        ("array([300], dtype=int8)", "a number in it is too large for its dtype"),
        ("array([1" + 400 * "0" + "], dtype=float64)", "a number in it is too large for its dtype"),
        ("array([1e40], dtype=float32)", "a number in it is too large for its dtype"),
        ("array([1e39], dtype=bfloat16)", "a number in it is too large for its dtype"),
        ("zeros((-1,), dtype=int8)", "(-1,) is no shape: a tuple of whole numbers, none negative"),
        ("zeros(3, dtype=int8)", "3 is no shape: a tuple of whole numbers, none negative"),
        ("zeros((True,), dtype=int8)", "(True,) is no shape: a tuple of whole numbers, none neg"),
        ("empty((3,), dtype=int8)", "empty((3,)) has numbers, and does not say which"),
        (
            "zeros((10, 1000001), dtype=int8)",
            "an array of shape (10, 1000001) has more than 10000000 elements",
        ),
        ("array([[1], [1, 2]], dtype=int8)", "setting an array element with a sequence."),
    ],
)
def test_anything_else_is_refused(text: str, why: str) -> None:
    """Quoting it, with what is wrong in it and what is allowed."""
    quoted = text if len(text) <= 200 else text[:200] + "..."
    with pytest.raises(ValueError, match="cannot be read") as caught:
        from_python(text)
    assert str(caught.value).startswith(f"{quoted!r} cannot be read: {why}")
    assert str(caught.value).endswith(f"; {EXPECTED}")


@pytest.mark.parametrize("signs", [3_000, 300_000])
def test_a_text_that_is_nested_too_deeply_is_refused(
    signs: int, request: pytest.FixtureRequest
) -> None:
    """By this reader, or already by the parser of Python; only its beginning is quoted."""
    request.addfinalizer(partial(sys.setrecursionlimit, sys.getrecursionlimit()))
    sys.setrecursionlimit(1_000)  # libraries that other tests import may have raised it
    with pytest.raises(ValueError, match="cannot be read") as caught:
        from_python("-" * signs + "1")
    quoted = "-" * 200 + "..."
    assert str(caught.value) == f"{quoted!r} cannot be read: it is nested too deeply; {EXPECTED}"


def test_nan_is_written_with_its_sign() -> None:
    """Who compares bits may read one of them wrongly and not the other."""
    x = np.array([-np.nan, np.nan, 1], np.float32)
    assert as_python(x) == "array([-nan, nan,  1.], dtype=float32)"
    assert np.signbit(from_python(as_python(x))).tolist() == [True, False, False]
    assert repr(Recipe("with_one", (np.nan, -np.nan))) == "with_one(nan, -nan)"
