"""A judgement: how a check ended, whatever the function under test does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from mnist_nn.checking._inconsistency import Inconsistent
from mnist_nn.checking.check import Exhausted
from mnist_nn.checking.counterexample import Crashed, Refuted
from mnist_nn.checking.own_error import told
from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.specification.failure import Hang

if TYPE_CHECKING:
    from mnist_nn.checking.check import Check
    from mnist_nn.checking.counterexample import Counterexample


@dataclass(frozen=True)
class Judgement:
    """A verdict, and what it rests on.

    Attributes:
        check: what was judged.
        verdict: what was said of it.
        own_error: the error of mnist_nn itself for which it is inconclusive.

    """

    check: Check
    verdict: Verdict
    own_error: Exception | None = None


def judge(check: Check, examples: int = 100, seed: int = 0) -> Judgement:
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
        return Judgement(check, _blank(check))
    try:
        return _judged(check, examples, seed)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other laws are judged too
        return _inconclusive(check, told(error), error)


def not_judged(check: Check) -> Judgement:
    """Say nothing, for the run ended before."""
    if check.function is None:
        return Judgement(check, _blank(check))
    return _inconclusive(check, "not judged, for the run ended before")


def _blank(check: Check) -> Verdict:
    """Return the verdict on what is not offered."""
    law, reason = check.law, check.deviation.reason if check.deviation else None
    return Verdict(
        str(law), law.function, check.dtype, law.level, Status.NOT_OFFERED, deviation=reason
    )


def _inconclusive(check: Check, reason: str, own_error: Exception | None = None) -> Judgement:
    """Say why there is nothing to say."""
    verdict = replace(_blank(check), status=Status.INCONCLUSIVE, message=f"{check}: {reason}")
    return Judgement(check, verdict, own_error=own_error)


def _judged(check: Check, examples: int, seed: int) -> Judgement:
    """Say how a check ended."""
    blank = _blank(check)
    try:
        evidence = check.run(examples, seed)
    except (Refuted, Inconsistent) as refuted:
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
        status=Status.PROVED if evidence.whole else Status.HELD,
        examples=evidence.examples,
        worst=evidence.worst,
        message=outdated if blank.deviation else None,
    )
    return Judgement(check, held)


def _found(blank: Verdict, status: Status, found: Counterexample) -> Verdict:
    """Fill in the input at which a law does not hold."""
    return replace(
        blank,
        status=status,
        worst=found.ratio,
        counterexample=found.counterexample,
        message=str(found),
        reproduce=found.reproduction,
    )
