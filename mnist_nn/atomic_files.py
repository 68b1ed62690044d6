"""Files that are whole: what stands under a name is the old content or the new, never a part."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, which is replaced when all is written.

    Raises:
        OSError: it cannot be written; what was there before is there still.

    """
    draft = path.with_name(f".{token_hex(8)}.part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
