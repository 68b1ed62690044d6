"""A cluster says what one process says, even if it loses a worker; a crash is a verdict there."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import distributed
import pytest

from mnist_nn.checking import cluster
from mnist_nn.checking.cluster import ClusterWorker, Died, do_there, end_there
from mnist_nn.checking.judgement import Judgement
from mnist_nn.checking.plan import Plan
from mnist_nn.checking.task import Task
from tests.generated import COMMAND

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.calls import Run

FEW = "--function", "relu", "--function", "step", "--dtype", "float32", "--examples", 3
TASK = Task("relu", "relu.is_the_rectifier[float32]")


@contextmanager
def program(folder: Path, name: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of Dask's programs, and end it."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments, "--no-dashboard"]
    with (folder / f"{name}.log").open("ab") as log:
        started = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        yield started
    finally:
        started.terminate()
        started.wait(60)


@contextmanager
def cluster_in(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Run a scheduler on the loopback, with so many workers; return its address, and them."""
    file = folder / "scheduler.json"
    found = "--scheduler-file", str(file)
    alone = "--nthreads", "1", "--no-nanny"  # which would start it again after its death
    with ExitStack() as ending:
        here = "--host", "127.0.0.1", "--port", "0"
        ending.enter_context(program(folder, "scheduler", *found, *here))
        some = [program(folder, "worker", *found, *alone) for _ in range(workers)]
        started = [ending.enter_context(each) for each in some]
        wait_for(file.exists)
        with distributed.Client(scheduler_file=str(file), set_as_default=False) as client:
            wait_for(lambda: len(client.nthreads()) == workers)
            address = client.scheduler.address
        yield address, started


def wait_for(condition: Any) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_cluster_says_what_one_process_says_though_a_worker_is_killed(
    run: Run, tmp_path: Path
) -> None:
    """Word for word: nothing is lost, and nothing is counted twice."""
    path, log = tmp_path / "mine.py", tmp_path / "calls"
    path.write_text(
        "import os, numpy\n"
        f"with open({str(log)!r}, 'a') as log: print(os.getppid(), file=log)\n"
        "def relu(x): return numpy.maximum(x, 0)\n"
        "def step(x): return x\n"
    )
    alone, there = tmp_path / "alone.json", tmp_path / "there.json"
    command = [COMMAND, "verify", str(path), *map(str, FEW), "--jobs", "1", "--json", str(alone)]
    # In a process of its own: some mutants count how often they were called, by other tests too.
    before = subprocess.run(command, stdout=subprocess.PIPE, check=False, text=True)
    with cluster_in(tmp_path, workers=2) as (address, (first, _)):
        killing = f"""
import os, time
while {str(first.pid)!r} not in open({str(log)!r}).read().split(): time.sleep(0.1)
os.kill({first.pid}, {int(signal.SIGKILL)})
"""
        with subprocess.Popen([sys.executable, "-c", killing]):
            after = run("verify", path, *FEW, "--scheduler", address, "--json", there)
        assert first.wait(60) == -signal.SIGKILL
    assert (before.returncode, before.stdout) == (after.exit_code, after.stdout)
    assert alone.read_text() == there.read_text()


def test_a_crash_on_a_cluster_is_a_verdict(run: Run, tmp_path: Path) -> None:
    """With the signal, as it is here, and no worker of the cluster is lost."""
    path = tmp_path / "mine.py"
    path.write_text("import os\ndef relu(x): os.abort()")
    with cluster_in(tmp_path, workers=1) as (address, (worker,)):
        result = run("verify", path, "--law", "is_the_rectifier", *FEW, "--scheduler", address)
        assert worker.poll() is None
    assert result.exit_code == 1
    assert "  the process that was judging it died of SIGABRT\n" in result.stdout


def test_a_target_that_is_not_on_the_cluster_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the error says what it takes."""
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "mine.py").write_text("def relu(x): return x")
    monkeypatch.chdir(tmp_path / "here")
    with cluster_in(tmp_path, workers=1) as (address, _):
        result = run("verify", "mine.py", *FEW, "--scheduler", address)
    assert result.exit_code == 2
    assert "mine.py: there is no such file; it must be there, and importable, for" in result.stderr


def test_a_scheduler_without_workers_is_refused(run: Run, tmp_path: Path) -> None:
    """Nothing would ever be judged."""
    with cluster_in(tmp_path, workers=0) as (address, _):
        result = run("verify", *FEW, "--scheduler", address)
    told = f"mnist-nn: {address}: this scheduler has no workers: start dask worker\n"
    assert (result.exit_code, result.stderr) == (2, told)


def test_a_cluster_that_loses_all_its_workers_is_told(tmp_path: Path) -> None:
    """When somebody asks, for there was no result for long."""
    with (
        cluster_in(tmp_path, workers=1) as (address, (worker,)),
        distributed.Client(address, set_as_default=False) as client,
    ):
        hand = ClusterWorker(client, next(iter(client.nthreads())), Plan())
        hand.check()
        worker.kill()
        wait_for(lambda: not client.nthreads())
        with pytest.raises(OSError, match="the cluster has lost all its workers"):
            hand.check()


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Plan]:
    """Return a plan about functions that end their process, each in its own way."""
    path = tmp_path / "mine.py"
    path.write_text(
        "import os\n"
        "def relu(x):\n"
        "    if x.dtype == 'float16': os._exit(3)\n"
        "    if x.dtype == 'float64': raise KeyboardInterrupt\n"
        "    return x * (x > 0)\n"
    )
    plan = Plan(str(path), functions=("relu",), examples=3)
    yield plan
    end_there(plan)


def test_a_machine_of_a_cluster_does_tasks_in_another_process(mine: Plan) -> None:
    """One that is there for the next task too, unless it has died; it is ended once."""
    assert isinstance(do_there(mine, TASK), Judgement)
    first = cluster._WORKERS[mine]  # noqa: SLF001 - that it is kept is what this is about
    with pytest.raises(Died, match=r"^exited with status 3$"):
        do_there(mine, Task("relu", "relu.is_the_rectifier[float16]"))
    with pytest.raises(Died, match=r"^ended with KeyboardInterrupt$"):
        do_there(mine, Task("relu", "relu.is_the_rectifier[float64]"))
    with pytest.raises(KeyError):
        do_there(mine, Task("relu", "relu.is_none"))
    assert cluster._WORKERS[mine] is first  # noqa: SLF001
    end_there(mine)
    end_there(mine)
    assert mine not in cluster._WORKERS  # noqa: SLF001


def test_a_cluster_whose_workers_die_one_after_the_other_is_told() -> None:
    """As what it is: nothing is known of the target."""

    class NoClient:
        address = "tcp://127.0.0.1:1"

        def get_executor(self, **_: Any) -> None:
            """Have none."""

    client: Any = NoClient()
    hand = ClusterWorker(client, "", Plan())
    lost = distributed.KilledWorker("task", client, 3)
    with pytest.raises(OSError, match="the cluster lost one worker after the other: "):
        hand.death(lost)
    assert hand.death(Died("died of SIGSEGV")) == "died of SIGSEGV"
    assert hand.death(ValueError("no")) is None


def test_without_dask_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an extra of this package."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(ImportError, match=r"pip install 'mnist_nn\[cluster\]'"),
        cluster.cluster_workers("tcp://127.0.0.1:1", Plan()),
    ):
        pass
