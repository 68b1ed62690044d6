"""A pickle of arrays is read exactly, any other is refused, and none is run."""

from __future__ import annotations

import copyreg
import pickle
import pickletools
import tracemalloc
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mnist_nn.weights.pickles import read_pickle
from tests.weights.hostile_pickles import CALLS, EXTENSION, PROGRAMS, run, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hypothesis.strategies import DrawFn
    from numpy.typing import NDArray

PROTOCOLS = range(6)
CODES = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]

# What NumPy 1.26.4 makes, in each protocol, of
# {"W1": np.asfortranarray(np.array([[1, 2, 3], [4, 5, 6]], ">i2")), "b1": np.float32([0.5, -2])}.
NUMPY_1 = [
    (
        b"(dp0\nVW1\np1\ncnumpy.core.multiarray\n_reconstruct\np2\n(cnumpy\nndarray\np3\n(I0"
        b"\ntp4\nc_codecs\nencode\np5\n(Vb\np6\nVlatin1\np7\ntp8\nRp9\ntp10\nRp11\n(I1\n(I2\n"
        b"I3\ntp12\ncnumpy\ndtype\np13\n(Vi2\np14\nI00\nI01\ntp15\nRp16\n(I3\nV>\np17\nNNNI-1"
        b"\nI-1\nI0\ntp18\nbI01\ng5\n(V\\u0000\x01\\u0000\x04\\u0000\x02\\u0000\x05\\u0000"
        b"\x03\\u0000\x06\np19\ng7\ntp20\nRp21\ntp22\nbsVb1\np23\ng2\n(g3\n(I0\ntp24\ng9\ntp2"
        b"5\nRp26\n(I1\n(I2\ntp27\ng13\n(Vf4\np28\nI00\nI01\ntp29\nRp30\n(I3\nV<\np31\nNNNI-1"
        b"\nI-1\nI0\ntp32\nbI00\ng5\n(V\\u0000\\u0000\\u0000?\\u0000\\u0000\\u0000\xc0\np33\n"
        b"g7\ntp34\nRp35\ntp36\nbs."
    ),
    (
        b"}q\x00(X\x02\x00\x00\x00W1q\x01cnumpy.core.multiarray\n_reconstruct\nq\x02(cnumpy\n"
        b"ndarray\nq\x03(K\x00tq\x04c_codecs\nencode\nq\x05(X\x01\x00\x00\x00bq\x06X\x06\x00"
        b"\x00\x00latin1q\x07tq\x08Rq\ttq\nRq\x0b(K\x01(K\x02K\x03tq\x0ccnumpy\ndtype\nq\r(X"
        b"\x02\x00\x00\x00i2q\x0eI00\nI01\ntq\x0fRq\x10(K\x03X\x01\x00\x00\x00>q\x11NNNJ\xff"
        b"\xff\xff\xffJ\xff\xff\xff\xffK\x00tq\x12bI01\nh\x05(X\x0c\x00\x00\x00\x00\x01\x00"
        b"\x04\x00\x02\x00\x05\x00\x03\x00\x06q\x13h\x07tq\x14Rq\x15tq\x16bX\x02\x00\x00\x00b"
        b"1q\x17h\x02(h\x03(K\x00tq\x18h\ttq\x19Rq\x1a(K\x01(K\x02tq\x1bh\r(X\x02\x00\x00\x00"
        b"f4q\x1cI00\nI01\ntq\x1dRq\x1e(K\x03X\x01\x00\x00\x00<q\x1fNNNJ\xff\xff\xff\xffJ\xff"
        b"\xff\xff\xffK\x00tq bI00\nh\x05(X\t\x00\x00\x00\x00\x00\x00?\x00\x00\x00\xc3\x80q!h"
        b'\x07tq"Rq#tq$bu.'
    ),
    (
        b"\x80\x02}q\x00(X\x02\x00\x00\x00W1q\x01cnumpy.core.multiarray\n_reconstruct\nq\x02c"
        b"numpy\nndarray\nq\x03K\x00\x85q\x04c_codecs\nencode\nq\x05X\x01\x00\x00\x00bq\x06X"
        b"\x06\x00\x00\x00latin1q\x07\x86q\x08Rq\t\x87q\nRq\x0b(K\x01K\x02K\x03\x86q\x0ccnump"
        b"y\ndtype\nq\rX\x02\x00\x00\x00i2q\x0e\x89\x88\x87q\x0fRq\x10(K\x03X\x01\x00\x00\x00"
        b">q\x11NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tq\x12b\x88h\x05X\x0c\x00\x00\x00"
        b"\x00\x01\x00\x04\x00\x02\x00\x05\x00\x03\x00\x06q\x13h\x07\x86q\x14Rq\x15tq\x16bX"
        b"\x02\x00\x00\x00b1q\x17h\x02h\x03K\x00\x85q\x18h\t\x87q\x19Rq\x1a(K\x01K\x02\x85q"
        b"\x1bh\rX\x02\x00\x00\x00f4q\x1c\x89\x88\x87q\x1dRq\x1e(K\x03X\x01\x00\x00\x00<q\x1f"
        b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tq b\x89h\x05X\t\x00\x00\x00\x00\x00\x00?"
        b'\x00\x00\x00\xc3\x80q!h\x07\x86q"Rq#tq$bu.'
    ),
    (
        b"\x80\x03}q\x00(X\x02\x00\x00\x00W1q\x01cnumpy.core.multiarray\n_reconstruct\nq\x02c"
        b"numpy\nndarray\nq\x03K\x00\x85q\x04C\x01bq\x05\x87q\x06Rq\x07(K\x01K\x02K\x03\x86q"
        b"\x08cnumpy\ndtype\nq\tX\x02\x00\x00\x00i2q\n\x89\x88\x87q\x0bRq\x0c(K\x03X\x01\x00"
        b"\x00\x00>q\rNNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tq\x0eb\x88C\x0c\x00\x01\x00"
        b"\x04\x00\x02\x00\x05\x00\x03\x00\x06q\x0ftq\x10bX\x02\x00\x00\x00b1q\x11h\x02h\x03K"
        b"\x00\x85q\x12h\x05\x87q\x13Rq\x14(K\x01K\x02\x85q\x15h\tX\x02\x00\x00\x00f4q\x16"
        b"\x89\x88\x87q\x17Rq\x18(K\x03X\x01\x00\x00\x00<q\x19NNNJ\xff\xff\xff\xffJ\xff\xff"
        b"\xff\xffK\x00tq\x1ab\x89C\x08\x00\x00\x00?\x00\x00\x00\xc0q\x1btq\x1cbu."
    ),
    (
        b"\x80\x04\x95\xee\x00\x00\x00\x00\x00\x00\x00}\x94(\x8c\x02W1\x94\x8c\x15numpy.core."
        b"multiarray\x94\x8c\x0c_reconstruct\x94\x93\x94\x8c\x05numpy\x94\x8c\x07ndarray\x94"
        b"\x93\x94K\x00\x85\x94C\x01b\x94\x87\x94R\x94(K\x01K\x02K\x03\x86\x94h\x05\x8c\x05dt"
        b"ype\x94\x93\x94\x8c\x02i2\x94\x89\x88\x87\x94R\x94(K\x03\x8c\x01>\x94NNNJ\xff\xff"
        b"\xff\xffJ\xff\xff\xff\xffK\x00t\x94b\x88C\x0c\x00\x01\x00\x04\x00\x02\x00\x05\x00"
        b"\x03\x00\x06\x94t\x94b\x8c\x02b1\x94h\x04h\x07K\x00\x85\x94h\t\x87\x94R\x94(K\x01K"
        b"\x02\x85\x94h\x0e\x8c\x02f4\x94\x89\x88\x87\x94R\x94(K\x03\x8c\x01<\x94NNNJ\xff\xff"
        b"\xff\xffJ\xff\xff\xff\xffK\x00t\x94b\x89C\x08\x00\x00\x00?\x00\x00\x00\xc0\x94t\x94"
        b"bu."
    ),
    (
        b"\x80\x05\x95\xd6\x00\x00\x00\x00\x00\x00\x00}\x94(\x8c\x02W1\x94\x8c\x12numpy.core."
        b"numeric\x94\x8c\x0b_frombuffer\x94\x93\x94(\x96\x0c\x00\x00\x00\x00\x00\x00\x00\x00"
        b"\x01\x00\x04\x00\x02\x00\x05\x00\x03\x00\x06\x94\x8c\x05numpy\x94\x8c\x05dtype\x94"
        b"\x93\x94\x8c\x02i2\x94\x89\x88\x87\x94R\x94(K\x03\x8c\x01>\x94NNNJ\xff\xff\xff\xffJ"
        b"\xff\xff\xff\xffK\x00t\x94bK\x02K\x03\x86\x94\x8c\x01F\x94t\x94R\x94\x8c\x02b1\x94h"
        b"\x04(\x96\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00?\x00\x00\x00\xc0\x94h\x08\x8c"
        b"\x02f4\x94\x89\x88\x87\x94R\x94(K\x03\x8c\x01<\x94NNNJ\xff\xff\xff\xffJ\xff\xff\xff"
        b"\xffK\x00t\x94bK\x02\x85\x94\x8c\x01C\x94t\x94R\x94u."
    ),
]
# What NumPy 2.4.6 makes of {"k": np.arange(12, dtype="u1").reshape(2, 3, 2).transpose(1, 0, 2)}.
AXES_SWAPPED = (
    b"\x80\x05\x95\x93\x00\x00\x00\x00\x00\x00\x00}\x94\x8c\x01k\x94\x8c\x13numpy._core.numeric\x94"
    b"\x8c\x0b_frombuffer\x94\x93\x94(\x96\x0c\x00\x00\x00\x00\x00\x00\x00\x00\x01\x02\x03\x04\x05"
    b"\x06\x07\x08\t\n\x0b\x94\x8c\x05numpy\x94\x8c\x05dtype\x94\x93\x94\x8c\x02u1\x94\x89\x88\x87"
    b"\x94R\x94(K\x03\x8c\x01|\x94NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00t\x94bK\x02K\x03K\x02"
    b"\x87\x94\x8c\x01K\x94K\x01K\x00K\x02\x87\x94t\x94R\x94s."
)

