"""A .npz file is read exactly, or refused by a ValueError."""

from __future__ import annotations

import io
import pickle
import struct
import sys
import time
import tracemalloc
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mnist_nn.weights.npz import read_npz, write_npz
from tests.weights.hostile_pickles import Call, touch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

DTYPES = ["|b1", "|i1", ">i2", "<i4", ">u8", "<f2", "<f4", ">f4", "<f8", ">f8"]
NUMBERS = arrays(
    st.sampled_from(DTYPES).map(np.dtype), array_shapes(min_dims=0, max_dims=3, min_side=0)
)
SMALL: dict[str, NDArray[Any]] = {
    "W1": np.arange(6, dtype=np.float32).reshape(2, 3),
    "b1": np.ones(3),
}


def archive(entries: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def npy(header: str, data: bytes = b"", version: bytes = b"\x01\x00") -> bytes:
    """Return a .npy file."""
    return b"\x93NUMPY" + version + struct.pack("<H", len(header)) + header.encode("latin-1") + data


def described(descr: object = "<f4", shape: object = (1,), *, fortran: object = False) -> str:
    """Return a header as NumPy writes it."""
    return str({"descr": descr, "fortran_order": fortran, "shape": shape})


def refusal(data: bytes) -> str:
    """See `data` refused, and return the words."""
    with pytest.raises(ValueError, match=r"\A.+\Z") as refused:
        read_npz(data)
    return str(refused.value)


def same(result: NDArray[Any], array: NDArray[Any]) -> bool:
    """Return whether the result has the values of the array, bit by bit, native and in C order."""
    native = array.astype(array.dtype.newbyteorder("="))
    return (
        (result.dtype.str, result.shape) == (native.dtype.str, native.shape)
        and result.tobytes() == native.tobytes()
        and result.flags.c_contiguous
        and result.flags.writeable
    )


@pytest.mark.unmeasured
@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
@given(st.dictionaries(st.sampled_from(["W1", "b1", "step"]), NUMBERS))
def test_what_numpy_wrote_is_read(
    save: Callable[..., None], given_arrays: dict[str, NDArray[Any]]
) -> None:
    """Packed or not, in either order of axes and of bytes."""
    for written in (given_arrays, {name: array.T for name, array in given_arrays.items()}):
        file = io.BytesIO()
        save(file, **written)
        result = read_npz(file.getvalue())
        assert list(result) == list(written)
        assert all(same(result[name], written[name]) for name in written)


@pytest.mark.unmeasured
@given(st.dictionaries(st.sampled_from(["W1", "b1", "step"]), NUMBERS))
def test_what_is_written_is_read_by_numpy(given_arrays: dict[str, NDArray[Any]]) -> None:
    """The file is one of NumPy's own format."""
    with np.load(io.BytesIO(write_npz(given_arrays)), allow_pickle=False) as result:
        assert list(result) == list(given_arrays)
        for name, array in given_arrays.items():
            assert result[name].dtype == array.dtype
            assert result[name].shape == array.shape
            assert result[name].tobytes() == array.tobytes()


def test_the_bytes_do_not_depend_on_the_clock_or_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A zip archive has a date and a system for each entry: they are constants."""
    before = write_npz(SMALL)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    monkeypatch.setattr("sys.platform", "win32")
    assert write_npz(SMALL) == before


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    """A .npz file may hold pickles, as arrays of objects: NumPy can run them, this cannot."""
    canary = tmp_path / "canary"
    file = io.BytesIO()
    np.savez(file, W1=np.array([Call(touch, str(canary))]))
    assert refusal(file.getvalue()) == "it has an array of dtype 'O', expected plain numbers"
    assert not canary.exists()
    file.seek(0)
    with np.load(file, allow_pickle=True) as loaded:
        assert "W1" in dict(loaded)
    assert canary.exists()


NOT_A_NUMBER = "it has an entry that is not an array of plain numbers"
NO_HEADER = "it has an array without a header as NumPy writes it"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", NOT_A_NUMBER),
        (pickle.dumps({}), NOT_A_NUMBER),
        (npy(described(), b"abcd", version=b"\x03\x00"), NOT_A_NUMBER),
        (npy(described() + 10_000 * " ", b"abcd"), NOT_A_NUMBER),
        (npy(""), "it has an array of unreadable header: "),
        (npy("{"), "it has an array of unreadable header: "),
        (npy("{[]: 1}"), "it has an array of unreadable header: "),
        (npy(9_000 * "-" + "1"), "it has an array of unreadable header: "),
        (npy("f()"), "malformed node or string"),
        (npy("[]"), NO_HEADER),
        (npy("{'descr': '<f4'}"), NO_HEADER),
        (npy(described(shape=[1])), NO_HEADER),
        (npy(described(fortran=0)), NO_HEADER),
        (npy(described([("x", "<f4")])), NO_HEADER),
        (npy(described("|O")), "it has an array of dtype 'O', expected plain numbers"),
        (npy(described("<U3")), "it has an array of dtype 'U3', expected plain numbers"),
        (npy(described("f4")), "it has an array of dtype '4', expected plain numbers"),
        (npy(described("!f4")), "it has an array of dtype 'f4', expected plain numbers"),
        (npy(described(), b"abc"), "it has 3 bytes for an array of shape (1,) and dtype float32"),
        (npy(described(), b"abcde"), "it has 5 bytes for an array of shape (1,) and dtype float32"),
        (npy(described(shape=(-1,))), "it has an array of an impossible shape or order of axes"),
        (npy(described(shape=("1",))), "it has an array of an impossible shape or order of axes"),
        (npy(described(shape=(2**32, 2**32))), "it has 0 bytes for an array of shape (429496729"),
    ],
)
def test_a_file_that_is_not_of_plain_numbers_is_refused(content: bytes, message: str) -> None:
    """What an entry says of its array is checked before the array is made."""
    assert refusal(archive({"W1.npy": content})).startswith(message)


def test_a_lying_header_takes_no_memory() -> None:
    """Who announces a terabyte and sends nothing costs no more than nothing."""
    data = archive({"W1.npy": npy(described("<f8", (2**37,)))})
    tracemalloc.start()
    refusal(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20


@pytest.mark.parametrize("name", ["W1", "W1.txt", "W1.npy/", ".npy.txt", "W1.NPY"])
def test_an_entry_of_another_name_is_refused(name: str) -> None:
    """In a .npz file every name ends in .npy."""
    data = archive({name: npy(described(), b"abcd")})
    assert refusal(data) == f"its entry {name!r} is not a .npy file as NumPy packs it"


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_an_array_that_is_there_twice_is_refused() -> None:
    """Which of the two was meant, nobody knows."""
    file = io.BytesIO(write_npz(SMALL))
    with zipfile.ZipFile(file, "a") as twice:
        twice.writestr("b1.npy", npy(described(), b"abcd"))
    assert refusal(file.getvalue()) == "it has two arrays of the name 'b1'"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compression_than_that_of_numpy_is_refused(method: int) -> None:
    """NumPy stores or deflates; the others fail in ways of their own."""
    data = archive({"W1.npy": npy(described(), b"abcd")}, method)
    assert refusal(data) == "its entry 'W1.npy' is not a .npy file as NumPy packs it"


def test_an_encrypted_file_is_refused() -> None:
    """There is no password to ask for."""
    data = bytearray(write_npz(SMALL))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    assert "is encrypted" in refusal(bytes(data))


def test_an_entry_that_claims_more_than_the_file_has_is_refused() -> None:
    """The directory of the archive may say that an entry goes on beyond the end of the file."""
    data = bytearray(write_npz(SMALL))
    sizes = data.rindex(b"PK\x01\x02") + 20
    data[sizes : sizes + 8] = 2 * struct.pack("<I", 1 << 20)
    assert refusal(bytes(data)) == "it ends before an entry does"


def test_an_array_of_objects_is_not_written() -> None:
    """It would be a pickle, which nobody should read."""
    with pytest.raises(ValueError, match="Object arrays"):
        write_npz({"W1": np.array([None])})


def test_a_header_may_be_as_long_as_numpy_reads() -> None:
    """With all that stands before it, 10,000 bytes."""
    longest = described().ljust(10_000 - 10)
    assert read_npz(archive({"W1.npy": npy(longest, b"abcd")}))["W1"].shape == (1,)
    longer = archive({"W1.npy": npy(longest + " ", b"abcd")})
    assert refusal(longer) == "it has an entry that is not an array of plain numbers"


def test_an_array_may_have_as_many_axes_as_numpy_has() -> None:
    """64 of them, and no more."""
    data = archive({"W1.npy": npy(described(shape=(1,) * 64), b"abcd")})
    assert read_npz(data)["W1"].ndim == 64
    data = archive({"W1.npy": npy(described(shape=(1,) * 65), b"abcd")})
    assert refusal(data) == "it has an array of an impossible shape or order of axes"


def test_an_axis_may_be_as_long_as_numpy_can_count() -> None:
    """Though no file is that long."""
    data = archive({"W1.npy": npy(described(shape=(sys.maxsize,)), b"abcd")})
    assert refusal(data).startswith("it has 4 bytes for an array of shape")
    data = archive({"W1.npy": npy(described(shape=(sys.maxsize + 1,)), b"abcd")})
    assert refusal(data) == "it has an array of an impossible shape or order of axes"


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_a_truncated_file_is_refused(save: Callable[..., None]) -> None:
    """Wherever it is cut."""
    file = io.BytesIO()
    save(file, **SMALL)
    for length in range(len(file.getvalue())):
        refusal(file.getvalue()[:length])


@pytest.mark.unmeasured
@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
@given(edits=st.lists(st.tuples(st.integers(0), st.binary(max_size=4)), min_size=1, max_size=3))
def test_a_damaged_file_is_read_or_refused(
    save: Callable[..., None], edits: list[tuple[int, bytes]]
) -> None:
    """No error but ValueError; where nothing is refused, only names can have changed, or dates."""
    file = io.BytesIO()
    save(file, **SMALL)
    data = bytearray(file.getvalue())
    for place, piece in edits:
        start = place % len(data)
        data[start : start + len(piece)] = piece
    try:
        result = read_npz(bytes(data))
    except ValueError:
        return
    assert all(any(same(array, good) for good in SMALL.values()) for array in result.values())


@given(st.binary(max_size=64))
def test_noise_is_refused(noise: bytes) -> None:
    """No error but ValueError, whatever the bytes."""
    refusal(noise)


@given(st.text("{}[]()'descrfotanhp_: ,0123456789-<>|FalseTrue\n\\x", max_size=40))
def test_any_header_is_read_or_refused(header: str) -> None:
    """No error but ValueError, whatever the header."""
    refusal(archive({"W1.npy": npy(header)}))
