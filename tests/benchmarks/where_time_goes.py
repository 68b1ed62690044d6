"""Where the time of `mnist-nn verify` goes, in one process.

    python -m tests.benchmarks.where_time_goes

prints a table with a line for each part of the work: how long it takes, of how many examples, and
what share of the whole that is. Inputs that Hypothesis draws are drawn once for all laws that share
a domain; those of a sweep are made where a law is tried.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING

from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.checking.strength import functions_tried, strength_of
from mnist_nn.checking.verify import checks
from mnist_nn.specification.catalogue import CATALOGUE, SPECIFICATION
from mnist_nn.targets.reference import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.checking.check import Check

HEADS = "| part | examples | seconds | share |\n| --- | ---: | ---: | ---: |"


@dataclass
class Part:
    """A part of the work.

    Attributes:
        name: what is done.
        examples: of how many examples.
        seconds: how long it takes, in time of the processor.

    """

    name: str
    examples: int = 0
    seconds: float = 0.0

    def line(self, whole: float) -> str:
        """Return a line of the table."""
        share = f"{self.seconds / whole:.0%}"
        return f"| {self.name} | {self.examples or ''} | {self.seconds:.0f} | {share} |"


def parts(planned: Sequence[Check]) -> list[Part]:
    """Return how long each part takes for some checks."""
    drawing = Part("inputs are drawn")
    drawn, visited = Part("laws are tried on them"), Part("laws are tried at every size")
    mutants = Part("mutants are tried")
    for check in planned:
        if not check.is_visited:
            start = process_time()
            check.draw(EXAMPLES, 0)
            drawing.seconds += process_time() - start
        part = visited if check.is_visited else drawn
        start = process_time()
        part.examples += check.run(EXAMPLES).examples
        part.seconds += process_time() - start
    start = process_time()
    for function in functions_tried(planned, SPECIFICATION):
        strength_of(function, planned, EXAMPLES, 0, SPECIFICATION)
    mutants.seconds = process_time() - start
    return [drawing, drawn, visited, mutants]


def main() -> None:
    """Print the table."""
    measured = parts(checks(REFERENCE, CATALOGUE))
    whole = sum(part.seconds for part in measured)
    lines = [part.line(whole) for part in measured]
    sys.stdout.write("\n".join([HEADS, *lines]) + "\n")


if __name__ == "__main__":
    main()
