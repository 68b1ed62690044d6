"""The README cannot drift: its examples are run, its outputs and its table are generated."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
import sysconfig
import tomllib
from collections import Counter
from pathlib import Path
from shutil import copy

import mnist_nn.examples
from mnist_nn import Network, load_test_set, load_weights
from mnist_nn.checking.deviations import known_deviations, read_deviations
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.oracle.arithmetic import CERTIFIABLE
from mnist_nn.oracle.certificate.certificate import certify
from mnist_nn.report.deviations import as_markdown as as_markdown_table
from mnist_nn.report.laws import as_markdown
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.targets.implementation import SPECIFIED
from mnist_nn.targets.target import LIBRARIES, TARGETS
from tests.benchmarks.rivals.all_rivals import RIVALS
from tests.specification.variants import VARIANTS

README = Path(__file__).parent.parent / "README.md"
TEXT = README.read_text(encoding="utf-8")


COMMAND = Path(sysconfig.get_path("scripts")) / "mnist-nn"


def printed_by(*arguments: str) -> str:
    """Return what the installed command prints, 200 columns wide."""
    wide = os.environ | {"COLUMNS": "200"}
    return subprocess.run(
        [COMMAND, *arguments], capture_output=True, check=True, encoding="utf-8", env=wide
    ).stdout


def block(marker: str) -> str:
    """Return the content of the fenced block that follows a marker."""
    found = re.search(rf"<!-- {marker} -->\n```\w+\n(.*?)```", TEXT, re.DOTALL)
    assert found, marker
    return found[1]


def without_measurements(text: str) -> str:
    """Leave out the errors seen and NumPy's version, which differ, and how much was tried."""
    text = re.sub(r"on \d+ examples", "on _ examples", text)
    text = re.sub(r"greatest error \d\.\d\d", "greatest error _.__", text)
    return re.sub(r"^numpy \S+", "numpy _", text, flags=re.MULTILINE)


def test_the_examples_do_what_they_say() -> None:
    """Every line after >>> is run, and prints what stands below it."""
    assert doctest.testfile(str(README), module_relative=False, encoding="utf-8").failed == 0


def test_there_are_examples() -> None:
    """Nothing found to run would be no proof."""
    assert len(doctest.DocTestParser().get_examples(TEXT)) >= 10


def test_the_output_of_verify_is_real() -> None:
    """Word for word, but for the errors seen, the version, and how much was tried."""
    printed = printed_by("verify", "--examples", "50")
    assert without_measurements(block("output: verify")) == without_measurements(printed)