RECONSTRUCT = b"cnumpy.core.multiarray\n_reconstruct\n"
NDARRAY = b"cnumpy\nndarray\n"
DTYPE = b"cnumpy\ndtype\n"
FROMBUFFER = b"cnumpy.core.numeric\n_frombuffer\n"
ENCODE = b"c_codecs\nencode\n"
F4 = DTYPE + text("f4") + b"\x89\x88\x87R"
BYTES_0 = b"C\x00"
BYTES_4 = b"C\x04\x00\x00\x80\x3f"  # 1 in float32, little-endian


def numbers(*values: int) -> bytes:
    """Return the instructions that lay a tuple of integers on the stack."""
    return b"(" + b"".join(b"L%dL\n" % value for value in values) + b"t"


def entry(value: bytes) -> bytes:
    """Return a pickle of a dict, in which `value` is what W1 is."""
    return b"}" + text("W1") + value + b"s."


def frombuffer(data: bytes, shape: bytes, order: bytes = text("C"), dtype: bytes = F4) -> bytes:
    """Return a pickle of an array W1, written as in protocol 5."""
    return entry(FROMBUFFER + b"(" + data + dtype + shape + order + b"tR")


def refusal(data: bytes) -> str:
    """See `data` refused, and return the words."""
    with pytest.raises(ValueError, match=r"\A.+\Z") as refused:
        read_pickle(data)
    return str(refused.value)


