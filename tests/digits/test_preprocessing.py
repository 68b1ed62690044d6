"""A picture of a digit is brought into the form of MNIST, whatever the paper and the ink."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mnist_nn.digits.mnist import load_test_set
from mnist_nn.digits.preprocessing import to_digit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.digits.preprocessing import Grey

DIGITS = load_test_set(normalize=False, flatten=False)[0].squeeze(axis=1)
NORMALIZED = load_test_set(flatten=False)[0].squeeze(axis=1)
BLANK = "expected a digit, but nothing stands out from the paper"

indices = st.integers(0, 9999)
any_pictures = st.sampled_from([np.uint8, np.uint16]).flatmap(
    lambda dtype: arrays(dtype, array_shapes(min_dims=2, max_dims=2, max_side=40))
)


def enlarged(picture: NDArray[np.uint8], k: int) -> NDArray[np.uint8]:
    """Return the picture with a square of k by k pixels for each of its own."""
    return picture.repeat(k, axis=0).repeat(k, axis=1)


def on_canvas(picture: NDArray[np.uint8], margins: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """Return the picture with so much black above, below, to the left and to the right."""
    top, bottom, left, right = margins
    return np.pad(picture, [(top, bottom), (left, right)])


def noisy(picture: NDArray[np.uint8], deviation: float, seed: int) -> NDArray[np.uint8]:
    """Return the picture in dark ink on light paper, with normal noise on both."""
    noise = np.random.default_rng(seed).normal(0, deviation, picture.shape)
    return np.clip(np.rint(220 - 0.7 * picture + noise), 0, 255).astype(np.uint8)


def rectangle(height: int, width: int) -> NDArray[np.uint8]:
    """Return a white rectangle in the middle of black paper that is 300 pixels wide."""
    picture = np.zeros((300, 300), np.uint8)
    top, left = (300 - height) // 2, (300 - width) // 2
    picture[top : top + height, left : left + width] = 255
    return picture


def longest_side(ink: NDArray[Any]) -> int:
    """Return how long what is not 0 is in its longer direction."""
    return max(int(np.ptp(where)) + 1 for where in ink.nonzero())


def has_no_faint_end(digit: Grey) -> bool:
    """Tell whether a digit is 20 pixels long with and without the pixels below a quarter."""
    return longest_side(digit) == longest_side(digit > digit.max() / 4) == 20


def digit_or_refusal(picture: Grey) -> list[list[float]] | str:
    """Return the digit, or why there is none."""
    try:
        digit: list[list[float]] = to_digit(picture).tolist()
    except ValueError as error:
        return str(error)
    return digit


@pytest.mark.slow
@pytest.mark.unmeasured
def test_every_digit_of_the_test_set_comes_out_as_it_went_in() -> None:
    """All 10,000 of them, to the last bit: the form is that of MNIST."""
    same = [
        np.array_equal(to_digit(digit), normalized)
        for digit, normalized in zip(DIGITS, NORMALIZED, strict=True)
    ]
    assert sum(same) == 10_000


@pytest.mark.unmeasured
@given(any_pictures)
@example(np.array([[0, 255]], np.uint8))
def test_polarity_does_not_matter(picture: Grey) -> None:
    """A picture and its negative are one digit, exactly, or refused for one reason."""
    white = picture.dtype.type(np.iinfo(picture.dtype).max)
    assert digit_or_refusal(white - picture) == digit_or_refusal(picture)


@pytest.mark.unmeasured
@given(indices, st.floats(0, 40), st.integers(0, 2**32))
def test_polarity_does_not_matter_on_noisy_paper(index: int, deviation: float, seed: int) -> None:
    """Nor does averaging change that."""
    picture = noisy(enlarged(DIGITS[index], 5), deviation, seed)
    assert digit_or_refusal(255 - picture) == digit_or_refusal(picture)


@pytest.mark.unmeasured
@given(indices, st.integers(1, 8), st.tuples(*[st.integers(0, 100)] * 4))
def test_it_does_not_matter_where_the_digit_stands(
    index: int, k: int, margins: tuple[int, int, int, int]
) -> None:
    """A digit moved on its paper, or on more of it, is the same digit, exactly."""
    picture = enlarged(DIGITS[index], k)
    np.testing.assert_array_equal(to_digit(on_canvas(picture, margins)), to_digit(picture))


@pytest.mark.slow
@pytest.mark.unmeasured
def test_enlarging_changes_no_digit_but_those_with_a_faint_end() -> None:
    """Each pixel made a square of 2 by 2: 9,989 of the test digits come out exactly."""
    changed = {
        i for i in range(10_000) if (to_digit(enlarged(DIGITS[i], 2)) != NORMALIZED[i]).any()
    }
    assert changed == {i for i in range(10_000) if not has_no_faint_end(DIGITS[i])}
    assert len(changed) == 11


@pytest.mark.unmeasured
@given(indices.filter(lambda i: has_no_faint_end(DIGITS[i])), st.integers(1, 1024 // 28))
def test_enlarging_by_any_whole_number_changes_nothing(index: int, k: int) -> None:
    """Up to 1024 pixels, from where on the picture is averaged first."""
    np.testing.assert_array_equal(to_digit(enlarged(DIGITS[index], k)), NORMALIZED[index])


def test_a_picture_beyond_1024_pixels_is_averaged_first() -> None:
    """Which changes nothing where squares of four are of one colour; a lone pixel becomes dust."""
    picture = enlarged(DIGITS[0], 80)
    picture[0, 0] = 255
    np.testing.assert_array_equal(to_digit(picture), NORMALIZED[0])


@pytest.mark.parametrize("paper", [0, 255])
def test_an_odd_last_line_is_averaged_with_itself(paper: int) -> None:
    """Nothing is added to 1,025 lines of paper, nor is ink in the last column lost."""
    picture = np.full((1025, 1025), paper, np.uint8)
    picture[100:500, 100:300] = 255 - paper
    rows, columns = to_digit(picture).nonzero()
    assert np.ptp(rows) + 1 == 20
    assert np.ptp(columns) + 1 == 10
    picture = np.full((1, 1025), paper, np.uint8)
    picture[0, 1024] = 255 - paper
    assert to_digit(picture)[14, 14] == 1


@pytest.mark.unmeasured
@given(any_pictures)
def test_a_digit_is_in_the_range_of_mnist(picture: Grey) -> None:
    """float32 (28, 28) from 0 to 1; the lightest pixel is 1, or as light as MNIST's are."""
    if not isinstance(digit_or_refusal(picture), str):
        digit = to_digit(picture)
        assert digit.shape == (28, 28)
        assert digit.dtype == np.float32
        assert digit.min() == 0
        assert np.float32(254 / 255) <= digit.max() <= 1


