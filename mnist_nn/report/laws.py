"""The catalogue of laws, to read, to put on a page, and for programs."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from mnist_nn.report.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mnist_nn.specification.law import Law


def as_text(laws: Sequence[Law]) -> str:
    """Return a line for each law: its name, its level and what it states."""
    width = max(len(str(law)) for law in laws)
    return "\n".join(f"{law!s:{width}}  {law.level:8}  {law.statement}" for law in laws)


def as_markdown(laws: Sequence[Law]) -> str:
    """Return a section for each function: its name as the heading, and a table of its laws."""
    sections = groupby(laws, key=lambda law: law.function)
    return "\n\n".join(f"### {name}\n\n{_table(of_function)}" for name, of_function in sections)


def _table(laws: Iterable[Law]) -> str:
    """Return a table with a row for each law."""
    rows = ([f"`{law}`", law.level, _in_a_cell(law.statement)] for law in laws)
    return table(["law", "level", "statement"], rows)


def _in_a_cell(text: str) -> str:
    """Return text for a cell of Markdown, which a bar would end; an asterisk begins emphasis."""
    return text.replace("|", "\\|").replace("*", "\\*")


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
