"""The plugin of pytest: `pytest --laws-target torch` makes a test of each law of a target.

Where this package is installed, every run of pytest loads it, whatever it tests: so it imports
pytest alone, and the rest when there is a law to test.
"""

from __future__ import annotations

from argparse import ArgumentTypeError
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mnist_nn.targets.implementation import Implementation

LAW = "law"
"""The property by which the report of a test says that a law was tested, and which."""

_OF_HYPOTHESIS = {
    "--hypothesis-seed": "--laws-seed decides which inputs are tried",
    "--hypothesis-profile": "--laws-examples says how many examples are tried",
    "--hypothesis-verbosity": "a failure tells its story, and nothing else is told",
    "--hypothesis-show-statistics": "`mnist-nn verify --verbose` tells what each law came to",
    "--hypothesis-explain": "a failure tells its story, and nothing else is told",
}
"""The options of Hypothesis that do not apply to laws, and what does or why."""

_TARGET: pytest.StashKey[Implementation] = pytest.StashKey()
_CLOSING = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer --laws-target, --laws-examples and --laws-seed."""
    group = parser.getgroup("laws", "laws of mnist_nn")
    group.addoption(
        "--laws-target",
        metavar="TARGET",
        help="test each required law of this, as `mnist-nn verify TARGET` does, and no other "
        "tests but those of files and folders that are named",
    )
    group.addoption(
        "--laws-examples",
        metavar="N",
        type=_examples,
        help="try so many examples of each law, whatever laws_hold says",
    )
    group.addoption(
        "--laws-seed",
        metavar="SEED",
        type=int,
        help="decides which inputs are tried, whatever laws_hold says (0 by default)",
    )


def _examples(text: str) -> int:
    """Return how many inputs are asked for."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"expected a number from 1 on, not {text!r}")
    return int(text)


def pytest_configure(config: pytest.Config) -> None:
    """Look for no other tests, where none are named."""
    if config.getoption("--laws-target") and config.args_source != config.ArgsSource.ARGS:
        config.args = []


def pytest_sessionstart(session: pytest.Session) -> None:
    """Open the target, so that nothing is begun where there is none."""
    if target := session.config.getoption("--laws-target"):
        from mnist_nn.targets.target import opened

        try:
            session.config.stash[_TARGET] = _CLOSING.enter_context(opened(target))
        except (ValueError, OSError, ImportError) as error:
            raise pytest.UsageError(f"--laws-target: {error}") from None


def pytest_sessionfinish() -> None:
    """Close the target."""
    _CLOSING.close()


@pytest.hookimpl(tryfirst=True)  # before others select some by their names
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Add a test for each law of the target."""
    if implementation := session.config.stash.get(_TARGET, None):
        from mnist_nn.pytest_plugin.law_tests import tests_of

        items.extend(tests_of(implementation, session))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say of options of Hypothesis that they do not apply to laws, if there were any."""
    given = [o for o in _OF_HYPOTHESIS if terminalreporter.config.getoption(o, default=None)]
    if given and _tested_laws(terminalreporter):
        for option in given:
            terminalreporter.write_line(
                f"{option} does not apply to laws: {_OF_HYPOTHESIS[option]}"
            )


def _tested_laws(terminalreporter: pytest.TerminalReporter) -> bool:
    """Return whether a law was tested."""
    reports = (report for some in terminalreporter.stats.values() for report in some)
    return any(LAW in dict(getattr(report, "user_properties", ())) for report in reports)
