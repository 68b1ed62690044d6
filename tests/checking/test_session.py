"""A session does what a plan says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnist_nn.checking import jobs
from mnist_nn.checking.jobs import done, groups, worthwhile
from mnist_nn.checking.plan import Plan
from mnist_nn.checking.session import Session, begun
from mnist_nn.checking.strength import Strength
from mnist_nn.checking.survey.survey import Survey
from mnist_nn.report.unfinished import Unfinished
from tests.checking.test_jobs import FakeHand, ignore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.checking.task import Task

AT_SMALL_FORMATS = Plan(
    "mnist_nn:sigmoid",
    laws=("sigmoid.reads_integers_or_refuses_them", "sigmoid.is_the_true_sigmoid"),
    dtypes=("float16", "bfloat16", "int8"),
    examples=1,
    errors=True,
)


@pytest.fixture
def session() -> Iterator[Session]:
    """Return a session that surveys the errors of a function at two formats."""
    with begun(AT_SMALL_FORMATS) as opened:
        yield opened


def surveys(session: Session) -> list[Task]:
    """Return the surveys of a session."""
    return [task for task in session.tasks if task.survey]


def test_errors_are_surveyed_at_every_format_that_is_checked(session: Session) -> None:
    """After the checks, and before mutants; integers are no format."""
    names = list(map(str, session.tasks))
    assert list(map(str, surveys(session))) == [
        "errors of sigmoid[float16]",
        "errors of sigmoid[bfloat16]",
    ]
    assert names[-3:] == [*map(str, surveys(session)), "mutants of sigmoid"]


def test_errors_are_not_surveyed_unless_it_is_asked() -> None:
    """It takes seconds."""
    with begun(Plan("mnist_nn:sigmoid", dtypes=("float16",))) as session:
        assert surveys(session) == []


def test_a_survey_is_about_what_is_verified(session: Session) -> None:
    """It is reported with the run, in the order of the tasks, as far as there are any."""
    unfinished = Unfinished(session)
    for task in reversed(surveys(session)):
        unfinished.add(task, session.result(task))
    first, second = unfinished.run.surveys
    assert (first.function, first.dtype, second.dtype) == ("sigmoid", "float16", "bfloat16")
    assert first.whole


def test_a_survey_is_judged_by_the_arithmetic_of_the_checks() -> None:
    """What is declared allows more."""
    given = "mnist_nn:sigmoid", (), ("sigmoid.is_the_true_sigmoid",), ("float16",)
    with begun(Plan(*given, errors=True, arithmetic="tanh-sigmoid")) as weaker:
        (task,) = surveys(weaker)
        weak = weaker.result(task)
    with begun(Plan(*given, errors=True)) as strict_one:
        strict = strict_one.result(task)
    assert isinstance(weak, Survey)
    assert isinstance(strict, Survey)
    assert weak.nearest
    assert strict.nearest
    assert weak.nearest.share < strict.nearest.share


def test_surveys_are_worth_processes_of_their_own(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They take seconds, and whoever crashes there ends no other."""
    monkeypatch.setattr(jobs, "cores", lambda: 7)
    assert worthwhile(session) == 7


def test_a_survey_is_made_where_the_checks_of_its_dtype_are(session: Session) -> None:
    """The function is warm there."""
    (group,) = [group for group in groups(session, 1) if surveys(session)[0] in group]
    assert {session.checks[task.check].dtype for task in group if task.check} == {"float16"}


def test_the_death_of_a_process_ends_its_survey_and_not_the_run(session: Session) -> None:
    """It tells how it died."""
    hand = FakeHand(lambda task: AssertionError() if task.survey else Strength())
    results = dict(done(session, [hand], ignore))
    assert len(results) == len(session.tasks)
    assert results[surveys(session)[0]] == Survey(
        "sigmoid", "float16", trouble="the process that surveyed it died"
    )
