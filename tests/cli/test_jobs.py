"""`mnist-nn verify` in several processes says what it says in one, and leaves none behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.generated import COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.calls import Run

FEW = "--dtype", "float32", "--examples", 3


def test_two_processes_say_the_same_as_one(tmp_path: Path) -> None:
    """In the same order, of what is right and what is wrong, to a reader and to a program.

    The greatest error that was seen shows whether the very same numbers were drawn.
    """
    (tmp_path / "mine.py").write_text("from mnist_nn import sigmoid\ndef relu(x): return 1 * x")
    laws = "--law", "sigmoid.does_not_overflow", "--law", "relu.is_never_negative"
    command = [COMMAND, "verify", "mine.py", *laws, "--dtype", "float32", "--examples", "20"]
    ends = [
        subprocess.run(
            [*command, "--jobs", jobs, "--json", f"{jobs}.json"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        for jobs in ("1", "2")
    ]
    assert [(end.returncode, end.stdout) for end in ends] == [(1, ends[0].stdout)] * 2
    assert (tmp_path / "1.json").read_text() == (tmp_path / "2.json").read_text()


def test_a_process_that_dies_is_a_verdict_and_the_others_go_on(run: Run, tmp_path: Path) -> None:
    """Its law crashed, and laws of the same function held, before and after."""
    path = tmp_path / "mine.py"
    path.write_text(
        "import os, signal, numpy\n"
        "def relu(x):\n"
        "    if x.size > 9_999: os.kill(os.getpid(), signal.SIGSEGV)\n"
        "    return numpy.maximum(x, 0)\n"
    )
    names = "is_the_rectifier", "is_the_rectifier_at_any_size", "keeps_its_results"
    laws = [part for name in names for part in ("--law", f"relu.{name}")]
    result = run("verify", path, *laws, *FEW, "--jobs", 2)
    assert result.exit_code == 1
    assert "relu.is_the_rectifier_at_any_size[float32] crashed in" in result.stdout
    assert "  the process that was judging it died of SIGSEGV\n" in result.stdout
    assert "does not conform: 2 of 3 checks held, on 6 examples." in result.stdout


def test_a_target_that_a_worker_cannot_open_is_refused(run: Run, tmp_path: Path) -> None:
    """Status 2, and one line."""
    path = tmp_path / "mine.py"
    path.write_text(
        "import multiprocessing\n"
        "if multiprocessing.parent_process(): raise OSError('busy')\n"
        "def relu(x): return x\n"
    )
    result = run("verify", path, "--law", "is_the_rectifier", *FEW, "--jobs", 2)
    told = f"mnist-nn: a worker cannot open {path}: {path}: importing it raised OSError: busy; it"
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(told)


def test_processes_here_and_on_a_cluster_are_not_both_asked_for(run: Run) -> None:
    """One or the other."""
    result = run("verify", "--jobs", 2, "--scheduler", "tcp://127.0.0.1:1")
    told = "mnist-nn: verify: --jobs counts processes here, --scheduler has others: say one\n"
    assert (result.exit_code, result.stderr) == (2, told)


def test_a_cluster_needs_what_talks_to_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An extra."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run("verify", *FEW, "--scheduler", "tcp://127.0.0.1:1")
    assert result.exit_code == 2
    assert result.stderr.endswith(" is not installed: python -m pip install 'mnist_nn[cluster]'\n")


PROGRAM = """
import json, os, sys, time
with open("pids", "a") as log:
    print(os.getpid(), os.getppid(), file=log)
for line in sys.stdin:
    asked = json.loads(line)
    if asked["call"] == "describe":
        answer = {"name": "mine", "version": "1", "functions": {"relu": None}}
        print(json.dumps({"id": asked["id"], **answer}), flush=True)
    else:
        time.sleep(600)
"""


def is_running(pid: int) -> bool:
    """Return whether there is a process of this number that has not ended."""
    with suppress(ProcessLookupError, FileNotFoundError):
        os.kill(pid, 0)
        stat = Path(f"/proc/{pid}/stat")
        return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def interrupt_all(started: subprocess.Popen[str]) -> None:
    """Press Ctrl-C."""
    os.killpg(started.pid, signal.SIGINT)


@pytest.mark.parametrize(
    "end", [pytest.param(interrupt_all, marks=pytest.mark.slow), subprocess.Popen.terminate]
)
def test_an_interrupted_run_leaves_no_process(
    tmp_path: Path, end: Callable[[subprocess.Popen[str]], None]
) -> None:
    """Neither its own, in the middle of a call, nor programs; Ctrl-C reaches all of them."""
    (tmp_path / "mine.py").write_text(PROGRAM)
    # A shell lets what it starts in the background ignore Ctrl-C, and this would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [COMMAND, "verify", "--jobs", "2", "--json", "v.json", "--timeout", "600"]
    started = subprocess.Popen(
        [*command, "--", sys.executable, "mine.py"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    pids, deadline = tmp_path / "pids", time.monotonic() + 60
    while not pids.exists() or len(pids.read_text().splitlines()) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    end(started)
    _, stderr = started.communicate(timeout=60)
    assert (started.returncode, stderr) == (130, "mnist-nn: interrupted\n")
    assert "not judged, for the run ended before" in (tmp_path / "v.json").read_text()
    processes = {int(pid) for pid in pids.read_text().split()} - {1}  # which adopts orphans
    assert not any(map(is_running, processes))
