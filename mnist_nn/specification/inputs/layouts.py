"""Arrays, and how each is to lie in memory: a counterexample tells the layout by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from mnist_nn.specification.inputs.arrays import LAYOUTS
from mnist_nn.specification.inputs.matrices import affine_maps, matrices
from mnist_nn.specification.inputs.networks import networks

if TYPE_CHECKING:
    import numpy as np
    from hypothesis.strategies import SearchStrategy
    from numpy.typing import NDArray

    Array = NDArray[Any]
    Layouts = tuple[str, ...]


def arranged(arrays: tuple[Array, ...], layouts: Layouts) -> tuple[Array, ...]:
    """Return the arrays, each in its layout."""
    return tuple(LAYOUTS[layout](array) for array, layout in zip(arrays, layouts, strict=True))


def matrices_in_any_layout(dtype: np.dtype[Any]) -> SearchStrategy[tuple[Array, Array, Layouts]]:
    """Draw x and W, and a layout of each."""
    return st.builds(_with, matrices(dtype), _layouts(2))


def affine_maps_in_any_layout(
    dtype: np.dtype[Any],
) -> SearchStrategy[tuple[Array, Array, Array, Layouts]]:
    """Draw x, W and b, and a layout of each."""
    return st.builds(_with, affine_maps(dtype), _layouts(3))


def networks_in_any_layout(
    dtype: np.dtype[Any],
) -> SearchStrategy[tuple[Array, Array, Array, Array, Array, Layouts]]:
    """Draw images and the parameters of a network that fit, and a layout of each."""
    return st.builds(_with, networks(dtype), _layouts(5))


def _layouts(number: int) -> SearchStrategy[Layouts]:
    """Draw so many layouts."""
    return st.tuples(*[st.sampled_from(sorted(LAYOUTS))] * number)


def _with(arrays: tuple[Array, ...], layouts: Layouts) -> tuple[Any, ...]:
    """Return the arrays, and their layouts beside them."""
    return *arrays, layouts