@st.composite
def laid_out(draw: DrawFn) -> NDArray[Any]:
    """Draw an array of any dtype and byte order, and laid out in memory in any way."""
    dtype = np.dtype(draw(st.sampled_from("<>")) + draw(st.sampled_from(CODES)))
    array = draw(arrays(dtype, array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)))
    array = array.transpose(draw(st.permutations(range(array.ndim))))
    steps = [slice(None, None, draw(st.sampled_from([1, -1, 2]))) for _ in array.shape]
    index: Any = (*steps, ...)
    return array[index]


@pytest.mark.unmeasured
@given(st.dictionaries(st.text(max_size=3), laid_out(), max_size=3), st.sampled_from(PROTOCOLS))
def test_what_was_pickled_is_read(given_arrays: dict[str, NDArray[Any]], protocol: int) -> None:
    """Names, shapes and values come back bit by bit, in C order and native byte order."""
    result = read_pickle(pickle.dumps(given_arrays, protocol))
    assert list(result) == list(given_arrays)
    for name, array in given_arrays.items():
        native = array.astype(array.dtype.newbyteorder("="))
        assert result[name].dtype.str == native.dtype.str
        assert result[name].shape == array.shape
        assert result[name].tobytes() == native.tobytes()
        assert result[name].flags.c_contiguous
        assert result[name].flags.writeable


