"""The laws of a target as tests of pytest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnist_nn.checking.deviations import known_deviations
from mnist_nn.checking.verify import checks
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.law import Level
from mnist_nn.testing import expect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mnist_nn.checking.check import Check
    from mnist_nn.targets.implementation import Implementation


class LawsOfTarget(pytest.Collector):
    """The required laws of a target, at each dtype at which it offers their functions."""

    implementation: Implementation

    def collect(self) -> Iterator[LawOfTarget]:
        """Yield a test for each."""
        it = self.implementation
        laws = [law for law in CATALOGUE if law.level == Level.REQUIRED]
        for check in checks(it, laws, known_deviations(it.target)):
            if check.function:
                nodeid = f"{self.nodeid}::{check}"
                test: LawOfTarget = LawOfTarget.from_parent(self, name=str(check), nodeid=nodeid)
                test.check = check
                yield test


class LawOfTarget(pytest.Item):
    """The test of a law at a dtype."""

    check: Check

    def runtest(self) -> None:
        """Fail if the law does not hold; what is known not to hold is expected to fail."""
        expect(self.check, self)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what a failure is told of: it stands in no line of a file."""
        target, _, _ = self.nodeid.partition("::")
        return self.path, None, f"{self.name} of {target}"


def tests_of(implementation: Implementation, session: pytest.Session) -> list[pytest.Item]:
    """Return a test for each law, and let it be reported that they were collected."""
    collector: LawsOfTarget = LawsOfTarget.from_parent(
        session, name=implementation.target, nodeid=implementation.target
    )
    collector.implementation = implementation
    report = session.ihook.pytest_make_collect_report(collector=collector)
    session.ihook.pytest_collectreport(report=report)
    return list(report.result)
