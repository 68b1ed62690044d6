"""Digits are found by what files hold, in every form that people have; nothing else is taken."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import numpy as np
import pytest

import mnist_nn
from mnist_nn import load_test_set
from mnist_nn.digits.files.reading import read_digits
from tests.digits.files.samples import (
    DIGITS,
    FOLDERS,
    IMAGES,
    LABELS,
    PIXELS,
    keras,
    parquet,
    png,
    rows,
)
from tests.digits.idx_files import idx_bytes

TEST_SET = Path(mnist_nn.__file__).parent / "data"


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files to a folder, and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def refusal(path: Path, kind: type[Exception] = ValueError, *, only_mnist: bool = False) -> str:
    """See digits refused, and return the words."""
    with pytest.raises(kind) as refused:
        read_digits(path, only_mnist=only_mnist)
    return str(refused.value)


@pytest.mark.usefixtures("three_are_mnist")
@pytest.mark.parametrize("form", FOLDERS)
def test_every_form_is_read_and_known_to_be_mnist(tmp_path: Path, form: str) -> None:
    """The same pixels and labels come from all of them, as bytes."""
    read = read_digits(put(tmp_path, FOLDERS[form]()))
    np.testing.assert_array_equal(read.images, PIXELS, strict=True)
    np.testing.assert_array_equal(read.labels, DIGITS, strict=True)


@pytest.mark.parametrize("name", ["mnist.npz", "download"])
def test_a_file_may_be_named_itself(tmp_path: Path, name: str) -> None:
    """Whatever its name is; and a path may be a text."""
    put(tmp_path, {name: keras()})
    assert read_digits(str(tmp_path / name), only_mnist=False).labels.tolist() == [5, 0, 4]


def test_a_file_may_hold_both_sets(tmp_path: Path) -> None:
    """Its name tells neither from the other."""
    put(tmp_path, {"mnist.npz": keras()})
    assert read_digits(tmp_path, "test", only_mnist=False).labels.tolist() == [5, 0, 4]


def test_one_set_under_two_spellings_is_one(tmp_path: Path) -> None:
    """With a dot and with a hyphen, packed and unpacked."""
    put(tmp_path, FOLDERS["with a dot"]() | FOLDERS["unpacked"]() | FOLDERS["packed"]())
    assert read_digits(tmp_path, only_mnist=False).labels.tolist() == [5, 0, 4]


def test_the_test_set_of_the_package_is_mnist() -> None:
    """It is found in the folder of data, and verified."""
    images, labels = load_test_set(normalize=False, flatten=False)
    read = read_digits(TEST_SET, "test")
    np.testing.assert_array_equal(read.images, images[:, 0], strict=True)
    np.testing.assert_array_equal(read.labels, labels, strict=True)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["test.npz", "test.csv", "test.parquet"])
def test_the_test_set_is_mnist_in_every_form(tmp_path: Path, form: str) -> None:
    """Its pixels are the same, however they are packed."""
    digits = read_digits(TEST_SET, "test")
    pictures = [png(image) for image in digits.images] if form == "test.parquet" else []
    content = {
        "test.npz": lambda: keras(*digits),
        "test.csv": lambda: rows(digits),
        "test.parquet": lambda: parquet(pictures, digits.labels.tolist()),
    }[form]()
    read = read_digits(put(tmp_path, {form: content}), "test")
    np.testing.assert_array_equal(read.images, digits.images, strict=True)


def test_digits_that_are_not_mnist_are_refused_unless_they_are_asked_for(tmp_path: Path) -> None:
    """And the error says how to ask."""
    put(tmp_path, FOLDERS["packed"]())
    assert re.fullmatch(
        re.escape(f"{tmp_path / 'train-images-idx3-ubyte.gz'}: its 3 digits are not the training")
        + r" set of MNIST \(SHA-256 [0-9a-f]{12}\.\.\., expected edc0d1098aa4\.\.\.\): if they are"
        " to be others, such as Fashion-MNIST or KMNIST, pass only_mnist=False",
        refusal(tmp_path, only_mnist=True),
    )
    assert read_digits(tmp_path, only_mnist=False).labels.tolist() == [5, 0, 4]


@pytest.mark.usefixtures("three_are_mnist")
@pytest.mark.parametrize("image", [0, 1, 2])
def test_one_pixel_that_differs_is_not_mnist(tmp_path: Path, image: int) -> None:
    """Wherever it is."""
    changed = PIXELS.copy()
    changed[image, 27, 27] ^= 1
    put(tmp_path, {"train-images": idx_bytes(changed), "train-labels": LABELS})
    assert "its 3 digits are not the training set" in refusal(tmp_path, only_mnist=True)


@pytest.mark.usefixtures("three_are_mnist")
def test_one_label_that_differs_is_not_mnist(tmp_path: Path) -> None:
    """Though all images are."""
    changed = np.array([5, 0, 5], np.uint8)
    put(tmp_path, {"train-images": IMAGES, "train-labels": idx_bytes(changed)})
    assert "its 3 digits are not the training set" in refusal(tmp_path, only_mnist=True)


def test_the_other_set_is_named(tmp_path: Path) -> None:
    """Ten thousand digits to test with, under the names of those to learn from."""
    for name in ("images-idx3", "labels-idx1"):
        content = (TEST_SET / f"t10k-{name}-ubyte.gz").read_bytes()
        (tmp_path / f"train-{name}-ubyte.gz").write_bytes(content)
    assert refusal(tmp_path, only_mnist=True) == (
        f"{tmp_path / 'train-images-idx3-ubyte.gz'}: it is the test set of MNIST, expected the"
        " training set"
    )


@pytest.mark.usefixtures("three_are_mnist")
def test_mnist_is_found_beside_other_digits(tmp_path: Path) -> None:
    """As in the folder in which torchvision keeps several."""
    other = idx_bytes(255 - PIXELS)
    put(tmp_path / "FashionMNIST" / "raw", {"train-images": other, "train-labels": LABELS})
    put(tmp_path, FOLDERS["torchvision's"]())
    np.testing.assert_array_equal(read_digits(tmp_path).images, PIXELS)


@pytest.mark.parametrize(
    "files",
    [
        {"a/train-images": IMAGES, "a/labels": LABELS, "b/images": IMAGES, "b/labels": LABELS},
        {"train.csv": rows(), "train-images": IMAGES, "train-labels": LABELS},
        {"a-images": IMAGES, "a-labels": LABELS, "b-images": IMAGES, "b-labels": LABELS},
    ],
)
def test_none_of_several_is_taken_by_chance(tmp_path: Path, files: dict[str, bytes]) -> None:
    """Where any digits are asked for, there is one set of them."""
    put(tmp_path, files)
    several = [str(tmp_path / name) for name in sorted(files) if "labels" not in name]
    assert refusal(tmp_path) == (
        f"{tmp_path}: expected one training set, but there are several, each of which needs a"
        f" folder of its own: {', '.join(several)}"
    )


def test_labels_go_with_the_images_of_their_name(tmp_path: Path) -> None:
    """As those of EMNIST, which has several sets in one folder."""
    put(tmp_path, {"e-digits-train-images-idx3-ubyte": IMAGES})
    put(tmp_path, {"e-digits-train-labels-idx1-ubyte.gz": gzip.compress(LABELS)})
    put(tmp_path, {"e-byclass-train-labels-idx1-ubyte": LABELS[:-3]})
    assert read_digits(tmp_path, only_mnist=False).labels.tolist() == [5, 0, 4]


@pytest.mark.usefixtures("three_are_mnist")
def test_the_set_of_several_in_a_folder_that_is_mnist_is_found(tmp_path: Path) -> None:
    """Whatever the others are."""
    put(tmp_path, {"a-images": idx_bytes(255 - PIXELS), "a-labels": LABELS})
    put(tmp_path, {"b-images": IMAGES, "b-labels": LABELS})
    np.testing.assert_array_equal(read_digits(tmp_path).images, PIXELS)


def test_each_set_that_is_not_mnist_is_told(tmp_path: Path) -> None:
    """A line for each."""
    put(tmp_path, {"mnist.npz": keras(), "train.csv": rows()})
    first, second = refusal(tmp_path, only_mnist=True).splitlines()
    assert first.startswith(f"{tmp_path / 'mnist.npz'}: its 3 digits are not ")
    assert second.startswith(f"{tmp_path / 'train.csv'}: its 3 digits are not ")


def test_what_is_there_instead_is_told(tmp_path: Path) -> None:
    """Each file by its name and by what it holds."""
    put(tmp_path, {"MNIST/a": IMAGES, "MNIST/b.txt": b"none", ".DS_Store": b""})
    assert refusal(tmp_path, FileNotFoundError) == (
        f"{tmp_path}: expected a training set, but MNIST/a holds 3 images of 28x28 pixels;"
        " MNIST/b.txt holds text that begins with 'none'"
    )


def test_the_file_that_is_named_is_told(tmp_path: Path) -> None:
    """And what it holds."""
    path = put(tmp_path, {"seven.png": b"\x89PNG\r\n"}) / "seven.png"
    assert refusal(path, FileNotFoundError) == (
        f"{path}: expected a training set, but seven.png holds a PNG picture"
    )


def test_of_many_files_the_first_are_told(tmp_path: Path) -> None:
    """Eight, and how many more."""
    put(tmp_path, {f"{i:02}": b"" for i in range(11)})
    words = refusal(tmp_path, FileNotFoundError)
    assert words.endswith("; 07 holds nothing: it is empty; and 3 more files")


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """There are no files."""
    assert refusal(tmp_path, FileNotFoundError) == (
        f"{tmp_path}: expected a training set, but there are no files"
    )


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """By its name."""
    path = tmp_path / "nowhere"
    assert refusal(path, FileNotFoundError) == f"{path}: there is no such file or folder"


def test_a_folder_of_many_files_is_not_searched(tmp_path: Path) -> None:
    """A thousand are enough."""
    put(tmp_path, {f"{i:04}": b"" for i in range(1000)})
    assert refusal(tmp_path, FileNotFoundError).endswith(" and 992 more files")
    put(tmp_path, {"last": b""})
    assert refusal(tmp_path) == (
        f"{tmp_path}: more than 1,000 files are there: name MNIST's folder"
    )


@pytest.mark.usefixtures("three_are_mnist")
def test_where_there_are_digits_no_folder_is_searched(tmp_path: Path) -> None:
    """However many files lie in it."""
    put(tmp_path, {f"photographs/{i:04}": b"" for i in range(1001)})
    assert "more than 1,000 files" in refusal(tmp_path)
    put(tmp_path, FOLDERS["packed"]())
    assert read_digits(tmp_path).labels.tolist() == [5, 0, 4]


@pytest.mark.parametrize("name", ["t10k-images", "Test.csv"])
def test_a_test_set_is_no_training_set(tmp_path: Path, name: str) -> None:
    """Its name says so."""
    path = put(tmp_path, {name: rows()}) / name
    assert "expected a training set, but" in refusal(path, FileNotFoundError)
    assert read_digits(path, "test", only_mnist=False).labels.tolist() == [5, 0, 4]


def test_ten_thousand_digits_under_no_name_are_a_test_set(tmp_path: Path) -> None:
    """As many as MNIST has."""
    many = np.zeros((10_000, 28, 28), np.uint8)
    put(tmp_path, {"a": idx_bytes(many), "b": idx_bytes(many[:, 0, 0])})
    assert len(read_digits(tmp_path, "test", only_mnist=False).labels) == 10_000
    assert "expected a training set, but" in refusal(tmp_path, FileNotFoundError)


def test_a_real_training_set_is_mnist(training_set_dir: Path) -> None:
    """The constants are those of the files as they were first published."""
    assert read_digits(training_set_dir).labels[:3].tolist() == [5, 0, 4]
