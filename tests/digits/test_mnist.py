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
from mnist_nn.digits.mnist import load_mnist, load_test_set
from tests.digits.idx_files import idx_bytes

DATA = Path(mnist_nn.__file__).parent / "data"
PIXELS = np.arange(3 * 28 * 28, dtype=np.uint32).astype(np.uint8).reshape(3, 28, 28)
DIGITS = np.array([5, 0, 4], np.uint8)
IMAGE_FILE = "train-images-idx3-ubyte"
LABEL_FILE = "train-labels-idx1-ubyte"
FLAGS = pytest.mark.parametrize(
    ("normalize", "flatten", "one_hot_label"), list(product([True, False], repeat=3))
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a packed training set of three digits."""
    (tmp_path / f"{IMAGE_FILE}.gz").write_bytes(gzip.compress(idx_bytes(PIXELS)))
    (tmp_path / f"{LABEL_FILE}.gz").write_bytes(gzip.compress(idx_bytes(DIGITS)))
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


def test_a_training_set_may_be_unpacked(folder: Path) -> None:
    """A folder may hold the IDX files without .gz."""
    for name in IMAGE_FILE, LABEL_FILE:
        packed = folder / f"{name}.gz"
        (folder / name).write_bytes(gzip.decompress(packed.read_bytes()))
        packed.unlink()
    (_, t), _ = load_mnist(data_dir=str(folder))
    assert t.tolist() == [5, 0, 4]


def test_an_empty_training_set_is_empty(tmp_path: Path) -> None:
    """No digits are no error: the shapes hold."""
    (tmp_path / IMAGE_FILE).write_bytes(idx_bytes(PIXELS[:0]))
    (tmp_path / LABEL_FILE).write_bytes(idx_bytes(DIGITS[:0]))
    (x, t), _ = load_mnist(one_hot_label=True, data_dir=tmp_path)
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


def test_a_missing_file_is_named_with_the_argument(folder: Path) -> None:
    """The error names the folder, that `data_dir` gave it, and what it should hold."""
    (folder / f"{LABEL_FILE}.gz").unlink()
    with pytest.raises(FileNotFoundError) as missing:
        load_mnist(data_dir=folder)
    assert str(missing.value) == (
        f"expected {LABEL_FILE}.gz or {LABEL_FILE} in the folder {folder},"
        " given by data_dir: found neither"
    )


def test_a_missing_file_is_named_with_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the folder, that the variable gave it, and what it should hold."""
    nowhere = tmp_path / "nowhere"
    monkeypatch.setenv("MNIST_NN_DATA", str(nowhere))
    with pytest.raises(FileNotFoundError) as missing:
        load_mnist()
    assert str(missing.value) == (
        f"expected {IMAGE_FILE}.gz or {IMAGE_FILE} in the folder {nowhere},"
        " given by the variable MNIST_NN_DATA: found neither"
    )


def test_each_image_has_a_label(folder: Path) -> None:
    """Three images and two labels do not go together."""
    labels = folder / f"{LABEL_FILE}.gz"
    labels.write_bytes(gzip.compress(idx_bytes(DIGITS[:2])))
    with pytest.raises(ValueError, match="one label for each image") as refused:
        load_mnist(data_dir=folder)
    assert str(refused.value) == (
        f"{folder / IMAGE_FILE}.gz holds 3 images, but {labels} holds 2 labels:"
        " expected one label for each image"
    )


def test_labels_are_digits(folder: Path) -> None:
    """A label above 9 is refused, and every such value is told once."""
    labels = folder / f"{LABEL_FILE}.gz"
    labels.write_bytes(gzip.compress(idx_bytes(np.array([255, 10, 10], np.uint8))))
    with pytest.raises(ValueError, match="labels") as refused:
        load_mnist(data_dir=folder)
    assert str(refused.value) == f"{labels}: expected labels 0 to 9, found [10, 255]"


def test_images_are_28_by_28(folder: Path) -> None:
    """Images of another size are refused."""
    images = folder / f"{IMAGE_FILE}.gz"
    images.write_bytes(gzip.compress(idx_bytes(PIXELS[:, :, :14])))
    with pytest.raises(ValueError, match="shape") as refused:
        load_mnist(data_dir=folder)
    assert str(refused.value) == f"{images}: the items are of shape (28, 14), expected (28, 28)"


def test_the_real_training_set(training_set_dir: Path) -> None:
    """60,000 images, of which the first is a 5, in the lesson's form."""
    (x, t), _ = load_mnist(data_dir=training_set_dir)
    assert (x.shape, str(x.dtype)) == ((60_000, 784), "float32")
    assert (x.min(), x.max()) == (0, 1)
    assert (t.shape, t[0]) == ((60_000,), 5)