@pytest.mark.parametrize("data", NUMPY_1)
def test_pickles_of_numpy_1_are_read(data: bytes) -> None:
    """NumPy 1 names its modules otherwise; the arrays are the same."""
    result = read_pickle(data)
    expected = {
        "W1": np.array([[1, 2, 3], [4, 5, 6]], np.int16),
        "b1": np.array([0.5, -2], np.float32),
    }
    np.testing.assert_equal(result, expected)
    assert [array.dtype for array in result.values()] == [np.int16, np.float32]


def test_axes_in_another_order_are_read() -> None:
    """NumPy 2 may write the bytes as they lie in memory, and the order of the axes."""
    result = read_pickle(AXES_SWAPPED)["k"]
    assert result.tolist() == [[[0, 1], [6, 7]], [[2, 3], [8, 9]], [[4, 5], [10, 11]]]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_pickle_without_unused_notes_is_read(protocol: int) -> None:
    """`pickletools.optimize` removes what a pickle keeps and does not recall."""
    data = pickle.dumps({"b1": np.array([0.5, -2])}, protocol)
    assert read_pickle(pickletools.optimize(data))["b1"].tolist() == [0.5, -2]


def test_no_bytes_are_read_under_both_names_of_their_type() -> None:
    """Protocols 0 to 2 write no bytes as a call of bytes(), of __builtin__ or of builtins."""
    for fix_imports in True, False:
        data = pickle.dumps({"b1": np.zeros((0, 2))}, 2, fix_imports=fix_imports)
        assert read_pickle(data)["b1"].shape == (0, 2)


def test_long_arrays_are_read() -> None:
    """The lengths of bytes and of axes may take more than one byte, and more than four."""
    given_arrays = {"W1": np.arange(70_000.0), "b1": np.zeros((0, 2**33), np.uint8)}
    for protocol in PROTOCOLS:
        result = read_pickle(pickle.dumps(given_arrays, protocol))
        assert np.array_equal(result["W1"], given_arrays["W1"])
        assert result["b1"].shape == (0, 2**33)


def test_an_array_of_two_names_stays_one() -> None:
    """What is one array in the pickle is one array afterwards, as with pickle itself."""
    array = np.arange(100)
    result = read_pickle(pickle.dumps({"a": array, "b": array, "c": array.copy()}))
    assert result["a"] is result["b"]
    assert result["a"] is not result["c"]


