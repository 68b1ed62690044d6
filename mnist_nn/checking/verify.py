"""Laws meet an implementation, and give verdicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from mnist_nn.checking.counterexample import Crashed, Refuted
from mnist_nn.specification.failure import Hang
from mnist_nn.specification.law import Exhausted, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mnist_nn.checking.counterexample import Found
    from mnist_nn.checking.deviations import Deviation
    from mnist_nn.specification.law import BoundLaw, Evidence, Law
    from mnist_nn.targets.implementation import Implementation


class Status(StrEnum):
    """What one law said of one implementation at one dtype."""

    HELD = "held"
    REFUTED = "refuted"
    CRASHED = "crashed"
    NOT_OFFERED = "not offered"


@dataclass(frozen=True)
class Verdict:
    """What one law said of one implementation at one dtype.

    Attributes:
        law: such as `softmax.sums_to_one`.
        function: the function that the law is about.
        dtype: of the inputs.
        level: required or advisory.
        status: held, refuted, crashed or not offered.
        examples: how many inputs were tried, and held.
        worst: the greatest error seen, in units of the error allowed, or None where none was seen.
        counterexample: the smallest input that refutes the law, as Python.
        message: the whole story of a refutation or a crash.
        reproduce: lines of Python that show a refutation or a crash again.
        deviation: why the law is known not to hold, or None where it should.

    """

    law: str
    function: str
    dtype: str
    level: Level
    status: Status
    examples: int = 0
    worst: float | None = None
    counterexample: str | None = None
    message: str | None = None
    reproduce: str | None = None
    deviation: str | None = None

    @property
    def fails(self) -> bool:
        """Whether a required law does not hold and should, or is known not to hold and does."""
        judged = self.level == Level.REQUIRED and self.status != Status.NOT_OFFERED
        return judged and (self.status == Status.HELD) == (self.deviation is not None)


@dataclass(frozen=True)
class Check:
    """One law about one implementation at one dtype, to be judged."""

    law: Law
    dtype: str
    implementation: Implementation
    deviation: Deviation | None = None

    def __str__(self) -> str:
        return f"{self.law}[{self.dtype}]"

    @property
    def bound(self) -> BoundLaw | None:
        """The law, bound to the function that it is about, or None where that is not offered."""
        it = self.implementation
        if not it.offers(self.law.function, self.dtype):
            return None
        return self.law.bind(it.functions[self.law.function], self.dtype, it.target)

    def run(self, examples: int = 100, seed: int = 0) -> Evidence:
        """Check the law on `examples` inputs drawn from `seed`, a known counterexample first.

        Raises:
            ValueError: no examples are asked for, or the function is not offered.
            Found: the law is refuted, or the function crashed; and the others of `BoundLaw.check`.

        """
        __tracebackhide__ = True
        if examples < 1:
            raise ValueError(f"verify: at least one example is needed, not {examples}")
        if self.bound is None:
            raise ValueError(f"verify: {self.implementation.name} does not offer {self}")
        first = [tuple(self.deviation.counterexample.values())] if self.deviation else []
        return self.bound.check(examples, seed, first)

    def judge(self, examples: int = 100, seed: int = 0) -> Judgement:
        """Judge, whatever the function under test does.

        Raises:
            ValueError: no examples are asked for.

        """
        law, reason = self.law, self.deviation.reason if self.deviation else None
        blank = Verdict(
            str(law), law.function, self.dtype, law.level, Status.NOT_OFFERED, deviation=reason
        )
        return _judged(blank, self, examples, seed) if self.bound else Judgement(self, blank)


@dataclass(frozen=True)
class Judgement:
    """A verdict, and the inputs on which it rests, where the law held on them."""

    check: Check
    verdict: Verdict
    inputs: Sequence[tuple[object, ...]] = ()


def checks(
    implementation: Implementation, laws: Iterable[Law], deviations: Iterable[Deviation] = ()
) -> list[Check]:
    """Return every check of an implementation: each law at each of its dtypes."""
    known = {(deviation.law, deviation.dtype): deviation for deviation in deviations}
    return [
        Check(law, dtype, implementation, known.get((str(law), dtype)))
        for law in laws
        for dtype in law.dtypes
    ]


def verify(
    implementation: Implementation,
    laws: Iterable[Law],
    *,
    examples: int = 100,
    seed: int = 0,
    deviations: Iterable[Deviation] = (),
) -> Iterator[Verdict]:
    """Judge each law at each of its dtypes, on `examples` inputs drawn from `seed`.

    Raises:
        ValueError: no examples are asked for.

    """
    for check in checks(implementation, laws, deviations):
        yield check.judge(examples, seed).verdict


def conforms(verdicts: Sequence[Verdict]) -> bool:
    """Return whether every required law that could be checked held, and at least one did.

    A known deviation does not count, unless it is outdated, for the law holds.
    """
    required = [v for v in verdicts if v.level == Level.REQUIRED]
    return Status.HELD in {v.status for v in required} and not any(v.fails for v in required)


def _judged(blank: Verdict, check: Check, examples: int, seed: int) -> Judgement:
    """Say how a check ended."""
    try:
        evidence = check.run(examples, seed)
    except Refuted as refuted:
        return Judgement(check, _found(blank, Status.REFUTED, refuted))
    except Crashed as crashed:
        return Judgement(check, _found(blank, Status.CRASHED, crashed))
    except Hang as hang:
        cause = cast("Crashed", hang.__cause__)
        return Judgement(check, _found(blank, Status.CRASHED, cause))
    except Exhausted as exhausted:
        few = replace(blank, status=Status.CRASHED, message=str(exhausted))
        return Judgement(check, few)
    outdated = f"{check} holds now, though it is known not to: {blank.deviation}"
    held = replace(
        blank,
        status=Status.HELD,
        examples=evidence.examples,
        worst=evidence.worst,
        message=outdated if blank.deviation else None,
    )
    return Judgement(check, held, evidence.inputs)


def _found(blank: Verdict, status: Status, found: Found) -> Verdict:
    """Fill in the input at which a law does not hold."""
    return replace(
        blank,
        status=status,
        worst=found.ratio,
        counterexample=found.counterexample,
        message=str(found),
        reproduce=found.reproduction,
    )
