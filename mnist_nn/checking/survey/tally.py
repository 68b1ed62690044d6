"""A tally: of any number of results, as much is kept as a survey tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.checking.survey.levels import Levels
from mnist_nn.checking.survey.survey import QUANTILES, SHARES, Seen, Stretch
from mnist_nn.checking.survey.ulp import ulp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from mnist_nn.formats import Format
    from mnist_nn.specification.truth import Truth

    Array = NDArray[Any]
    Numbers = NDArray[np.float64]


class Tally:
    """A tally of results in so many places; a place is a stretch of inputs.

    Attributes:
        format: the format of the results.
        count: how many results may be off, and whether they are or not.
        exact: how many may not, and are not.
        worst: of those whose true value is a normal number, the one that is furthest off, in ulp.

    """

    def __init__(self, places: int, format_: Format) -> None:
        self.format = format_
        self.count = self.exact = 0
        self.worst: Seen | None = None
        self._errors, self._used = Levels(places), Levels(places)
        self._shares = np.zeros(len(SHARES) + 1, np.int64)
        self._nearest: list[Seen | None] = [None] * places

    def add(self, y: Array, truth: Truth, places: Array | int, at: Callable[[int], str]) -> None:
        """Count results that were compared with the truth.

        Args:
            y: the results.
            truth: what they should be, in the same shape.
            places: in which place each result lies, in the same shape, or all of them.
            at: tells the input of the i-th result, in words.

        """
        error, allowed, normal = _in_ulp(y, truth, self.format)
        known = np.isfinite(allowed)
        open_to_error = known & ((allowed > 0) | (error > 0))
        self.exact += int(np.sum(known & ~open_to_error))
        (which,) = np.nonzero(open_to_error)
        if which.size:
            self.count += which.size
            places = np.broadcast_to(places, y.shape).ravel()[which]
            results = _Results(error[which], allowed[which], lambda i: at(int(which[i])))
            self._add_errors(results, places, normal[which])
            self._add_shares(results, places)

    def _add_errors(self, of: _Results, places: Array, normal: Array) -> None:
        """Count errors in ulp, where the true value is a normal number."""
        (which,) = np.nonzero(normal)
        if which.size:
            error = of.error[which]
            self._errors.add(error, places[which])
            furthest = of.seen(which[np.argmax(error)])
            self.worst = _greater(self.worst, furthest, lambda one: one.error)

    def _add_shares(self, of: _Results, places: Array) -> None:
        """Count errors in units of the error allowed."""
        share = of.share
        self._used.add(share, places)
        self._shares += np.bincount(np.searchsorted(SHARES, share), minlength=len(SHARES) + 1)
        order = np.argsort(places, kind="stable")
        for own in np.split(order, 1 + np.flatnonzero(np.diff(places[order]))):
            place, nearest = int(places[own[0]]), of.seen(own[np.argmax(share[own])])
            self._nearest[place] = _greater(self._nearest[place], nearest, _share)

    @property
    def seen(self) -> int:
        """How many results were compared."""
        return self.count + self.exact

    @property
    def quantiles(self) -> tuple[float, ...]:
        """How far off results are at most, in ulp, for each of `QUANTILES`."""
        return self._errors.quantiles(QUANTILES)

    @property
    def used(self) -> tuple[float, ...]:
        """How much of what is allowed they use at most, for each of `QUANTILES`."""
        return self._used.quantiles(QUANTILES)

    @property
    def shares(self) -> tuple[int, ...]:
        """How many results used up to each of `SHARES` and, at last, more than is allowed."""
        return tuple(self._shares.tolist())

    @property
    def nearest(self) -> Seen | None:
        """The result that used the greatest share of the error allowed."""
        return max((one for one in self._nearest if one), key=_share, default=None)

    def stretches(self, ends: Sequence[tuple[float, float]]) -> tuple[Stretch, ...]:
        """Return what was seen in each place that has these ends, if anything was."""
        each = zip(ends, self._errors.medians(), self._nearest, strict=True)
        return tuple(Stretch(*of, median, nearest) for of, median, nearest in each if nearest)


@dataclass(frozen=True)
class _Results:
    """Results that may be off: by how much, and for which inputs."""

    error: Numbers
    allowed: Numbers
    at: Callable[[int], str]

    def seen(self, i: Any) -> Seen:
        """Return one of them."""
        return Seen(float(self.error[i]), float(self.allowed[i]), self.at(int(i)))

    @property
    def share(self) -> Numbers:
        """The errors in units of the error allowed."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.error > 0, self.error / self.allowed, 0)


def _in_ulp(y: Array, truth: Truth, format_: Format) -> tuple[Numbers, Numbers, Array]:
    """Return how far results are off and may be, in ulp of the true values, and which are normal.

    What is told is the distance from the middle of the enclosure, and not the least one, which may
    well be 0 where long sums of float64 are evaluated; but no more than is allowed, where no more
    is shown. Where the truth is not known, anything is allowed.
    """
    true, y = truth.enclosure, y.astype(np.float64)
    unit = ulp(true.hi, format_)
    with np.errstate(over="ignore", invalid="ignore"):
        allowed = np.where(np.isfinite(true.radius), truth.allowed, np.inf)
        middle = np.abs((y - true.hi) - true.lo)
        error = np.minimum(middle, np.maximum(allowed, true.error(y)))
        error = np.where(np.isnan(error), np.inf, error) / unit
        normal = np.abs(true.hi) >= format_.eta
        return error.ravel(), (allowed / unit).ravel(), normal.ravel()


def _greater(old: Seen | None, new: Seen, key: Callable[[Seen], float]) -> Seen:
    """Return the result that is further off; the earlier one, if both are as far."""
    return old if old and key(old) >= key(new) else new


def _share(seen: Seen) -> float:
    """Return the share of the error allowed that a result used."""
    return seen.share
