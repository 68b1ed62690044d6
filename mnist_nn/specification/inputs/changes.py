"""Ways to write new numbers into an array: a counterexample tells the change by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[Any]


def _all_but_the_first(x: Array) -> Array:
    """Return x with 1 - x in every place but the first."""
    y = 1 - x
    y.flat[:1] = x.flat[:1]
    return y


def _the_last(x: Array) -> Array:
    """Return x with 1 - x in the last place."""
    y = x.copy()
    y.flat[-1:] = 1 - x.flat[-1:]
    return y


CHANGES: dict[str, Callable[[Array], Array]] = {
    "all": lambda x: 1 - x,
    "all but the first": _all_but_the_first,
    "the last": _the_last,
    "in reverse": np.flip,
    "none": lambda x: x,
}
"""The changes: what an old result may be remembered by, such as the first number, stays in one."""
