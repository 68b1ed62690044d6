"""Parquet files of pictures are read exactly, or refused."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from mnist_nn.digits.files import parquet_rows
from mnist_nn.digits.files.parquet_rows import read_parquet
from tests.digits.files.samples import DIGITS, PIXELS, parquet, picture, png

if TYPE_CHECKING:
    from pathlib import Path

SEVEN = png(PIXELS[0])
GIF = picture(np.zeros((28, 28), np.uint8), "GIF")


def refusal(path: Path, content: bytes) -> str:
    """See a file refused, and return the words that follow its name."""
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"\S") as refused:
        read_parquet(path)
    return str(refused.value).removeprefix(f"{path}: ")


def columns(**columns: list[Any]) -> bytes:
    """Return a Parquet file of other columns."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    file = BytesIO()
    write_table(pa.table(columns), file)
    return file.getvalue()


def test_pictures_and_labels_are_read(tmp_path: Path) -> None:
    """Row by row."""
    (tmp_path / "a").write_bytes(parquet())
    images, labels = read_parquet(tmp_path / "a")
    np.testing.assert_array_equal(images, PIXELS, strict=True)
    np.testing.assert_array_equal(labels, DIGITS, strict=True)


def test_a_picture_may_have_1024_bytes(tmp_path: Path) -> None:
    """What follows its end is nothing to a reader of PNG."""
    (tmp_path / "a").write_bytes(parquet([SEVEN.ljust(1024, b"\0")], [5]))
    np.testing.assert_array_equal(read_parquet(tmp_path / "a").images, PIXELS[:1])


def test_no_rows_are_no_digits(tmp_path: Path) -> None:
    """The shapes hold."""
    (tmp_path / "a").write_bytes(parquet([], []))
    images, labels = read_parquet(tmp_path / "a")
    assert (images.shape, labels.shape) == ((0, 28, 28), (0,))


@pytest.mark.parametrize(
    ("pictures", "labels", "words"),
    [
        ([SEVEN, None], [1, 2], "after 1 rows: expected a PNG picture of at most 1024 bytes"),
        (
            [SEVEN, bytes(1025)],
            [1, 2],
            "after 1 rows: expected a PNG picture of at most 1024 bytes",
        ),
        ([b"PNG"], [1], "after 0 rows: the picture is damaged: cannot identify image file"),
        ([GIF], [1], "after 0 rows: the picture is damaged: cannot identify image file"),
        ([SEVEN[:-40]], [1], "after 0 rows: the picture is damaged: "),
        ([SEVEN[:40] + b"?" + SEVEN[41:]], [1], "after 0 rows: the picture is damaged: "),
        (
            [png(PIXELS[0, :27])],
            [1],
            "after 0 rows: expected a picture of 28x28 levels of grey, found (28, 27) L",
        ),
        (
            [png(np.zeros((28, 28, 3), np.uint8))],
            [1],
            "after 0 rows: expected a picture of 28x28 levels of grey, found (28, 28) RGB",
        ),
        ([SEVEN], [None], "expected labels as integers 0 to 9, found float64"),
        ([SEVEN] * 2, [10, -1], "expected labels 0 to 9, found -1, 10"),
    ],
)
def test_what_is_wrong_is_told(
    tmp_path: Path, pictures: list[Any], labels: list[Any], words: str
) -> None:
    """With how many rows were right before."""
    assert refusal(tmp_path / "a", parquet(pictures, labels)).startswith(words)


def test_a_picture_that_unpacks_to_a_large_one_is_not_unpacked(tmp_path: Path) -> None:
    """Its head says how large it is: 16 million pixels in few bytes."""
    content = BytesIO()
    Image.new("1", (3000, 1)).save(content, "PNG")
    words = refusal(tmp_path / "a", parquet([content.getvalue()], [1]))
    assert words.endswith("found (3000, 1) 1")


def test_other_columns_are_told(tmp_path: Path) -> None:
    """And which ones are expected."""
    assert refusal(tmp_path / "a", columns(a=[1], label=[2])) == (
        "after 0 rows: expected the columns image.bytes and label, found ['a', 'label']"
    )


def test_a_column_of_that_name_is_not_a_picture_in_another(tmp_path: Path) -> None:
    """A dot in its name makes no column of columns."""
    content = columns(label=[1], **{"image.bytes": [SEVEN]})
    assert refusal(tmp_path / "a", content).startswith("after 0 rows: ")


def test_labels_in_words_are_refused(tmp_path: Path) -> None:
    """They are no integers."""
    content = columns(image=[{"bytes": SEVEN}], label=["seven"])
    assert refusal(tmp_path / "a", content) == ("expected labels as integers 0 to 9, found object")


@pytest.mark.parametrize("content", [b"", b"PAR1", parquet()[:-20], b"PAR1" + bytes(99) + b"PAR1"])
def test_damaged_files_are_refused(tmp_path: Path, content: bytes) -> None:
    """In the words of pyarrow, after the name."""
    assert refusal(tmp_path / "a", content).startswith("after 0 rows: ")


@pytest.mark.parametrize(("most", "picture"), [(2, 1 << 20), (3, 1)])
def test_more_than_is_wanted_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, picture: int
) -> None:
    """Too many rows, or too many bytes, as the file announces them."""
    monkeypatch.setattr(parquet_rows, "MOST", most)
    monkeypatch.setattr(parquet_rows, "_PICTURE", picture)
    words = f"after 0 rows: expected {most} digits at most, but it announces "
    assert refusal(tmp_path / "a", parquet()).startswith(words)


def test_as_much_as_is_wanted_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many rows, and so many bytes, as the file announces them."""
    from pyarrow.parquet import ParquetFile

    path = tmp_path / "a"
    path.write_bytes(parquet())
    monkeypatch.setattr(parquet_rows, "MOST", 3)
    size = ParquetFile(path).metadata.row_group(0).total_byte_size
    monkeypatch.setattr(parquet_rows, "_PICTURE", size / 3)
    assert len(read_parquet(path).labels) == 3


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And how to install it."""
    (tmp_path / "a").write_bytes(parquet())
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError, match=r"pip install 'mnist_nn\[parquet\]'$"):
        read_parquet(tmp_path / "a")
