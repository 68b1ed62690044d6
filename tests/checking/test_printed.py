"""What a target prints is kept apart: from Python and from C, in this process and in others."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from mnist_nn.checking.printed import MOST, apart, keep_all, kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def as_before() -> Iterator[None]:
    """Let the numbers 1 and 2 lead in the end to where they led."""
    before = {number: os.dup(number) for number in (1, 2)}
    yield
    for number, led in before.items():
        os.dup2(led, number)
        os.close(led)


@pytest.mark.usefixtures("as_before")
def test_what_is_printed_is_kept(capfd: pytest.CaptureFixture[str]) -> None:
    """By Python, to both streams, by C, and by a program that is started."""
    with kept(passed_on=False) as printed:
        with printed.aside():
            print("to stdout")  # noqa: T201
            sys.stderr.write("to stderr\n")
            os.write(2, b"to 2\n")
            ctypes.CDLL(None).printf(b"by C\n")
            subprocess.run([sys.executable, "-c", "print('by a program')"], check=True)
        text = printed.text
    said = ["to stdout", "to stderr", "to 2", "by C", "by a program"]
    assert sorted(text.splitlines()) == sorted(said)
    assert tuple(capfd.readouterr()) == ("", "")


@pytest.mark.usefixtures("as_before")
def test_afterwards_everything_leads_to_where_it_led(capfd: pytest.CaptureFixture[str]) -> None:
    """Even what a target has kept since; and it was interrupted."""
    with kept(passed_on=False) as printed, suppress(KeyboardInterrupt), printed.aside():
        stream = sys.stdout
        raise KeyboardInterrupt
    print("after", file=stream)
    os.write(2, b"too\n")
    assert tuple(capfd.readouterr()) == ("after\n", "too\n")


@pytest.mark.usefixtures("as_before")
def test_no_more_is_kept_than_that() -> None:
    """What comes first."""
    with kept(passed_on=False) as printed:
        for _ in range(2):
            with printed.aside():
                os.write(1, b"x" * MOST)
        assert printed.text == "x" * MOST


@pytest.mark.usefixtures("as_before")
def test_what_is_passed_on_goes_to_the_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    """As it comes: a debugger shows and asks there."""
    with kept(passed_on=True) as printed, printed.aside():
        print("to stdout")  # noqa: T201
        os.write(1, b"to 1\n")
        assert printed.text == ""
    stdout, stderr = capfd.readouterr()
    assert (stdout, sorted(stderr.splitlines())) == ("", ["to 1", "to stdout"])


@pytest.mark.usefixtures("as_before")
def test_our_own_words_come_through(capfd: pytest.CaptureFixture[str]) -> None:
    """While a target is called, too."""
    with kept(passed_on=False) as printed, apart() as stderr, printed.aside():
        print("refuted", file=stderr, flush=True)
    assert capfd.readouterr().err == "refuted\n"


def test_an_object_of_python_alone_is_written_to_as_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where the standard error is no file."""
    with apart() as stderr:
        print("refuted", file=stderr)
    assert capsys.readouterr().err == "refuted\n"


@pytest.mark.usefixtures("as_before")
def test_another_process_keeps_all_that_it_prints(tmp_path: Path) -> None:
    """From its start to its end."""
    file = tmp_path / "printed"
    file.write_text("before\n")
    keep_all(file)
    os.write(1, b"one\n")
    os.write(2, b"two\n")
    assert file.read_text() == "before\none\ntwo\n"
