"""Whoever waits for long is told soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.report import pace
from mnist_nn.report.pace import LONG, Pace, PaceOfParts

if TYPE_CHECKING:
    import pytest

SLOW = Pace(checks=400, examples=25, jobs=2)


def test_a_slow_run_is_told_with_how_long_it_takes_and_what_takes_less() -> None:
    """30 seconds of two processes are 60 for 4 checks of 25 examples, or 0.6 for each."""
    told = "0.6 s an example: about 50 min; --examples 5 takes about 10"
    assert SLOW.warning(judged=4, seconds=30) == told


def test_where_nothing_was_judged_it_takes_longer_than_was_waited() -> None:
    """For the first checks, and so for those that follow: 200 times 30 seconds."""
    told = "more than 1.2 s an example: more than 100 min; --examples 5 takes more than 20"
    assert SLOW.warning(judged=0, seconds=30) == told


def test_a_run_that_takes_less_than_it_is_worth_telling_is_not_told() -> None:
    """Whether nothing was judged or not."""
    judged = 400 * 30 / LONG
    assert SLOW.warning(judged=int(judged) + 1, seconds=30) is None
    assert Pace(checks=10, examples=100, jobs=1).warning(judged=0, seconds=30) is None


def test_fewer_examples_are_not_proposed_where_there_are_few() -> None:
    """Five are as few as are proposed; so short a time is told in tenths."""
    few = Pace(checks=400, examples=5, jobs=1)
    assert few.warning(judged=4, seconds=30) == "1.5 s an example: about 50 min"
    many = Pace(checks=400, examples=1000, jobs=1)
    assert str(many.warning(judged=4, seconds=30)).endswith(" --examples 5 takes about 0.2")


def told_after(seconds: float, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Return what is told of 256 parts of two processes, if the first takes so many seconds."""
    clock = iter([1000.0, 1000.0 + seconds])
    monkeypatch.setattr(pace, "monotonic", lambda: next(clock))
    parts = PaceOfParts(256, jobs=2)
    parts.started()
    parts.started()
    return [parts.ended(), parts.ended()]


def test_how_long_all_parts_take_is_told_once_by_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """255 times 4 seconds, by two."""
    told = "all of its inputs are tried: about 8 min"
    assert told_after(4, monkeypatch) == [told, None]


def test_parts_that_take_less_than_a_minute_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is over soon."""
    assert told_after(0.4, monkeypatch) == [None, None]
