"""What goes wrong is told at once, in a line; the report tells the rest."""

from __future__ import annotations

from dataclasses import replace
from time import sleep
from typing import TYPE_CHECKING

import pytest

from mnist_nn.checking.judgement import Judgement
from mnist_nn.checking.plan import Plan
from mnist_nn.checking.session import Session, begun
from mnist_nn.checking.strength import Strength
from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.report import news
from mnist_nn.report.news import told
from mnist_nn.report.unfinished import Unfinished
from mnist_nn.specification.law import Level
from tests.checking.in_parts import CHECK, PARTS, WRONG, session_in_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REFUTED = Verdict(
    "relu.is_the_rectifier",
    "relu",
    "float32",
    Level.REQUIRED,
    Status.REFUTED,
    message="relu.is_the_rectifier[float32] is refuted\n  for x = 1",
)
LINE = "relu.is_the_rectifier[float32] is refuted\n"


@pytest.fixture
def session() -> Iterator[Session]:
    """Return a session of one law at two dtypes."""
    laws, dtypes = ("relu.is_the_rectifier",), ("float32", "float64")
    with begun(Plan(laws=laws, dtypes=dtypes)) as opened:
        yield opened


def ends_with(session: Session, *verdicts: Verdict) -> None:
    """Tell of a run that gives these verdicts."""
    with told(Unfinished(session), jobs=1) as it:
        for task, verdict in zip(session.tasks, verdicts, strict=False):
            it.started(task)
            it.ended(task, Judgement(verdict))


def test_a_failure_is_told_when_it_is_found(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the first line of its story, on stderr, whether that is a screen or not."""
    ends_with(session, REFUTED)
    assert capsys.readouterr() == ("", LINE)


def test_a_failure_for_a_known_reason_is_told_in_the_report_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It says how many there are."""
    with begun(Plan(laws=("relu.is_the_rectifier",))) as session:
        other = replace(REFUTED, message="another", cause="another")
        ends_with(session, REFUTED, REFUTED, other, REFUTED)
    assert capsys.readouterr().err == f"{LINE}another\n"


def test_the_last_failure_is_told_in_the_report_alone(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which comes at once."""
    ends_with(session, replace(REFUTED, status=Status.HELD), REFUTED)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "verdict",
    [
        replace(REFUTED, level=Level.ADVISORY),
        replace(REFUTED, deviation="known"),
        replace(REFUTED, status=Status.INCONCLUSIVE),
    ],
    ids=["advisory", "known", "an error of ours"],
)
def test_what_the_function_is_not_to_blame_for_is_not_told(
    session: Session, capsys: pytest.CaptureFixture[str], verdict: Verdict
) -> None:
    """The report tells it."""
    ends_with(session, verdict)
    assert capsys.readouterr().err == ""


def test_a_slow_run_is_told_while_it_goes_on(
    session: Session, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything was judged; a run that is over is not."""
    monkeypatch.setattr(news, "SOON", 0.01)
    monkeypatch.setattr("mnist_nn.report.pace.LONG", 0.001)
    with told(Unfinished(session), jobs=1):
        sleep(0.5)
    assert " s an example: more than " in capsys.readouterr().err
    with told(Unfinished(session), jobs=1):
        pass
    assert capsys.readouterr().err == ""


def test_a_run_that_is_not_slow_is_not_told(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """When it is asked."""
    with told(Unfinished(session), jobs=1) as it:
        it.warn()
    assert capsys.readouterr().err == ""


def test_mutants_that_were_tried_are_no_news(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor is it what counts as refuted."""
    unfinished = Unfinished(session)
    with told(unfinished, jobs=1) as it:
        it.ended(session.tasks[-1], Strength(survived=("relu.wrong",)))
    assert capsys.readouterr().err == ""
    assert unfinished.run.strength.survived == ("relu.wrong",)


def test_a_check_in_parts_is_told_once_if_several_are_refuted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They were begun side by side; the first line of the first that ends is enough."""
    with session_in_parts(tmp_path, WRONG) as session:
        refuted = session.result(PARTS[2])
        with told(Unfinished(session), jobs=2) as it:
            for task in PARTS[2:]:
                it.started(task)
                it.ended(task, refuted)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{CHECK} is refuted for ")


def test_how_long_all_parts_take_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the first that holds."""
    monkeypatch.setattr("mnist_nn.report.pace.PaceOfParts.ended", lambda _: "soon")
    with session_in_parts(tmp_path) as session, told(Unfinished(session), jobs=1) as it:
        it.started(PARTS[0])
        it.ended(PARTS[0], session.result(PARTS[0]))
    assert capsys.readouterr().err == f"{CHECK}: soon\n"


def test_how_long_parts_take_is_not_told_once_one_is_refuted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more of them are tried."""
    monkeypatch.setattr("mnist_nn.report.pace.PaceOfParts.ended", lambda _: "soon")
    with session_in_parts(tmp_path, WRONG) as session, told(Unfinished(session), jobs=1) as it:
        it.started(PARTS[2])
        it.ended(PARTS[2], session.result(PARTS[2]))
    assert "soon" not in capsys.readouterr().err
