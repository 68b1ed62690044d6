"""Hands: the other processes that work on a plan, wherever they are."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mnist_nn.checking.cluster import cluster_workers
from mnist_nn.checking.worker import workers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mnist_nn.checking.jobs import Hand
    from mnist_nn.checking.plan import Plan


@contextmanager
def hands(
    plan: Plan, jobs: int, scheduler: str | None = None, printed: Path | None = None
) -> Iterator[Sequence[Hand]]:
    """Have so many processes on this machine, or those of a cluster; one job needs no other.

    What is printed on this machine is kept in a file, if one is given.

    Raises:
        ImportError: what talks to clusters is not installed.
        OSError: there is no scheduler at this address.
        ValueError: it has no workers.

    """
    if scheduler:
        with cluster_workers(scheduler, plan) as theirs:
            yield theirs
    elif jobs > 1:
        with workers(plan, jobs, printed) as ours:
            yield ours
    else:
        yield []
