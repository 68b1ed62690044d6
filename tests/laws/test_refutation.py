"""A refutation tells the whole story alone, and shows itself again."""

from __future__ import annotations

import functools
from contextlib import redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnist_nn.laws.matmul import refuses_a_mismatch
from mnist_nn.laws.refutation import Refuted, as_python
from mnist_nn.laws.softmax import sums_to_one

if TYPE_CHECKING:
    from mnist_nn.laws.law import Function


def twice_too_much(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return two in all instead of one."""
    return np.full_like(x, 2 / x.shape[-1])


def refutation(function: Function) -> Refuted:
    """Return how the sum of a wrong function is refuted."""
    with pytest.raises(Refuted) as caught:
        sums_to_one.bind(function, "float64").check()
    return caught.value


def test_the_story_names_law_dtype_implementation_statement_and_what_was_seen() -> None:
    """And the smallest input, and how to see it again."""
    assert str(refutation(twice_too_much)) == (
        "softmax.sums_to_one[float64] is refuted for "
        "tests.laws.test_refutation.twice_too_much: sum_i softmax(x)_i = 1.\n"
        "  observed 2.0, expected 1.0 within 1.67e-15 at (0,), "
        "an error of 6e+14 times the allowed\n"
        "  for x = array([[0.]], dtype=float64)\n"
        "reproduce it with\n"
        "    from numpy import *\n"
        "    from mnist_nn.laws.catalogue import law_named\n"
        "    from tests.laws.test_refutation import twice_too_much\n"
        '    print(law_named("softmax.sums_to_one").claim(twice_too_much, '
        "array([[0.]], dtype=float64)))"
    )


def test_the_lines_that_reproduce_it_run_as_pasted() -> None:
    """They print the same claim."""
    caught, printed = refutation(twice_too_much), StringIO()
    lines = [line.strip() for line in caught.reproduction.splitlines()]
    with redirect_stdout(printed):
        exec("\n".join(lines), {})  # noqa: S102 - that it runs is the claim
    assert printed.getvalue() == f"{caught.claim}\n"


def test_where_no_error_is_allowed_none_is_counted() -> None:
    """A result where there should be none is not so many times too much."""
    with pytest.raises(Refuted) as caught:
        refuses_a_mismatch.bind(lambda x, _: x, "float64").check()
    second_line = str(caught.value).splitlines()[1]
    assert second_line == "  observed a result of shape (1, 1), expected an error"


@pytest.mark.parametrize(
    "function",
    [lambda x: 0 * x, functools.partial(np.full_like, fill_value=2.0)],
    ids=["lambda", "partial"],
)
def test_a_function_that_cannot_be_imported_is_left_for_the_reader_to_name(
    function: Function,
) -> None:
    """Nothing can be said of where it is to be found."""
    assert "    softmax = ...  # your function\n" in refutation(function).reproduction


@given(
    hnp.arrays(
        st.sampled_from([np.dtype(t) for t in ("f2", "f4", "f8", ">f4", "<i8", "u1", "?")]),
        hnp.array_shapes(min_dims=0, min_side=0, max_side=4),
    )
)
def test_an_array_is_written_so_that_it_can_be_read_back(x: np.ndarray[Any, Any]) -> None:
    """Shape, dtype and every bit of a number, -0.0, NaN and infinities included."""
    again = eval(as_python(x), vars(np))  # noqa: S307 - that it can be evaluated is the claim
    assert again.shape == x.shape
    assert again.dtype == x.dtype
    assert np.array_equal(again, x, equal_nan=x.dtype.kind == "f")
    assert np.array_equal(np.signbit(again), np.signbit(x)) or np.isnan(x).any()


def test_other_values_are_written_as_python_writes_them() -> None:
    """A number is a number."""
    assert as_python(3) == "3"
