"""Whole numbers now and then: where they refute a law too, the refutation is read at sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Arrays = TypeVar("Arrays")
"""An array, or a tuple of arrays."""


def whole_at_times(arrays: SearchStrategy[Arrays]) -> SearchStrategy[Arrays]:
    """Draw the same arrays, and now and then their numbers rounded to whole ones.

    Hypothesis takes the first of a list for the simplest: a counterexample is whole if it can be.
    """
    return st.builds(_rounded, arrays, st.sampled_from([True, *[False] * 15]))


def _rounded(arrays: Any, whole: bool) -> Any:  # noqa: FBT001 - it is drawn, and passed by builds
    """Return arrays whose numbers are whole, none of them -0.0, or as they are."""
    if not whole:
        return arrays
    if isinstance(arrays, tuple):
        return tuple(np.round(array) + 0 for array in arrays)
    return np.round(arrays) + 0
