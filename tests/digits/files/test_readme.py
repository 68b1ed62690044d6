"""The page on files names forms that are read, and quotes what is said."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from mnist_nn import load_mnist
from mnist_nn.digits.files.labelled import MOST
from mnist_nn.digits.files.reading import read_digits
from tests.digits.files.samples import FOLDERS, IMAGES, LABELS
from tests.digits.files.samples import rows as csv_of_rows
from tests.pages import block, rows, text_of

if TYPE_CHECKING:
    from pathlib import Path

PAGE = text_of("mnist_nn/digits/files")


def test_every_file_that_is_named_is_read_by_a_test() -> None:
    """The names in the table are those of the samples."""
    table = re.findall(r"^\| .*$", PAGE, re.MULTILINE)
    named = {name for _, there, _ in rows("\n".join(table)) for name in there.split("`")[1::2]}
    assert len(named) >= 10
    assert named <= {name for form in FOLDERS.values() for name in form()}


def test_the_lines_that_take_other_digits_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a folder with both sets, and from a file with one."""
    raw = tmp_path / "FashionMNIST" / "raw"
    raw.mkdir(parents=True)
    for part in ("train", "t10k"):
        (raw / f"{part}-images-idx3-ubyte").write_bytes(IMAGES)
        (raw / f"{part}-labels-idx1-ubyte").write_bytes(LABELS)
    (tmp_path / "train.csv").write_bytes(csv_of_rows(head=True))
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"load_mnist": load_mnist, "read_digits": read_digits}
    for name in ("other digits", "one set"):
        exec(block(PAGE, f"example: {name}"), names)  # noqa: S102 - the page is ours
    assert names["labels"].tolist() == [5, 0, 4]


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
