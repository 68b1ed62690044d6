"""A cluster: machines whose scheduler, of Dask, is told what to do by its address."""

from __future__ import annotations

from contextlib import contextmanager
from multiprocessing import current_process
from threading import Lock
from typing import TYPE_CHECKING

from mnist_nn.checking.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor, Future

    from distributed import Client

    from mnist_nn.checking.plan import Plan
    from mnist_nn.checking.task import Result, Task

_WORKERS: dict[Plan, Worker] = {}
_AT_WORK = Lock()


class Died(Exception):  # noqa: N818 - it is told as a verdict, not as an error
    """The process in which a target was called came to its end, which the words say more of."""


def do_there(plan: Plan, task: Task) -> Result:
    """Do a task on a machine of the cluster, in a process that was started for it.

    In Dask's own process, others of its threads would draw from the same random numbers, and a
    crash would be no verdict but the loss of a machine.

    Raises:
        Died: the process came to its end.
        ValueError: the target cannot be opened there.
        OwnError: there was an error of ours.

    """
    current_process().daemon = False  # those that are may not start others, and Dask's are
    with _AT_WORK:
        worker = _WORKERS.setdefault(plan, Worker(plan))
        future = worker.submit(task)
        error = future.exception()
        if error is None:
            return future.result()
        if not isinstance(error, Exception):  # of which Dask would take its own end for meant
            raise Died(f"ended with {type(error).__name__}")
        raise Died(how) if (how := worker.death(error)) else error


def end_there(plan: Plan) -> None:
    """End the process that was started for a plan, on a machine of the cluster."""
    if worker := _WORKERS.pop(plan, None):
        worker.interrupt()
        worker.end()


class ClusterWorker:
    """One worker of a cluster; if it is lost, the scheduler lets another one do the same again."""

    def __init__(self, client: Client, address: str, plan: Plan) -> None:
        self._client, self._plan = client, plan
        self._executor: Executor = client.get_executor(
            workers=[address], allow_other_workers=True, pure=False
        )

    def submit(self, task: Task) -> Future[Result]:
        """Begin a task."""
        return self._executor.submit(do_there, self._plan, task)

    def death(self, error: BaseException) -> str | None:
        """Return how a process died in which a target was called, if that is what an error says.

        Raises:
            OSError: one worker of the cluster after the other was lost with this task.

        """
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            raise OSError(f"the cluster lost one worker after the other: {error}") from None
        return str(error) if isinstance(error, Died) else None

    def check(self) -> None:
        """Raise an error if no result is to be expected.

        Raises:
            OSError: there are no workers any more.

        """
        if not self._client.nthreads():
            raise OSError("the cluster has lost all its workers")


@contextmanager
def cluster_workers(address: str, plan: Plan) -> Iterator[list[ClusterWorker]]:
    """Have the workers of a cluster for a plan, and leave them as they were.

    Raises:
        ImportError: what talks to clusters is not installed.
        OSError: there is no scheduler at this address.
        ValueError: it has no workers.

    """
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise ImportError(
            f"{error.name} is not installed: python -m pip install 'mnist_nn[cluster]'"
        ) from None
    with Client(address, set_as_default=False) as client:
        addresses = list(client.nthreads())
        if not addresses:
            raise ValueError(f"{address}: this scheduler has no workers: start dask worker")
        try:
            yield [ClusterWorker(client, each, plan) for each in addresses]
        finally:
            client.run(end_there, plan, on_error="ignore")
