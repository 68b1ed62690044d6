"""The functions of the lesson: worked examples, the meaning of each dtype, and good manners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnist_nn import identity, naive_softmax, relu, sigmoid, softmax, step

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

FUNCTIONS = [identity, step, sigmoid, relu, softmax]
FLOATS = [np.float16, np.float32, np.float64, np.longdouble]

every_function = pytest.mark.parametrize("function", FUNCTIONS)
every_float = pytest.mark.parametrize("dtype", FLOATS)

finite_batches = hnp.arrays(
    st.sampled_from([np.dtype(f"{order}f{size}") for order in "<>" for size in (2, 4, 8)]),
    hnp.array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=4),
    elements={"allow_nan": False, "allow_infinity": False},
)


def test_softmax_of_the_first_example_is_the_lessons_digit_for_digit() -> None:
    """Softmax of 0.3, 2.9, 4.0 is what the book prints."""
    assert str(softmax([0.3, 2.9, 4.0])) == "[0.01821127 0.24519181 0.73659691]"


def test_softmax_of_the_overflowing_example_is_the_lessons_digit_for_digit() -> None:
    """Softmax of 1010, 1000, 990 is what the book prints for the safe form."""
    expected = "[9.99954600e-01 4.53978686e-05 2.06106005e-09]"
    assert str(softmax([1010, 1000, 990])) == expected


def test_naive_softmax_is_the_lessons_on_small_scores() -> None:
    """The naive form gives the book's digits where it does not overflow."""
    assert str(naive_softmax([0.3, 2.9, 4.0])) == "[0.01821127 0.24519181 0.73659691]"


def test_naive_softmax_divides_each_row_by_its_own_sum() -> None:
    """A batch is as many rows, each by itself."""
    rows = np.array([[0.3, 2.9, 4.0], [1.0, 1.0, 1.0]])
    assert np.array_equal(naive_softmax(rows), [naive_softmax(row) for row in rows])


def test_naive_softmax_overflows_and_says_so() -> None:
    """The naive form of 1010, 1000, 990 is all NaN, with NumPy's warning."""
    with pytest.warns(RuntimeWarning, match="overflow"), np.errstate(invalid="ignore"):
        assert np.isnan(naive_softmax([1010, 1000, 990])).all()


@pytest.mark.unmeasured
@given(x=finite_batches, function=st.sampled_from(FUNCTIONS))
def test_every_finite_input_gives_finite_results_in_silence(
    x: NDArray[Any], function: Callable[..., NDArray[Any]]
) -> None:
    """No finite input overflows, up to the largest number, even where NumPy is told to raise."""
    with np.errstate(all="raise"):
        assert np.isfinite(function(x)).all()


@pytest.mark.unmeasured
@given(x=finite_batches, function=st.sampled_from(FUNCTIONS))
def test_the_input_is_left_untouched(
    x: NDArray[Any], function: Callable[..., NDArray[Any]]
) -> None:
    """The input keeps its bytes, and the result shares no memory with it."""
    before = x.tobytes()
    result = function(x)
    assert x.tobytes() == before
    assert not np.shares_memory(result, x)


@pytest.mark.unmeasured
@given(x=finite_batches, function=st.sampled_from(FUNCTIONS))
def test_the_memory_layout_does_not_matter(
    x: NDArray[Any], function: Callable[..., NDArray[Any]]
) -> None:
    """Byte-swapped, Fortran-ordered, strided and read-only input mean their values."""
    expected = function(np.ascontiguousarray(x, dtype=x.dtype.newbyteorder("=")))
    strided = np.repeat(x, 2, axis=-1)[..., ::2]
    read_only = x.copy()
    read_only.flags.writeable = False
    for same in (x, np.asfortranarray(x), strided, read_only):
        assert np.array_equal(function(same), expected)


@every_function
@every_float
def test_a_floating_point_dtype_is_kept(
    function: Callable[..., NDArray[Any]], dtype: type[np.floating[Any]]
) -> None:
    """Float32 in gives float32 out, and so for each format."""
    assert function(np.zeros((2, 3), dtype)).dtype == dtype


@every_function
def test_a_big_endian_result_is_in_native_order(function: Callable[..., NDArray[Any]]) -> None:
    """The result of >f4 is a native float32."""
    assert function(np.zeros(3, ">f4")).dtype.isnative


@every_function
@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, np.bool_])
def test_integers_and_booleans_mean_their_values(
    function: Callable[..., NDArray[Any]], dtype: type[Any]
) -> None:
    """The result is that of the same numbers as float64, over the whole range of the dtype."""
    low, high = (0, 1) if dtype is np.bool_ else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    x = np.array([low, 0, 1, high], dtype)
    assert function(x).dtype == np.float64
    assert np.array_equal(function(x), function(x.astype(np.float64)))


