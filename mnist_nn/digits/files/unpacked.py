"""A file as a stream of bytes, unpacked where it is packed by gzip, whatever its name says.

Browsers unpack files whose names still end in .gz, and leave others packed that have lost it.
"""

from __future__ import annotations

import gzip
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

    Stream: TypeAlias = BufferedReader | gzip.GzipFile

_GZIP = b"\x1f\x8b"


@contextmanager
def unpacked(path: Path) -> Iterator[Stream]:
    """Open a file, and unpack it as it is read if its first bytes are those of gzip.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: within the block, packed data turn out to be damaged.

    """
    with path.open("rb") as file:
        try:
            yield gzip.GzipFile(fileobj=file) if file.peek(2)[:2] == _GZIP else file
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise ValueError(
                f"{path}: expected intact gzip data, as the first bytes say: {error}"
            ) from error
