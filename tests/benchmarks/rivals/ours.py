"""Every required law of a function, at every dtype, as `mnist-nn verify` checks them.

100 examples each, from the seed 0. A search ends at the first input that refutes a law, or at which
the candidate raises an error, instead of looking for the smallest: only whether it fails counts.
"""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any

from mnist_nn.laws.catalogue import CATALOGUE
from mnist_nn.laws.law import Level
from tests.benchmarks.rivals.rival import Rival

if TYPE_CHECKING:
    from mnist_nn.laws.claim import Claim
    from mnist_nn.laws.law import Function, Law


class _Ended(BaseException):
    """Ends a search at once: Hypothesis shrinks what an Exception, and no other, has shown."""


def _blames(function: str, candidate: Function) -> None:
    """Check every required law of the function."""
    for law in CATALOGUE:
        if law.function == function and law.level == Level.REQUIRED:
            _check(law, candidate)


def _check(law: Law, candidate: Function) -> None:
    """Fail if the law does not hold at one of its dtypes."""

    @wraps(law.claim)
    def claim_or_end(f: Function, *inputs: Any) -> Claim:
        try:
            claim = law.claim(f, *inputs)
        except Exception as error:
            raise _Ended(str(error)) from error
        if not claim.holds:
            raise _Ended(claim.story)
        return claim

    for dtype in law.dtypes:
        try:
            replace(law, claim=claim_or_end).bind(candidate, dtype).check()
        except _Ended as ended:
            raise AssertionError(f"{law}[{dtype}]: {ended}") from None


RIVAL = Rival("this package: its required laws", _blames)
