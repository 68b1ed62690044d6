"""Rows of text are read exactly, or refused by the line that is wrong."""

from __future__ import annotations

import gzip
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn.digits.files import csv_rows
from mnist_nn.digits.files.csv_rows import read_csv
from tests.digits.files.samples import DIGITS, PIXELS, rows

if TYPE_CHECKING:
    from pathlib import Path

FIRST = rows().splitlines(keepends=True)[0]


def refusal(path: Path, content: bytes) -> str:
    """See a file refused, and return the words that follow its name."""
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"\S") as refused:
        read_csv(path)
    return str(refused.value).removeprefix(f"{path}: ")


@pytest.mark.parametrize(
    "content",
    [
        rows(),
        rows(head=True),
        rows(head=True, end="\r\n"),
        rows().removesuffix(b"\n"),
        b"\xef\xbb\xbf" + rows(),
        b"\xef\xbb\xbf" + rows(head=True),
        rows(head=True).replace(b"label", b'"label"'),
        rows(head=True).replace(b"label", b"Label"),
        gzip.compress(rows()),
    ],
)
def test_rows_are_read(tmp_path: Path, content: bytes) -> None:
    """With or without heads, as any system ends its lines."""
    (tmp_path / "a").write_bytes(content)
    images, labels = read_csv(tmp_path / "a")
    np.testing.assert_array_equal(images, PIXELS, strict=True)
    np.testing.assert_array_equal(labels, DIGITS, strict=True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "line 0: expected a row of a digit, but the file ends"),
        (rows(head=True).splitlines()[0], "line 1: expected a row of a digit, but the file ends"),
        (b"1,2\n", "line 1: expected a label and 784 pixels, found 2 columns"),
        (FIRST + b"\n", "line 2: expected a label and 784 pixels, found 1 columns"),
        (FIRST + FIRST[:-9], "line 2: expected a label and 784 pixels, found 783 columns"),
        (FIRST[2:], "line 1: expected a label and 784 pixels, found 784 columns: no label"),
        (b"0," + FIRST, "line 1: expected a label and 784 pixels, found 786 columns"),
        (FIRST + b"x" + FIRST, "line 2: could not convert string 'x5' to uint8"),
        (
            FIRST + FIRST.replace(b",1,", b",256,"),
            "line 2: could not convert string '256' to uint8",
        ),
        (FIRST.replace(b",1,", b",-1,"), "line 1: could not convert string '-1' to uint8"),
        (FIRST.replace(b",1,", b",0.5,"), "line 1: could not convert string '0.5' to uint8"),
        (FIRST.replace(b",1,", b",,"), "line 1: could not convert string '' to uint8"),
        (FIRST.replace(b",1,", b",#,"), "line 1: could not convert string '#' to uint8"),
        (b"X5" + FIRST, "line 1: expected a digit or the head 'label' first, found 'X55'"),
        (b"a" + FIRST, "line 1: expected a digit or the head 'label' first, found 'a5'"),
        (FIRST.replace(b"5", b"10", 1), "expected labels 0 to 9, found 10"),
        (bytes(20_000), "line 1: expected 785 columns, but the line goes on after 12560 bytes"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, content: bytes, words: str) -> None:
    """Numbers that are no bytes, rows that are too short or too long, no rows at all."""
    assert refusal(tmp_path / "a", content) == words


def test_a_line_without_an_end_takes_no_memory(tmp_path: Path) -> None:
    """16 MiB of one line, in 16 kB."""
    packed = gzip.compress(bytes(16 << 20))
    tracemalloc.start()
    assert refusal(tmp_path / "a", packed).endswith("goes on after 12560 bytes")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the first that is too many."""
    monkeypatch.setattr(csv_rows, "MOST", 2)
    assert refusal(tmp_path / "a", rows()) == "line 3: expected 2 digits at most"
    monkeypatch.setattr(csv_rows, "MOST", 3)
    assert len(read_csv(tmp_path / "a").labels) == 3


def test_packed_rows_that_are_cut_are_refused(tmp_path: Path) -> None:
    """Though the rows before the cut are whole."""
    packed = gzip.compress(rows())
    assert "expected intact gzip data" in refusal(tmp_path / "a", packed[:-4])
