"""Laws meet an implementation, and give verdicts."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from mnist_nn.laws.law import Level
from mnist_nn.laws.refutation import Refuted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mnist_nn.implementations.implementation import Implementation
    from mnist_nn.laws.law import BoundLaw, Law


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
        reproduce: lines of Python that show a refutation again.

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


def verify(
    implementation: Implementation, laws: Iterable[Law], *, examples: int = 100, seed: int = 0
) -> Iterator[Verdict]:
    """Check each law at each of its dtypes, on `examples` inputs drawn from `seed`.

    Raises:
        ValueError: no examples are asked for.

    """
    if examples < 1:
        raise ValueError(f"verify: at least one example is needed, not {examples}")
    for law in laws:
        function = implementation.functions.get(law.function)
        for dtype in law.dtypes:
            verdict = Verdict(str(law), law.function, dtype, law.level, Status.NOT_OFFERED)
            if function is not None:
                verdict = _judge(verdict, law.bind(function, dtype), examples, seed)
            yield verdict


def conforms(verdicts: Sequence[Verdict]) -> bool:
    """Return whether every required law that could be checked held, and at least one did."""
    required = [v.status for v in verdicts if v.level == Level.REQUIRED]
    return Status.HELD in required and not {Status.REFUTED, Status.CRASHED} & set(required)


def _judge(blank: Verdict, law: BoundLaw, examples: int, seed: int) -> Verdict:
    """Fill in how the check of a law ended, whatever the function under test does."""
    try:
        evidence = law.check(examples, seed)
    except Refuted as refuted:
        return replace(
            blank,
            status=Status.REFUTED,
            worst=refuted.claim.ratio,
            counterexample=refuted.counterexample,
            message=str(refuted),
            reproduce=refuted.reproduction,
        )
    except Exception as error:  # noqa: BLE001 - whatever the function raises is a verdict on it
        message = f"{law} crashed:\n" + "".join(traceback.format_exception(error)).rstrip()
        return replace(blank, status=Status.CRASHED, message=message)
    ran = replace(blank, examples=evidence.examples, worst=evidence.worst)
    if evidence.examples < examples:
        message = f"{law}: only {evidence.examples} of {examples} examples could be drawn"
        return replace(ran, status=Status.CRASHED, message=message)
    return replace(ran, status=Status.HELD)
