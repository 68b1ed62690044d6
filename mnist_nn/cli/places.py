"""Where a report is written to: a file, or the standard output, which is called `-`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

STDOUT = Path("-")
"""Stands for the standard output."""


def check_places(files: Iterable[Path | None]) -> None:
    """Refuse reports that cannot be written, before the work is done.

    Raises:
        ValueError: there is no folder to write one to, or two of them would be mixed.

    """
    places = [file for file in files if file]
    for file in places:
        if not file.parent.is_dir():
            raise ValueError(f"{file}: there is no folder {file.parent} to write it to")
    if places.count(STDOUT) > 1:
        raise ValueError(f"only one report can be written to stdout, not {places.count(STDOUT)}")


def write(file: Path, text: str) -> None:
    """Write a report."""
    if file == STDOUT:
        typer.echo(text)
    else:
        file.write_text(text, encoding="utf-8")
