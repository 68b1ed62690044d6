"""How soon wrong code is refuted: how many examples of each law a mutant survives.

    python -m tests.benchmarks.how_soon [FUNCTION ...]

prints a table with a line for each function: the median number of examples until the first law
refutes a mutant, over all mutants and some seeds; the greatest; and which mutant that was. Every
law at each of its dtypes is tried on as many: what is counted is the `--examples` of
`mnist-nn verify`.
"""

from __future__ import annotations

import sys
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from mnist_nn.checking.refutations import refutations
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.targets.implementation import SPECIFIED
from tests.benchmarks.samples import samples_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mnist_nn.mutants.mutant import Mutant

SEEDS = range(5)
EXAMPLES = 100
HEADS = "| function | mutants | median | worst | which |\n| --- | ---: | ---: | ---: | --- |"


class Search(NamedTuple):
    """How many examples of the quickest law refuted a mutant, from one seed."""

    examples: int
    mutant: str


def searches(mutants: Sequence[Mutant], seed: int) -> Iterator[Search]:
    """Yield the fewest examples of a law that refute each mutant of one function.

    Raises:
        KeyError: no law refutes one of them.

    """
    (function,) = {mutant.function for mutant in mutants}
    samples = samples_of(function, EXAMPLES, seed)
    refuted = refutations(mutants, samples, range(EXAMPLES + 1), soon=EXAMPLES)
    for mutant in mutants:
        yield Search(refuted[mutant].example, str(mutant))


def row(name: str, mutants: Sequence[Mutant]) -> str:
    """Return a line of the table."""
    found = [search for seed in SEEDS for search in searches(mutants, seed)]
    median, worst = median_low(search.examples for search in found), max(found)
    return f"| {name} | {len(mutants)} | {median} | {worst.examples} | `{worst.mutant}` |"


def main(functions: Sequence[str]) -> None:
    """Print the table."""
    sys.stdout.write(HEADS + "\n")
    for function in functions or SPECIFIED:
        mutants = [mutant for mutant in MUTANTS if mutant.function == function]
        sys.stdout.write(row(function, mutants) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
