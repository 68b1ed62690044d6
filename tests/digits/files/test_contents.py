"""What a file holds is told by its first bytes, whatever its name says."""

from __future__ import annotations

import gzip
import tarfile
import tracemalloc
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from mnist_nn.digits.files.contents import Contents, contents_of
from tests.digits.files.samples import IMAGES, LABELS, keras, npz, parquet, rows

if TYPE_CHECKING:
    from pathlib import Path


LIE, LIES = (file[:4] + b"\xff\xff\xff\xff" + file[8:] for file in (LABELS, IMAGES))
"""What announce the most that they can."""


def archive(**files: bytes) -> bytes:
    """Return a zip archive."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return content.getvalue()


def of_another_version(zipped: bytes) -> bytes:
    """Return an archive that needs version 25.5 of its format."""
    entry = zipped.index(b"PK\1\2")
    return zipped[: entry + 6] + b"\xff" + zipped[entry + 7 :]


def tar() -> bytes:
    """Return a tar archive of one empty file."""
    content = BytesIO()
    with tarfile.open(fileobj=content, mode="w") as packed:
        packed.addfile(tarfile.TarInfo("a"))
    return content.getvalue()


def contents(path: Path, content: bytes) -> Contents:
    """Return what is told of a file."""
    path.write_bytes(content)
    return contents_of(path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (IMAGES, Contents("images", "3 images of 28x28 pixels", 3)),
        (LABELS, Contents("labels", "3 labels", 3)),
        (gzip.compress(LABELS), Contents("labels", "3 labels", 3)),
        (LIE, Contents("labels", "4,294,967,295 labels", 2**32 - 1)),
        (LIES, Contents("images", "4,294,967,295 images of 28x28 pixels", 2**32 - 1)),
        (rows(), Contents("rows", "rows of a label and 784 pixels")),
        (rows(head=True), Contents("rows", "rows of a label and 784 pixels")),
        (keras(), Contents("npz", "arrays: x_test.npy, x_train.npy, y_test.npy, y_train.npy")),
        (parquet(), Contents("parquet", "a Parquet file")),
    ],
)
def test_digits_are_known_in_every_form(tmp_path: Path, content: bytes, expected: Contents) -> None:
    """Packed by gzip or not."""
    assert contents(tmp_path / "a", content) == expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing: it is empty"),
        (IMAGES[:15], "an IDX file that is neither images nor labels"),
        (LABELS[:7], "an IDX file that is neither images nor labels"),
        (b"\0\0\x08\2" + bytes(99), "an IDX file that is neither images nor labels"),
        (rows().partition(b",")[2], "rows of 784 columns: pixels without labels"),
        (99 * b"0,", "rows of 100 columns, not a label and 784 pixels"),
        (b"0," + rows(), "rows of 786 columns, not a label and 784 pixels"),
        (archive(), "text that begins with 'PK\\x05\\x06" + 18 * "\\x00" + "'"),
        (archive(b=b"", a=b""), "a zip archive of a, b: unpack it"),
        (archive(**dict.fromkeys("abcde", b"")), "a zip archive of a, b, c, d: unpack it"),
        (archive(b=b"")[:20], "a damaged zip archive"),
        (npz(a=1)[:-9], "a damaged zip archive"),
        (of_another_version(npz(a=1)), "a damaged zip archive"),
        (gzip.compress(LABELS)[:-9], "damaged gzip data"),
        (tar(), "a tar archive: unpack it"),
        (gzip.compress(tar()), "a tar archive: unpack it"),
        (b"\n <!DOCTYPE html>", "a page of HTML or XML: the answer to a download that failed?"),
        (b"\x80\4K\1.", "a pickle"),
        (b"\xff\xfe\0\1\2", "unknown data that begin with ff fe 00 01"),
        (b"one or\ntwo", "text that begins with 'one or'"),
        (70 * b"a", f"text that begins with '{60 * 'a'}'"),
    ],
)
def test_what_is_not_read_is_told_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    """Whatever it is, it is told, and never an error."""
    assert contents(tmp_path / "a", content) == Contents("", words)


def test_a_file_is_not_unpacked_further_than_it_must_be(tmp_path: Path) -> None:
    """16 MiB, of which a few kB tell what they are."""
    packed = gzip.compress(bytes(16 << 20))
    tracemalloc.start()
    assert contents(tmp_path / "a", packed).form == ""
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 << 20


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """As the system tells it."""
    assert contents_of(tmp_path) == Contents("", "what cannot be read: Is a directory")