@pytest.mark.unmeasured
@given(any_pictures)
def test_the_ink_fits_in_a_box_of_20(picture: Grey) -> None:
    """As it does in MNIST."""
    if not isinstance(digit_or_refusal(picture), str):
        assert longest_side(to_digit(picture)) <= 20


@pytest.mark.unmeasured
@given(any_pictures)
def test_the_centre_of_mass_is_the_centre_of_the_field(picture: Grey) -> None:
    """Within half a pixel of row and column 14, unless the ink is stopped by the field's edge.

    The ink was moved in float64; rounding it to float32 changes a pixel by at most 2**-24 of
    itself, so that a centre, a quotient of two sums, moves by at most 28 * 2**-23.
    """
    if isinstance(digit_or_refusal(picture), str):
        return
    digit = to_digit(picture).astype(np.float64)
    for masses in (digit.sum(axis=0), digit.sum(axis=1)):
        centre = masses @ np.arange(28) / masses.sum()
        stopped = masses[0 if centre > 14 else -1] > 0
        assert stopped or abs(centre - 14) <= 0.5 + 28 * 2**-23


@pytest.mark.parametrize(("height", "width"), [(200, 30), (100, 100), (30, 120), (60, 9)])
def test_a_rectangle_keeps_its_proportions(height: int, width: int) -> None:
    """Its longer side is made 20, its shorter one in proportion, and it stays full of ink."""
    digit = to_digit(rectangle(height, width))
    rows, columns = digit.nonzero()
    scale = 20 / max(height, width)
    assert np.ptp(rows) + 1 == height * scale
    assert np.ptp(columns) + 1 == width * scale
    assert (digit[rows, columns] == 1).all()


@pytest.mark.unmeasured
@given(indices, st.integers(-300, 300), st.integers(-300, 300))
def test_it_does_not_matter_from_where_the_light_comes(index: int, down: int, across: int) -> None:
    """Paper that gets darker to one side, evenly, is still paper: the digit is the same.

    It is exactly so where the slope is of whole levels of 65,535, the sides are of an odd number
    of pixels, and the digit touches none of them.
    """
    levels = 20_000 + 100 * on_canvas(DIGITS[index], (1, 2, 1, 2)).astype(np.int64)
    y, x = np.mgrid[-15:16, -15:16]
    lit = levels + down * y + across * x
    np.testing.assert_array_equal(
        to_digit(lit.astype(np.uint16)), to_digit(levels.astype(np.uint16))
    )


@pytest.mark.parametrize("deviation", [1, 2, 5, 10, 20, 40])
def test_noise_is_not_taken_for_ink(deviation: int) -> None:
    """A rectangle of 200 by 60 is made 20 by 6, as on clean paper, half the contrast being ink."""
    rows, columns = (to_digit(noisy(rectangle(200, 60), deviation, seed=0)) > 0.5).nonzero()
    assert len(rows) == 20 * 6
    assert np.ptp(rows) + 1 == 20
    assert np.ptp(columns) + 1 == 6


def test_a_fine_pen_is_made_a_broader_one() -> None:
    """A stroke of a tenth of MNIST's pixel is spread over its neighbours, half as light."""
    digit = to_digit(rectangle(200, 1))
    np.testing.assert_array_equal(digit[14, 12:17], np.array([0, 0, 1, 0.5, 0]))


