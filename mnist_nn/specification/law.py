"""A law: one property of one function, stated in mathematics and checked by Hypothesis."""

from __future__ import annotations

import inspect
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from hypothesis import target

from mnist_nn.checking.counterexample import Crashed, Refuted
from mnist_nn.checking.search import explore
from mnist_nn.specification.claim import Claim
from mnist_nn.specification.failure import Hang
from mnist_nn.specification.guard import WrongAnswer, answering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hypothesis.strategies import SearchStrategy
    from numpy.typing import DTypeLike

Function: TypeAlias = "Callable[..., Any]"
"""An implementation's function: arrays in, arrays out."""

Domain: TypeAlias = "Callable[[np.dtype[Any]], SearchStrategy[Any]]"
"""A named strategy: draws the input of a law at a dtype, or the tuple of its inputs."""

FLOATS = ("float64", "float32", "float16")


class Level(StrEnum):
    """What a refutation means: a defect, or a property that correct implementations may lack."""

    REQUIRED = "required"
    ADVISORY = "advisory"


@dataclass(frozen=True)
class Law:
    """One property of one function, for every input of a named domain.

    Attributes:
        function: the name of the function that the law is about.
        name: the law's own name, a predicate: softmax `sums_to_one`.
        statement: the property, in mathematics.
        level: required or advisory.
        dtypes: the dtypes for which the law is stated.
        domain: draws the inputs at a dtype.
        claim: claims the property of a function at given inputs.
        weights: the file of the parameters that it is about, if not the reference weights.

    """

    function: str
    name: str
    statement: str
    level: Level
    dtypes: tuple[str, ...]
    domain: Domain
    claim: Callable[..., Claim]
    weights: str = ""

    def __str__(self) -> str:
        return f"{self.function}.{self.name}"

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs, in the order in which the domain draws them."""
        return tuple(inspect.signature(self.claim).parameters)[1:]

    def bind(self, function: Function, dtype: DTypeLike, origin: str = "") -> BoundLaw:
        """Return this law about `function`, with inputs of `dtype`.

        A refutation names the origin, what to call `opened` with, to have the function again.
        """
        return BoundLaw(self, function, np.dtype(dtype), origin)

    def draw(self, dtype: DTypeLike, examples: int, seed: int) -> list[tuple[Any, ...]]:
        """Return so many inputs of `dtype`, or all that there are, if they are fewer."""
        drawn: list[tuple[Any, ...]] = []
        explore(self.domain(np.dtype(dtype)), drawn.append, examples, f"{self}[{dtype}] {seed}")
        return drawn

    def at(self, function: Function, *inputs: Any) -> Claim:
        """Return what the law claims of `function` at given inputs.

        A law computes with whatever it is given, and what warns is not what is judged. The inputs
        are left as they were, whatever the function does to them.
        """
        with _restored(inputs), warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):
            try:
                return self.claim(answering(self.function, function), *inputs)
            except WrongAnswer as wrong:
                return Claim(np.inf, str(wrong))


def law(
    function: str,
    domain: Domain,
    *,
    level: Level = Level.REQUIRED,
    dtypes: tuple[str, ...] = FLOATS,
) -> Callable[[Callable[..., Claim]], Law]:
    """Make a law of a Python function that takes the implementation's function, then the inputs.

    Its name is the law's, and the first line of its docstring the statement.
    """

    def decorate(claim: Callable[..., Claim]) -> Law:
        name = claim.__name__
        statement = (claim.__doc__ or "").partition("\n")[0]
        if not statement:
            raise ValueError(f"law {function}.{name}: its docstring must state it")
        return Law(function, name, statement, level, dtypes, domain, claim)

    return decorate


@dataclass
class Evidence:
    """What speaks for a law that was not refuted.

    Attributes:
        inputs: those that were tried, and held.
        worst: the greatest error seen, in units of the error allowed.

    """

    inputs: list[tuple[Any, ...]] = field(default_factory=list)
    worst: float = 0.0

    @property
    def examples(self) -> int:
        """How many inputs were tried, and held."""
        return len(self.inputs)


class Exhausted(AssertionError):  # noqa: N818 - it is a verdict, not an error of ours
    """Fewer examples could be drawn than were asked for: nothing is said of the others."""


@dataclass(frozen=True)
class BoundLaw:
    """A law about one function at one dtype."""

    law: Law
    function: Function
    dtype: np.dtype[Any]
    origin: str = ""

    def __str__(self) -> str:
        return f"{self.law}[{self.dtype}]"

    def check(
        self, examples: int = 100, seed: int = 0, first: Iterable[tuple[Any, ...]] = ()
    ) -> Evidence:
        """Search `examples` inputs for one that refutes the law, after those that come first.

        Raises:
            Refuted: the law fails, at the smallest input found.
            Crashed: the function raised an error, at the smallest input found.
            Exhausted: the law held, but the domain has fewer examples.
            Hang: the function did not answer in time; its cause is a Crashed.

        """
        __tracebackhide__ = True
        for inputs in first:
            self._claim(inputs)
        evidence = Evidence()
        example = self._example(evidence)
        explore(self.law.domain(self.dtype), example, examples, f"{self} {seed}")
        if evidence.examples < examples:
            raise Exhausted(
                f"{self}: only {evidence.examples} of {examples} examples could be drawn"
            )
        return evidence

    def _example(self, evidence: Evidence) -> Callable[[tuple[Any, ...]], None]:
        """Return the check of one input; the search climbs towards the worst ratio."""

        def example(inputs: tuple[Any, ...]) -> None:
            claim = self._claim(inputs)
            target(claim.ratio)
            evidence.inputs.append(inputs)
            evidence.worst = max(evidence.worst, claim.ratio)

        return example

    def _claim(self, inputs: tuple[Any, ...]) -> Claim:
        """Return what the law claims of one input, if it holds."""
        __tracebackhide__ = True
        try:
            claim = self.law.at(self.function, *inputs)
        except Hang as hang:
            raise hang from Crashed(self, hang, inputs)
        except (Exception, SystemExit) as error:
            raise Crashed(self, error, inputs) from error
        if not claim.holds:
            raise Refuted(self, claim, inputs)
        return claim


@contextmanager
def _restored(inputs: tuple[Any, ...]) -> Iterator[None]:
    """Give arrays their numbers back in the end; a copy could lie in memory in another way."""
    arrays = [array for array in inputs if isinstance(array, np.ndarray)]
    before = [array.copy() for array in arrays]
    try:
        yield
    finally:
        for array, numbers in zip(arrays, before, strict=True):
            if array.flags.writeable:
                np.copyto(array, numbers)
