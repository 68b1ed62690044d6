"""Who works on a plan: nobody else, processes here, or a cluster."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mnist_nn.checking import hands as module
from mnist_nn.checking.hands import hands
from mnist_nn.checking.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


def test_one_job_needs_no_other_process() -> None:
    """It is done in this one."""
    with hands(Plan(), 1) as nobody:
        assert nobody == []


def test_several_jobs_are_as_many_processes() -> None:
    """Which are started when they are given something to do."""
    with hands(Plan(), 3) as workers:
        assert len(workers) == 3


def test_a_scheduler_has_workers_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many jobs are worthwhile here."""

    @contextmanager
    def theirs(address: str, plan: Plan) -> Iterator[tuple[str, Plan]]:
        yield address, plan

    monkeypatch.setattr(module, "cluster_workers", theirs)
    with hands(Plan(), 1, "tcp://there:1") as workers:
        assert list[object](workers) == ["tcp://there:1", Plan()]
