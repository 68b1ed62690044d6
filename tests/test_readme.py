"""The first page: its two commands, its examples in Python and in the shell, its numbers."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

from mnist_nn import Network, load_test_set, load_weights
from mnist_nn.oracle.arithmetic import CERTIFIABLE
from mnist_nn.oracle.certificate.certificate import certify
from mnist_nn.targets.libraries import LIBRARIES
from tests.generated import session
from tests.pages import ROOT, block, output, text_of

PAGE = text_of()
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def without_measurements(text: str) -> str:
    """Leave out the errors seen and NumPy's version, which differ, and how much was tried."""
    text = re.sub(r"on \d+ examples", "on _ examples", text)
    text = re.sub(r"greatest error \d\.\d\d", "greatest error _.__", text)
    return re.sub(r"^numpy \S+", "numpy _", text, flags=re.MULTILINE)


def _verified() -> str:
    """Return what `mnist-nn verify` prints here: once, if it was run before the tests."""
    if file := os.environ.get("MNIST_NN_VERIFIED"):
        return Path(file).read_text(encoding="utf-8")
    _, _, printed = session("mnist-nn verify").partition("$ mnist-nn verify\n")
    return printed.removesuffix("```")


def test_the_page_is_short() -> None:
    """Below 10 kB: the others tell the rest."""
    assert len(PAGE.encode()) < 10_000


@pytest.mark.slow
def test_the_output_of_verify_is_real() -> None:
    """Word for word, but for the errors seen, the version, and how much was tried."""
    printed = f"```text\n$ mnist-nn verify\n{_verified()}```"
    assert without_measurements(output(PAGE, "verify")) == without_measurements(printed)


@pytest.mark.parametrize("name", ["verify", "test"])
def test_a_command_is_found_where_the_checks_of_everything_look_for_it(name: str) -> None:
    """`.ci/run` takes the third line from its comment on."""
    _, _, after = PAGE.partition(f"<!-- command: {name} -->\n")
    assert after.startswith("```sh\n")
    assert after.splitlines()[1] + "\n" == block(PAGE, f"command: {name}")
    assert f"'command: {name}'" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_coverage_that_is_shown_is_the_one_required() -> None:
    """Below 100 % the test command fails, so that this line is the one it ends with."""
    assert SETTINGS["tool"]["coverage"]["report"]["fail_under"] == 100
    line = "Required test coverage of 100.0% reached. Total coverage: 100.00%"
    assert output(PAGE, "test") == f"```text\n{line}\n```"


def test_the_python_that_is_needed_is_the_one_required() -> None:
    """As the package states it."""
    assert f"Python {SETTINGS['project']['requires-python'].removeprefix('>=')} or newer" in PAGE


def test_the_accuracy_of_the_lessons_network_is_certain(book_weights: Path) -> None:
    """In float32, as the theorem is said to imply."""
    pixels, labels = load_test_set(normalize=False)
    network = Network(load_weights(book_weights))
    whole = certify(network.layers, pixels, CERTIFIABLE["float32"], divisor=255)
    least, most = whole.correct_at_least(labels), whole.correct_at_most(labels)
    assert least == most
    words = f"nor of the lesson's network another than {least} of {len(labels)}."
    assert words in " ".join(PAGE.split())


@pytest.mark.slow
def test_the_lines_for_pytest_verify_a_softmax(tmp_path: Path) -> None:
    """In a file of somebody's own."""
    (tmp_path / "mine.py").write_text("from mnist_nn import softmax")
    (tmp_path / "test_mine.py").write_text(block(PAGE, "example: test_mine.py"))
    own = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    tests = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q"]
    result = subprocess.run(
        [*tests, "-k", "softmax.sums_to_one[float32]"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
        env=own,
    )
    assert "1 passed" in result.stdout


def test_the_smallest_whole_number_that_overflows_is_as_it_is_told() -> None:
    """In float32."""
    with np.errstate(over="ignore"):
        overflows = np.isinf(np.exp(np.arange(100, dtype=np.float32)))
    assert f"{overflows.argmax()} is the smallest whole number whose exponential" in PAGE


def test_the_library_that_is_named_is_a_target() -> None:
    """With an adapter."""
    named = re.findall(r"`mnist-nn verify (\w+)`", PAGE)
    assert named
    assert set(named) <= set(LIBRARIES)


def test_the_page_calls_no_command_that_there_is_not() -> None:
    """Each call of mnist-nn names a command that the table explains."""
    commands = re.findall(r"^\| `mnist-nn (\w+)", PAGE, re.MULTILINE)
    called = [shlex.split(call)[1] for call in re.findall(r"`(mnist-nn [^`]+)`", PAGE)]
    assert {*called} <= {*commands, "COMMAND"}
