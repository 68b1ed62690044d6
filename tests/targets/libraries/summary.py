"""The table of libraries in short: a line for each, summed over the functions of the long one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mnist_nn.report.markdown import table
from tests.pages import output, rows, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def summary() -> str:
    """Return how many checks of required laws held of each library, and how many are deviations."""
    long, _, _ = output(text_of("mnist_nn/targets/libraries"), "libraries").partition("\n\n")
    heads, *_ = long.splitlines()
    _, *libraries = heads.strip("| ").split(" | ")
    columns = zip(*(cells for _, *cells in rows(long)), strict=True)
    lines = [[name, *_of(cells)] for name, cells in zip(libraries, columns, strict=True)]
    return table(["library", "functions", "checks that held", "known deviations"], lines)


def _of(cells: Sequence[str]) -> Iterator[str]:
    """Yield how many functions there are, and what was said of them together."""
    held = [re.match(r"(\d+) of (\d+)", cell) for cell in cells]
    offered = [(int(found[1]), int(found[2])) for found in held if found]
    yield str(len(offered))
    yield " of ".join(str(sum(numbers)) for numbers in zip(*offered, strict=True))
    yield str(sum(int(n) for cell in cells for n in re.findall(r"(\d+) known deviation", cell)))
