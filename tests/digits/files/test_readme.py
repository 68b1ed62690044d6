"""The page on files names forms that are read, and quotes what is said."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from mnist_nn.digits.files.labelled import MOST
from mnist_nn.digits.files.reading import read_digits
from tests.digits.files.samples import FOLDERS
from tests.pages import rows, text_of

if TYPE_CHECKING:
    from pathlib import Path

PAGE = text_of("mnist_nn/digits/files")


def test_every_file_that_is_named_is_read_by_a_test() -> None:
    """The names in the table are those of the samples."""
    table = re.findall(r"^\| .*$", PAGE, re.MULTILINE)
    named = {name for _, there, _ in rows("\n".join(table)) for name in there.split("`")[1::2]}
    assert len(named) >= 10
    assert named <= {name for form in FOLDERS.values() for name in form()}


def test_the_error_that_is_quoted_is_told(tmp_path: Path) -> None:
    """Word for word, after the name of the folder."""
    with zipfile.ZipFile(tmp_path / "train.zip", "w") as archive:
        archive.writestr("a.png", b"")
        archive.writestr("b.png", b"")
    (quoted,) = re.findall(r"`(expected a training set[^`]*)`", PAGE)
    with pytest.raises(FileNotFoundError) as refused:
        read_digits(tmp_path)
    assert str(refused.value) == f"{tmp_path}: {' '.join(quoted.split())}"


def test_the_largest_set_is_told() -> None:
    """It is a constant."""
    assert f"more than {MOST:,} digits are refused" in PAGE
