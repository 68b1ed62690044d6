"""Random distortions after which a digit is still the same digit: no image is seen twice.

An image is sampled at points that a random affine map and a random smooth field have moved from the
pixels' centres. Sources: P. Y. Simard, D. Steinkraus and J. C. Platt, 2003, for both; their smooth
field is white noise blurred, and so is this one, with the noise on a coarse grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray

SIDE = 28
_CENTRE = (SIDE - 1) / 2
_KNOTS = 5  # the noise of the smooth field is drawn on 5 x 5 points


@dataclass(frozen=True)
class Strength:
    """How far a distortion may go; each quantity but `elastic` is uniform between -x and x.

    Attributes:
        rotation: in degrees.
        scale: natural logarithm of a factor, for height and width each.
        shear: how far a row moves for each row down, in pixels.
        shift: down and across, in pixels.
        elastic: standard deviation of the smooth field down and across, in pixels.

    """

    rotation: float = 12
    scale: float = 0.12
    shear: float = 0.1
    shift: float = 1.5
    elastic: float = 0.8


STRENGTH = Strength()


def distort(
    images: FloatArray, strength: Strength, rng: np.random.Generator, *, group: int = 16
) -> FloatArray:
    """Return the images distorted; each `group` of neighbours shares one random distortion.

    Sharing costs a little variety and saves most of the time.

    Args:
        images: (N, 28, 28), 0 for the background.
        strength: how far a distortion may go.
        rng: the source of randomness.
        group: how many images share a distortion.

    Returns:
        (N, 784), in the dtype of `images`.

    """
    starts = range(0, len(images), group)
    sources = random_sources(len(starts), strength, rng)
    groups = (images[start : start + group] for start in starts)
    return np.concatenate([warp(*pair) for pair in zip(groups, sources, strict=True)], axis=1).T


def random_sources(count: int, strength: Strength, rng: np.random.Generator) -> FloatArray:
    """Return `count` random distortions: for each pixel, the point where it is sampled.

    Returns:
        (count, 784, 2), row and column; pixel centres have whole coordinates.

    """
    shift = rng.uniform(-strength.shift, strength.shift, (count, 1, 2))
    noise = rng.normal(0, strength.elastic, (count, _KNOTS**2, 2))
    linear = (pixel_centres() - _CENTRE) @ _random_linear_maps(count, strength, rng)
    return _CENTRE + linear + shift + blur() @ noise


def warp(images: FloatArray, sources: FloatArray) -> FloatArray:
    """Return the images sampled at `sources`, by bilinear interpolation.

    Args:
        images: (N, 28, 28); beyond its border an image is 0.
        sources: (784, 2), row and column of the point where each pixel is sampled.

    Returns:
        (784, N): pixel by pixel, so that N images are sampled in one pass.

    """
    # On a border of zeros, one pixel wide, every point beyond an image finds its value.
    bordered = np.zeros((SIDE + 2, SIDE + 2, len(images)), images.dtype)
    bordered[1:-1, 1:-1] = images.transpose(1, 2, 0)
    points = np.clip(sources + 1, 0, SIDE + 1)
    corners = np.minimum(points.astype(int), SIDE)
    down, right = (points - corners).astype(images.dtype).T[..., None]
    up, left = 1 - down, 1 - right
    pixels, row = bordered.reshape(-1, len(images)), SIDE + 2
    first = corners @ [row, 1]
    weights = {0: up * left, 1: up * right, row: down * left, row + 1: down * right}
    return sum(weight * pixels.take(first + step, 0) for step, weight in weights.items())


@cache
def pixel_centres() -> FloatArray:
    """Return the centres of the pixels (784, 2), row and column."""
    return np.indices((SIDE, SIDE)).reshape(2, -1).T.astype(float)


def _random_linear_maps(count: int, strength: Strength, rng: np.random.Generator) -> FloatArray:
    """Return random rotations, scalings and shears (count, 2, 2), for points that are rows."""
    angle = np.deg2rad(rng.uniform(-strength.rotation, strength.rotation, count))
    factor = np.exp(rng.uniform(-strength.scale, strength.scale, (count, 1, 2)))
    shear = rng.uniform(-strength.shear, strength.shear, count)
    zero, one = np.zeros(count), np.ones(count)
    rotated = _matrices([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    sheared = _matrices([[one, shear], [zero, one]])
    product: FloatArray = sheared * factor @ rotated
    return product


def _matrices(entries: list[list[FloatArray]]) -> FloatArray:
    """Return matrices (count, 2, 2) of entries that are each (count,)."""
    return np.moveaxis(np.array(entries), -1, 0)


@cache
def blur() -> FloatArray:
    """Return how much each knot moves each pixel (784, 25): a Gaussian of their distance.

    A pixel's squares sum to 1, so that noise of variance 1 at the knots moves it with variance 1.
    """
    knots = np.linspace(0, SIDE - 1, _KNOTS)
    grid = np.array(np.meshgrid(knots, knots, indexing="ij")).reshape(2, -1).T
    spread = 0.75 * (knots[1] - knots[0])
    squared = ((pixel_centres()[:, None] - grid) ** 2).sum(-1)
    weight = np.exp(-squared / (2 * spread**2))
    return weight / np.linalg.norm(weight, axis=1, keepdims=True)
