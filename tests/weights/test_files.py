"""Parameters are read from a file and written to one, or refused in the file's name."""

from __future__ import annotations

import inspect
import json
import pickle
import re
import struct
import sys
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from safetensors import SafetensorError
from safetensors import numpy as safetensors

import mnist_nn
from mnist_nn.weights.files import REFERENCE_WEIGHTS, load_weights, save_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

SUFFIXES = [".npz", ".safetensors"]
SMALL: dict[str, NDArray[Any]] = {
    "W1": np.arange(6, dtype=np.float32).reshape(3, 2),
    "b1": np.array([0.5, -2], np.float32),
    "W2": np.array([[1], [2]], np.float64),
    "b2": np.array([3], np.float16),
}


def refusal(path: Path) -> str:
    """See a file refused by name, and return the words that follow the name."""
    with pytest.raises(ValueError, match=f"^{re.escape(str(path))}: ") as refused:
        load_weights(path)
    return str(refused.value).removeprefix(f"{path}: ")


def refusal_to_save(parameters: dict[str, Any], path: Path) -> str:
    """See parameters refused in the name of the file, and return the words that follow the name."""
    with pytest.raises(ValueError, match=f"^{re.escape(str(path))}: ") as refused:
        save_weights(parameters, path)
    return str(refused.value).removeprefix(f"{path}: ")


def names_or_refusal(path: Path) -> list[str] | str:
    """Return the names of the parameters in a file, or "refused" if it was refused by name."""
    try:
        return list(load_weights(path))
    except ValueError as error:
        return "refused" if str(error).startswith(f"{path}: ") else str(error)


def packed(header: object, data: bytes = b"") -> bytes:
    """Return a .safetensors file."""
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def assert_same(result: dict[str, Any], expected: dict[str, NDArray[Any]]) -> None:
    """See that names, their order, dtypes, shapes and values are the same."""
    assert list(result) == list(expected)
    for name, array in expected.items():
        np.testing.assert_array_equal(result[name], array, strict=True)


@st.composite
def parameters(draw: st.DrawFn) -> dict[str, NDArray[Any]]:
    """Draw parameters of one to three layers, of any precision."""
    result = {}
    widths = draw(st.lists(st.integers(0, 4), min_size=2, max_size=4))
    for i, (inputs, outputs) in enumerate(pairwise(widths), start=1):
        dtype = st.sampled_from([np.float16, np.float32, np.float64])
        numbers = {"allow_nan": False, "allow_infinity": False}
        result[f"W{i}"] = draw(arrays(draw(dtype), (inputs, outputs), elements=numbers))
        result[f"b{i}"] = draw(arrays(draw(dtype), (outputs,), elements=numbers))
    return result


