"""Each kind of verdict has a mark of its own."""

from __future__ import annotations

from dataclasses import replace

from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.report.page.marks import ADVISORY, KNOWN, MARKS, OUTDATED, mark_of
from mnist_nn.specification.law import Level

HELD = Verdict("f.holds", "f", "float64", Level.REQUIRED, Status.HELD, 100, 0.25)
REFUTED = replace(HELD, status=Status.REFUTED, message="it is refuted")


def test_every_status_has_a_mark() -> None:
    """Of what is required, and no deviation."""
    assert [mark_of(replace(HELD, status=status)) for status in Status] == list(MARKS.values())


def test_no_mark_needs_its_colour() -> None:
    """Its word says it too."""
    words = [mark.word for mark in (*MARKS.values(), KNOWN, ADVISORY, OUTDATED)]
    assert len(words) == len(set(words))


def test_a_known_deviation_is_marked_as_one() -> None:
    """Unless it is gone."""
    assert mark_of(replace(REFUTED, deviation="it overshoots")) == KNOWN
    assert mark_of(replace(HELD, deviation="it overshoots", message="holds now")) == OUTDATED


def test_an_advisory_law_that_does_not_hold_is_no_failure() -> None:
    """And is not marked as one."""
    assert mark_of(replace(REFUTED, level=Level.ADVISORY)) == ADVISORY


def test_what_is_not_offered_is_no_deviation() -> None:
    """Though one may be known, of other versions."""
    blank = replace(HELD, status=Status.NOT_OFFERED, deviation="it overshoots")
    assert mark_of(blank) == MARKS[Status.NOT_OFFERED]
