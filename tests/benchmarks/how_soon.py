"""How soon wrong code is refuted: how many examples of each law a mutant survives.

    python -m tests.benchmarks.how_soon [FUNCTION ...]

prints a table with a line for each function: the median number of examples until the first law
refutes a mutant, over all mutants and ten seeds; the greatest; and which mutant that was. Every law
at each of its dtypes is tried on as many: what is counted is the `--examples` of `mnist-nn verify`.
"""

from __future__ import annotations

import sys
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.law import Level
from mnist_nn.targets.implementation import SPECIFIED
from tests.checking.first_fault import refuted_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mnist_nn.mutants.mutant import Mutant

SEEDS = range(10)
ROUNDS = (1, 3, 10, 30, 100, 300, 1000)
HEADS = "| function | mutants | median | worst | which |\n| --- | ---: | ---: | ---: | --- |"


class Search(NamedTuple):
    """How many examples of the quickest law refuted a mutant, from one seed."""

    examples: int
    mutant: str


def refutations(mutant: Mutant, seed: int, examples: int) -> Iterable[int]:
    """Yield after how many of so many examples each law refutes a mutant, if it does."""
    for law in CATALOGUE:
        if law.function == mutant.function and law.level == Level.REQUIRED:
            for dtype in law.dtypes:
                after = refuted_after(law, mutant, dtype, examples=examples, seed=seed)
                if after is not None:
                    yield after


def search(mutant: Mutant, seed: int) -> Search:
    """Return the fewest examples of a law that refute a mutant.

    Raises:
        StopIteration: none does, of the most that are tried.

    """
    enough = next(n for n in ROUNDS if any(refutations(mutant, seed, n)))
    return Search(enough if enough == 1 else min(refutations(mutant, seed, enough)), str(mutant))


def row(name: str, mutants: Sequence[Mutant]) -> str:
    """Return a line of the table."""
    searches = [search(mutant, seed) for mutant in mutants for seed in SEEDS]
    median, worst = median_low(s.examples for s in searches), max(searches)
    return f"| {name} | {len(mutants)} | {median} | {worst.examples} | `{worst.mutant}` |"


def main(functions: Sequence[str]) -> None:
    """Print the table."""
    sys.stdout.write(HEADS + "\n")
    for function in functions or SPECIFIED:
        mutants = [mutant for mutant in MUTANTS if mutant.function == function]
        sys.stdout.write(row(function, mutants) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
