"""A distortion moves points as it says, and an image is read where they have gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn.training.augmentation import (
    Strength,
    blur,
    distort,
    pixel_centres,
    random_sources,
    warp,
)

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray

STILL = Strength(rotation=0, scale=0, shear=0, shift=0, elastic=0)
U = np.finfo(float).eps / 2


def digits(count: int) -> FloatArray:
    """Return images whose pixels are multiples of 1/256, so that their averages are exact."""
    rng = np.random.default_rng(0)
    return rng.integers(256, size=(count, 28, 28)).astype(np.float32) / 256


def sources(count: int = 3, **strength: float) -> FloatArray:
    """Return random distortions of which nothing but what is named takes part."""
    return random_sources(count, replace(STILL, **strength), np.random.default_rng(0))


def moved(down: float, right: float) -> FloatArray:
    """Return three images sampled `down` and `right` of each pixel's centre."""
    return warp(digits(3), pixel_centres() + np.array([down, right])).T.reshape(3, 28, 28)


def test_sampling_at_the_centres_changes_nothing() -> None:
    """At a pixel's centre, an image has that pixel's value."""
    np.testing.assert_array_equal(moved(0, 0), digits(3), strict=True)


@pytest.mark.parametrize("down", [-2, 0, 3])
@pytest.mark.parametrize("right", [-1, 0, 4])
def test_moving_by_whole_pixels_moves_exactly(down: int, right: int) -> None:
    """Each pixel takes the value of the pixel that lies so far away, and 0 beyond the border."""
    wide = np.pad(digits(3), ((0, 0), (5, 5), (5, 5)))
    there = wide[:, 5 + down : 33 + down, 5 + right : 33 + right]
    np.testing.assert_array_equal(moved(down, right), there)


def test_between_two_pixels_lies_their_mean() -> None:
    """Halfway to the right, or down, a point has the mean of the pixels on either side."""
    x = digits(3)
    across, along = moved(0, 0.5)[:, :, :-1], moved(0.5, 0)[:, :-1]
    np.testing.assert_array_equal(across, (x[:, :, :-1] + x[:, :, 1:]) / 2)
    np.testing.assert_array_equal(along, (x[:, :-1] + x[:, 1:]) / 2)


def test_a_point_weighs_its_four_neighbours() -> None:
    """A quarter down and half right of a lone pixel's corner, it counts 3/4 times 1/2."""
    x = np.zeros((1, 28, 28), np.float32)
    x[0, 10, 20] = 1
    seen = warp(x, pixel_centres() + np.array([0.25, 0.5])).reshape(28, 28)
    np.testing.assert_array_equal(seen[9:11, 19:21], [[0.125, 0.125], [0.375, 0.375]])
    assert seen.sum() == 1


@pytest.mark.parametrize("far", [-1e6, -30.0, 30.0, 1e6])
def test_beyond_its_border_an_image_is_empty(far: float) -> None:
    """However far away a point lies, it reads 0."""
    assert not moved(far, 0).any()
    assert not moved(0, far).any()


def test_without_strength_an_image_stays_as_it_is() -> None:
    """A distortion of strength 0 is the identity, bit for bit."""
    still = distort(digits(5), STILL, np.random.default_rng(0), group=2)
    np.testing.assert_array_equal(still, digits(5).reshape(5, 784), strict=True)


def test_neighbours_of_a_group_share_a_distortion() -> None:
    """Five equal images in groups of two are distorted in three different ways."""
    x = np.repeat(digits(1), 5, axis=0)
    a, b, c, d, e = distort(x, Strength(), np.random.default_rng(0), group=2)
    np.testing.assert_array_equal(a, b)
    np.testing.assert_array_equal(c, d)
    assert all((p != q).any() for p, q in [(a, c), (c, e), (a, e)])


def test_the_same_seed_gives_the_same_distortion() -> None:
    """Nothing but the generator decides, and another seed decides otherwise."""
    first, again, other = (
        distort(digits(3), Strength(), np.random.default_rng(s)) for s in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_the_images_are_left_untouched() -> None:
    """Distorting makes new images."""
    x = digits(3)
    distort(x, Strength(), np.random.default_rng(0))
    np.testing.assert_array_equal(x, digits(3))


def test_a_shift_moves_all_points_alike() -> None:
    """Every point moves by the same amount, at most the strength."""
    way = sources(shift=2) - pixel_centres()
    np.testing.assert_allclose(way, way[:, :1] + np.zeros((784, 1)), rtol=0, atol=rounding())
    assert 0 < abs(way).max() <= 2 + rounding()


def test_a_scale_moves_rows_and_columns_whole() -> None:
    """Height and width are multiplied by factors of their own, at most exp(strength)."""
    points = (sources(scale=0.5) - 13.5).reshape(3, 28, 28, 2)
    factors = points[:, 27, 27] / 13.5
    centres = (pixel_centres() - 13.5).reshape(28, 28, 2)
    expected = factors[:, None, None] * centres
    np.testing.assert_allclose(points, expected, rtol=0, atol=2 * rounding())
    assert np.exp(-0.5) <= factors.min() < factors.max() <= np.exp(0.5)
    assert len(np.unique(factors)) == 6


def test_a_shear_moves_along_the_rows() -> None:
    """No point leaves its row; the rows move apart, by at most the strength for each row down."""
    way = (sources(shear=0.5) - pixel_centres()).reshape(3, 28, 28, 2)
    assert not way[..., 0].any()
    slope = way[:, 27, 0, 1] / 13.5
    expected = slope[:, None, None] * (np.arange(28) - 13.5)[:, None] + np.zeros((1, 28))
    np.testing.assert_allclose(way[..., 1], expected, rtol=0, atol=2 * rounding())
    assert 0 < abs(slope).max() <= 0.5


def test_a_rotation_keeps_distances_from_the_centre() -> None:
    """Every point stays as far from the centre, and turns by one angle, at most the strength."""
    points, centres = (p @ [1, 1j] for p in (sources(rotation=30) - 13.5, pixel_centres() - 13.5))
    turned = points / centres
    np.testing.assert_allclose(turned, turned[:, :1] + np.zeros(784), rtol=0, atol=4 * rounding())
    np.testing.assert_allclose(abs(turned), 1, rtol=0, atol=4 * rounding())
    assert 0 < np.abs(np.angle(turned, deg=True)).max() <= 30 * (1 + 8 * U) + rounding()


def test_noise_moves_every_pixel_equally_far_on_average() -> None:
    """The knots' weights on a pixel have squares that sum to 1: it moves with variance 1."""
    np.testing.assert_allclose((blur() ** 2).sum(1), 1, rtol=32 * U)  # 25 terms, a root, a quotient


def test_noise_of_twice_the_strength_moves_twice_as_far() -> None:
    """The smooth field is proportional to its strength."""
    once, twice = (sources(elastic=s) - pixel_centres() for s in (1, 2))
    assert (once != 0).any()
    np.testing.assert_allclose(2 * once, twice, rtol=0, atol=3 * rounding())


def test_noise_moves_neighbours_alike() -> None:
    """The field is smooth: side by side, no two pixels' weights on the knots differ by 1/2.

    They have length 1, and noise that is not smooth would give them a distance of sqrt(2).
    """
    weights = blur().reshape(28, 28, 25)
    assert np.linalg.norm(np.diff(weights, axis=0), axis=-1).max() < 0.5
    assert np.linalg.norm(np.diff(weights, axis=1), axis=-1).max() < 0.5


def rounding() -> float:
    """Bound the rounding of one coordinate: at most eight operations on numbers below 64."""
    return 8 * 64 * U
