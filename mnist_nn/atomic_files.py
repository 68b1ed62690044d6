"""Files that are replaced atomically: under a name is the old content or the new, never a part."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Write data to a file, which replaces an older one only when all of it is written.

    Raises:
        OSError: the file cannot be written; the older one is unchanged.

    """
    draft = path.with_name(f".{token_hex(8)}.part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
