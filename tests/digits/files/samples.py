"""Three digits, and files that hold them in every form."""

from __future__ import annotations

import gzip
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from mnist_nn.digits.files.labelled import Labelled
from tests.digits.idx_files import idx_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

PIXELS = np.arange(3 * 28 * 28, dtype=np.uint32).astype(np.uint8).reshape(3, 28, 28)
DIGITS = np.array([5, 0, 4], np.uint8)
THREE = Labelled(PIXELS, DIGITS)


def npz(**arrays: Any) -> bytes:
    """Return a .npz file as Keras publishes one."""
    file = BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def keras(images: NDArray[Any] = PIXELS, labels: NDArray[Any] = DIGITS) -> bytes:
    """Return `mnist.npz` with the same digits in both sets."""
    return npz(x_train=images, y_train=labels, x_test=images, y_test=labels)


def rows(of: Labelled = THREE, *, head: bool = False, end: str = "\n") -> bytes:
    """Return a file of rows: the label, then the pixels."""
    names = ["label", *(f"pixel{i}" for i in range(784))]
    digits = [[digit, *image.ravel().tolist()] for image, digit in zip(*of, strict=True)]
    lines = [",".join(map(str, row)) + end for row in ([names] if head else []) + digits]
    return "".join(lines).encode()


def picture(image: NDArray[np.uint8], form: str) -> bytes:
    """Return a picture as bytes in a format."""
    file = BytesIO()
    Image.fromarray(image).save(file, form)
    return file.getvalue()


def png(image: NDArray[np.uint8]) -> bytes:
    """Return a picture as PNG bytes."""
    return picture(image, "PNG")


def parquet(pictures: list[Any] | None = None, labels: list[Any] | None = None) -> bytes:
    """Return a Parquet file as Hugging Face publishes one."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    images = [png(image) for image in PIXELS] if pictures is None else pictures
    digits = DIGITS.tolist() if labels is None else labels
    form = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    cells = [{"bytes": image, "path": None} for image in images]
    table = pa.table({"image": pa.array(cells, form), "label": pa.array(digits, pa.int64())})
    file = BytesIO()
    write_table(table, file)
    return file.getvalue()


IMAGES, LABELS = idx_bytes(PIXELS), idx_bytes(DIGITS)

FOLDERS: dict[str, Callable[[], dict[str, bytes]]] = {
    "packed": lambda: {
        "train-images-idx3-ubyte.gz": gzip.compress(IMAGES),
        "train-labels-idx1-ubyte.gz": gzip.compress(LABELS),
    },
    "unpacked": lambda: {"train-images-idx3-ubyte": IMAGES, "train-labels-idx1-ubyte": LABELS},
    "with a dot": lambda: {
        "train-images.idx3-ubyte": IMAGES,
        "train-labels.idx1-ubyte": LABELS,
        "t10k-labels.idx1-ubyte": LABELS[:-3],
    },
    "Kaggle's folders": lambda: {
        "train-images-idx3-ubyte/train-images-idx3-ubyte": IMAGES,
        "train-labels-idx1-ubyte/train-labels-idx1-ubyte": LABELS,
    },
    "torchvision's": lambda: {
        "MNIST/raw/train-images-idx3-ubyte": IMAGES,
        "MNIST/raw/train-images-idx3-ubyte.gz": gzip.compress(IMAGES),
        "MNIST/raw/train-labels-idx1-ubyte.gz": gzip.compress(LABELS),
        "MNIST/processed/training.pt": b"PK\3\4",
    },
    "unpacked by a browser": lambda: {
        "train-images-idx3-ubyte.gz": IMAGES,
        "train-labels-idx1-ubyte": gzip.compress(LABELS),
    },
    "under names of one's own": lambda: {"pictures": IMAGES, "answers (1)": gzip.compress(LABELS)},
    "Keras'": lambda: {"mnist.npz": keras()},
    "rows with a head": lambda: {"train.csv": rows(head=True)},
    "rows without a head": lambda: {"mnist_train.csv": rows(), "mnist_test.csv": rows()[:9]},
    "packed rows": lambda: {"mnist_train.csv.gz": gzip.compress(rows())},
    "Hugging Face's": lambda: {"mnist/train-00000-of-00001.parquet": parquet()},
}
"""The files, by name, of each way in which people have the training set."""
