"""A process dies alone, and another one goes on."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from mnist_nn.checking.judgement import Judgement
from mnist_nn.checking.plan import Plan
from mnist_nn.checking.task import Task
from mnist_nn.checking.worker import Worker, workers

if TYPE_CHECKING:
    from pathlib import Path

MINE = """
import os, signal
import numpy as np

def relu(x):
    if x.dtype == "float16":
        os.kill(os.getpid(), signal.SIGSEGV)
    return np.maximum(x, 0)

with open(__file__ + ".log", "a") as log:
    print(os.getpid(), file=log)
"""
NAME = "relu.is_the_rectifier[{}]"


def ending(worker: Worker, dtype: str) -> str | None:
    """Return how a worker died of a check at a dtype, or None if the law held."""
    future = worker.submit(Task("relu", NAME.format(dtype)))
    if error := future.exception():
        return worker.death(error)
    judgement = future.result()
    assert isinstance(judgement, Judgement)
    assert judgement.verdict.holds
    return None


def wait_for_the_end_of(pid: int) -> None:
    """Wait until a process is gone, which it is as soon as somebody has seen that it has ended."""
    deadline = time.monotonic() + 30
    with suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.kill(pid, 0)
            time.sleep(0.05)
    assert time.monotonic() < deadline


def test_a_process_that_dies_is_told_with_its_signal_and_started_anew(tmp_path: Path) -> None:
    """Even if it died when it had nothing to do; in the end nothing is left of any."""
    path = tmp_path / "mine.py"
    path.write_text(MINE)
    plan = Plan(str(path), functions=("relu",), examples=3)
    with workers(plan, 2) as (worker, idle):
        idle.check()
        assert ending(worker, "float32") is None
        assert ending(worker, "float16") == "died of SIGSEGV"
        assert ending(worker, "float64") is None
        started = [int(pid) for pid in (tmp_path / "mine.py.log").read_text().split()]
        assert len(started) == 2
        os.kill(started[-1], signal.SIGKILL)
        wait_for_the_end_of(started[-1])
        assert ending(worker, "float64") == "died of SIGKILL"
        assert ending(worker, "float64") is None
    for pid in (tmp_path / "mine.py.log").read_text().split():
        wait_for_the_end_of(int(pid))


def test_an_error_of_another_kind_is_no_death() -> None:
    """The worker goes on."""
    assert Worker(Plan()).death(ValueError("no")) is None
