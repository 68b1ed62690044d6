"""Known deviations are read from TOML exactly, or the file is refused in one clear line."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from mnist_nn.checking import deviations
from mnist_nn.checking.deviations import known_deviations, read_deviations
from mnist_nn.specification.catalogue import law_named
from mnist_nn.targets import libraries

LAW = "sigmoid.lies_between_0_and_1"
KEYS = "law, dtype, reason, link, seen, counterexample"
ENTRY = f"""
[[deviation]]
law = "{LAW}"
dtype = "float32"
reason = "it overshoots"
link = "https://example.org/1"
seen = "somelib 1.2"

[deviation.counterexample]
x = "array([[17.482065]], dtype=float32)"
"""
OF_TWO_INPUTS = """
[[deviation]]
law = "softmax.is_invariant_under_a_shift"
dtype = "float16"
reason = "it does not subtract the greatest score"
link = "http://example.org/2"
seen = "somelib 1.2"

[deviation.counterexample]
c = "array(100., dtype=float16)"
x = "array([[0.]], dtype='>f2')"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a file that is to be written."""
    return tmp_path / "somelib.toml"


def refusal(file: Path, content: str) -> str:
    """Return what is said of a file with this content, less the name of the file."""
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"^{re.escape(str(file))}: ") as caught:
        read_deviations(file)
    return str(caught.value).removeprefix(f"{file}: ")


def test_a_deviation_is_read(file: Path) -> None:
    """With the inputs of its counterexample."""
    file.write_text(ENTRY, encoding="utf-8")
    (read,) = read_deviations(file)
    assert read.law == LAW
    assert read.dtype == "float32"
    assert read.reason == "it overshoots"
    assert read.link == "https://example.org/1"
    assert read.seen == "somelib 1.2"
    assert read.counterexample == {"x": np.array([[17.482065]], np.float32)}
    assert read.counterexample["x"].dtype == np.float32


def test_inputs_are_in_the_order_of_the_law(file: Path) -> None:
    """In whatever order they are written, and in either byte order."""
    file.write_text(ENTRY + OF_TWO_INPUTS, encoding="utf-8")
    _, read = read_deviations(file)
    assert tuple(read.counterexample) == law_named(read.law).inputs
    assert read.counterexample["x"].dtype == np.dtype(">f2")


def test_a_law_may_be_deviated_from_at_several_dtypes(file: Path) -> None:
    """One entry for each."""
    file.write_text(ENTRY + ENTRY.replace("float32", "float64"), encoding="utf-8")
    assert [read.dtype for read in read_deviations(file)] == ["float32", "float64"]


def test_a_deviation_may_be_about_all_the_numbers_of_float32(file: Path) -> None:
    """Of a law that is tried on them where that is asked for."""
    entry = ENTRY.replace(LAW, "sigmoid.is_the_true_sigmoid_of_every_number")
    file.write_text(entry, encoding="utf-8")
    assert [read.dtype for read in read_deviations(file)] == ["float32"]


@pytest.mark.parametrize("content", ["", "# nothing is known\n"])
def test_a_file_without_entries_has_no_deviations(file: Path, content: str) -> None:
    """Comments are welcome."""
    file.write_text(content, encoding="utf-8")
    assert read_deviations(file) == ()


def test_a_library_without_a_file_has_no_deviations() -> None:
    """Nothing is known of it; and no other file is read in its place."""
    assert known_deviations("../pyproject") == ()


def test_the_deviations_of_a_library_are_those_of_its_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the name of the library."""
    file.write_text(ENTRY, encoding="utf-8")
    monkeypatch.setattr(deviations, "_FOLDER", file.parent)
    assert [read.law for read in known_deviations("somelib")] == [LAW]


FILES = sorted(Path(libraries.__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_ours_is_as_it_should_be(path: Path) -> None:
    """And tells the version in which each deviation was seen."""
    assert all(re.search(r" \d", read.seen) for read in known_deviations(path.stem))


def test_a_missing_file_is_an_error(file: Path) -> None:
    """It is not the same as an empty one."""
    with pytest.raises(FileNotFoundError, match=re.escape(str(file))):
        read_deviations(file)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("law =", "it is not TOML: "),
        ("x = " + 10_000 * "[", "it is not TOML: "),
        ("deviations = []", "unknown key 'deviations': expected nothing but [[deviation]]"),
        ("[deviation]", "'deviation' is no list of tables: expected [[deviation]]"),
        ("deviation = [1]", "'deviation' is no list of tables: expected [[deviation]]"),
        (
            "[[deviation]]",
            f"deviation 1: there is no 'law': expected {KEYS}",
        ),
    ],
)
def test_a_file_of_something_else_is_refused(file: Path, content: str, message: str) -> None:
    """Naming the file."""
    assert refusal(file, content).startswith(message)


