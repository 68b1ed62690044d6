"""How the domain of a law is explored: drawn by Hypothesis, or visited in its own order."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import target

from mnist_nn.checking.counterexample import Counterexample
from mnist_nn.checking.evidence import Evidence
from mnist_nn.checking.search import explore
from mnist_nn.specification.inputs.enumeration import Enumeration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.checking._trials import Trials

Inputs: TypeAlias = tuple[Any, ...]
"""What a law is given: arrays, or recipes of them."""

SECONDS = 10.0
"""How long a smaller counterexample is sought: of a slow function, one is to be told of soon."""

CALLS = 1000
"""How often a smaller input is tried of a domain that is visited."""


class LongEnough(BaseException):
    """A smaller counterexample was sought for so long; Hypothesis goes on after any Exception."""


class _Drawn(BaseException):
    """As many inputs were drawn as are wanted; Hypothesis goes on after any Exception."""


def drawn(domain: Any, examples: int, seed: str, first: int | None = None) -> list[list[Inputs]]:
    """Return the inputs of each of so many examples, or of all that there are, or of the first."""
    most = min(examples, first or examples)
    if isinstance(domain, Enumeration):
        return [list(map(domain.inputs, places)) for places in _examples(domain, most, seed)]
    inputs: list[list[Inputs]] = []

    def keep(drawn: Inputs) -> None:
        inputs.append([drawn])
        if len(inputs) == most < examples:
            raise _Drawn

    with suppress(_Drawn):
        explore(domain, keep, examples, seed)
    return inputs


class Exploration:
    """A search for an input at which a law fails.

    Attributes:
        evidence: what speaks for the law, until one is found.

    """

    def __init__(self, trials: Trials) -> None:
        self.evidence = Evidence()
        self._trials = trials

    def of(self, domain: Any, examples: int, seed: str) -> None:
        """Try so many examples, or all that there are.

        Raises:
            Counterexample: the law does not hold, at the smallest input found.
            GaveUp: Hypothesis ended its search with an error of its own.
            LongEnough: a smaller counterexample was sought for so long.

        """
        __tracebackhide__ = True
        if isinstance(domain, Enumeration):
            self._visit(domain, examples, seed)
        else:
            self.evidence.whole = explore(domain, self._example, examples, seed)

    def _example(self, inputs: tuple[Any, ...]) -> None:
        """Try one input that was drawn; the search climbs towards the worst ratio."""
        __tracebackhide__ = True
        if self._trials.seconds_since_found() > SECONDS:
            raise LongEnough
        claim = self._trials.claim(inputs)
        target(claim.ratio)
        self.evidence.add(inputs, claim)
        self.evidence.examples += 1

    def _visit(self, domain: Enumeration[Any], examples: int, seed: str) -> None:
        """Try examples in the order of the domain."""
        __tracebackhide__ = True
        for places in _examples(domain, examples, seed):
            for place in places:
                inputs = domain.inputs(place)
                try:
                    claim = self._trials.claim(inputs)
                except Counterexample:
                    self._narrow(domain, place)
                    raise
                self.evidence.add(inputs, claim)
            self.evidence.examples += 1
        self.evidence.whole = not domain.example(self.evidence.examples, 0)

    def _narrow(self, domain: Enumeration[Any], place: Any) -> None:
        """Seek a smaller input at which the law fails too: it is the last that the trials found."""
        calls, end = CALLS, monotonic() + SECONDS

        def fails(place: Any) -> bool:
            nonlocal calls
            calls -= 1
            if calls < 0 or monotonic() > end:
                raise LongEnough
            try:
                self._trials.claim(domain.inputs(place))
            except Counterexample:
                return True
            return False

        smallest, boundary = domain.smallest(place, fails)
        if fails(smallest) and self._trials.found:
            self._trials.found.boundary = boundary


def _examples(domain: Enumeration[Any], examples: int, seed: str) -> Iterator[list[Any]]:
    """Yield the places in each of so many examples, or of all that there are."""
    number = int.from_bytes(sha256(seed.encode()).digest()[:4])
    for n in range(examples):
        places = list(domain.example(n, number))
        if not places:
            return
        yield places
