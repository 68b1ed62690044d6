"""`--json` means one thing in each command: a file, or - for the standard output."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.calls import Run

FEW = "verify", "--law", "relu.is_never_negative", "--dtype", "float32", "--examples", 5


@pytest.mark.parametrize("spelled", [("--json",), ("--json", "-"), ("--json=-",)])
def test_json_alone_goes_to_stdout(run: Run, spelled: tuple[str, ...]) -> None:
    """With no file, or the file -, as before there was a choice."""
    result = run("laws", *spelled)
    assert json.loads(result.stdout)["schema"] == 1


@pytest.mark.parametrize("spelled", ["--json {}", "--json={}"])
def test_json_goes_to_a_file_too(run: Run, tmp_path: Path, spelled: str) -> None:
    """Beside the text."""
    path = tmp_path / "laws.json"
    assert run("laws", *spelled.format(path).split()).stdout == run("laws").stdout
    assert path.read_text() + "\n" == run("laws", "--json").stdout


def test_a_picture_after_a_bare_option_is_read_and_not_written_over(
    run: Run, tmp_path: Path
) -> None:
    """Only a name that ends in .json is its own."""
    picture, said = tmp_path / "digit.png", tmp_path / "digit.json"
    run("show", 0, "--save", picture)
    before = picture.read_bytes()
    bare = run("classify", "--json", picture)
    assert run("classify", "--json", said, picture).exit_code == 0
    assert json.loads(bare.stdout) == json.loads(said.read_text())
    assert picture.read_bytes() == before


@pytest.mark.usefixtures("few_mutants")
def test_verify_writes_json_alone_to_stdout(run: Run, tmp_path: Path) -> None:
    """What stands in the file otherwise."""
    path = tmp_path / "v.json"
    assert "conforms" in run(*FEW, "--json", path).stdout
    assert run(*FEW, "--json", "-").stdout == path.read_text() + "\n"


@pytest.mark.usefixtures("few_mutants")
def test_verify_writes_junit_alone_to_stdout(run: Run) -> None:
    """In the same way."""
    result = run(*FEW, "--junit", "-")
    assert result.stdout.startswith("<?xml")
    assert result.stdout.endswith("</testsuites>\n")


def test_two_reports_are_not_mixed(run: Run) -> None:
    """Nothing is tried before that is said."""
    told = "mnist-nn: only one report can be written to stdout, not 2\n"
    assert run(*FEW, "--json", "-", "--junit", "-") == (2, "", told)


def test_evaluate_refuses_a_file_that_cannot_be_written_before_it_begins(
    run: Run, tmp_path: Path
) -> None:
    """It takes a while."""
    result = run("evaluate", "--json", tmp_path / "missing" / "e.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.search("there is no folder .* to write it to", result.stderr)


def test_verify_wants_a_file(run: Run) -> None:
    """What follows could be its target."""
    result = run("verify", "--json")
    assert result.exit_code == 2
    assert "requires an argument" in result.stderr
