"""Images and parameters are off by no more than their bounds once they are rounded."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import ml_dtypes
import numpy as np
import pytest

from mnist_nn.formats import BFLOAT16, FLOAT16, FLOAT32, FLOAT64
from mnist_nn.oracle.arithmetic import CERTIFIABLE, TF32
from mnist_nn.oracle.certificate._rounded_inputs import rounded_images, rounded_layer
from mnist_nn.parameters import Layer

if TYPE_CHECKING:
    from mnist_nn.formats import Format


@pytest.mark.parametrize(
    ("storage", "dtype"), [(FLOAT16, np.float16), (BFLOAT16, ml_dtypes.bfloat16)]
)
def test_a_format_holds_its_normal_numbers_and_no_others(storage: Format, dtype: Any) -> None:
    """All that a cast leaves as it is, but for numbers below the smallest normal one."""
    x = np.random.default_rng(0).normal(0, 1, 1000) * 10.0 ** np.arange(-50, 50).repeat(10)
    with np.errstate(over="ignore"):
        x = np.concatenate([x, x.astype(dtype).astype(np.float64), [0.0, np.nan]])
        kept = x.astype(dtype).astype(np.float64) == x
    normal = (x == 0) | (np.abs(x) >= storage.eta) & (np.abs(x) < np.inf)
    assert (storage.holds(x) == kept & normal).all()


def test_numbers_of_any_dtype_are_held_or_not() -> None:
    """The question is whether their values are."""
    for dtype in (np.float64, np.float32, np.float16):
        x: Any = np.array([0.0, 1.5, 0.1], dtype)
        assert BFLOAT16.holds(x).tolist() == [True, True, False]


def test_every_format_holds_its_largest_number_and_no_larger_one() -> None:
    """The largest numbers are those of the dtypes."""
    for storage, dtype in ((FLOAT64, np.float64), (FLOAT32, np.float32), (FLOAT16, np.float16)):
        assert storage.largest == np.finfo(dtype).max
    assert BFLOAT16.largest == float(np.uint16(0x7F7F).view(ml_dtypes.bfloat16))
    for storage in (FLOAT32, TF32, FLOAT16, BFLOAT16):
        assert storage.holds(np.array([storage.largest, 2 * storage.largest])).tolist() == [1, 0]


def test_every_format_holds_its_smallest_normal_number_and_no_smaller_one() -> None:
    """What is below is rounded to a subnormal number, or flushed."""
    for storage in (FLOAT64, FLOAT32, TF32, FLOAT16, BFLOAT16):
        assert storage.holds(np.array([storage.eta, storage.eta / 2])).tolist() == [1, 0]


@pytest.mark.parametrize("name", ["float32", "float16", "bfloat16"])
def test_parameters_are_rounded_by_no_more_than_their_bounds(name: str) -> None:
    """Casts of numbers of all sizes, rounded to nearest or flushed to zero."""
    arithmetic = CERTIFIABLE[name]
    x = np.random.default_rng(1).normal(0, 1, 4000) * 10.0 ** np.arange(-50, 50).repeat(40)
    layer = rounded_layer(Layer(x[:, None], x), arithmetic)
    with np.errstate(over="ignore"):
        cast = x.astype(getattr(ml_dtypes, name, name)).astype(np.float64)
    for rounded in (cast, np.where(np.abs(cast) < arithmetic.storage.eta, 0, cast)):
        for error in (layer.b_error, layer.W_error[:, 0]):
            assert (np.abs(rounded - x) <= error).all()


@pytest.mark.parametrize("name", ["float64", "float32", "float16"])
def test_scaled_bytes_are_off_by_no_more_than_their_bounds(name: str) -> None:
    """All 256, divided by 255 or multiplied by the rounded reciprocal, exactly compared."""
    images = rounded_images(np.arange(256)[None], CERTIFIABLE[name], 255)
    working: Any = np.float64 if name == "float64" else np.float32
    pixels, scale = np.arange(256).astype(working), working(255)
    true = [Fraction(pixel, 255) for pixel in range(256)]
    for x in (pixels / scale, pixels * (1 / scale)):
        stored = [Fraction(number) for number in x.astype(name).tolist()]
        for run in (stored, true):
            for number, nominal, error in zip(run, images.nominal[0], images.error[0], strict=True):
                assert abs(number - Fraction(nominal)) <= Fraction(error)


@pytest.mark.parametrize("divisor", [1, 255])
@pytest.mark.parametrize("name", CERTIFIABLE)
def test_a_pixel_of_zero_is_exact(name: str, divisor: int) -> None:
    """Nothing rounds it, so that it does not count as a term."""
    assert rounded_images(np.zeros((1, 1)), CERTIFIABLE[name], divisor).error == 0


def test_pixels_are_divided_as_float64_numbers() -> None:
    """Whichever dtype they have."""
    for dtype in (np.uint8, np.float16, np.float32):
        images = rounded_images(np.arange(256, dtype=dtype)[None], CERTIFIABLE["float32"], 255)
        assert np.array_equal(images.nominal[0], np.arange(256) / 255)