def test_a_file_that_is_no_text_is_refused(file: Path) -> None:
    """Naming the file."""
    file.write_bytes(b"\xff")
    with pytest.raises(
        ValueError, match=rf"^{re.escape(str(file))}: it is not TOML: 'utf-8' codec"
    ):
        read_deviations(file)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("seen =", "sen =", "unknown key 'sen': did you mean 'seen'?"),
        (
            "seen =",
            "version =",
            f"unknown key 'version': expected {KEYS}",
        ),
        (
            'seen = "somelib 1.2"',
            "",
            f"there is no 'seen': expected {KEYS}",
        ),
        ('"float32"', "32", "dtype is 32: expected text that is not empty"),
        ('"it overshoots"', '" "', "reason is ' ': expected text that is not empty"),
        (
            '"https://example.org/1"',
            '"example.org"',
            "link is 'example.org': expected https://... or http://...",
        ),
        (
            '"float32"',
            '"float23"',
            "the law is not stated for 'float23': did you mean 'float32'?",
        ),
        (
            '"float32"',
            '"int8"',
            "the law is not stated for 'int8': expected float64, float32, float16, bfloat16",
        ),
        (
            '"array([[17.482065]], dtype=float32)"',
            "17.5",
            "counterexample is {'x': 17.5}: expected a table of texts",
        ),
        ('x = "array', 'y = "array', "the counterexample has y: expected x"),
        (
            'x = "array([[17.482065]], dtype=float32)"',
            "",
            "the counterexample has no inputs: expected x",
        ),
        (
            "dtype=float32",
            "dtype=float64",
            "counterexample.x is 'array([[17.482065]], dtype=float64)': expected dtype=float32",
        ),
        (
            "array([[17.482065]], dtype=float32)",
            "17.5",
            "counterexample.x is '17.5': expected dtype=float32",
        ),
    ],
)
def test_a_wrong_entry_is_refused(file: Path, old: str, new: str, message: str) -> None:
    """Naming the file, the entry and its law, what is wrong and what is expected."""
    assert ENTRY.count(old) == 1
    content = OF_TWO_INPUTS + ENTRY.replace(old, new)
    assert refusal(file, content) == f"deviation 2 ({LAW}): {message}"


def test_a_counterexample_that_cannot_be_read_is_refused(file: Path) -> None:
    """Quoting it."""
    content = ENTRY.replace("array([[17.482065]], dtype=float32)", "exp(17.5)")
    assert refusal(file, content).startswith(
        f"deviation 1 ({LAW}): counterexample.x: 'exp(17.5)' cannot be read: "
        "'exp(17.5)' is not allowed in it; expected a number"
    )


def test_a_counterexample_that_is_no_table_is_refused(file: Path) -> None:
    """As are inputs without names."""
    content = ENTRY.partition("[deviation.counterexample]")[0] + "counterexample = 'array([17.5])'"
    assert refusal(file, content) == (
        f"deviation 1 ({LAW}): counterexample is 'array([17.5])': expected a table of texts"
    )


@pytest.mark.parametrize(
    ("law", "message"),
    [
        (
            "sigmoid.lies_between_0_and_2",
            "there is no law 'sigmoid.lies_between_0_and_2': did you mean '" + LAW + "'?",
        ),
        ("x", "there is no law 'x': see `mnist-nn laws`"),
    ],
)
def test_an_unknown_law_is_refused(file: Path, law: str, message: str) -> None:
    """Saying which was perhaps meant."""
    assert refusal(file, ENTRY.replace(LAW, law)) == f"deviation 1: {message}"


def test_an_advisory_law_is_refused(file: Path) -> None:
    """Nobody fails for it."""
    assert refusal(file, ENTRY.replace(LAW, "sigmoid.never_falls_exactly")) == (
        "deviation 1 (sigmoid.never_falls_exactly): "
        "the law is advisory, which may be broken: expected a required law"
    )


def test_a_repeated_entry_is_refused(file: Path) -> None:
    """It would be open which of two reasons counts."""
    assert refusal(file, ENTRY + OF_TWO_INPUTS + ENTRY) == (
        f"deviation 3 ({LAW}): deviation 1 is of the same law at float32: expected one of each"
    )