@pytest.mark.unmeasured
@pytest.mark.parametrize("suffix", SUFFIXES)
@given(parameters())
def test_what_is_saved_is_loaded(suffix: str, given_parameters: dict[str, NDArray[Any]]) -> None:
    """Every value, precision and shape comes back, and the arrays can be changed."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"weights{suffix}")
        save_weights(given_parameters, path)
        result = load_weights(path)
    assert_same(result, given_parameters)
    assert all(array.flags.writeable and array.flags.c_contiguous for array in result.values())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_parameters_give_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    """Whatever the order of names, of axes in memory and of bytes."""
    path = tmp_path / f"weights{suffix}"
    save_weights(SMALL, path)
    before = path.read_bytes()
    others = {
        name: np.asfortranarray(array).astype(array.dtype.newbyteorder(">"))
        for name, array in reversed(SMALL.items())
    }
    save_weights(others, path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_lists_can_be_saved(suffix: str, tmp_path: Path) -> None:
    """What NumPy takes for arrays of floats can be saved, and a path may be a text."""
    path = str(tmp_path / f"weights{suffix}")
    save_weights({"b1": [0.5], "W1": [[1.0], [2.0]]}, path)
    assert_same(load_weights(path), {"W1": np.array([[1.0], [2.0]]), "b1": np.array([0.5])})


BRAIN = {"W1": np.array([[1 / 3, 1e38]]), "b1": np.array([-0.0, 1e-40])}


def test_bfloat16_is_saved_as_safetensors(tmp_path: Path) -> None:
    """With every bit, subnormal numbers and the sign of 0 too."""
    path = tmp_path / "weights.safetensors"
    given = {name: array.astype(ml_dtypes.bfloat16) for name, array in BRAIN.items()}
    save_weights(given, path)
    read = load_weights(path)
    assert {name: array.dtype for name, array in read.items()} == dict.fromkeys(
        given, np.dtype(ml_dtypes.bfloat16)
    )
    assert [a.tobytes() for a in read.values()] == [a.tobytes() for a in given.values()]


def test_bfloat16_is_not_saved_as_npz(tmp_path: Path) -> None:
    """NumPy would write bytes of which nothing says what they are."""
    given = {name: array.astype(ml_dtypes.bfloat16) for name, array in BRAIN.items()}
    assert refusal_to_save(given, tmp_path / "weights.npz") == (
        "W1 has dtype bfloat16, which a .npz file cannot hold: write a .safetensors file,"
        " or convert it to float32"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".pkl", ".pickle", ".PKL"])
def test_a_pickle_is_loaded(suffix: str, tmp_path: Path) -> None:
    """As the lesson has it: a dict, in any order of names."""
    path = tmp_path / f"weights{suffix}"
    path.write_bytes(pickle.dumps(dict(reversed(SMALL.items()))))
    assert_same(load_weights(path), SMALL)


def test_the_weights_of_the_lesson_are_loaded(book_weights: Path) -> None:
    """Three layers, 784-50-100-10."""
    result = load_weights(book_weights)
    assert [array.shape for array in result.values()] == [
        *((784, 50), (50,), (50, 100), (100,), (100, 10), (10,))
    ]


def test_the_weights_of_the_package_are_the_default() -> None:
    """`load_weights()` reads the file that comes with the package."""
    assert inspect.signature(load_weights).parameters["path"].default is REFERENCE_WEIGHTS
    folder = Path(mnist_nn.__file__).parent / "data"
    assert folder / "reference_weights.npz" == REFERENCE_WEIGHTS


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".pkl"])
def test_a_missing_file_is_not_found(suffix: str, tmp_path: Path) -> None:
    """A file that is not there is a FileNotFoundError that names it."""
    path = tmp_path / f"weights{suffix}"
    with pytest.raises(FileNotFoundError, match=re.escape(str(path))):
        load_weights(path)


@pytest.mark.parametrize("name", ["weights.h5", "weights", "npz", "weights.npz.gz"])
def test_an_unknown_suffix_is_refused(name: str, tmp_path: Path) -> None:
    """The suffix says how to read a file; which ones there are is told."""
    message = "expected a name that ends in .npz, .safetensors, .pkl, .pickle"
    assert refusal(tmp_path / name) == message
    message = "expected a name that ends in .npz, .safetensors"
    assert refusal_to_save(SMALL, tmp_path / name) == message


@pytest.mark.parametrize("suffix", [".pkl", ".pickle"])
def test_no_pickle_is_written(suffix: str, tmp_path: Path) -> None:
    """Who reads it would have to trust it."""
    assert refusal_to_save(SMALL, tmp_path / f"weights{suffix}") == (
        "expected a name that ends in .npz, .safetensors; a pickle can run code where it is read"
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.npz", b"", "not a readable .npz file: File is not a zip file"),
        ("a.NPZ", b"", "not a readable .npz file: File is not a zip file"),
        ("a.pkl", b"", "not a readable .pkl file: pickle exhausted before seeing STOP"),
        (
            "a.pickle",
            b"cposix\nsystem\n.",
            (
                "not a readable .pickle file: it names 'posix.system':"
                " only NumPy arrays are read from a pickle"
            ),
        ),
        (
            "a.pkl",
            pickle.dumps({"params": SMALL}),
            (
                "not a readable .pkl file:"
                " it nests a value of type dict in 'params', expected an array"
            ),
        ),
        ("a.pkl", pickle.dumps({}), "W1, b1 are missing"),
        ("a.pkl", pickle.dumps({"W1": np.ones((1, 1))}), "b1 is missing"),
        ("a.safetensors", packed({}), "W1, b1 are missing"),
        (
            "a.safetensors",
            packed({"W1": {"dtype": "F8_E5M2", "shape": [2], "data_offsets": [0, 2]}}, b"ab"),
            (
                "not a readable .safetensors file:"
                " it has an array of F8_E5M2, expected one of F64, F32, F16, BF16"
            ),
        ),
        (
            "a.safetensors",
            packed({"W1": {"dtype": "F16", "shape": [1, 1], "data_offsets": [0, 2]}}, b"ab"),
            "b1 is missing",
        ),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    """The message names the file, its format, and what is wrong."""
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) == message


def test_a_truncated_safetensors_file_is_refused(tmp_path: Path) -> None:
    """Wherever it is cut."""
    path = tmp_path / "weights.safetensors"
    save_weights(SMALL, path)
    data = path.read_bytes()
    for length in range(len(data)):
        path.write_bytes(data[:length])
        with pytest.raises(SafetensorError) as theirs:
            safetensors.load(data[:length])
        assert refusal(path) == f"not a readable .safetensors file: {theirs.value}"


@given(st.integers(0), st.binary(min_size=1, max_size=4))
def test_a_damaged_safetensors_file_is_read_or_refused(place: int, piece: bytes) -> None:
    """No error but ValueError, in the file's name."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "weights.safetensors")
        save_weights(SMALL, path)
        data = bytearray(path.read_bytes())
        start = place % len(data)
        data[start : start + len(piece)] = piece
        path.write_bytes(data)
        assert names_or_refusal(path) in (list(SMALL), "refused")


