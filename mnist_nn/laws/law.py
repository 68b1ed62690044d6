"""A law: one property of one function, stated in mathematics and checked by Hypothesis."""

from __future__ import annotations

import inspect
import warnings
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from hypothesis import HealthCheck, Phase, Verbosity, given, settings, target
from hypothesis import seed as seeded

from mnist_nn.laws.refutation import Refuted

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy
    from numpy.typing import DTypeLike

    from mnist_nn.laws.claim import Claim

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

    """

    function: str
    name: str
    statement: str
    level: Level
    dtypes: tuple[str, ...]
    domain: Domain
    claim: Callable[..., Claim]

    def __str__(self) -> str:
        return f"{self.function}.{self.name}"

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs, in the order in which the domain draws them."""
        return tuple(inspect.signature(self.claim).parameters)[1:]

    def bind(self, function: Function, dtype: DTypeLike) -> BoundLaw:
        """Return this law about `function`, with inputs of `dtype`."""
        return BoundLaw(self, function, np.dtype(dtype))


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
        examples: how many inputs were tried, and held.
        worst: the greatest error seen, in units of the error allowed.

    """

    examples: int = 0
    worst: float = 0.0


@dataclass(frozen=True)
class BoundLaw:
    """A law about one function at one dtype."""

    law: Law
    function: Function
    dtype: np.dtype[Any]

    def __str__(self) -> str:
        return f"{self.law}[{self.dtype}]"

    def check(self, examples: int = 100, seed: int = 0) -> Evidence:
        """Search `examples` inputs for one that refutes the law.

        Raises:
            Refuted: the law fails, at the smallest input found.
            Exception: whatever the function itself raised.

        """
        evidence = Evidence()
        search = given(self.law.domain(self.dtype))(self._example(evidence))
        seeded(seed)(_settings(examples)(search))()
        return evidence

    def _example(self, evidence: Evidence) -> Callable[[Any], None]:
        """Return the check of one input; the search climbs towards the worst ratio."""

        def example(drawn: Any) -> None:
            inputs = drawn if isinstance(drawn, tuple) else (drawn,)
            # A law computes with whatever it is given, and what warns is not what is judged.
            with warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):
                claim = self.law.claim(self.function, *inputs)
            if not claim.holds:
                raise Refuted(self, claim, inputs)
            target(claim.ratio)
            evidence.examples += 1
            evidence.worst = max(evidence.worst, claim.ratio)

        return example


def _settings(examples: int) -> settings:
    """Return settings under which nothing but the seed decides what is searched."""
    return settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=False,
        print_blob=False,
        phases=[Phase.generate, Phase.target, Phase.shrink],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
