"""A worker does tasks of a plan, and ends with the process that started it."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from mnist_nn.checking import work
from mnist_nn.checking.judgement import Judgement
from mnist_nn.checking.plan import Plan
from mnist_nn.checking.task import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHECK = "relu.is_the_rectifier[float32]"
TASK = Task("relu", CHECK)


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave this process, which is no worker, as it was."""
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    monkeypatch.setattr(work, "Finalize", lambda *_, **__: None)
    monkeypatch.setattr(work, "_CLOSING", ExitStack())
    work._session.cache_clear()  # noqa: SLF001 - a worker has one process, and this one has many
    yield
    work._CLOSING.close()  # noqa: SLF001 - as in the end of a worker
    for number, handler in handlers.items():
        signal.signal(number, handler)


def plan(target: str) -> Plan:
    """Return a plan with one check."""
    return Plan(target, laws=("relu.is_the_rectifier",), dtypes=("float32",), examples=3)


def test_a_task_is_done_and_its_target_is_opened_once(tmp_path: Path) -> None:
    """For all tasks of a plan."""
    path, opened = tmp_path / "mine.py", tmp_path / "opened"
    path.write_text(
        f"from mnist_nn import relu\nwith open({str(opened)!r}, 'a') as log: log.write('once ')"
    )
    for _ in range(2):
        result = work.do(plan(str(path)), TASK)
        assert isinstance(result, Judgement)
        assert result.verdict.holds
    assert opened.read_text() == "once "


def test_a_target_that_is_not_there_is_told_with_what_a_worker_needs() -> None:
    """It has its own folder, and its own packages."""
    with pytest.raises(ValueError, match=r"^a worker cannot open none\.py: .*, for each worker as"):
        work.do(plan("none.py"), TASK)


def test_what_is_started_hears_of_no_ctrl_c_until_it_has_begun() -> None:
    """It would die with a traceback; this process hears of it a little later."""

    def held() -> bool:
        return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())

    with work.unheard():
        assert held()
        work.begin()
        assert not held()
    with work.unheard():
        assert held()
    assert not held()


def test_sigterm_interrupts_what_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C, which all processes of a terminal get, does not; nor is there always a task."""

    def result(_: Task) -> Any:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGTERM)

    work.begin()
    monkeypatch.setattr(work, "_session", lambda _: SimpleNamespace(result=result))
    with pytest.raises(KeyboardInterrupt):
        work.do(plan("numpy"), TASK)
    signal.raise_signal(signal.SIGTERM)


def test_what_a_worker_prints_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In the file that is named."""
    kept: list[Path] = []
    monkeypatch.setattr(work, "keep_all", kept.append)
    work.begin(tmp_path / "printed")
    assert kept == [tmp_path / "printed"]


class Soon:
    """A thread that has done all it does when it has started."""

    def __init__(self, target: Any, args: tuple[Any, ...], *, daemon: bool) -> None:
        assert daemon
        self.start = lambda: target(*args)


def test_a_worker_ends_with_the_process_that_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is at work there is interrupted, twice here, and then its target is closed."""
    steps: list[str] = []
    work._CLOSING.callback(steps.append, "closed")  # noqa: SLF001 - as an open target
    monkeypatch.setattr(os, "kill", lambda *_: steps.append("interrupted"))
    monkeypatch.setattr(os, "_exit", lambda _: steps.append("ended"))
    monkeypatch.setattr(work, "PATIENCE", 0)
    monkeypatch.setattr(work, "TIMES", 2)
    monkeypatch.setattr(work, "Thread", Soon)
    reading, writing = os.pipe()
    monkeypatch.setattr(work, "parent_process", lambda: SimpleNamespace(sentinel=reading))
    os.close(writing)  # as if the process at this end were gone
    work.begin()
    os.close(reading)
    assert steps == ["interrupted", "interrupted", "closed", "ended"]