def test_the_weights_of_the_lesson_are_read(book_weights: Path) -> None:
    """Three layers of float32, 784-50-100-10."""
    result = read_pickle(book_weights.read_bytes())
    shapes = {name: array.shape for name, array in sorted(result.items())}
    assert list(shapes) == ["W1", "W2", "W3", "b1", "b2", "b3"]
    assert list(shapes.values()) == [(784, 50), (50, 100), (100, 10), (50,), (100,), (10,)]
    assert {array.dtype for array in result.values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("hostile", CALLS.values(), ids=CALLS)
def test_no_call_is_made(hostile: Callable[[Path], object], protocol: int, tmp_path: Path) -> None:
    """Where pickle leaves a trace, the reader leaves none."""
    canary = tmp_path / "canary.npy"
    data = pickle.dumps({"W1": hostile(canary)}, protocol)
    refusal(data)
    assert not canary.exists()
    run(data)
    assert canary.exists()


@pytest.fixture
def _extension() -> Iterator[None]:
    """Let pickle know, for a while, what EXT1 stands for."""
    copyreg.add_extension(*EXTENSION)
    yield
    copyreg.remove_extension(*EXTENSION)


@pytest.mark.usefixtures("_extension")
@pytest.mark.parametrize("hostile", PROGRAMS.values(), ids=PROGRAMS)
def test_no_instruction_makes_a_call(hostile: Callable[[Path], bytes], tmp_path: Path) -> None:
    """Nor does any way to call something that is not a plain call."""
    canary = tmp_path / "canary.npy"
    data = hostile(canary)
    refusal(data)
    assert not canary.exists()
    run(data)
    assert canary.exists()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"posix\nsystem", "'posix.system'"),
        (b"numpy\nload", "'numpy.load'"),
        (b"numpy\nfromfile", "'numpy.fromfile'"),
        (b"numpy\nmemmap", "'numpy.memmap'"),
        (b"numpy\ndtype.type", "'numpy.dtype.type'"),
        (b"numpy.core.multiarray\nscalar", "'numpy.core.multiarray.scalar'"),
        (b"numpy dtype\n", "'numpy.dtype '"),
        (b"\nnumpy.dtype", "'.numpy.dtype'"),
        (b"_pickle\nloads", "'_pickle.loads'"),
        (b"codecs\nencode", "'codecs.encode'"),
        (b"builtins\nbytearray", "'builtins.bytearray'"),
        (b"a\n\x1b[2J", r"'a.\x1b[2J'"),
        (b"a\n" + b"b" * 100, "'a." + "b" * 57),
    ],
)
def test_a_strange_name_is_refused(name: bytes, shown: str) -> None:
    """What is named is shown, safe to print; nothing else is looked at."""
    message = f"it names {shown}: only NumPy arrays are read from a pickle"
    assert refusal(b"c" + name + b"\n.") == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "pickle exhausted before seeing STOP"),
        (b".", "it does not end with one value"),
        (b"}}.", "it does not end with one value"),
        (b"}(.", "it does not end with one value"),
        (b"}.\n", "it goes on after its end"),
        (b"}.}.", "it goes on after its end"),
        (b"N.", "it holds a value of type NoneType, expected a dict"),
        (b"R.", "it takes a value from an empty stack"),
        (b"K\x01(R.", "it takes a value from an empty stack"),
        (b"t.", "it goes back to a mark that it did not set"),
        (b"h\x00.", "it recalls a value that it did not keep"),
        (b"Np4294967295\n.", "it holds a value of type NoneType, expected a dict"),
        (b"Np-1\n.", "it keeps a value under a number that is not one of 32 bits"),
        (b"Np4294967296\n.", "it keeps a value under a number that is not one of 32 bits"),
        (b"(K\x01d.", "it sets entries of something other than a dict"),
        (b"NNNs.", "it sets entries of something other than a dict"),
        (b"}K\x01Ns.", "it has a name of type int, expected a text"),
        (b"}(" + 2 * (text("W1") + b"N") + b"u.", "it has two values under 'W1'"),
        (entry(b"}"), "it nests a value of type dict in 'W1', expected an array"),
        (entry(b"K\x01"), "it nests a value of type int in 'W1', expected an array"),
        (entry(F4), "it nests a value of type DType in 'W1', expected an array"),
        (b"].", "it uses EMPTY_LIST, which a dict of arrays does not need"),
        (b"S'W1'\n.", "it uses STRING, which a dict of arrays does not need"),
        (b"Pid\n.", "it uses PERSID, which a dict of arrays does not need"),
        (b"NQ.", "it uses BINPERSID, which a dict of arrays does not need"),
        (b"\x97.", "it uses NEXT_BUFFER, which a dict of arrays does not need"),
        (b"NN\x93.", "it names something by other values than texts"),
        (b"N)R.", "it calls a value of type NoneType"),
        (RECONSTRUCT + b"NR.", "it calls _reconstruct as NumPy does not"),
        (RECONSTRUCT + DTYPE + b"K\x00\x85C\x01b\x87R.", "it calls _reconstruct as NumPy does not"),
        (ENCODE + text("x") + text("rot13") + b"\x86R.", "it calls encode as NumPy does not"),
        (ENCODE + text("x") + text("zlib") + b"\x86R.", "it calls encode as NumPy does not"),
        (ENCODE + 3 * text("latin1") + b"\x87R.", "it calls encode as NumPy does not"),
        (b"cbuiltins\nbytes\nK\x09\x85R.", "it calls bytes as NumPy does not"),
        (DTYPE + b"N\x85R.", "it calls dtype as NumPy does not"),
        (DTYPE + text("f4") + b"\x88\x88\x87R.", "it calls dtype as NumPy does not"),
        (FROMBUFFER + b")R.", "it calls _frombuffer as NumPy does not"),
        (NDARRAY + b"K\x02\x85R.", "it calls ndarray as NumPy does not"),
        (NDARRAY + b"}b.", "it completes a value of type Name as NumPy does not"),
        (F4 + b"}b.", "it completes a value of type DType as NumPy does not"),
    ],
)
def test_what_numpy_does_not_write_is_refused(data: bytes, message: str) -> None:
    """Whatever NumPy does not write into a dict of arrays is told, and refused."""
    assert refusal(data) == message


