"""Digits in a Parquet file, as Hugging Face publishes them: a PNG picture and a label in each row.

The library pyarrow reads such files, where it is installed.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.digits.files.labelled import MOST, Labelled, labelled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from numpy.typing import NDArray

_PICTURE = 1024  # bytes: a PNG picture of 28x28 pixels that nothing shortens has about 870
_COLUMNS = ["image.bytes", "label"]


def read_parquet(path: Path) -> Labelled:
    """Return the digits in a Parquet file with the columns `image`, of PNG bytes, and `label`.

    Rows are read one by one, of a million or so at most, and no file that announces more than 1 GB.

    Raises:
        FileNotFoundError: there is no such file.
        ImportError: the library pyarrow is not installed.
        ValueError: the file is damaged, or holds something else.

    """
    arrow, parquet = _libraries()
    images, labels = bytearray(), [np.zeros(0, np.int64)]
    with path.open("rb") as file:
        try:
            for picture, label in _rows(parquet.ParquetFile(file)):
                images += _pixels(picture)
                labels.append(label)
        except (arrow.ArrowException, OSError, ValueError, KeyError) as error:
            raise ValueError(f"{path}: after {len(labels) - 1:,} rows: {error}") from error
    pixels = np.frombuffer(images, np.uint8).reshape(-1, 28, 28)
    return labelled(pixels, np.concatenate(labels), path, path)


def _rows(file: Any) -> Iterator[tuple[bytes | None, NDArray[Any]]]:
    """Yield the bytes of the picture in each row, and an array of its label.

    One at a time: a picture that stands in a file once may be that of many rows.
    """
    named = [file.schema.column(i).path for i in range(len(file.schema))]
    if not {*_COLUMNS} <= {*named}:
        raise ValueError(f"expected the columns {' and '.join(_COLUMNS)}, found {named!a:.200}")
    groups = map(file.metadata.row_group, range(file.metadata.num_row_groups))
    size = sum(group.total_byte_size for group in groups)
    if file.metadata.num_rows > MOST or size > MOST * _PICTURE:
        raise ValueError(f"expected {MOST:,} digits at most, but it announces {size:,} bytes")
    for row in file.iter_batches(1, columns=_COLUMNS, use_threads=False):
        (picture,) = row.column("image").field("bytes").to_pylist()
        yield picture, row.column("label").to_numpy(zero_copy_only=False)


def _pixels(picture: bytes | None) -> bytes:
    """Return the pixels of a PNG picture of 28x28 levels of grey."""
    from PIL import Image

    if not isinstance(picture, bytes) or len(picture) > _PICTURE:
        raise ValueError(f"expected a PNG picture of at most {_PICTURE} bytes")
    try:
        with Image.open(BytesIO(picture), formats=["PNG"]) as image:
            if image.size != (28, 28) or image.mode != "L":
                raise ValueError(
                    f"expected a picture of 28x28 levels of grey, found {image.size} {image.mode}"
                )
            return image.tobytes()
    except (OSError, SyntaxError) as error:  # as Pillow tells of what is damaged
        raise ValueError(f"the picture is damaged: {error}") from error


def _libraries() -> tuple[ModuleType, ModuleType]:
    """Return the libraries, which are imported only where they are needed."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        advice = "pip install 'mnist_nn[parquet]'"
        raise ImportError(f"a Parquet file needs the library pyarrow: {advice}") from error
    return pa, parquet
