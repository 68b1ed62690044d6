"""The reader in C: right results pass, wrong ones fail, and the reason of the case is named."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from mnist_nn.specification.softmax import SOFTMAX
from mnist_nn.vectors.catalogue import cases_of
from tests.test_examples import found

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

STRICT = ("-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic")


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Run:
    """Return a function that compiles the reader beside the vectors, and runs it on a file."""

    def compile_and_run(file: str, *options: str) -> subprocess.CompletedProcess[str]:
        program = tmp_path / "check"
        source = str(folder / "check_vectors.c")
        command = [found("cc"), "-O2", *STRICT, *options, "-o", str(program), source, "-lm"]
        subprocess.run(command, check=True)
        return subprocess.run(
            [str(program), file], cwd=folder, capture_output=True, check=False, encoding="utf-8"
        )

    return compile_and_run


@pytest.mark.unmeasured
@pytest.mark.parametrize("dtype", SOFTMAX.formats)
def test_a_right_softmax_passes(run: Run, dtype: str) -> None:
    """In both precisions that C has, of which float holds the numbers of half precision too."""
    file, cases = f"softmax.{dtype}.json", len(cases_of(SOFTMAX, dtype))
    result = run(file, f"-DNUMBER={'double' if dtype == 'float64' else 'float'}")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"{file}: 0 of {cases} cases failed\n"


def test_a_wrong_softmax_fails(run: Run) -> None:
    """It overflows, and the case that says so is named."""
    result = run("softmax.float64.json", "-DWRONG")
    assert result.returncode == 1
    *failed, summary = result.stdout.splitlines()
    assert failed[1].startswith("the exponential of a score overflows: gave")
    assert failed[1].endswith("nan, expected 0.999955")
    assert summary.startswith(f"softmax.float64.json: {len(failed)} of ")


def test_a_list_without_numbers_is_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    """There is nothing to begin again with."""
    text = (folder / "softmax.float64.json").read_text()
    empty = tmp_path / "empty.json"
    empty.write_text(text.replace('"between":["0x0p+0","0x1p+0"]', '"between":[]'))
    result = run(str(empty))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith('there are no numbers behind "between": in: {"schema":3,')


def test_a_softmax_in_too_low_a_precision_fails(run: Run) -> None:
    """The error allowed is that of the dtype."""
    result = run("softmax.float64.json", "-DNUMBER=float")
    assert result.returncode == 1
    assert "three scores: gave 0.0182113, expected 0.0182113" in result.stdout


def test_a_part_of_a_file_is_not_enough(run: Run, folder: Path, tmp_path: Path) -> None:
    """Nor is none: what was not checked has not passed."""
    lines = (folder / "softmax.float64.json").read_text().splitlines(keepends=True)
    part = tmp_path / "part.json"
    part.write_text("".join(lines[:4]))
    result = run(str(part))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"{part}: it ends after 3 cases, and is not whole\n"
    result = run("missing.json")
    assert result.returncode == 2
    assert result.stderr == "missing.json: there are no test vectors to read\n"
