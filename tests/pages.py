"""The pages that people read, files README.md, and the parts of them that a test can find.

A comment before a fenced block names it: `<!-- example: shell -->`. A part that is generated stands
between `<!-- output: laws -->` and `<!-- end -->`.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent

PAGES = (
    ROOT / "README.md",
    *sorted((ROOT / "mnist_nn").glob("**/README.md")),
    *sorted((ROOT / "tests").glob("**/README.md")),
)
"""Every page of the repository."""


def text_of(folder: str = ".") -> str:
    """Return the page of a folder, such as `mnist_nn/targets`."""
    return (ROOT / folder / "README.md").read_text(encoding="utf-8")


def block(page: str, name: str) -> str:
    """Return the content of the fenced block that follows a comment, such as `example: shell`."""
    found = re.search(rf"<!-- {re.escape(name)} -->\n```\w+\n(.*?)```", page, re.DOTALL)
    assert found, f"there is no {name}"
    return found[1]


def page_with(name: str) -> Path:
    """Return the only page that has a generated part of this name."""
    (page,) = (p for p in PAGES if f"<!-- output: {name} -->" in p.read_text(encoding="utf-8"))
    return page


def output(page: str, name: str) -> str:
    """Return the generated part of a page that has this name."""
    _, _, after = page.partition(f"<!-- output: {name} -->\n\n")
    part, end, _ = after.partition("\n\n<!-- end -->")
    assert end, f"there is no {name}"
    return part


def with_output(page: str, name: str, part: str) -> str:
    """Return a page with another generated part of this name."""
    before, marker, after = page.partition(f"<!-- output: {name} -->\n\n")
    return before + marker + after.replace(output(page, name), part, 1)


def rows(table: str) -> list[list[str]]:
    r"""Return the cells of a table, without its heads.

    >>> rows("| a | b |\n| --- | --- |\n| 1 | 2 |")
    [['1', '2']]

    """
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
