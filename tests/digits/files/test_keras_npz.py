"""Keras' archive is read exactly, or refused."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.digits.files import keras_npz
from mnist_nn.digits.files.keras_npz import read_keras
from tests.digits.files.samples import DIGITS, PIXELS, keras, npz

if TYPE_CHECKING:
    from pathlib import Path


def refusal(path: Path, content: bytes) -> str:
    """See a file refused, and return the words that follow its name."""
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"\S") as refused:
        read_keras(path, "train")
    return str(refused.value).removeprefix(f"{path}: ")


def test_each_set_is_read(tmp_path: Path) -> None:
    """By the names of its arrays."""
    arrays = {"x_train": PIXELS, "y_train": DIGITS, "x_test": PIXELS[:1], "y_test": DIGITS[:1]}
    (tmp_path / "a").write_bytes(npz(**arrays))
    np.testing.assert_array_equal(read_keras(tmp_path / "a", "train").images, PIXELS, strict=True)
    assert read_keras(tmp_path / "a", "train").labels.tolist() == [5, 0, 4]
    assert read_keras(tmp_path / "a", "test").labels.tolist() == [5]


def test_one_set_is_enough(tmp_path: Path) -> None:
    """If it is the one that is asked for."""
    (tmp_path / "a").write_bytes(npz(x_train=PIXELS, y_train=DIGITS))
    assert read_keras(tmp_path / "a", "train").labels.tolist() == [5, 0, 4]


@pytest.mark.parametrize("dtype", [np.uint8, np.int64])
def test_labels_may_be_integers_of_any_width(tmp_path: Path, dtype: Any) -> None:
    """Their values count."""
    (tmp_path / "a").write_bytes(keras(labels=DIGITS.astype(dtype)))
    labels = read_keras(tmp_path / "a", "train").labels
    np.testing.assert_array_equal(labels, DIGITS, strict=True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a readable .npz file: File is not a zip file"),
        (npz(b1=DIGITS, W1=PIXELS), "expected the arrays x_train and y_train, found W1, b1"),
        (npz(), "expected the arrays x_train and y_train, found none"),
        (keras(PIXELS / 255), "expected pixels as integers 0 to 255, found float64"),
        (keras(PIXELS.astype(int) - 1), "expected pixels 0 to 255, found -1"),
        (keras(PIXELS[:, :27]), "expected images (N, 28, 28), found (3, 27, 28)"),
        (keras(labels=np.eye(10, dtype=int)[DIGITS]), "expected labels (N,), found (3, 10)"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    """Other arrays, or other numbers in them."""
    assert refusal(tmp_path / "a", content) == words


def test_more_than_is_wanted_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an archive announces is added up before anything is unpacked."""
    monkeypatch.setattr(keras_npz, "_LARGEST", 9_000)
    packed = npz(x_train=np.zeros(9_000, np.uint8))
    words = "not a readable .npz file: it announces 9,128 bytes, expected 9,000 at most"
    assert refusal(tmp_path / "a", packed) == words
    monkeypatch.setattr(keras_npz, "_LARGEST", 9_128)
    assert refusal(tmp_path / "a", packed).startswith("expected the arrays")


def test_a_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is enough to refuse it."""
    monkeypatch.setattr(keras_npz, "_LARGEST", 9)
    words = "expected 1,048,576 digits at most, but the file is larger"
    assert refusal(tmp_path / "a", b"0123456789") == words
    assert refusal(tmp_path / "a", b"012345678") != words


def test_a_lying_archive_is_not_unpacked_further(tmp_path: Path) -> None:
    """Who announces 8 bytes, and packs 16 MiB, is refused for what the 8 are not."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x_train.npy", bytes(16 << 20))
    data = file.getvalue().replace((16 << 20).to_bytes(4, "little"), (8).to_bytes(4, "little"))
    assert refusal(tmp_path / "a", data).startswith("not a readable .npz file: Bad CRC-32")
