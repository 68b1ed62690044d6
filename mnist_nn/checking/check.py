"""A check: one law about one function under test, at one dtype, tried on inputs from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.checking._exploration import Exploration, LongEnough, drawn
from mnist_nn.checking._inconsistency import Inconsistent
from mnist_nn.checking._randomness import Stream
from mnist_nn.checking._subject import Subject
from mnist_nn.checking._trials import Trials
from mnist_nn.checking.counterexample import Counterexample, Crashed, Refuted
from mnist_nn.checking.declaration import STRICT_ARITHMETIC, Declaration
from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.checking.search import GaveUp
from mnist_nn.oracle.declared import declaring
from mnist_nn.specification.failure import Hang
from mnist_nn.specification.inputs.enumeration import Enumeration
from mnist_nn.specification.inputs.few_shapes import few_shapes

if TYPE_CHECKING:
    from mnist_nn.checking.deviations import Deviation
    from mnist_nn.checking.evidence import Evidence
    from mnist_nn.checking.pool import Inputs
    from mnist_nn.specification.claim import Claim
    from mnist_nn.specification.function import Implemented
    from mnist_nn.specification.law import Law


class Exhausted(AssertionError):  # noqa: N818 - it is a verdict, not an error of ours
    """Fewer examples could be drawn than were asked for, and there are others."""


@dataclass(frozen=True)
class Check:
    """One law about one function under test, at one dtype.

    Attributes:
        law: what is to hold.
        function: the implementation, or None where it is not offered at this dtype.
        dtype: of the inputs.
        target: what to open to have the implementation again, if it was opened.
        deviation: why the law is known not to hold, and where, if it is.
        declared: the arithmetic by which the results are judged.
        few_shapes: whether inputs of few shapes are tried, for it compiles anew for each.

    """

    law: Law
    function: Implemented | None
    dtype: str
    target: str = ""
    deviation: Deviation | None = None
    declared: Declaration = STRICT_ARITHMETIC
    few_shapes: bool = False

    def __str__(self) -> str:
        return f"{self.law}[{self.dtype}]"

    def run(self, examples: int = EXAMPLES, seed: int = 0) -> Evidence:
        """Search so many examples for an input that refutes the law, after a known counterexample.

        Raises:
            ValueError: no examples are asked for, or the function is not offered.
            Refuted: the law fails, at the smallest input found.
            Crashed: the function raised an error, at the smallest input found.
            Inconsistent: at one input, the law held once and once it did not.
            Exhausted: the law held, but not on so many examples, though there are others.
            Hang: the function did not answer in time; its cause is a Crashed.

        """
        __tracebackhide__ = True
        if examples < 1:
            raise ValueError(f"verify: at least one example is needed, not {examples}")
        trials, reason = Trials(self._claim, Stream(f"{self} {seed}")), ""
        if self.deviation:
            with trials.flowing():
                trials.claim(tuple(self.deviation.counterexample.values()))
        exploration = Exploration(trials)
        try:
            with few_shapes(self.few_shapes):
                exploration.of(self.law, self.dtype, examples, seed)
        except (Counterexample, GaveUp, LongEnough) as ended:
            self._tell(trials)
            reason = f": {ended}"
        evidence = exploration.evidence
        if reason or (evidence.examples < examples and not evidence.ended):
            raise Exhausted(
                f"{self}: only {evidence.examples} of {examples} examples could be drawn{reason}"
            )
        return evidence

    def draw(self, examples: int, seed: int) -> list[Inputs]:
        """Return the inputs that a run would try, or all that there are, if they are fewer."""
        return list(chain.from_iterable(self.draw_examples(examples, seed)))

    def draw_examples(
        self, examples: int, seed: int, first: int | None = None
    ) -> list[list[Inputs]]:
        """Return the inputs of each example that a run would try, or of the first ones."""
        with few_shapes(self.few_shapes):
            return drawn(self.law, self.dtype, examples, seed, first)

    @property
    def is_visited(self) -> bool:
        """Whether its inputs are visited in an order, several in each example, and not drawn."""
        return isinstance(self.law.domain(np.dtype(self.dtype)), Enumeration)

    @property
    def is_exhaustive(self) -> bool:
        """Whether all of its inputs are tried, however long that takes: in parts."""
        return self.dtype in self.law.exhaustive

    def _tell(self, trials: Trials) -> None:
        """Raise what was found by a search that ended early, if anything was."""
        __tracebackhide__ = True
        if pair := trials.contradiction():
            raise Inconsistent(self._subject(), *pair) from None
        if trials.found:
            raise trials.found

    def _claim(self, inputs: tuple[Any, ...]) -> Claim:
        """Return what the law claims of one input, if it holds."""
        __tracebackhide__ = True
        subject = self._subject()
        try:
            with declaring(*self.declared.arithmetics):
                claim = self.law.at(subject.function, *inputs)
        except Hang as hang:
            raise hang from Crashed(subject, hang, inputs)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise Crashed(subject, error, inputs) from error
        if not claim.holds:
            raise Refuted(subject, claim, inputs)
        return claim

    def _subject(self) -> Subject:
        """Return what is told of this check when the law does not hold."""
        if self.function is None:
            raise ValueError(f"verify: no implementation is offered for {self}")
        law = self.law
        return Subject(
            str(law),
            self.dtype,
            law.statement,
            law.inputs,
            law.function,
            self.function,
            self.target,
            law.weights,
            law.written_in,
            self.declared.name,
        )
