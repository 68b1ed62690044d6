"""What a survey tells: a few numbers for each function and format, and as many as a plot needs."""

from __future__ import annotations

import math
from dataclasses import dataclass

QUANTILES = (0.5, 0.9, 0.99)
"""The shares of the results for which it is told how far off they are at most."""

SHARES = tuple(2.0 ** (i / 2) for i in range(-20, 1))
"""Shares of the error that is allowed, between which results are counted: up to 1, the whole."""


@dataclass(frozen=True)
class Seen:
    """One result.

    Attributes:
        error: how far it was off, in ulp; infinite where it was no number.
        allowed: how far it may be off, in ulp.
        at: for which input, in words, such as `x = -17.3`.

    """

    error: float
    allowed: float
    at: str

    @property
    def share(self) -> float:
        """The error in units of the error allowed."""
        if self.error == 0:
            return 0.0
        return self.error / self.allowed if self.allowed else math.inf


@dataclass(frozen=True)
class Stretch:
    """The results for some inputs that are alike: numbers between two, or arrays of one size.

    Attributes:
        start: the least of the numbers, or the size.
        stop: the greatest of the numbers, or the size.
        median: how far half of the results are off at most, in ulp, of those whose true value is a
            normal number; None if none is.
        nearest: the result that used the greatest share of the error allowed.

    """

    start: float
    stop: float
    median: float | None
    nearest: Seen


@dataclass(frozen=True)
class Survey:
    """How far the results of a function are off, at one dtype.

    Attributes:
        function: its name.
        dtype: that of its arguments.
        along: what the stretches are of: `x` for numbers, or the name of a size; empty for neither.
        count: how many results were compared that may be off.
        exact: how many were exact, where no error is allowed.
        whole: whether these are the results for all finite numbers of the format.
        quantiles: how far off they are at most, in ulp, for each of `QUANTILES`, if each stretch
            counts as much as any other: of those whose true value is a normal number, for below
            that results may be flushed to zero; empty if there are none.
        used: how much of the error allowed they use at most, in the same way, but all of them.
        worst: of these, the result that was furthest off, in ulp; None if there are none.
        nearest: of all, the result that used the greatest share of the error allowed; None if there
            is none that may be off.
        shares: how many results used up to each of `SHARES` and, at last, more than is allowed.
        stretches: the results by their inputs, in ascending order.
        trouble: why the survey ended before its end, if it did.

    """

    function: str
    dtype: str
    along: str = ""
    count: int = 0
    exact: int = 0
    whole: bool = False
    quantiles: tuple[float, ...] = ()
    used: tuple[float, ...] = ()
    worst: Seen | None = None
    nearest: Seen | None = None
    shares: tuple[int, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    trouble: str = ""

    @property
    def median(self) -> float | None:
        """How far half of the results are off at most, in ulp; None if there are none."""
        return self.quantiles[0] if self.quantiles else None

    @property
    def beyond(self) -> int:
        """How many results were further off than is allowed."""
        return self.shares[-1] if self.shares else 0

    @property
    def is_exact(self) -> bool:
        """Whether no error is allowed, and none was seen."""
        return self.exact > 0 and self.count == 0
