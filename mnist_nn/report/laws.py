"""The catalogue of laws, to read, to put on a page, and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.specification.law import Law


def as_text(laws: Sequence[Law]) -> str:
    """Return a line for each law: its name, its level and what it states."""
    width = max(len(str(law)) for law in laws)
    return "\n".join(f"{law!s:{width}}  {law.level:8}  {law.statement}" for law in laws)


def as_markdown(laws: Sequence[Law]) -> str:
    """Return a table with a row for each law."""
    # In a table of Markdown, a bar ends the cell, and an asterisk begins emphasis.
    statements = [law.statement.replace("|", "\\|").replace("*", "\\*") for law in laws]
    rows = [f"| `{law}` | {law.level} | {s} |" for law, s in zip(laws, statements, strict=True)]
    return "\n".join(["| law | level | statement |", "| --- | --- | --- |", *rows])


def as_json(laws: Sequence[Law]) -> str:
    """Return one JSON object, of schema 1, with an entry for each law in `laws`."""
    entries = [
        {
            "law": str(law),
            "function": law.function,
            "level": law.level,
            "dtypes": law.dtypes,
            "statement": law.statement,
        }
        for law in laws
    ]
    return json.dumps({"schema": 1, "laws": entries}, indent=2)