def test_a_pen_as_broad_as_a_pixel_is_left_alone() -> None:
    """A stroke of exactly one of MNIST's pixels."""
    digit = to_digit(rectangle(200, 10))
    np.testing.assert_array_equal(digit[14, 12:17], np.array([0, 0, 1, 0, 0]))


def test_faint_ink_is_made_as_light_as_any() -> None:
    """A sixteenth of the way from black to white is enough, on clean paper."""
    np.testing.assert_array_equal(
        to_digit(rectangle(200, 60) // 255 * np.uint8(16)), to_digit(rectangle(200, 60))
    )


@pytest.mark.parametrize("contrast", [0, 1, 15])
def test_fainter_ink_is_none(contrast: int) -> None:
    """Less than a sixteenth is refused: a blank page is never quite blank."""
    with pytest.raises(ValueError, match=f"^{BLANK}$"):
        to_digit(rectangle(200, 60) // 255 * np.uint8(contrast))


@pytest.mark.parametrize("deviation", [1, 2, 5, 10, 20, 40])
def test_a_blank_page_is_refused_however_noisy(deviation: int) -> None:
    """Noise is no digit."""
    assert digit_or_refusal(noisy(np.zeros((150, 200), np.uint8), deviation, seed=0)) == BLANK


@pytest.mark.parametrize("shape", [(784,), (0, 28), (28, 0), (1, 28, 28)])
def test_what_is_no_picture_is_refused(shape: tuple[int, ...]) -> None:
    """A picture has a height and a width, and pixels."""
    words = f"expected a picture, (height, width), got an array of shape {shape}"
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        to_digit(np.zeros(shape, np.uint8))


@pytest.mark.parametrize("dtype", ["float32", "int64", "bool"])
def test_levels_of_another_dtype_are_refused(dtype: str) -> None:
    """Their white is not known."""
    levels: Any = np.zeros((28, 28), dtype)
    with pytest.raises(
        TypeError, match=f"^expected levels of grey as uint8 or uint16, got {dtype}$"
    ):
        to_digit(levels)


@pytest.mark.unmeasured
@given(any_pictures)
def test_the_picture_is_left_untouched(picture: Grey) -> None:
    """A digit is a new array."""
    before = picture.copy()
    digit_or_refusal(picture)
    np.testing.assert_array_equal(picture, before)


def test_solid_ink_begins_where_a_pixel_begins() -> None:
    """Of the faint ink before it, as many whole pixels are kept as there is room for."""
    picture = np.zeros((60, 80), np.uint8)
    picture[10:50, 20:30] = 25  # five new pixels, of which one and a half would have room
    picture[10:50, 30:67] = 255
    row = to_digit(picture)[14]
    first = int(row.nonzero()[0][0])
    np.testing.assert_array_equal(
        row[first : first + 3], np.array([25, 255, 255], np.float32) / 255
    )


def test_ink_that_is_heavy_at_its_end_stays_in_the_field() -> None:
    """Its centre of mass is below the middle row by more than there is room for."""
    picture = np.zeros((100, 100), np.uint8)
    picture[20:60, 30:32] = 255
    picture[54:60, 30:60] = 255
    rows: Any = to_digit(picture).any(axis=1)
    assert rows.nonzero()[0].tolist() == list(range(20))


@pytest.mark.parametrize(("level", "rows"), [(16384, 15), (16383, 20)])
def test_ink_is_solid_above_a_quarter_of_the_contrast(level: int, rows: int) -> None:
    """The first quarter of a stroke is as light as that, or lighter by a level: then it counts."""
    picture = np.zeros((300, 300), np.uint16)
    picture[50:100, 140:160] = level
    picture[100:250, 140:160] = 4 * 16383
    light = to_digit(picture).max(axis=1)
    assert (light == light.max()).sum() == rows


def test_a_picture_of_1024_pixels_is_not_averaged() -> None:
    """Edges between odd pixels stay sharp."""
    picture = np.zeros((1024, 1024), np.uint8)
    picture[101:501, 301:501] = 255
    digit = to_digit(picture)
    assert digit[digit > 0].tolist() == [1] * (20 * 10)


@pytest.mark.parametrize(("side", "is_averaged"), [(110, False), (112, True), (120, True)])
def test_a_noisy_picture_is_averaged_while_it_stays_large(side: int, *, is_averaged: bool) -> None:
    """Down to 56 pixels, twice the side of a digit: with less noise, less is taken for paper."""
    rng = np.random.default_rng(0)
    picture = 80 + 4 * np.rint(rng.normal(0, 3, (side, side)))
    picture[20:90, 45:55] += 100
    averaged = picture.reshape(side // 2, 2, side // 2, 2).mean(axis=(1, 3))
    one, other = (to_digit((257 * levels).astype(np.uint16)) for levels in (picture, averaged))
    assert np.array_equal(one, other) == is_averaged


def test_a_little_ink_outweighs_much_that_is_a_little_lighter() -> None:
    """The paper is lit up in the middle, and the ink is dark all the same."""
    picture = np.full((100, 100), 200, np.uint8)
    picture[10:90, 10:90] = 210
    picture[30:70, 48:52] = 0
    np.testing.assert_array_equal(to_digit(picture), to_digit(rectangle(40, 4)))
