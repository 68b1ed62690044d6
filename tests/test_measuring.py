"""Tests that are marked so are not measured, wherever they run."""

from __future__ import annotations

import pytest
from coverage import Coverage


@pytest.mark.unmeasured
def test_an_unmeasured_test_is_not_measured() -> None:
    """Nor in a process of pytest-xdist, which starts coverage twice."""
    assert Coverage.current() is None


@pytest.mark.slow
def test_a_slow_test_is_not_measured() -> None:
    """A run without it has to cover everything."""
    assert Coverage.current() is None


def test_any_other_test_is_measured(pytestconfig: pytest.Config) -> None:
    """Unless nothing is."""
    assert (Coverage.current() is None) == bool(pytestconfig.getoption("--no-cov"))
