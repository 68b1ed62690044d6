"""How the domain of a law is explored: drawn by Hypothesis, or visited in its own order."""

from __future__ import annotations

from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.checking.counterexample import Counterexample
from mnist_nn.checking.evidence import Evidence
from mnist_nn.checking.pool import PART, draws
from mnist_nn.specification.inputs.enumeration import Enumeration, order_of
from mnist_nn.specification.inputs.few_shapes import shapes_are_few

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.checking._trials import Trials
    from mnist_nn.checking.pool import Draws, Inputs
    from mnist_nn.specification.law import Law

SECONDS = 10.0
"""How long a smaller counterexample is sought: of a slow function, one is to be told of soon."""

CALLS = 1000
"""How often a smaller input is tried of a domain that is visited."""


class LongEnough(BaseException):
    """A smaller counterexample was sought for so long; Hypothesis goes on after any Exception."""


def drawn(
    law: Law, dtype: str, examples: int, seed: int, first: int | None = None
) -> list[list[Inputs]]:
    """Return the inputs of each of so many examples, or of all that there are, or of the first."""
    most = min(examples, first or examples)
    domain = law.domain(np.dtype(dtype))
    if isinstance(domain, Enumeration):
        places = _examples(domain, most, order_of(law, dtype, seed))
        return [list(map(domain.inputs, example)) for example in places]
    parts = draws(law, dtype, examples, seed)
    return [[inputs] for inputs in islice((i for part in parts for i in part.first(most)), most)]


class Exploration:
    """A search for an input at which a law fails.

    Attributes:
        evidence: what speaks for the law, until one is found.

    """

    def __init__(self, trials: Trials) -> None:
        self.evidence = Evidence()
        self._trials = trials

    def of(self, law: Law, dtype: str, examples: int, seed: int) -> None:
        """Try so many examples of the domain of a law, or all that there are.

        Raises:
            Counterexample: the law does not hold, at the smallest input found.
            GaveUp: Hypothesis ended its search with an error of its own.
            LongEnough: a smaller counterexample was sought for so long.

        """
        __tracebackhide__ = True
        domain = law.domain(np.dtype(dtype))
        if isinstance(domain, Enumeration):
            with self._trials.flowing():
                self._visit(domain, examples, order_of(law, dtype, seed))
        else:
            for part in draws(law, dtype, examples, seed):
                self._draw(part)
                if self.evidence.ended:
                    return

    def _draw(self, draws: Draws) -> None:
        """Try inputs that were drawn, and a share of them again."""
        __tracebackhide__ = True
        pool, held, found = draws.pool, 0, None
        with self._trials.flowing():
            for inputs in pool.inputs:
                if found := self._found(inputs):
                    break
                held += 1
        self.evidence.examples += held
        if found:
            self._simplify(draws, held)
            raise found
        if pool.error:
            raise pool.error
        self.evidence.ended = pool.whole
        self.evidence.whole = pool.whole and not shapes_are_few()
        with self._trials.flowing():
            self._trials.again()

    def _found(self, inputs: Inputs) -> Counterexample | None:
        """Return what was found at one input; what is sought next must not be told as its cause."""
        try:
            self.evidence.add(self._trials.claim(inputs), inputs)
        except Counterexample as found:
            return found
        return None

    def _simplify(self, draws: Draws, failed: int) -> None:
        """Draw the inputs again, so that Hypothesis seeks a simpler one than that which failed.

        Raises:
            Counterexample: at the simplest input found, if the law fails there once more.

        """
        __tracebackhide__ = True
        held = iter(range(failed))

        def simpler(inputs: Inputs) -> None:
            if next(held, None) is not None:
                return
            if self._trials.seconds_since_found() > SECONDS:
                raise LongEnough
            with self._trials.flowing():
                self._trials.claim(inputs)

        draws.explore(simpler)

    def _visit(self, domain: Enumeration[Any], examples: int, seed: int) -> None:
        """Try examples in the order of the domain."""
        __tracebackhide__ = True
        for n, places in enumerate(_examples(domain, examples, seed), 1):
            for place in places:
                found = self._found(domain.inputs(place))
                if found:
                    self._narrow(domain, place)
                    raise found
            self.evidence.examples = n
            if n % PART == 0:
                self._trials.again()
        self._trials.again()
        self.evidence.ended = not domain.example(self.evidence.examples, 0)
        self.evidence.whole = self.evidence.ended and domain.is_whole

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


def _examples(domain: Enumeration[Any], examples: int, seed: int) -> Iterator[list[Any]]:
    """Yield the places in each of so many examples, or of all that there are."""
    for n in range(examples):
        places = list(domain.example(n, seed))
        if not places:
            return
        yield places
