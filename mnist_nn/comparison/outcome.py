"""An outcome: what became of one check of one implementation, as far as its report tells."""

from __future__ import annotations

from enum import StrEnum

from mnist_nn.checking.judgement import NOT_JUDGED
from mnist_nn.checking.verdict import Status


class Outcome(StrEnum):
    """What became of a check, the gravest first.

    A status tells less: it does not say what is known of the library, and where a report has no
    verdict at all, nothing has a status.
    """

    REFUTED = "refuted"
    CRASHED = "crashed"
    OUTDATED = "outdated deviation"
    INCONCLUSIVE = "inconclusive"
    DEVIATION = "known deviation"
    NOT_RUN = "not run"
    NOT_OFFERED = "not offered"
    HELD = "held"
    PROVED = "proved"

    @property
    def holds(self) -> bool:
        """Whether the law held on every input that was tried."""
        return self in {Outcome.PROVED, Outcome.HELD, Outcome.OUTDATED}

    @property
    def does_not_hold(self) -> bool:
        """Whether there is an input at which the law does not hold."""
        return self in {Outcome.REFUTED, Outcome.CRASHED, Outcome.DEVIATION}

    @property
    def answers(self) -> bool:
        """Whether anything was found out: that the function is not offered is something too."""
        return self not in {Outcome.NOT_RUN, Outcome.INCONCLUSIVE}

    @property
    def is_judged(self) -> bool:
        """Whether the check was begun: what holds is a share of these."""
        return self not in {Outcome.NOT_RUN, Outcome.NOT_OFFERED}


GRAVITY = {outcome: place for place, outcome in enumerate(Outcome)}
"""The place of an outcome, from the gravest on."""

_BROKEN = {Status.REFUTED: Outcome.REFUTED, Status.CRASHED: Outcome.CRASHED}
_HOLDING = {Status.HELD: Outcome.HELD, Status.PROVED: Outcome.PROVED}


def outcome_of(status: Status, deviation: str | None, message: str | None) -> Outcome:
    """Return what a verdict tells.

    Args:
        status: of the verdict.
        deviation: why the law is known not to hold, if it is.
        message: the story of the verdict, which says whether the check was begun.

    >>> outcome_of(Status.REFUTED, "It adds one.", "f.holds is refuted").value
    'known deviation'
    >>> outcome_of(Status.HELD, "It adds one.", None).value
    'outdated deviation'

    """
    if status in _BROKEN:
        return Outcome.DEVIATION if deviation else _BROKEN[status]
    if status in _HOLDING:
        return Outcome.OUTDATED if deviation else _HOLDING[status]
    if status == Status.INCONCLUSIVE:
        return Outcome.NOT_RUN if (message or "").endswith(NOT_JUDGED) else Outcome.INCONCLUSIVE
    return Outcome.NOT_OFFERED