@pytest.mark.parametrize("name", ["safetensors", "safetensors.numpy"])
def test_a_missing_library_is_named(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has no safetensors is told how to get it, and can do everything else."""
    path = tmp_path / "weights.safetensors"
    save_weights(SMALL, path)
    monkeypatch.setitem(sys.modules, name, None)
    advice = "pip install 'mnist_nn[safetensors]'"
    message = f"^{re.escape(f'a .safetensors file needs the library safetensors: {advice}')}$"
    with pytest.raises(ImportError, match=message):
        load_weights(path)
    with pytest.raises(ImportError, match=message):
        save_weights(SMALL, path)
    save_weights(SMALL, tmp_path / "weights.npz")
    assert_same(load_weights(tmp_path / "weights.npz"), SMALL)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_could_not_be_loaded_is_not_saved(suffix: str, tmp_path: Path) -> None:
    """Parameters are checked before the file is touched."""
    path = tmp_path / f"weights{suffix}"
    path.write_bytes(b"old")
    assert refusal_to_save({"W1": [[np.nan]], "b1": [1.0]}, path) == (
        "W1 has values that are NaN or infinite: 1 of 1"
    )
    assert refusal_to_save({"W1": [[1]], "b1": [1.0]}, path) == (
        "W1 has dtype int64, expected one of float64, float32, float16, bfloat16"
    )
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(path.name, b"old")]


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_nothing_half_written_is_left(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When writing fails, the old file is there, and nothing else."""
    path = tmp_path / "weights.npz"
    path.write_bytes(b"old")
    original = getattr(Path, step)

    def disk_full(self: Path, argument: Any) -> None:
        if step == "write_bytes":
            original(self, argument[:10])
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(Path, step, disk_full)
        with pytest.raises(OSError, match=r"^disk full$"):
            save_weights(SMALL, path)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(path.name, b"old")]


def test_a_saved_file_is_as_readable_as_any(tmp_path: Path) -> None:
    """A file of weights has the permissions of any file made here."""
    save_weights(SMALL, tmp_path / "weights.npz")
    (tmp_path / "other").touch()
    assert (tmp_path / "weights.npz").stat().st_mode == (tmp_path / "other").stat().st_mode
