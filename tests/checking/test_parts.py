"""What is tried in parts comes to one verdict, the same in whatever order they end."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.checking import jobs
from mnist_nn.checking.jobs import done, groups, worthwhile
from mnist_nn.checking.judgement import Judgement, died
from mnist_nn.checking.parts import Parts
from mnist_nn.checking.verdict import Status
from mnist_nn.report.unfinished import Unfinished
from mnist_nn.specification.inputs.recipe import MAKERS
from tests.checking.in_parts import CHECK, LAW, PARTS, WRONG, session_in_parts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest
    from numpy.typing import NDArray

    from mnist_nn.checking.session import Session
    from mnist_nn.checking.task import Result, Task


class Quick:
    """A hand that ends each task at once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def submit(self, task: Task) -> Future[Result]:
        """Do a task."""
        future: Future[Result] = Future()
        future.set_result(self._session.result(task))
        return future

    def death(self, _: BaseException) -> str | None:
        """Say that it lives."""

    def check(self) -> None:
        """Wait on."""


class Slow(Quick):
    """A hand that ends each task when all wait for it."""

    def submit(self, task: Task) -> Future[Result]:
        """Begin a task."""
        self._at_work: Future[Result] = Future()
        self._result = self._session.result(task)
        return self._at_work

    def check(self) -> None:
        """End the task."""
        self._at_work.set_result(self._result)


def judged(session: Session, tasks: Iterable[Task]) -> Parts:
    """Return what is found of some parts."""
    parts = Parts(session.checks[CHECK])
    for task in tasks:
        result = session.result(task)
        assert task.part is not None
        assert isinstance(result, Judgement)
        parts.judgements[task.part] = result
    return parts


def test_parts_are_tasks_after_all_others(tmp_path: Path) -> None:
    """In order, each by itself."""
    with session_in_parts(tmp_path) as session:
        assert session.tasks[-4:] == PARTS
        assert groups(session, 2)[-4:] == [[part] for part in PARTS]
        assert [str(task) for task in PARTS[:2]] == [f"{CHECK}, part 0", f"{CHECK}, part 1"]


def test_many_numbers_are_worth_other_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though there are few tasks."""
    monkeypatch.setattr("mnist_nn.checking.jobs.cores", lambda: 7)
    with session_in_parts(tmp_path) as session:
        assert worthwhile(session) == 7


def test_a_law_that_holds_in_each_part_is_proved(tmp_path: Path) -> None:
    """On as many examples as all of them have, with the greatest error of any."""
    with session_in_parts(tmp_path) as session:
        parts = judged(session, PARTS)
        assert parts.judgement
        verdict = parts.judgement.verdict
        assert (verdict.status, verdict.examples, verdict.worst) == (Status.PROVED, 8, 0.0)


def test_nothing_is_concluded_of_some_parts_that_held(tmp_path: Path) -> None:
    """But it is told how many they are."""
    with session_in_parts(tmp_path) as session:
        parts = judged(session, PARTS[1:])
        assert parts.judgement is None
        assert parts.verdict.status == Status.INCONCLUSIVE
        told = f"{CHECK}: 3 of 4 parts of its inputs were tried, and held"
        assert parts.verdict.message == told


def test_a_law_is_refuted_by_the_first_part_that_refutes_it(tmp_path: Path) -> None:
    """Once those before it are known to hold; if they are not tried any more, it is so too."""
    with session_in_parts(tmp_path, WRONG) as session:
        assert judged(session, PARTS[:2]).judgement is None
        late = judged(session, PARTS[1:3])
        assert late.judgement is None
        assert late.verdict.status == Status.REFUTED
        whole = judged(session, PARTS[:3]).judgement
        assert whole
        assert whole.verdict == late.verdict


def test_no_part_is_tried_after_one_that_is_refuted(tmp_path: Path) -> None:
    """Where one follows the other."""
    with session_in_parts(tmp_path, WRONG) as session:
        tried = [task for task, _ in done(session, [], lambda _: None) if task.check]
        assert tried == PARTS[:3]


def test_parts_that_were_begun_before_one_that_is_refuted_are_awaited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the verdict is the same, in whatever order they end."""
    monkeypatch.setattr(jobs, "A_WHILE", 0.01)
    with session_in_parts(tmp_path, WRONG) as session:
        unfinished, seen = Unfinished(session), []
        for task, result in done(session, [Quick(session), Slow(session)], lambda _: None):
            unfinished.add(task, result)
            if task.check:
                seen.append((task.part, CHECK in unfinished.judgements))
        assert seen == [(1, False), (2, False), (0, True)]
        assert unfinished.verdicts[0].status == Status.REFUTED


def test_a_run_that_is_interrupted_tells_how_far_it_came(tmp_path: Path) -> None:
    """Whether parts were tried, or none."""
    with session_in_parts(tmp_path) as session:
        unfinished = Unfinished(session)
        assert str(unfinished.verdicts[0].message).endswith(
            ": not judged, for the run ended before"
        )
        unfinished.add(PARTS[2], session.result(PARTS[2]))
        assert "1 of 4 parts of its inputs were tried" in str(unfinished.verdicts[0].message)


def test_the_death_of_a_process_in_a_part_can_be_seen_again(tmp_path: Path) -> None:
    """With the option that tries the part."""
    with session_in_parts(tmp_path) as session:
        story = str(died(session.checks[CHECK], "died of SIGSEGV").message)
        assert story.endswith(f" --law {LAW} --dtype float32 --exhaustive")


def test_mutants_are_tried_on_one_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has more numbers than all that is drawn, and those that are left would take hours."""
    tried: list[tuple[int, ...]] = []

    def section(*arguments: int) -> NDArray[np.float32]:
        tried.append(arguments)
        return np.zeros(3, np.float32)

    monkeypatch.setitem(MAKERS, "section_of_float32", section)
    with session_in_parts(tmp_path) as session:
        session.result(session.tasks[0])
    assert tried == [(0,)]
