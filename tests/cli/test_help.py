"""The help says what an option may be given, which ones may be repeated, and how a run can end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_group

from mnist_nn.cli import app, reading, sharing, specifying, verifying  # noqa: F401 - they add commands
from mnist_nn.cli.exit_statuses import MEANINGS
from mnist_nn.formats import FORMATS, INTEGERS
from mnist_nn.oracle.arithmetics import ARITHMETICS
from mnist_nn.targets.implementation import SPECIFIED

if TYPE_CHECKING:
    from tests.calls import Run

COMMANDS = tuple(get_group(app.app).commands)


def words(help_: str) -> str:
    """Return what a help says, without its frames and ends of lines."""
    return " ".join(re.sub("[│╭╮╰╯─]", " ", help_).split())


@pytest.mark.parametrize("command", [(), *((command,) for command in COMMANDS)])
def test_help_is_shown_by_its_short_name(run: Run, command: tuple[str, ...]) -> None:
    """As by its long one."""
    assert run(*command, "-h") == run(*command, "--help")
    assert run(*command, "-h").exit_code == 0


@pytest.mark.parametrize(
    ("option", "known"),
    [
        ("--function", SPECIFIED),
        ("--dtype", [*FORMATS, *INTEGERS]),
        ("--arithmetic", ARITHMETICS),
    ],
)
def test_what_an_option_may_be_given_is_listed(
    run: Run, monkeypatch: pytest.MonkeyPatch, option: str, known: list[str]
) -> None:
    """Behind what it means."""
    monkeypatch.setenv("COLUMNS", "400")
    line = next(line for line in run("verify", "-h").stdout.splitlines() if option in line)
    assert f"Known: {', '.join(known)}." in line


@pytest.mark.parametrize("option", ["--function", "--law", "--dtype"])
def test_an_option_that_may_be_repeated_says_so(option: str) -> None:
    """And no other one does."""
    parameters: list[Any] = get_group(app.app).commands["verify"].params
    (parameter,) = (p for p in parameters if option in p.opts)
    assert parameter.multiple
    assert parameter.help.endswith("May be repeated.")


def test_what_may_not_be_repeated_does_not_say_so() -> None:
    """Of all commands."""
    parameters = [p for command in get_group(app.app).commands.values() for p in command.params]
    said = [p for p in parameters if "repeated" in (getattr(p, "help", "") or "")]
    assert said == [p for p in parameters if getattr(p, "multiple", False)]


@pytest.mark.parametrize("command", [(), ("verify",)])
def test_every_exit_status_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """One line each."""
    monkeypatch.setenv("COLUMNS", "200")
    _, _, told = words(run(*command, "-h").stdout).partition("Exit status:")
    assert re.findall(r"(\d+): [^.]+\.", told) == ["0", "1", "2", "3", "130"]
    assert [int(status) for status in MEANINGS] == [0, 1, 2, 3, 130]