def test_a_warning_of_pickletools_is_a_refusal() -> None:
    """Where warnings are errors, as here, an odd escape in a text would be no ValueError."""
    assert refusal(b"S'\\d'\n.").startswith("it is damaged: ")


@pytest.mark.parametrize(
    "code", ["O", "O8", "f4,i4", "(2,)f4", "V8", "S3", "M8[s]", "c8", "g", "f16", "x"]
)
def test_a_dtype_other_than_a_plain_number_is_refused(code: str) -> None:
    """Objects, records, texts, times and what differs between machines are not read."""
    data = DTYPE + text(code) + b"\x89\x88\x87R."
    assert refusal(data) == f"it has an array of dtype {code!r}, expected plain numbers"


@pytest.mark.parametrize(
    "state",
    [
        b"(K\x03" + text("<") + b"(" + F4 + b"K\x02tNN" + 2 * b"J\xff\xff\xff\xff" + b"K\x00t",
        b"(K\x03" + text("<") + b"N" + text("x") + b"\x85}" + 2 * b"J\xff\xff\xff\xff" + b"K\x00t",
        b"(K\x03" + text("<") + b"NNN" + 2 * b"J\xff\xff\xff\xff" + b"K\x3ft",
        b"(K\x03" + text("!") + b"NNN" + 2 * b"J\xff\xff\xff\xff" + b"K\x00t",
        b"(K\x04" + text("<") + b"NNN" + 2 * b"J\xff\xff\xff\xff" + b"K\x00}t",
    ],
    ids=["subarray", "fields", "flags", "order", "version"],
)
def test_a_dtype_does_not_become_another_one_later(state: bytes) -> None:
    """The state of a dtype says its byte order, and no more."""
    message = "it completes a value of type DType as NumPy does not"
    assert refusal(F4 + state + b"b.") == message


