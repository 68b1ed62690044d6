"""Every task is done once, whoever does it; what shares inputs stays together."""

from __future__ import annotations

import os
from concurrent.futures import Future
from typing import TYPE_CHECKING

import pytest

from mnist_nn.checking import jobs
from mnist_nn.checking.jobs import FEW, cores, done, groups, worthwhile
from mnist_nn.checking.judgement import Judgement
from mnist_nn.checking.own_error import OwnError
from mnist_nn.checking.plan import Plan
from mnist_nn.checking.session import Session, begun
from mnist_nn.checking.strength import Strength
from mnist_nn.checking.task import Task
from mnist_nn.checking.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mnist_nn.checking.task import Result

TWO = Plan(functions=("relu", "step"), dtypes=("float32", "float64"), examples=3)


@pytest.fixture
def session() -> Iterator[Session]:
    """Return a session about two functions at two dtypes."""
    with begun(TWO) as opened:
        yield opened


class Idle(Exception):  # noqa: N818 - nothing is wrong
    """Says that nothing is to be expected."""


class FakeHand:
    """Does no task, but says what it was given; it dies of an AssertionError."""

    def __init__(self, end: Callable[[Task], Result | BaseException | None]) -> None:
        self.given: list[Task] = []
        self._end = end

    def submit(self, task: Task) -> Future[Result]:
        """End at once, or never."""
        self.given.append(task)
        future: Future[Result] = Future()
        match end := self._end(task):
            case None:
                pass
            case BaseException():
                future.set_exception(end)
            case _:
                future.set_result(end)
        return future

    def death(self, error: BaseException) -> str | None:
        """Say how it died, if it did."""
        return "died" if isinstance(error, AssertionError) else None

    def check(self) -> None:
        """Give up."""
        raise Idle


def nothing(_: Task) -> Strength:
    """Return a result."""
    return Strength()


def ignore(_: Task) -> None:
    """Hear that a task is started."""


@pytest.mark.parametrize("number", [1, 2, 3, 1000])
def test_many_hands_do_every_task_once(session: Session, number: int) -> None:
    """However many there are, and each is told of when it is started."""
    hands, started = [FakeHand(nothing) for _ in range(number)], list[Task]()
    tasks = [task for task, _ in done(session, hands, started.append)]
    assert sorted(tasks) == sorted(started) == sorted(session.tasks)
    assert sorted(task for hand in hands for task in hand.given) == sorted(tasks)


def test_without_other_hands_tasks_are_done_in_order(session: Session) -> None:
    """In this process, one after the other: the first is over before the second is started."""
    started: list[Task] = []
    task, result = next(done(session, [], started.append))
    assert [task] == started == session.tasks[:1]
    assert isinstance(result, Judgement)
    assert result.verdict.holds


def test_a_group_is_about_one_function_at_one_dtype(session: Session) -> None:
    """For these share inputs; the mutants of a function are a group of their own."""
    for group in groups(session, 2):
        assert len({(task.function, task.check.partition("[")[2]) for task in group}) == 1


def test_the_largest_groups_come_first_and_mutants_with_the_largest_of_their_function(
    session: Session,
) -> None:
    """So that nobody waits for them in the end."""
    order = groups(session, 1)
    sizes = [len(group) for group in order if group[0].check]
    assert sizes == sorted(sizes, reverse=True)
    assert order[-1][0].check
    assert sum(not group[0].check for group in order) == 2


def test_no_group_takes_longer_than_a_quarter_of_what_one_hand_does(session: Session) -> None:
    """Of many hands, the last one to be ready would let all others wait."""
    assert max(map(len, groups(session, 8))) <= 1 + len(session.tasks) / 32


def test_the_death_of_a_process_is_what_its_law_says(session: Session) -> None:
    """Crashed, with how it died, and how to see it again; the next task is given to it too."""
    hand = FakeHand(lambda task: AssertionError() if task.check else Strength())
    results = dict(done(session, [hand], ignore))
    assert len(results) == len(session.tasks)
    judgement = results[Task("relu", "relu.is_the_rectifier[float32]")]
    assert isinstance(judgement, Judgement)
    assert judgement.verdict.status == Status.CRASHED
    first, second, third = str(judgement.verdict.message).splitlines()
    assert first == "relu.is_the_rectifier[float32] crashed in numpy: relu(x) = max(x, 0), exactly."
    assert second == "  the process that was judging it died"
    assert third.endswith(" --jobs 1 --law relu.is_the_rectifier --dtype float32")


def test_the_death_of_a_process_that_tries_mutants_is_an_error_of_ours(session: Session) -> None:
    """They are ours, and nothing that is verified was called."""
    hand = FakeHand(lambda task: AssertionError() if not task.check else Strength())
    with pytest.raises(OwnError, match="the process that tried the mutants of"):
        list(done(session, [hand], ignore))


def test_an_error_that_is_no_death_ends_the_run(session: Session) -> None:
    """Such as that of a target that cannot be opened there."""
    hand = FakeHand(lambda _: ValueError("no"))
    with pytest.raises(ValueError, match=r"^no$"):
        list(done(session, [hand], ignore))


def test_whoever_has_waited_for_long_asks_whether_to_wait_on(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cluster may have lost all its workers."""
    monkeypatch.setattr(jobs, "A_WHILE", 0.01)
    with pytest.raises(Idle):
        list(done(session, [FakeHand(lambda _: None)], ignore))


def test_few_inputs_are_not_worth_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is one for each core from the number on that is told in the help."""
    monkeypatch.setattr(jobs, "cores", lambda: 7)
    for examples, expected in [(FEW - 1, 1), (FEW, 7)]:
        plan = Plan(laws=("softmax.sums_to_one",), dtypes=("float32",), examples=examples)
        with begun(plan) as one_check:
            assert worthwhile(one_check) == expected


def test_what_is_not_offered_is_no_task() -> None:
    """A function at other dtypes, or none."""
    with begun(Plan("mnist_nn:relu", dtypes=("float32",))) as of_relu:
        assert {task.function for task in of_relu.tasks} == {"relu"}
        assert len(of_relu.tasks) < len(of_relu.checks)


def test_cores_are_those_that_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system tells; all that there are where it does not, and one at least."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 3}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    assert cores() == 2
    monkeypatch.delattr(os, "sched_getaffinity")
    assert cores() == 5
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1
