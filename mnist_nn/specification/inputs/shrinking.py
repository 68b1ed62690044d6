"""The smallest size that fails, and the shortest stretch of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def smallest(size: int, fails: Callable[[int], bool]) -> tuple[int, int]:
    """Return the smallest size found that fails, up to one that does, and the next smaller one.

    The first of the powers of two and their neighbours that fails is sought from below, and then
    bisected down to the last that holds: that is what is returned second, 0 if there is none.

    >>> smallest(5000, lambda n: n >= 1025)
    (1025, 1024)

    """
    held = 0
    for n in _ladder(size):
        if fails(n):
            return _bisected(held, n, fails)
        held = n
    return _bisected(held, size, fails)


def shortest(start: int, stop: int, fails: Callable[[int, int], bool]) -> tuple[int, int]:
    """Return the shortest part of a stretch that fails, of those found by cutting it in half.

    >>> shortest(0, 1000, lambda start, stop: start <= 300 < stop)
    (300, 301)

    """
    while stop - start > 1:
        middle = (start + stop) // 2
        if fails(start, middle):
            stop = middle
        elif fails(middle, stop):
            start = middle
        else:
            break
    return start, stop


def _ladder(size: int) -> list[int]:
    """Return the powers of two below a size, and their neighbours."""
    near = {2**k + d for k in range(size.bit_length()) for d in (-1, 0, 1)}
    return sorted(n for n in near if 0 < n < size)


def _bisected(held: int, failed: int, fails: Callable[[int], bool]) -> tuple[int, int]:
    """Return two neighbours between a size that holds and one that fails: one fails, one holds."""
    while failed - held > 1:
        middle = (held + failed) // 2
        if fails(middle):
            failed = middle
        else:
            held = middle
    return failed, held