@pytest.mark.parametrize(
    "x", [np.array([-100, 100], np.int8), np.array([0, 255], np.uint8)], ids=["int8", "uint8"]
)
def test_small_integers_do_not_wrap_in_softmax(x: NDArray[Any]) -> None:
    """The score that is 200 or more above the other takes all: no difference wraps around."""
    assert softmax(x).argmax() == 1


@every_function
@pytest.mark.parametrize("x", [["a"], [1j], [None]], ids=["text", "complex", "object"])
def test_what_is_no_real_number_is_refused(
    function: Callable[..., NDArray[Any]], x: list[object]
) -> None:
    """Text, complex numbers and objects are a TypeError that names the dtype."""
    with pytest.raises(TypeError, match="expected real numbers, got an array of dtype"):
        function(x)


@every_function
def test_nan_gives_nan(function: Callable[..., NDArray[Any]]) -> None:
    """A NaN is passed on, in silence."""
    assert np.isnan(function([np.nan])).all()


def test_nan_stays_in_its_row() -> None:
    """Softmax of a row is not touched by a NaN in another."""
    rows = softmax([[np.nan, 0.0], [0.0, 0.0]])
    assert np.isnan(rows[0]).all()
    assert rows[1].tolist() == [0.5, 0.5]


@every_float
def test_a_long_row_of_equal_scores_sums_to_one(dtype: type[np.floating[Any]]) -> None:
    """Each of 70,000 equal scores gets 1/70000, rounded to its format; no sum overflows."""
    assert (softmax(np.zeros(70_000, dtype)) == dtype(1 / np.longdouble(70_000))).all()


def test_minus_infinity_is_an_impossible_class() -> None:
    """A score of minus infinity gets exactly 0 and leaves the others their probabilities."""
    assert softmax([-np.inf, 1.0, 1.0]).tolist() == [0.0, 0.5, 0.5]


@pytest.mark.parametrize("row", [[np.inf, 0.0], [-np.inf, -np.inf]], ids=["plus", "all minus"])
def test_an_undefined_softmax_is_nan(row: list[float]) -> None:
    """Softmax of plus infinity, or of nothing but minus infinity, is NaN with NumPy's warning."""
    with pytest.warns(RuntimeWarning, match="invalid value"):
        assert np.isnan(softmax(row)).all()


@pytest.mark.unmeasured
@given(x=finite_batches, data=st.data())
def test_softmax_along_an_axis_is_softmax_of_that_axis_moved_last(
    x: NDArray[Any], data: st.DataObject
) -> None:
    """The axis moved last and back again; up to four terms are summed in one order only."""
    axis = data.draw(st.integers(-x.ndim, x.ndim - 1))
    moved = np.moveaxis(softmax(np.moveaxis(x, axis, -1).copy()), -1, axis)
    assert np.array_equal(softmax(x, axis=axis), moved)


def test_no_classes_is_an_error_that_names_axis_and_shape() -> None:
    """An empty class axis has no distribution."""
    with pytest.raises(ValueError, match=r"no classes along axis -1 of an array of shape \(3, 0\)"):
        softmax(np.zeros((3, 0)))


def test_an_empty_batch_is_an_empty_result() -> None:
    """No rows give no rows."""
    assert softmax(np.zeros((0, 10), np.float32)).shape == (0, 10)


@pytest.mark.parametrize(("x", "axis"), [(1.0, -1), ([1.0], 1), ([[1.0]], -3)])
def test_an_axis_that_does_not_exist_is_an_error(x: ArrayLike, axis: int) -> None:
    """A scalar has no axis, and an array none beyond its last."""
    with pytest.raises(ValueError, match=f"axis {axis} is out of bounds"):
        softmax(x, axis=axis)


def test_the_tails_of_sigmoid_are_not_cut_off() -> None:
    """sigmoid(-20) is exp(-20) to the first order, not 0."""
    assert f"{sigmoid(-20.0):.7e}" == "2.0611536e-09"


def test_sigmoid_of_zero_is_one_half() -> None:
    """Both signs of zero give 1/2 exactly."""
    assert sigmoid([0.0, -0.0]).tolist() == [0.5, 0.5]


def test_sigmoid_saturates_in_silence() -> None:
    """sigmoid(-1000) is 0 and sigmoid(1000) is 1."""
    assert sigmoid([-1000.0, 1000.0]).tolist() == [0.0, 1.0]


def test_step_is_zero_at_zero() -> None:
    """The step is taken above 0, not at it."""
    assert step([-1, 0, 1]).tolist() == [0.0, 0.0, 1.0]


def test_relu_keeps_the_positive_numbers_alone() -> None:
    """relu(x) is x above 0 and 0 elsewhere."""
    assert relu([-3, 0, 3]).tolist() == [0.0, 0.0, 3.0]


def test_identity_gives_its_input() -> None:
    """identity(x) is x."""
    assert identity([1.5, -2.5]).tolist() == [1.5, -2.5]
