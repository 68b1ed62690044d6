"""MNIST is loaded in the lesson's shapes and types, from where the caller says."""

from __future__ import annotations

import gzip
import hashlib
import re
import socket
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
import pytest

import mnist_nn
from mnist_nn.digits import mnist
from mnist_nn.digits.download import fetch
from mnist_nn.digits.files.known import MNIST, digest
from mnist_nn.digits.mnist import load_mnist, load_test_set
from tests.digits.files.samples import DIGITS, PIXELS, THREE
from tests.digits.idx_files import idx_bytes

DATA = Path(mnist_nn.__file__).parent / "data"
IMAGE_FILE = "train-images-idx3-ubyte"
LABEL_FILE = "train-labels-idx1-ubyte"
FLAGS = pytest.mark.parametrize(
    ("normalize", "flatten", "one_hot_label"), list(product([True, False], repeat=3))
)


def write(folder: Path, part: str, count: int = 3) -> None:
    """Write the first of three digits to a folder, packed."""
    for name, array in ("images-idx3", PIXELS), ("labels-idx1", DIGITS):
        content = gzip.compress(idx_bytes(array[:count]))
        (folder / f"{part}-{name}-ubyte.gz").write_bytes(content)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with three digits, which are taken for the training set of MNIST."""
    monkeypatch.setitem(MNIST, "train", digest(THREE))
    write(tmp_path, "train")
    return tmp_path


def provenance(section: str) -> dict[str, tuple[int, str]]:
    """Return the size and SHA-256 that a section of PROVENANCE.md states for each file."""
    text = (DATA / "PROVENANCE.md").read_text(encoding="utf-8")
    (body,) = re.findall(rf"^## {section}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    row = r"^\| (\S+)(?: \(unpacked\))? \| (\d+) \| ([0-9a-f]{64}) \|$"
    rows = re.findall(row, body, re.MULTILINE)
    return {name: (int(size), sha256) for name, size, sha256 in rows}


def test_the_test_set_is_the_one_in_provenance() -> None:
    """PROVENANCE.md states the size and SHA-256 of each file, packed and unpacked, as they are."""
    contents = {path.name: path.read_bytes() for path in DATA.glob("t10k-*.gz")}
    contents |= {name.removesuffix(".gz"): gzip.decompress(c) for name, c in contents.items()}
    assert len(contents) == 4
    assert provenance("Test set") == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in contents.items()
    }


@FLAGS
def test_the_test_set_has_the_lessons_shapes_and_types(
    *, normalize: bool, flatten: bool, one_hot_label: bool
) -> None:
    """10,000 images and labels, in the shape and dtype that the three flags ask for."""
    x, t = load_test_set(normalize, flatten, one_hot_label)
    assert x.shape == ((10_000, 784) if flatten else (10_000, 1, 28, 28))
    assert x.dtype == (np.float32 if normalize else np.uint8)
    assert (x.min(), x.max()) == ((0, 1) if normalize else (0, 255))
    assert t.shape == ((10_000, 10) if one_hot_label else (10_000,))
    assert t.dtype == (np.float64 if one_hot_label else np.uint8)


def test_the_first_test_digits_are_7_2_1_0_4() -> None:
    """The test set begins as everybody's does, and holds every digit."""
    _, t = load_test_set()
    assert t[:5].tolist() == [7, 2, 1, 0, 4]
    assert np.unique(t).tolist() == list(range(10))


@pytest.mark.unmeasured
@FLAGS
def test_the_flags_change_the_form_and_not_the_data(
    folder: Path, *, normalize: bool, flatten: bool, one_hot_label: bool
) -> None:
    """For each of the three flags: the same pixels and the same digits, in the form asked for."""
    (x, t), test_set = load_mnist(normalize, flatten, one_hot_label, data_dir=folder)
    pixels = PIXELS.astype(np.float32) / np.float32(255) if normalize else PIXELS
    digits = np.array([[d == k for k in range(10)] for d in DIGITS], np.float64)
    np.testing.assert_array_equal(
        x, pixels.reshape((3, 784) if flatten else (3, 1, 28, 28)), strict=True
    )
    np.testing.assert_array_equal(t, digits if one_hot_label else DIGITS, strict=True)
    for given, expected in zip(
        test_set, load_test_set(normalize, flatten, one_hot_label), strict=True
    ):
        np.testing.assert_array_equal(given, expected, strict=True)


def test_the_lessons_defaults(folder: Path) -> None:
    """Unless told otherwise: normalized, flattened, labels as digits."""
    (x, t), test = load_mnist(data_dir=folder)
    assert (x.shape, str(x.dtype)) == ((3, 784), "float32")
    assert (t.shape, str(t.dtype)) == ((3,), "uint8")
    for given, expected in zip(test, load_test_set(), strict=True):
        np.testing.assert_array_equal(given, expected, strict=True)


