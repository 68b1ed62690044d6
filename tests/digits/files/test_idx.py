"""An IDX file is read exactly, or refused by name."""

from __future__ import annotations

import gzip
import re
import struct
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mnist_nn.digits.files.idx import read_idx
from mnist_nn.digits.files.labelled import MOST
from tests.digits.idx_files import idx_bytes

LABELS = idx_bytes(np.array([5, 0, 4], np.uint8))
IMAGES = idx_bytes(np.arange(2 * 28 * 28, dtype=np.uint32).astype(np.uint8).reshape(2, 28, 28))
PACKED = gzip.compress(LABELS, mtime=0)
MIB = 1 << 20


def refusal(path: Path, content: bytes, item_shape: tuple[int, ...] = ()) -> str:
    """Write `content` to `path`, see it refused, and return the words that follow its name."""
    path.write_bytes(content)
    with pytest.raises(ValueError, match=f"^{re.escape(str(path))}: ") as refused:
        read_idx(path, item_shape)
    return str(refused.value).removeprefix(f"{path}: ")


def labels_or_refusal(name: str, content: bytes) -> list[int] | str:
    """Return the labels read from `content`, or "refused" if it was refused by name."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        try:
            labels: list[int] = read_idx(path).tolist()
        except ValueError as error:
            return "refused" if str(error).startswith(f"{path}: ") else str(error)
    return labels


@given(arrays(np.uint8, array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=5)))
def test_what_was_written_is_read(array: np.typing.NDArray[np.uint8]) -> None:
    """Packed or not, of any shape, also empty: the array comes back, as bytes."""
    with TemporaryDirectory() as folder:
        for name, content in ("a", idx_bytes(array)), ("a.gz", gzip.compress(idx_bytes(array))):
            path = Path(folder, name)
            path.write_bytes(content)
            result = read_idx(path, array.shape[1:])
            assert result.dtype == np.uint8
            np.testing.assert_array_equal(result, array, strict=True)


def test_a_path_may_be_a_string(tmp_path: Path) -> None:
    """A path is a Path or its text."""
    (tmp_path / "labels.gz").write_bytes(PACKED)
    assert read_idx(str(tmp_path / "labels.gz")).tolist() == [5, 0, 4]


def test_the_array_belongs_to_the_caller(tmp_path: Path) -> None:
    """The result may be changed, and the file does not change with it."""
    path = tmp_path / "labels"
    path.write_bytes(LABELS)
    read_idx(path)[:] = 9
    assert read_idx(path).tolist() == [5, 0, 4]


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    """A file that is not there is a FileNotFoundError, packed or not."""
    for name in "labels", "labels.gz":
        with pytest.raises(FileNotFoundError, match=re.escape(str(tmp_path / name))):
            read_idx(tmp_path / name)


def test_images_are_not_taken_for_labels(tmp_path: Path) -> None:
    """The magic number of images, where labels are expected, is refused."""
    assert refusal(tmp_path / "labels", IMAGES) == (
        "the magic number is 0x803, expected 0x801 (unsigned bytes, number of axes: 1)"
    )


def test_labels_are_not_taken_for_images(tmp_path: Path) -> None:
    """The magic number of labels, where images are expected, is refused."""
    assert refusal(tmp_path / "images", idx_bytes(np.zeros(99, np.uint8)), (28, 28)) == (
        "the magic number is 0x801, expected 0x803 (unsigned bytes, number of axes: 3)"
    )


def test_images_of_another_size_are_refused(tmp_path: Path) -> None:
    """Images of 27 x 28 pixels are not images of 28 x 28."""
    content = idx_bytes(np.zeros((2, 27, 28), np.uint8))
    assert refusal(tmp_path / "images", content, (28, 28)) == (
        "the items are of shape (27, 28), expected (28, 28)"
    )


@pytest.mark.parametrize("length", range(16))
def test_a_cut_header_is_refused(tmp_path: Path, length: int) -> None:
    """A file that ends anywhere within the 16 bytes of its header is refused."""
    assert refusal(tmp_path / "images", IMAGES[:length], (28, 28)) == (
        f"the file ends after {length} bytes, expected a header of 16 bytes"
    )


def test_missing_data_are_counted(tmp_path: Path) -> None:
    """One label too few is refused, and the numbers are told."""
    content = idx_bytes(np.zeros(10_000, np.uint8))[:-1]
    assert refusal(tmp_path / "labels.gz", gzip.compress(content)) == (
        "10,000 items announced, expected 10,000 bytes of data, but only 9,999 follow"
    )


def test_missing_pixels_are_counted(tmp_path: Path) -> None:
    """One pixel too few is refused, and the numbers are told."""
    assert refusal(tmp_path / "images", IMAGES[:-1], (28, 28)) == (
        "2 items announced, expected 1,568 bytes of data, but only 1,567 follow"
    )


def test_trailing_bytes_are_refused(tmp_path: Path) -> None:
    """One byte too many is refused."""
    assert refusal(tmp_path / "labels", LABELS + b"\0") == (
        "3 items announced, expected 3 bytes of data, but more follow"
    )


@pytest.mark.parametrize("name", ["labels", "labels.gz"])
def test_a_trailing_byte_is_seen_behind_whole_reads(tmp_path: Path, name: str) -> None:
    """One byte too many is refused also where the data end just where a read of 1 MiB does."""
    content = idx_bytes(np.zeros(MIB, np.uint8)) + b"\0"
    assert refusal(tmp_path / name, gzip.compress(content) if name.endswith("gz") else content) == (
        "1,048,576 items announced, expected 1,048,576 bytes of data, but more follow"
    )


def test_a_wrong_checksum_is_seen_behind_whole_reads(tmp_path: Path) -> None:
    """The checksum is compared also where the data end just where a read of 1 MiB does."""
    damaged = bytearray(gzip.compress(idx_bytes(np.zeros(MIB, np.uint8))))
    damaged[-8] ^= 1
    assert "CRC check failed" in refusal(tmp_path / "labels.gz", bytes(damaged))


def test_a_lying_header_takes_no_memory(tmp_path: Path) -> None:
    """Who announces 784 MiB and sends 3 bytes costs a few reads of 1 MiB, not 784."""
    content = struct.pack(">4I", 0x803, MOST, 28, 28) + b"\5\0\4"
    tracemalloc.start()
    words = refusal(tmp_path / "images.gz", gzip.compress(content), (28, 28))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert words == (
        "1,048,576 items announced, expected 822,083,584 bytes of data, but only 3 follow"
    )
    assert peak < 8 * MIB


def test_more_than_a_million_items_are_refused(tmp_path: Path) -> None:
    """However many bytes follow: a file of 4 MB could unpack to 4 GiB of them."""
    content = struct.pack(">2I", 0x801, MOST + 1)
    assert refusal(tmp_path / "labels", content) == (
        "1,048,577 items announced, expected 1,048,576 at most"
    )


def test_a_file_is_not_unpacked_further_than_it_announces(tmp_path: Path) -> None:
    """Who announces 3 bytes and packs 64 MiB costs a few reads of 1 MiB, not 64 MiB."""
    packed = gzip.compress(LABELS + bytes(64 * MIB))
    tracemalloc.start()
    words = refusal(tmp_path / "labels.gz", packed)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert words == "3 items announced, expected 3 bytes of data, but more follow"
    assert peak < 8 * MIB


@pytest.mark.parametrize(("name", "content"), [("labels.gz", LABELS), ("labels", PACKED)])
def test_the_first_bytes_say_whether_a_file_is_packed(
    tmp_path: Path, name: str, content: bytes
) -> None:
    """Browsers unpack files whose names end in .gz all the same, or leave the name out."""
    (tmp_path / name).write_bytes(content)
    assert read_idx(tmp_path / name).tolist() == [5, 0, 4]


def test_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    """The last 8 bytes of gzip are the checksum and the length: a flipped bit there is seen."""
    damaged = bytearray(PACKED)
    damaged[-8] ^= 1
    assert re.fullmatch(
        "expected intact gzip data, as the first bytes say:"
        " CRC check failed 0x[0-9a-f]+ != 0x[0-9a-f]+",
        refusal(tmp_path / "labels.gz", bytes(damaged)),
    )


@pytest.mark.parametrize("length", range(len(PACKED)))
def test_cut_gzip_is_refused(tmp_path: Path, length: int) -> None:
    """A packed file cut anywhere is refused, even where all of its content can be unpacked."""
    refusal(tmp_path / "labels.gz", PACKED[:length])


@given(st.integers(0, 8 * len(PACKED) - 1))
def test_a_flipped_bit_is_refused_or_harmless(bit: int) -> None:
    """One flipped bit in a packed file changes nothing (as in its time stamp), or is refused."""
    damaged = bytearray(PACKED)
    damaged[bit // 8] ^= 1 << bit % 8
    assert labels_or_refusal("labels.gz", bytes(damaged)) in ([5, 0, 4], "refused")


@given(st.binary(max_size=64), st.sampled_from(["labels", "labels.gz"]))
def test_noise_is_refused(noise: bytes, name: str) -> None:
    """Whatever the bytes, they are refused by name: never an unexpected error, never a guess."""
    assert labels_or_refusal(name, noise) == "refused"
