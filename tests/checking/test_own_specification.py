"""A function of one's own is verified as any other: the example of the page does what it says."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mnist_nn.specification
from mnist_nn.checking.own_specification import specification_of
from mnist_nn.formats import FORMATS

if TYPE_CHECKING:
    from tests.calls import Run

pytest_plugins = ["pytester"]

PAGE = (Path(mnist_nn.specification.__file__).parent / "README.md").read_text(encoding="utf-8")


def example(name: str) -> str:
    """Return the block of the page that follows a marker."""
    found = re.search(rf"<!-- example: {re.escape(name)} -->\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert found, name
    return found[1]


RIGHT, WRONG = (
    shlex.split(line.removeprefix("mnist-nn "))
    for line in example("gelu in the shell").splitlines()
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with the files of the example in it."""
    for name in ("gelu.py", "mine.py", "test_gelu.py"):
        (tmp_path / name).write_text(example(name), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.usefixtures("folder")
def test_a_right_gelu_conforms(run: Run) -> None:
    """By the contract, by its limits and its truth, and by the law that is written for it."""
    result = run(*RIGHT, "--examples", 10, "--json", "verdicts.json")
    assert result.exit_code == 0, result.stdout
    report = json.loads(Path("verdicts.json").read_text(encoding="utf-8"))
    laws = {verdict["law"] for verdict in report["verdicts"]}
    assert {
        "gelu.is_the_true_gelu",
        "gelu.does_not_overflow",
        "gelu.lies_between_its_limits",
        "gelu.passes_nan_on",
        "gelu.maps_any_number_of_rows",
        "gelu.reads_integers_or_refuses_them",
        "gelu.differs_by_x_from_its_mirror_image",
    } < laws
    assert {verdict["function"] for verdict in report["verdicts"]} == {"gelu"}
    assert report["mutants"] == {"killed": 3, "of": 3, "survived": [], "out_of_reach": []}


@pytest.mark.usefixtures("folder")
def test_a_wrong_gelu_does_not_conform(run: Run) -> None:
    """It is refuted by its truth, with lines that show it again in the same folder."""
    law = "--law", "is_the_true_gelu", "--dtype", "float32", "--json", "verdicts.json"
    assert run(*WRONG, *law).exit_code == 1
    (verdict,) = json.loads(Path("verdicts.json").read_text(encoding="utf-8"))["verdicts"]
    assert verdict["status"] == "refuted"
    exec(verdict["reproduce"], {})  # noqa: S102 - it is what a user pastes


@pytest.mark.slow
def test_the_laws_of_a_specification_are_tests_of_pytest(
    folder: Path, pytester: pytest.Pytester
) -> None:
    """One for each law and dtype, as of any function."""
    for file in folder.glob("*.py"):
        (pytester.path / file.name).write_bytes(file.read_bytes())
    chosen = "-k", "is_the_true_gelu and not size and not every", "-p", "no:cacheprovider"
    outcomes = pytester.runpytest_subprocess(*chosen).parseoutcomes()
    assert outcomes.pop("deselected") > 0
    assert outcomes == {"passed": len(FORMATS)}


def test_a_file_without_a_record_specifies_nothing(tmp_path: Path) -> None:
    """That is said, with what was expected."""
    file = tmp_path / "empty.py"
    file.write_text("")
    with pytest.raises(
        ValueError, match=r"empty.py: nothing is specified in it: .* GELU = Function"
    ):
        specification_of(file)


@pytest.mark.parametrize(
    ("text", "words"), [("1 / 0", "importing it raised ZeroDivisionError"), (None, "no such file")]
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, text: str | None, words: str
) -> None:
    """In words."""
    file = tmp_path / "broken.py"
    if text:
        file.write_text(text)
    with pytest.raises((ValueError, FileNotFoundError), match=words):
        specification_of(file)
