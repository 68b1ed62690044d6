"""Levels: how many numbers lie between which, so that any number of them takes no more memory."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Array = NDArray[Any]

PER_OCTAVE = 16
"""How many levels an octave has: a number is told to a part in 45."""

_LOWEST, _HIGHEST = -20, 64
"""The octaves that are told apart: less counts as nothing, and more as no number."""

_LEVELS = (_HIGHEST - _LOWEST) * PER_OCTAVE + 2


class Levels:
    """Numbers from 0 on, infinity among them, that were counted in so many places."""

    def __init__(self, places: int) -> None:
        self._counts = np.zeros((places, _LEVELS), np.int64)

    def add(self, numbers: NDArray[np.float64], places: Array) -> None:
        """Count numbers, each in its place."""
        index = places * _LEVELS + _level(numbers)
        counted = np.bincount(index, minlength=self._counts.size)
        self._counts += counted.reshape(self._counts.shape)

    def quantiles(self, shares: Iterable[float]) -> tuple[float, ...]:
        """Return what so great shares of all numbers do not exceed; empty if there are none.

        All places count as much, however many numbers lie there; those without any do not.
        """
        counted = self._counts[self._counts.any(axis=1)]
        levels = (counted / counted.sum(axis=1, keepdims=True)).sum(axis=0)
        return tuple(_quantile(levels, share) for share in shares) if len(counted) else ()

    def medians(self) -> list[float | None]:
        """Return what half of the numbers in each place do not exceed; None where are none."""
        return [_quantile(counts, 0.5) if counts.any() else None for counts in self._counts]


def _level(numbers: NDArray[np.float64]) -> Array:
    """Return the level of each number: 0 for nothing, the last for all that is beyond."""
    with np.errstate(divide="ignore"):
        level = np.ceil((np.log2(numbers) - _LOWEST) * PER_OCTAVE) + 1
    return np.clip(level, 0, _LEVELS - 1).astype(np.intp)


def _quantile(counts: Array, share: float) -> float:
    """Return the middle of the level that so great a share of what was counted does not exceed."""
    cumulated = np.cumsum(counts)
    level = int(np.searchsorted(cumulated, share * cumulated[-1]))
    if level == _LEVELS - 1:
        return math.inf
    return float(2.0 ** (_LOWEST + (level - 1.5) / PER_OCTAVE)) if level > 1 else 0.0