def test_an_empty_training_set_is_empty(tmp_path: Path) -> None:
    """No digits are no error: the shapes hold."""
    write(tmp_path, "train", count=0)
    write(tmp_path, "t10k", count=0)
    (x, t), _ = load_mnist(one_hot_label=True, data_dir=tmp_path, only_mnist=False)
    assert (x.shape, t.shape) == ((0, 784), (0, 10))


def test_the_variable_names_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `data_dir`, the folder is the one that MNIST_NN_DATA names."""
    monkeypatch.setenv("MNIST_NN_DATA", str(folder))
    (_, t), _ = load_mnist()
    assert t.tolist() == [5, 0, 4]


def test_the_argument_outranks_the_variable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `data_dir`, the variable is not looked at."""
    monkeypatch.setenv("MNIST_NN_DATA", str(folder / "elsewhere"))
    (_, t), _ = load_mnist(data_dir=folder)
    assert t.tolist() == [5, 0, 4]


@pytest.mark.parametrize("variable", [None, ""])
def test_otherwise_the_training_set_is_fetched(
    folder: Path, monkeypatch: pytest.MonkeyPatch, variable: str | None
) -> None:
    """With neither argument nor variable (or an empty one), `fetch` provides both files."""
    monkeypatch.delenv("MNIST_NN_DATA", raising=False)
    if variable is not None:
        monkeypatch.setenv("MNIST_NN_DATA", variable)
    monkeypatch.setattr(mnist, "fetch", lambda name: folder / f"{name}.gz")
    (x, t), _ = load_mnist(normalize=False)
    assert (len(x), t.tolist()) == (3, [5, 0, 4])


def test_offline_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network, `load_mnist` passes on the advice of `fetch`, and leaves nothing."""
    monkeypatch.delenv("MNIST_NN_DATA", raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{port.getsockname()[1]}/"
        offline = partial(fetch, mirrors=[closed], cache=tmp_path)
        monkeypatch.setattr(mnist, "fetch", offline)
        with pytest.raises(OSError, match=re.escape("load_mnist(data_dir=FOLDER)")):
            load_mnist()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("only_mnist", [True, False])
def test_what_lacks_a_set_is_told(folder: Path, *, only_mnist: bool) -> None:
    """With what is there instead."""
    (folder / f"{LABEL_FILE}.gz").unlink()
    with pytest.raises(FileNotFoundError) as missing:
        load_mnist(data_dir=folder, only_mnist=only_mnist)
    assert str(missing.value) == (
        f"{folder}: expected a training set, but {IMAGE_FILE}.gz holds 3 images of 28x28 pixels"
    )


def test_a_folder_that_the_variable_names_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it is not there."""
    monkeypatch.setenv("MNIST_NN_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError, match=f"^{re.escape(str(tmp_path / 'nowhere'))}: there"):
        load_mnist()


def test_other_digits_are_refused(tmp_path: Path) -> None:
    """Unless they are asked for."""
    write(tmp_path, "train")
    with pytest.raises(ValueError, match=r"not the training set of MNIST .*only_mnist=False$"):
        load_mnist(data_dir=tmp_path)


def test_both_sets_of_other_digits_are_read(tmp_path: Path) -> None:
    """For MNIST's test set would not go with them."""
    write(tmp_path, "train")
    write(tmp_path, "t10k", count=2)
    (x, t), (x_test, t_test) = load_mnist(normalize=False, data_dir=tmp_path, only_mnist=False)
    assert (x.shape, t.tolist()) == ((3, 784), [5, 0, 4])
    assert (x_test.shape, t_test.tolist()) == ((2, 784), [5, 0])


def test_other_digits_need_a_test_set_of_their_own(tmp_path: Path) -> None:
    """What is missing is told."""
    write(tmp_path, "train")
    with pytest.raises(FileNotFoundError, match="expected a test set, but train-images"):
        load_mnist(data_dir=tmp_path, only_mnist=False)


def test_other_digits_are_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they are must be said."""
    monkeypatch.delenv("MNIST_NN_DATA", raising=False)
    with pytest.raises(ValueError, match=r"name their folder as data_dir or MNIST_NN_DATA$"):
        load_mnist(only_mnist=False)


def test_the_real_training_set(training_set_dir: Path) -> None:
    """60,000 images, of which the first is a 5, in the lesson's form."""
    (x, t), _ = load_mnist(data_dir=training_set_dir)
    assert (x.shape, str(x.dtype)) == ((60_000, 784), "float32")
    assert (x.min(), x.max()) == (0, 1)
    assert (t.shape, t[0]) == ((60_000,), 5)