def test_the_coverage_that_is_shown_is_the_one_required() -> None:
    """Below 100 % the test command fails, so that this line is the one it ends with."""
    settings = tomllib.loads((README.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["tool"]["coverage"]["report"]["fail_under"] == 100
    expected = "Required test coverage of 100.0% reached. Total coverage: 100.00%\n"
    assert block("output: test") == expected


def test_the_output_of_evaluate_is_real() -> None:
    """Word for word, after the prompt."""
    printed = printed_by("evaluate")
    assert block("output: evaluate") == f"$ mnist-nn evaluate\n{printed}"


def test_the_accuracy_of_the_lessons_network_is_certain(book_weights: Path) -> None:
    """In float32, as the theorem is said to imply."""
    pixels, labels = load_test_set(normalize=False)
    network = Network(load_weights(book_weights))
    whole = certify(network, pixels, CERTIFIABLE["float32"], divisor=255)
    least, most = whole.correct_at_least(labels), whole.correct_at_most(labels)
    assert least == most
    assert f"nor of the lesson's network another than {least} of {len(labels)}." in TEXT


def test_the_table_of_laws_is_the_catalogue() -> None:
    """As `mnist-nn laws --markdown` prints it."""
    found = re.search(r"<!-- output: laws -->\n\n(.*?)\n\n<!-- end -->", TEXT, re.DOTALL)
    assert found
    assert found[1] == as_markdown(CATALOGUE)


def rows(marker: str) -> list[list[str]]:
    """Return the cells of a table that follows a marker, without its heads."""
    found = re.search(rf"<!-- {marker} -->\n\n(.*?)\n\n<!-- end -->", TEXT, re.DOTALL)
    assert found, marker
    return [line.strip("| ").split(" | ") for line in found[1].splitlines()[2:]]


def test_the_table_of_how_soon_is_about_all_that_there_is() -> None:
    """Every function and all of its mutants, none of which takes more than 100 examples."""
    numbers = Counter(mutant.function for mutant in MUTANTS)
    table = rows("output: how soon")
    assert [(name, int(mutants)) for name, mutants, *_ in table] == [
        (name, numbers[name]) for name in SPECIFIED
    ]
    assert all(int(worst) <= 100 for _, _, _, worst, _ in table)


def test_the_table_of_how_others_check_is_about_all_that_there_is() -> None:
    """Every method, all mutants and all right code; no law lets one escape or blames another."""
    table = rows("output: how others check")
    assert [method for method, *_ in table] == [rival.name for rival in RIVALS]
    wrong, right = len(MUTANTS), sum(map(len, VARIANTS.values()))
    for _, caught, blamed, _ in table:
        assert caught.endswith(f" of {wrong}")
        assert blamed.endswith(f" of {right}")
    assert table[-1][1:3] == [f"{wrong} of {wrong}", f"0 of {right}"]


def test_the_table_of_deviations_is_what_is_known() -> None:
    """A row for each thing that a library does otherwise."""
    found = re.search(r"<!-- output: deviations -->\n\n(.*?)\n\n<!-- end", TEXT, re.DOTALL)
    assert found
    assert found[1] == as_markdown_table({name: known_deviations(name) for name in LIBRARIES})


def run_in(folder: Path, *command: str | Path) -> str:
    """Return what a command prints in a folder."""
    own = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    result = subprocess.run(
        command, cwd=folder, capture_output=True, check=True, encoding="utf-8", env=own
    )
    return result.stdout


MINE = "from mnist_nn import softmax"
ONE_LAW = "--function", "softmax", "--law", "sums_to_one", "--examples", "20"


def test_the_three_lines_for_pytest_verify_a_softmax(tmp_path: Path) -> None:
    """In a file of somebody's own."""
    (tmp_path / "mine.py").write_text(MINE)
    (tmp_path / "test_mine.py").write_text(block("example: test_mine.py"))
    pytest = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q"]
    assert "3 passed" in run_in(tmp_path, *pytest, "-k", "softmax.sums_to_one[")


def test_the_line_for_the_shell_verifies_a_softmax(tmp_path: Path) -> None:
    """In a file of somebody's own."""
    (tmp_path / "mine.py").write_text(MINE)
    _, *arguments = shlex.split(block("example: shell"))
    assert "mine.py (no version) conforms" in run_in(tmp_path, COMMAND, *arguments, *ONE_LAW)


def test_the_lines_for_c_verify_a_softmax(tmp_path: Path) -> None:
    """Built as they say, from the program in the package."""
    copy(Path(mnist_nn.examples.__file__).with_name("softmax.c"), tmp_path)
    build, verify = block("example: C").splitlines()
    run_in(tmp_path, *shlex.split(build))
    _, subcommand, *program = shlex.split(verify)
    assert "softmax.c 1 conforms" in run_in(tmp_path, COMMAND, subcommand, *ONE_LAW, *program)


def test_the_program_of_the_protocol_page_is_whole(tmp_path: Path) -> None:
    """It is run, and verified."""
    (tmp_path / "mine.py").write_text(block("example: program"))
    relu = "--function", "relu", "--examples", "20"
    program = COMMAND, "verify", *relu, "--", sys.executable, "mine.py"
    assert "mine 1 conforms" in run_in(tmp_path, *program)


def test_the_deviation_that_is_shown_can_be_read(tmp_path: Path) -> None:
    """It is as a file must be."""
    path = tmp_path / "mine.toml"
    path.write_text(block("example: deviations.toml"))
    (deviation,) = read_deviations(path)
    assert deviation.law == "softmax.sums_to_one_over_long_rows"


def test_every_target_that_is_listed_exists() -> None:
    """Those that go by a name, and the functions that are looked for."""
    for name in (*TARGETS, *SPECIFIED):
        assert re.search(rf"`.*\b{name}\b.*`", TEXT)


def test_the_options_of_the_commands_exist() -> None:
    """Every option in the table of commands is in the help of its command."""
    calls = re.findall(r"^\| `mnist-nn (\w+)( .*?)` \|", TEXT, re.MULTILINE)
    assert len(calls) == 7
    for command, options in calls:
        text = printed_by(command, "--help")
        for option in re.findall(r"--[\w-]+", options):
            assert option in text
