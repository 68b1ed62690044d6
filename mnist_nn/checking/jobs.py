"""Tasks are done: one after the other in this process, or side by side in others."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import nullcontext
from typing import TYPE_CHECKING, Protocol

from mnist_nn.checking.judgement import Judgement, died
from mnist_nn.checking.own_error import OwnError, fault
from mnist_nn.checking.parts import has_held
from mnist_nn.checking.survey.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from contextlib import AbstractContextManager

    from mnist_nn.checking.session import Session
    from mnist_nn.checking.task import Result, Results, Task

FEW = 500
"""Below so many examples in all, other processes are not worth their start: it takes a second."""

A_WHILE = 30.0
"""After how long without a result it is asked whether any is to be expected, in seconds."""


class Hand(Protocol):
    """What does one task after the other, in another process."""

    def submit(self, task: Task) -> Future[Result]:
        """Begin a task."""

    def death(self, error: BaseException) -> str | None:
        """Return how the process died, if that is why a task ended with an error."""

    def check(self) -> None:
        """Raise an error if no result is to be expected."""


def cores() -> int:
    """Return how many processors this process may use, as far as the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worthwhile(session: Session) -> int:
    """Return how many processes are worth their start: one for each core, or this one for few."""
    tasks = session.tasks
    many = session.plan.examples * sum(1 for task in tasks if task.check) >= FEW
    long = any(task.part is not None or task.survey for task in tasks)
    return cores() if many or long else 1


def done(
    session: Session,
    hands: Sequence[Hand],
    started: Callable[[Task], object],
    aside: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Results:
    """Do every task, and tell when one is started: by many hands, or here if there are none.

    What is printed while a task is done here may be put aside.

    Raises:
        ValueError: the target cannot be opened in another process.
        OwnError: there was an error of ours.

    """
    return _side_by_side(session, hands, started) if hands else _here(session, started, aside)


def _here(
    session: Session,
    started: Callable[[Task], object],
    aside: Callable[[], AbstractContextManager[None]],
) -> Results:
    """Do every task in this process, in order."""
    refuted: set[str] = set()
    for task in session.tasks:
        if task.check not in refuted:
            started(task)
            with aside():
                result = session.result(task)
            refuted |= _refuted(task, result)
            yield task, result


def _side_by_side(
    session: Session, hands: Sequence[Hand], started: Callable[[Task], object]
) -> Results:
    """Do every task by many hands, each of which is sent one at a time.

    So there is no doubt which one it was when a process dies.
    """
    waiting = deque(map(deque, groups(session, len(hands))))
    at_work: dict[Future[Result], tuple[Hand, deque[Task]]] = {}
    refuted: set[str] = set()

    def begin(hand: Hand, group: deque[Task]) -> None:
        while waiting and (not group or group[0].check in refuted):
            group = waiting.popleft()
        if group and group[0].check not in refuted:
            started(group[0])
            at_work[hand.submit(group[0])] = hand, group

    for hand in hands:
        begin(hand, deque())
    while at_work:
        ended, _ = wait(at_work, A_WHILE, FIRST_COMPLETED)
        for hand, _ in [] if ended else at_work.values():
            hand.check()
        for future in ended:
            hand, group = at_work.pop(future)
            task = group.popleft()
            result = _result(session, hand, task, future)
            refuted |= _refuted(task, result)
            begin(hand, group)
            yield task, result


def groups(session: Session, jobs: int) -> list[list[Task]]:
    """Return the tasks in groups, of which a hand takes one after the other, large ones first.

    What is checked of one function at one dtype shares inputs, which a process keeps. No group is
    so large that others wait for it in the end. The mutants of a function take as long as a large
    group of its checks. Where a check has parts, they come last, one by one in order: none need be
    done after one that is refuted.
    """
    tasks = [task for task in session.tasks if task.part is None]
    of_one: dict[tuple[str, str], list[Task]] = {}
    for task in tasks:
        dtype = session.checks[task.check].dtype if task.check else task.survey
        of_one.setdefault((task.function, dtype), []).append(task)
    most = 1 + len(tasks) // (4 * jobs)
    parts = [group[i : i + most] for group in of_one.values() for i in range(0, len(group), most)]
    largest: dict[str, int] = {}
    for part in parts:
        largest[part[0].function] = max(len(part), largest.get(part[0].function, 0))

    def size(part: Sequence[Task]) -> int:
        return largest[part[0].function] if part[0].tries_mutants else len(part)

    alone = [[task] for task in session.tasks if task.part is not None]
    return [*sorted(parts, key=size, reverse=True), *alone]


def _refuted(task: Task, result: Result) -> set[str]:
    """Return the check of which no more parts need be tried, if this was a part that does it."""
    return set() if task.part is None or has_held(result) else {task.check}


def _result(session: Session, hand: Hand, task: Task, future: Future[Result]) -> Result:
    """Return how a task ended: the death of a process is what a law has to say of a function."""
    error = future.exception()
    if error is None:
        return future.result()
    how = hand.death(error)
    if how is None:
        raise error
    if task.check:
        return Judgement(died(session.checks[task.check], how))
    if task.survey:
        return Survey(task.function, task.survey, trouble=f"the process that surveyed it {how}")
    raise OwnError(fault(RuntimeError(f"the process that tried the {task} {how}")))
