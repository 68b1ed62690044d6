"""A judgement: how a check ended, whatever the function under test does."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from mnist_nn.checking._inconsistency import Inconsistent
from mnist_nn.checking.check import Exhausted
from mnist_nn.checking.counterexample import Crashed, Refuted
from mnist_nn.checking.own_error import fault
from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.specification.defect import Defect
from mnist_nn.specification.failure import Hang

if TYPE_CHECKING:
    from mnist_nn.checking.accuracy import Accuracy
    from mnist_nn.checking.check import Check
    from mnist_nn.checking.counterexample import Counterexample
    from mnist_nn.checking.evidence import Evidence
    from mnist_nn.checking.observation import Observation
    from mnist_nn.checking.own_error import Fault

NOT_JUDGED = "not judged, for the run ended before"
"""How the message of a verdict ends on a check that was never begun."""


@dataclass(frozen=True)
class Judgement:
    """A verdict, and what else was seen while a check was judged; another process can send it.

    Attributes:
        verdict: what was said.
        fault: the error of mnist_nn itself for which it is inconclusive.
        accuracy: what was read of the whole test set, where the check was about that.
        seconds: how long it took, which no two runs have in common.
        observation: what was seen where the law was refuted, if that can be shown.

    """

    verdict: Verdict
    fault: Fault | None = None
    accuracy: Accuracy | None = None
    seconds: float = field(default=0.0, compare=False)
    observation: Observation | None = None


def judge(check: Check, examples: int = EXAMPLES, seed: int = 0) -> Judgement:
    """Judge whatever the function under test does, and whatever is wrong with the law.

    Args:
        check: the law, and the function.
        examples: how many inputs to try.
        seed: decides which.

    Raises:
        ValueError: no examples are asked for.

    """
    if examples < 1:
        raise ValueError(f"verify: at least one example is needed, not {examples}")
    if check.function is None:
        return Judgement(_blank(check))
    try:
        return Judgement(_judged(check, examples, seed))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other laws are judged too
        own = fault(error)
        return Judgement(_inconclusive(check, own.line), own)


def not_judged(check: Check) -> Verdict:
    """Say nothing, for the run ended before."""
    if check.function is None:
        return _blank(check)
    return _inconclusive(check, NOT_JUDGED)


def of_evidence(check: Check, evidence: Evidence) -> Verdict:
    """Say that a law held, on some of its inputs or on all of them."""
    blank = _blank(check)
    outdated = f"{check} holds now, though it is known not to: {blank.deviation}"
    # What is known of the strict arithmetic may well hold in a weaker one.
    deviation = blank.deviation if check.declared.is_strict else None
    return replace(
        blank,
        status=Status.PROVED if evidence.whole else Status.HELD,
        examples=evidence.examples,
        worst=evidence.worst,
        worst_input=evidence.worst_input(check.law.inputs),
        message=outdated if deviation else None,
        deviation=deviation,
    )


def died(check: Check, how: str) -> Verdict:
    """Say that the process in which a check was judged came to its end, and how.

    The input is not known, for nobody is left to tell it.
    """
    story = (
        f"{check} crashed in {check.target}: {check.law.statement}\n"
        f"  the process that was judging it {how}\n"
        f"  to see where, run it in a debugger with --jobs 1 --law {check.law} "
        f"--dtype {check.dtype}{' --exhaustive' if check.is_exhaustive else ''}"
    )
    cause = f"{Defect.CRASH}: the process {how}"
    return replace(_blank(check), status=Status.CRASHED, message=story, cause=cause)


def _blank(check: Check) -> Verdict:
    """Return the verdict on what is not offered."""
    law, reason = check.law, check.deviation.reason if check.deviation else None
    return Verdict(
        str(law), law.function, check.dtype, law.level, Status.NOT_OFFERED, deviation=reason
    )


def _inconclusive(check: Check, reason: str) -> Verdict:
    """Say why there is nothing to say."""
    return replace(_blank(check), status=Status.INCONCLUSIVE, message=f"{check}: {reason}")


def _judged(check: Check, examples: int, seed: int) -> Verdict:
    """Say how a check ended."""
    blank = _blank(check)
    try:
        return of_evidence(check, check.run(examples, seed))
    except (Refuted, Inconsistent) as refuted:
        return _found(blank, Status.REFUTED, refuted)
    except Crashed as crashed:
        return _found(blank, Status.CRASHED, crashed)
    except Hang as hang:
        cause = cast("Crashed", hang.__cause__)
        return _found(blank, Status.CRASHED, cause)
    except Exhausted as exhausted:
        return replace(blank, status=Status.CRASHED, message=str(exhausted))


def _found(blank: Verdict, status: Status, found: Counterexample) -> Verdict:
    """Fill in the input at which a law does not hold."""
    return replace(
        blank,
        status=status,
        worst=found.ratio,
        counterexample=found.counterexample,
        message=str(found),
        cause=found.cause,
        reproduce=found.reproduction,
    )
