"""Networks of two layers, with images: x (batch, pixels), W1, b1, W2, b2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from mnist_nn.specification.inputs.few_shapes import of_few
from mnist_nn.specification.inputs.sizes import SEEDS
from mnist_nn.specification.inputs.whole_numbers import whole_at_times

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy
    from numpy.typing import NDArray

    Array = NDArray[Any]
    Mlp = tuple[Array, Array, Array, Array, Array]
    PermutedMlp = tuple[Array, Array, Array, Array, Array, Array]

SIZES = of_few(
    st.tuples(st.integers(1, 4), st.integers(1, 12), st.integers(1, 12), st.integers(1, 12))
)
"""How many images, pixels, hidden units and classes."""


def networks(dtype: np.dtype[Any]) -> SearchStrategy[Mlp]:
    """Draw images and the parameters of a network that fit."""
    return whole_at_times(st.builds(_network, st.just(dtype), SIZES, SEEDS))


def few_networks(dtype: np.dtype[Any]) -> SearchStrategy[Mlp]:
    """Draw images, and the parameters of a network of 1 to 3 pixels, hidden units and classes."""
    few = st.integers(1, 3)
    sizes = of_few(st.tuples(st.integers(1, 4), few, few, few))
    return st.builds(_network, st.just(dtype), sizes, SEEDS)


def permuted_networks(dtype: np.dtype[Any]) -> SearchStrategy[PermutedMlp]:
    """Draw a network with its images, and a permutation of its hidden units."""
    return st.builds(_permuted, networks(dtype), SEEDS)


def networks_with_wrong_images(dtype: np.dtype[Any]) -> SearchStrategy[Mlp]:
    """Draw a network, and images of one to three pixels more than it takes."""
    return st.builds(_widened, networks(dtype), st.integers(1, 3))


def _network(dtype: np.dtype[Any], sizes: tuple[int, ...], seed: int) -> Mlp:
    """Return normal images and parameters."""
    batch, pixels, hidden, classes = sizes
    rng = np.random.default_rng(seed)
    shapes = (batch, pixels), (pixels, hidden), (hidden,), (hidden, classes), (classes,)
    x, W1, b1, W2, b2 = (rng.normal(0, 1, shape).astype(dtype) for shape in shapes)
    return x, W1, b1, W2, b2


def _permuted(network: Mlp, seed: int) -> PermutedMlp:
    """Return a network and a permutation of its hidden units."""
    return *network, np.random.default_rng(seed).permutation(network[1].shape[1])


def _widened(network: Mlp, more: int) -> Mlp:
    """Return a network with images that are too wide for it."""
    x, W1, b1, W2, b2 = network
    return np.pad(x, ((0, 0), (0, more))), W1, b1, W2, b2
