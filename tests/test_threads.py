"""The command computes with one thread, unless the user says otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LIMITS = {"MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}
TASKS = Path("/proc/self/task")


def in_the_command(expression: str, limits: dict[str, str]) -> str:
    """Return the value of an expression when mnist-nn has run, in an environment with limits."""
    code = f"""
import os, sys
from mnist_nn.cli import main
try:
    main()
finally:
    print("numpy" in sys.modules, {expression})
"""
    own = {name: value for name, value in os.environ.items() if name not in LIMITS}
    command = [sys.executable, "-c", code, "--help"]
    done = subprocess.run(command, env=own | limits, capture_output=True, check=True, text=True)
    with_numpy, value = done.stdout.splitlines()[-1].split()
    assert with_numpy == "True"
    return value


@pytest.mark.parametrize(("limits", "threads"), [({}, "1"), ({"OMP_NUM_THREADS": "3"}, "3")])
def test_libraries_are_told_to_use_one_thread_unless_the_user_tells_them(
    limits: dict[str, str], threads: str
) -> None:
    """OpenBLAS, MKL and OpenMP read this variable."""
    assert in_the_command("os.environ['OMP_NUM_THREADS']", limits) == threads


@pytest.mark.skipif(not TASKS.exists(), reason="only Linux tells how many threads there are")
@pytest.mark.parametrize(
    ("limits", "threads"),
    [({}, 1), ({"OMP_NUM_THREADS": "2"}, 2), ({"OPENBLAS_NUM_THREADS": "2"}, 2)],
)
def test_numpy_has_one_thread_unless_the_user_gives_it_more(
    limits: dict[str, str], threads: int
) -> None:
    """It would have one for each processor."""
    expected = min(threads, len(os.sched_getaffinity(0)))
    assert in_the_command(f"len(os.listdir({str(TASKS)!r}))", limits) == str(expected)
