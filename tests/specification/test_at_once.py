"""Calls of several threads overlap, whatever becomes of them, and are over when they are told."""

from __future__ import annotations

import sys
from functools import partial
from threading import Event
from typing import Any

import pytest

from mnist_nn.specification import at_once as module
from mnist_nn.specification.at_once import MOST, TIMES, at_once
from mnist_nn.specification.failure import Hang


def test_each_thread_gets_the_answers_to_its_own_call() -> None:
    """Three at least, in the order of the calls."""
    first, second = at_once([partial(int, "1"), partial(int, "2")])
    assert set(first) == {1}
    assert set(second) == {2}
    assert TIMES <= len(first) <= MOST
    assert TIMES <= len(second) <= MOST


def test_calls_are_made_at_the_same_time() -> None:
    """Each waits until the other has begun."""
    begun = Event(), Event()

    def call(mine: Event, other: Event) -> bool:
        mine.set()
        return other.wait(10)

    answers = at_once([partial(call, *begun), partial(call, *reversed(begun))])
    assert all(both for own in answers for both in own)


def test_a_short_call_is_made_until_the_others_have_been() -> None:
    """Otherwise it would be over before they have begun."""
    called = Event()
    short, _ = at_once([called.set, partial(called.wait, 10)])
    assert len(short) >= TIMES


def test_what_a_thread_raises_is_raised_here() -> None:
    """With its traceback; nobody waits for that thread."""

    def fails() -> Any:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as raised:
        at_once([int, fails])
    assert raised.traceback[-1].name == "fails"


def test_threads_that_do_not_end_are_a_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are left to themselves."""
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    ended = Event()
    with pytest.raises(Hang, match=r"^no answer within 0\.01 s to 2 threads at once$"):
        at_once([ended.wait, int])
    ended.set()


def test_the_switch_interval_is_as_before_in_the_end() -> None:
    """In between, it is shorter."""
    before = sys.getswitchinterval()
    answers = at_once([sys.getswitchinterval])
    assert max(answers[0]) < before == sys.getswitchinterval()
