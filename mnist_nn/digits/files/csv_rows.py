"""Digits as rows of text: the label, then 784 pixels, with commas between them.

So Kaggle has them, with a line of heads, and *Make Your Own Neural Network* (T. Rashid, 2016),
without one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.digits.files.labelled import MOST, PIXELS, Labelled, labelled
from mnist_nn.digits.files.unpacked import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mnist_nn.digits.files.unpacked import Stream

_COLUMNS = 1 + PIXELS
_LONGEST = 16 * _COLUMNS  # bytes of a line: a head such as "pixel783" takes 11
_BOM = b"\xef\xbb\xbf"  # how spreadsheets begin text in UTF-8


def read_csv(path: Path) -> Labelled:
    """Return the digits in a file of rows, packed by gzip or not; a million or so at most.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file is damaged, or holds something else; the line is named.

    """
    with unpacked(path) as stream:
        rows = _Rows(stream)
        try:
            table = np.loadtxt(rows, np.uint8, comments=None, delimiter=",", ndmin=2)
        except (ValueError, OverflowError) as error:
            reason = str(error).partition(" at row")[0]
            raise ValueError(f"{path}: line {rows.line}: {reason}") from error
    return labelled(table[:, 1:], table[:, 0], path, path)


class _Rows:
    """The lines of a file that hold digits.

    Attributes:
        line: the number of the last line that was read.

    """

    def __init__(self, stream: Stream) -> None:
        self.line = 0
        self._stream = stream

    def __iter__(self) -> Iterator[str]:
        """Yield each row, or raise a ValueError that says what is wrong with it."""
        count = 0
        while text := self._stream.readline(_LONGEST).removeprefix(_BOM):
            self.line += 1
            _check_columns(text)
            if self.line == 1 and _is_head(text):
                continue
            count += 1
            if count > MOST:
                raise ValueError(f"expected {MOST:,} digits at most")
            yield text.decode("latin-1")
        if count == 0:
            raise ValueError("expected a row of a digit, but the file ends")


def _check_columns(text: bytes) -> None:
    """Refuse a line that has not a label and as many pixels as a digit."""
    if len(text) == _LONGEST:
        raise ValueError(
            f"expected {_COLUMNS} columns, but the line goes on after {_LONGEST} bytes"
        )
    columns = text.count(b",") + 1
    if columns == PIXELS:
        raise ValueError(f"expected a label and {PIXELS} pixels, found {columns} columns: no label")
    if columns != _COLUMNS:
        raise ValueError(f"expected a label and {PIXELS} pixels, found {columns} columns")


def _is_head(text: bytes) -> bool:
    """Return whether a line names the columns; that of the labels must be the first one."""
    first = text.partition(b",")[0].strip(b" \"'").decode("latin-1")
    if first.isdecimal():
        return False
    if first.lower() != "label":
        raise ValueError(f"expected a digit or the head 'label' first, found {first!a:.40}")
    return True
