"""A check that is exhaustive is judged in parts, side by side or on another day, and they add up.

The parts are tried in order, and none once one is refuted: what is told is the first that is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeGuard, cast

import numpy as np

from mnist_nn.checking.judgement import Judgement, not_judged
from mnist_nn.checking.verdict import Status

if TYPE_CHECKING:
    from mnist_nn.checking.check import Check
    from mnist_nn.checking.task import Result
    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.specification.inputs.sections import Sections


def parts_of(check: Check) -> list[Check]:
    """Return the parts of an exhaustive check: together they try all that it tries."""
    domain = cast("Sections", check.law.domain(np.dtype(check.dtype)))

    def about(part: Sections) -> Check:
        return replace(check, law=replace(check.law, domain=lambda _: part))

    return [about(part) for part in domain.parts]


def has_held(result: Result) -> TypeGuard[Judgement]:
    """Return whether a part was tried whole, and its law held."""
    return isinstance(result, Judgement) and result.verdict.status == Status.PROVED


@dataclass
class Parts:
    """What was found of the parts of a check, so far.

    Attributes:
        check: the check.
        judgements: of the parts that were judged.

    """

    check: Check
    judgements: dict[int, Judgement] = field(default_factory=dict)

    @property
    def judgement(self) -> Judgement | None:
        """What they come to, or None where a part is to be judged that could change it."""
        for part in range(self._number):
            if part not in self.judgements:
                return None
            if not has_held(self.judgements[part]):
                return self.judgements[part]
        return replace(self.judgements[0], verdict=self._proved)

    @property
    def verdict(self) -> Verdict:
        """What is said if nothing more is judged: it may be refuted already, but never proved."""
        others = (each for _, each in sorted(self.judgements.items()) if not has_held(each))
        if first := next(others, None):
            return first.verdict
        tried = f"{len(self.judgements)} of {self._number} parts of its inputs were tried, and held"
        return replace(not_judged(self.check), message=f"{self.check}: {tried}")

    @cached_property
    def _number(self) -> int:
        """How many parts there are."""
        return len(parts_of(self.check))

    @property
    def _proved(self) -> Verdict:
        """The verdict on all of them together."""
        verdicts = [each.verdict for each in self.judgements.values()]
        worst = max(verdicts, key=lambda verdict: verdict.worst or 0.0)
        return replace(worst, examples=sum(verdict.examples for verdict in verdicts))
