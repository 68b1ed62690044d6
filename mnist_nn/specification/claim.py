"""A claim: what was observed, what was expected, and how far apart the two may be."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.specification.defect import Defect
from mnist_nn.specification.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.specification.truth import Truth


@dataclass(frozen=True)
class Claim:
    """What one law says of one input.

    Attributes:
        ratio: the worst error in units of the error allowed; the claim holds up to 1.
        story: the worst case, for a reader: observed, expected, allowed.
        defect: what is wrong where the claim does not hold.

    """

    ratio: float
    story: str
    defect: Defect = field(default=Defect.NUMBER, repr=False)

    @property
    def holds(self) -> bool:
        """Whether nothing observed is further off than allowed; NaN is."""
        return self.ratio <= 1


def within(observed: ArrayLike, expected: ArrayLike, allowed: ArrayLike) -> Claim:
    """Claim |observed - expected| <= allowed, element by element.

    The error is taken in float64, where float32 and float16 subtract with one rounding at most.
    """
    observed, expected = np.asarray(observed), np.asarray(expected)
    if expected.shape not in {(), observed.shape}:
        return _of_another_shape(observed, expected.shape)
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(observed.astype(np.float64) - expected.astype(np.float64))
    return _compare(observed, expected, error, allowed)


def matches(observed: ArrayLike, truth: Truth) -> Claim:
    """Claim that `observed` is no further from the enclosed truth than is allowed there."""
    observed = np.asarray(observed)
    true = truth.enclosure
    if observed.shape != true.hi.shape:
        return _of_another_shape(observed, true.hi.shape)
    return _compare(observed, true.hi, true.error(observed), truth.allowed)


def between(low: float, observed: ArrayLike, high: float, allowed: ArrayLike = 0) -> Claim:
    """Claim low <= observed <= high, up to an allowed error, element by element."""
    observed = np.asarray(observed)
    nearest = np.nan_to_num(np.clip(observed, low, high), nan=low)
    return within(observed, nearest, allowed)


def rows_sum_to_one(y: NDArray[Any], rows: int, allowed: ArrayLike) -> Claim:
    """Claim that y has so many rows, and that each is 1 when it is summed exactly."""
    return within([math.fsum(row) for row in y], np.ones(rows), allowed)


def at_most(smaller: ArrayLike, greater: ArrayLike, allowed: ArrayLike) -> Claim:
    """Claim smaller <= greater, up to an allowed error, element by element."""
    smaller, greater = np.asarray(smaller), np.asarray(greater)
    return within(smaller, np.minimum(smaller, greater), allowed)


def holds(
    condition: object, story: str | Callable[[], str], defect: Defect = Defect.NUMBER
) -> Claim:
    """Claim a condition that is true or false; the story says what was observed and expected.

    A story that takes long to tell, for it shows whole arrays, is a function: it is told only where
    the condition is false.
    """
    if condition:
        return Claim(0, story if isinstance(story, str) else "observed what was expected")
    return Claim(np.inf, story if isinstance(story, str) else story(), defect)


def is_nan(observed: ArrayLike) -> Claim:
    """Claim that every element is NaN."""
    observed = np.asarray(observed)
    hidden = Defect.NAN_HIDDEN
    return holds(np.isnan(observed).all(), lambda: f"observed {observed}, expected NaN", hidden)


def is_the_same(observed: NDArray[Any], expected: NDArray[Any]) -> Claim:
    """Claim that every element is what is expected, infinities and NaN included."""
    same = np.array_equal(observed, expected, equal_nan=True)
    lost = not same and np.isfinite(expected).all() and not np.isfinite(observed).all()
    defect = Defect.NOT_FINITE if lost else Defect.NUMBER
    return holds(same, lambda: f"observed {observed}, expected {expected}", defect)


def both(first: Claim, second: Claim) -> Claim:
    """Claim two things; the worse of the two speaks for both."""
    return max(first, second, key=lambda claim: claim.ratio)


def refused(call: Callable[[], ArrayLike], kind: type[Exception] = Exception) -> Claim:
    """Claim that `call` raises an error of some kind: any result would be wrong."""

    def taken(y: ArrayLike) -> Claim:
        story = f"observed a result of shape {np.shape(y)}, expected an error"
        return Claim(np.inf, story, Defect.NOT_REFUSED)

    return refused_or(call, taken, kind)


def refused_or(
    call: Callable[[], ArrayLike],
    claim: Callable[[Any], Claim],
    kind: type[Exception] = Exception,
) -> Claim:
    """Claim something of the result of `call`, if it does not raise an error of some kind.

    Raises:
        Failure: the implementation broke, which is no way to refuse.

    """
    try:
        result = call()
    except Failure:
        raise
    except kind as error:
        return Claim(0, f"refused with {type(error).__name__}: {error}")
    return claim(result)


def silent(call: Callable[[], Any]) -> Claim:
    """Claim that `call` warns of nothing, with NumPy's own settings of what to warn of."""
    with warnings.catch_warnings(record=True) as caught, np.errstate(**_AS_NUMPY_COMES):
        warnings.simplefilter("always")
        call()
    story = f"observed {[str(warning.message) for warning in caught]}"
    return holds(not caught, story, Defect.WARNING)


_AS_NUMPY_COMES: Any = {"divide": "warn", "over": "warn", "invalid": "warn", "under": "ignore"}


def _of_another_shape(observed: NDArray[Any], expected: tuple[int, ...]) -> Claim:
    """Claim nothing of numbers that cannot be compared."""
    story = f"observed shape {observed.shape}, expected {expected}"
    return Claim(np.inf, story, Defect.SHAPE)


def _compare(
    observed: NDArray[Any],
    expected: NDArray[Any],
    error: NDArray[np.float64],
    allowed: ArrayLike,
) -> Claim:
    """Find the worst ratio of error to allowed error: 0 where nothing is compared, or is known."""
    expected, allowed = (np.broadcast_to(a, error.shape) for a in (expected, allowed))
    if error.size == 0:
        return Claim(0, "nothing to compare")
    with np.errstate(all="ignore"):
        ratios = np.asarray(error / allowed)
    if (undefined := np.isnan(ratios)).any():  # 0 / 0, or of what may be anything
        np.copyto(ratios, 0, where=undefined & ((error == 0) | (allowed == np.inf)))
    worst = np.unravel_index(np.argmax(ratios), ratios.shape)  # of NaN, if there is any
    place = f" at {tuple(map(int, worst))}" if worst else ""
    finite = math.isfinite(observed[worst]) and math.isfinite(expected[worst])
    return Claim(
        math.inf if math.isnan(ratios[worst]) else float(ratios[worst]),
        f"observed {observed[worst]}, expected {expected[worst]} "
        f"within {allowed[worst]:.3g}{place}",
        Defect.NUMBER if finite else Defect.NOT_FINITE,
    )