@pytest.mark.parametrize(
    ("shape", "data", "message"),
    [
        (numbers(10**12), BYTES_0, "it has 0 bytes for an array of shape (1000000000000,) and"),
        (numbers(2), BYTES_4, "it has 4 bytes for an array of shape (2,) and dtype float32"),
        (numbers(0), BYTES_4, "it has 4 bytes for an array of shape (0,) and dtype float32"),
        (numbers(2**32, 2**32), BYTES_0, "it has 0 bytes for an array of shape (4294967296, 4"),
        (numbers(2**62, 4), BYTES_0, "it has 0 bytes for an array of shape (46116860184273879"),
        (numbers(0, 2**62, 2**62), BYTES_0, "array is too big"),
        (numbers(-1), BYTES_0, "it has an array of an impossible shape or order of axes"),
        (numbers(-1, -1), BYTES_4, "it has an array of an impossible shape or order of axes"),
        (numbers(0, 2**63), BYTES_0, "it has an array of an impossible shape or order of axes"),
        (b"(\x88t", BYTES_4, "it has an array of an impossible shape or order of axes"),
        (b"(Nt", BYTES_4, "it has an array of an impossible shape or order of axes"),
        (b"(" + 65 * b"K\x01" + b"t", BYTES_4, "it has an array of an impossible shape or order"),
    ],
)
def test_a_shape_that_does_not_fit_the_data_is_refused(
    shape: bytes, data: bytes, message: str
) -> None:
    """The size of an array is computed in whole numbers, and compared with its bytes."""
    assert refusal(frombuffer(data, shape)).startswith(message)


@pytest.mark.parametrize("axes", [(), (0,), (0, 0), (1, 2), (-1, 0), (0, 1, 2), (0, 2**63 - 1)])
def test_an_impossible_order_of_axes_is_refused(axes: tuple[int, ...]) -> None:
    """Two axes can be in one of two orders."""
    data = frombuffer(BYTES_4, numbers(1, 1), text("K") + numbers(*axes))
    assert refusal(data) == "it has an array of an impossible shape or order of axes"


def test_a_text_that_is_not_latin_1_stands_for_no_bytes() -> None:
    """Protocols 0 to 2 write a byte as the character of its number."""
    data = ENCODE + text("\N{EURO SIGN}") + text("latin1") + b"\x86R"
    state = b"(K\x01" + numbers(1) + DTYPE + text("i1") + b"\x89\x88\x87R\x89" + data + b"t"
    array = RECONSTRUCT + NDARRAY + numbers(0) + b"C\x01b\x87R" + state + b"b"
    assert "can't encode character '\\u20ac'" in refusal(entry(array))


