"""Every input that a law was tried on, what was seen there, and whether it was the same twice."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.checking.counterexample import Counterexample

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from contextlib import AbstractContextManager

    from mnist_nn.checking._randomness import Stream
    from mnist_nn.specification.claim import Claim
    from mnist_nn.specification.defect import Defect


@dataclass(frozen=True)
class Trial:
    """What was seen at one input, once.

    Attributes:
        inputs: those of the law.
        holds: whether the law held.
        story: what was observed, or how the function crashed.
        ratio: the error in units of the error allowed, or None where there was no answer.
        defect: what was wrong, where the law did not hold.

    """

    inputs: tuple[Any, ...]
    holds: bool
    story: str
    ratio: float | None
    defect: Defect | None = None


class Trials:
    """The trials of one law on one function, in order.

    Attributes:
        found: the last input at which the law did not hold, or None.

    """

    def __init__(self, claim: Callable[[tuple[Any, ...]], Claim], stream: Stream) -> None:
        self.found: Counterexample | None = None
        self._first_found = math.inf
        self._claim, self._stream = claim, stream
        self._trials: list[Trial] = []

    def flowing(self) -> AbstractContextManager[None]:
        """Let what is tried meanwhile draw from random numbers that go on, as a program's do."""
        return self._stream.flowing()

    def claim(self, inputs: tuple[Any, ...]) -> Claim:
        """Try one input, and return what the law claims of it.

        Raises:
            Counterexample: the law does not hold there.
            Hang: the function did not answer in time.

        """
        __tracebackhide__ = True
        try:
            claim = self._claim(inputs)
        except Counterexample as found:
            self.found = found
            self._first_found = min(self._first_found, monotonic())
            failed = Trial(inputs, holds=False, story=found.story, ratio=found.ratio)
            self._trials.append(replace(failed, defect=found.defect))
            raise
        self._trials.append(Trial(inputs, holds=True, story=claim.story, ratio=claim.ratio))
        return claim

    def again(self, one_in: int = 8) -> None:
        """Try a share of the inputs at which the law held once more: later, and after others.

        Then they are forgotten: a campaign needs no more memory for it is long.

        Raises:
            Counterexample: the law does not hold there any more.
            Hang: the function did not answer in time.

        """
        __tracebackhide__ = True
        for trial in [trial for trial in self._trials if trial.holds][::one_in]:
            self.claim(trial.inputs)
        self._trials.clear()

    def seconds_since_found(self) -> float:
        """Return how long ago the law did not hold for the first time."""
        return monotonic() - self._first_found

    def contradiction(self) -> tuple[Trial, Trial] | None:
        """Return two trials of one input that differ, the first of which failed, or None.

        They differ in how far off they are: the words of a crash may hold a time or an address.
        """
        seen: dict[Hashable, list[Trial]] = {}
        for early in reversed(self._trials):
            same = seen.setdefault(tuple(map(_bits, early.inputs)), [])
            for late in same:
                first, second = sorted((early, late), key=lambda trial: trial.holds)
                if not first.holds and first.ratio != second.ratio:
                    return first, second
            same.append(early)
        return None


def _bits(value: Any) -> Hashable:
    """Return what two inputs have in common that are the same."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    return repr(value)
