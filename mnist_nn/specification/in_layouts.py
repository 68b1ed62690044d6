"""A function means the numbers of its arrays, in whatever layout they lie in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.specification.claim import Claim, refused_or
from mnist_nn.specification.inputs.layouts import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Array = NDArray[Any]


def in_each_layout(
    f: Callable[..., Array],
    is_right: Callable[..., Claim],
    arrays: Sequence[Array],
    layouts: Iterable[tuple[str, ...]],
) -> Claim:
    """Claim that f of arrays is right in each of some layouts, or raises; the worst speaks for all.

    Args:
        f: the function under test.
        is_right: what is claimed of its result, which comes first, for given arrays.
        arrays: in any layout.
        layouts: the names of layouts, one for each array.

    """
    claims: dict[tuple[np.dtype[Any], bytes], Claim] = {}

    def claim(y: Array, given: Sequence[Array]) -> Claim:
        if not all(map(np.array_equal, given, arrays)):  # some of the numbers, again and again
            return is_right(y, *given)
        bits = y.dtype, y.tobytes()  # the same result of the same numbers is compared once
        if bits not in claims:
            claims[bits] = is_right(y, *arrays)
        return claims[bits]

    def in_layout(names: tuple[str, ...]) -> Claim:
        given = [LAYOUTS[name](array) for name, array in zip(names, arrays, strict=True)]
        claimed = refused_or(lambda: f(*given), lambda y: claim(y, given))
        return replace(claimed, story=f"{', '.join(names)}: {claimed.story}")

    return max(map(in_layout, layouts), key=lambda claim: claim.ratio)