def peak_memory(data: bytes) -> int:
    """Return how many bytes are in use at most, beyond those of before, until `data` is refused."""
    tracemalloc.start()
    refusal(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_a_great_number_in_the_memo_takes_no_memory() -> None:
    """Pickle makes room for all numbers below the greatest; LONG_BINPUT can ask for 64 GiB."""
    assert peak_memory(b"Nr\xff\xff\xff\xff.") < 1 << 20


def test_many_arrays_of_the_same_bytes_are_refused() -> None:
    """A megabyte of data, recalled for a thousand arrays, would otherwise be a gigabyte."""
    data = b"B" + (1 << 20).to_bytes(4, "little") + bytes(1 << 20)
    dtype = DTYPE + text("u1") + b"\x89\x88\x87R"
    array = FROMBUFFER + b"(%s%s" + numbers(1 << 20) + text("C") + b"tR"
    first = text("W0") + array % (data + b"q\x00", dtype + b"q\x01")
    others = (text(f"W{i}") + array % (b"h\x00", b"h\x01") for i in range(1, 1000))
    bomb = b"}(" + first + b"".join(others) + b"u."
    assert refusal(bomb) == "its arrays take more bytes than it has"
    assert peak_memory(bomb) < 8 << 20


def test_a_text_encoded_many_times_takes_no_memory() -> None:
    """A megabyte of text, recalled for a thousand calls, would otherwise be a gigabyte."""
    call = b"h\x01h\x00h\x02\x86R"
    bomb = text("x" * 2**20) + b"q\x00" + ENCODE + b"q\x01" + text("latin1") + b"q\x02"
    assert peak_memory(bomb + 1000 * call + b".") < 1 << 23


TOWERS = {
    "wide": b")" + 100 * b"q\x00h\x00\x86",  # a pair of a pair of ..., 2**100 in all
    "deep": b")" + 100_000 * b"\x85",
}


@pytest.mark.unmeasured
@pytest.mark.parametrize("tower", TOWERS.values(), ids=TOWERS)
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%s.", "it holds a value of type tuple, expected a dict"),
        (b"}%sNs.", "it has a name of type tuple, expected a text"),
        (entry(b"%s"), "it nests a value of type tuple in 'W1', expected an array"),
        (b"%s)R.", "it calls a value of type tuple"),
        (ENCODE + b"%sR.", "it calls encode as NumPy does not"),
        (RECONSTRUCT + NDARRAY + b"%sC\x01b\x87R.", "it calls _reconstruct as NumPy does not"),
        (F4 + b"%sb.", "it completes a value of type DType as NumPy does not"),
        (b"%s%sb.", "it completes a value of type tuple as NumPy does not"),
        (b"%s" + text("dtype") + b"\x93.", "it names something by other values than texts"),
        (
            frombuffer(BYTES_4, b"%s"),
            "it has an array of an impossible shape or order of axes",
        ),
    ],
)
def test_a_tower_of_tuples_is_neither_climbed_nor_shown(
    data: bytes, message: str, tower: bytes
) -> None:
    """To hash, compare or print it, as pickle does with a key of a dict, could take forever."""
    assert refusal(data.replace(b"%s", tower)) == message


@st.composite
def damaged(draw: DrawFn, intact: list[bytes]) -> bytes:
    """Draw a pickle with bytes replaced, removed, inserted or taken from another one."""
    data = draw(st.sampled_from(intact))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(start + 4, len(data))) | st.just(len(data)))
        other = draw(st.sampled_from(intact))
        cut = draw(st.integers(0, len(other)))
        piece = draw(st.binary(max_size=4) | st.sampled_from([other[cut:], other[cut : cut + 20]]))
        data = data[:start] + piece + data[end:]
    return data


def read_or_refuse(data: bytes) -> None:
    """See `data` read as arrays, or refused by a ValueError."""
    try:
        result = read_pickle(data)
    except ValueError:
        return
    assert all(type(name) is str for name in result)
    assert all(type(array) is np.ndarray for array in result.values())


@pytest.mark.unmeasured
def test_a_damaged_pickle_is_read_or_refused(tmp_path: Path) -> None:
    """No error but ValueError, and no call, whatever happens to a pickle, even a hostile one."""
    canary = tmp_path / "canary.npy"
    hostile = [pickle.dumps({"W1": make(canary)}, p) for make in CALLS.values() for p in (0, 4)]
    programs = [make(canary) for make in PROGRAMS.values()]

    @given(damaged([*NUMPY_1, AXES_SWAPPED] * 2 + hostile + programs))
    def check(data: bytes) -> None:
        read_or_refuse(data)

    check()
    assert not canary.exists()


@given(st.binary(max_size=64))
@example(b"\x80\x05}.")
def test_noise_is_read_or_refused(noise: bytes) -> None:
    """No error but ValueError, whatever the bytes."""
    read_or_refuse(noise)


OPCODES = sorted(opcode.code.encode("latin-1") for opcode in pickletools.opcodes)


@given(st.lists(st.sampled_from(OPCODES) | st.binary(max_size=3), max_size=20).map(b"".join))
def test_any_instructions_are_followed_or_refused(instructions: bytes) -> None:
    """No error but ValueError, whatever the order of instructions."""
    read_or_refuse(instructions + b".")
