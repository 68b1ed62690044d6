"""What every test may use: the profiles of Hypothesis, and files that not everybody has."""

from __future__ import annotations

import os

# The products here are small: threads cost more than they save, and where the cores are shared much
# more. NumPy reads this when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

# A shared machine is now and then slow, and a deadline would blame the code for it. The inputs are
# the same in every run, so that a test that fails was broken by a change; `verify --seed` explores.
settings.register_profile("default", deadline=None, derandomize=True)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer --no-skips."""
    parser.addoption("--no-skips", action="store_true", help="a skipped test is a failed test")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, pytest.TestReport]:
    """Fail a skipped test under --no-skips: what did not run must not look like success."""
    report: pytest.TestReport = yield
    if report.skipped and item.config.getoption("--no-skips"):
        report.outcome = "failed"
    return report


def _given_path(variable: str, what: str) -> Path:
    """Return the path that an environment variable names, or skip the test."""
    if variable not in os.environ:
        pytest.skip(f"set {variable} to {what}")
    return Path(os.environ[variable])


@pytest.fixture
def book_weights() -> Path:
    """Return the path of the lesson's weights, which are not ours to give."""
    return _given_path("MNIST_NN_BOOK_WEIGHTS", "the lesson's sample_weight.pkl")


@pytest.fixture
def training_set_dir() -> Path:
    """Return the folder with the training set, which is too large for the package."""
    return _given_path("MNIST_NN_DATA", "a folder with the training set of MNIST")
