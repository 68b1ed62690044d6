"""The reader in C: right results pass, wrong ones fail, and the case and the place are named."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from mnist_nn.formats import FORMATS
from mnist_nn.specification.softmax import SOFTMAX
from mnist_nn.vectors.catalogue import cases_of
from tests.test_examples import found

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.slow
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


FUNCTIONS = ("softmax", "sigmoid", "relu", "step", "identity")
"""Those that the reader has."""


def test_a_right_softmax_passes(run: Run) -> None:
    """With as many cases as there are."""
    result, cases = run("softmax.float64.json"), len(cases_of(SOFTMAX, "float64"))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"softmax.float64.json: 0 of {cases} cases failed\n"


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("dtype", FORMATS)
def test_every_function_passes(run: Run, function: str, dtype: str) -> None:
    """In both precisions that C has, of which float holds the numbers of half precision too."""
    file = f"{function}.{dtype}.json"
    result = run(file, f"-DNUMBER={'double' if dtype == 'float64' else 'float'}")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{file}: 0 of ")


def test_a_wrong_softmax_fails(run: Run) -> None:
    """It overflows; the case that says so is named, and where."""
    result = run("softmax.float64.json", "-DWRONG")
    assert result.returncode == 1
    *failed, summary = result.stdout.splitlines()
    assert re.fullmatch(
        r"softmax\.float64\.json:6 \(the exponential of a score overflows\): gave -?nan at"
        r" \[0, 0\], expected 0\.99995460\d+ within \d\.\d+e-\d+, from 0 to 1",
        failed[1],
    )
    assert summary.startswith(f"softmax.float64.json: {len(failed)} of ")


def test_the_place_that_is_named_is_the_first_that_is_wrong(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """By its index along each axis."""
    head = (folder / "relu.float64.json").read_text().splitlines()[0]
    listed = '["0x0p+0","0x1p+0","0x2p+0","0x3p+0","0x4p+0","0x5p+0"]'
    wrong = listed.replace("0x4", "0x0")
    shape = '"shape":[1,2,3]'
    case = (
        f'{{"reason":"six","options":{{}},"inputs":{{"x":{{{shape},"data":{listed}}}}},"expected":'
        f'{{{shape},"hi":{wrong},"lo":["0x0p+0"],"radius":["0x0p+0"]}},"allowed":["0x0p+0"]}}'
    )
    file = tmp_path / "one.json"
    file.write_text(f"{head}\n{case}\n]}}\n")
    line, _ = run(str(file)).stdout.splitlines()
    assert line == (f"{file}:2 (six): gave 4 at [0, 1, 1], expected 0 within 0, from 0 to inf")


def test_the_file_says_which_function_it_is_about(run: Run) -> None:
    """And one that is not in the program is refused, and named."""
    result = run("matmul.float64.json")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "matmul.float64.json: it is about matmul, which FUNCTIONS in check_vectors.c does not"
        " have\n"
    )


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
    assert re.search(
        r":2 \(three scores\): gave 0\.0182112\d+ at \[0, 0\], expected 0\.0182112\d+ within",
        result.stdout,
    )


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
