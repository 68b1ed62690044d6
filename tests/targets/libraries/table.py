"""The table of libraries, made of a report of each.

    python -m tests.targets.libraries.table FOLDER

makes the reports of what the tests of the libraries kept in a folder, compares them with that of
NumPy, `numpy.json`, which `mnist-nn verify` wrote there, and fails unless the page has the table
that follows. `.ci/run` calls it; `python -m tests.generated libraries` writes the page.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from mnist_nn.checking.plan import Plan
from mnist_nn.comparison.markdown import counts
from mnist_nn.comparison.matrix import matrix_of
from mnist_nn.comparison.reading import read_report
from mnist_nn.specification.catalogue import CATALOGUE
from tests.pages import output, page_with
from tests.targets.libraries.trials import EXAMPLES, INSTALLED, library, write_report

NAME = "libraries"
"""The name of the part of the page."""


def part(folder: Path) -> str:
    """Return how many checks held, of NumPy and of each library, and on how many inputs."""
    files = [folder / "numpy.json", *(write_report(folder, name) for name in INSTALLED)]
    table = counts(matrix_of([read_report(file) for file in files], CATALOGUE))
    few = " and ".join(name for name in INSTALLED if library(name).compiles)
    inputs = (
        f"NumPy was given {Plan().examples} examples in each check, the libraries {EXAMPLES}: "
        f"of few shapes\nwhere they compile for each, as {few} do."
    )
    return f"{table}\n\n{inputs}"


def without_versions(text: str) -> str:
    r"""Return a table that is the same for other versions of the libraries.

    >>> without_versions("| function | numpy 2.4.6 | torch 2.13.0+cpu |\n| f | 2 of 2 | 1 of 2 |")
    '| function | numpy | torch |\n| f | 2 of 2 | 1 of 2 |'

    """
    heads, end, rows = text.partition("\n")
    return re.sub(r" \d\S*(?= \|)", "", heads) + end + rows


def main(folder: str) -> None:
    """Compare what the page says with that which follows from reports."""
    found, page = part(Path(folder)), page_with(NAME)
    if without_versions(found) != without_versions(output(page.read_text("utf-8"), NAME)):
        sys.exit(f"{page}: its table of libraries is out of date; it should be\n{found}")
    print(found)  # noqa: T201 - it is what was asked for


if __name__ == "__main__":
    main(*sys.argv[1:])
