"""Which check refutes which mutant: all that are left are tried on one input after the other.

To make an input and to compute what is true of it takes longer than a mutant takes to answer.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mnist_nn.mutants.mutant import Mutant
from mnist_nn.specification.inputs.recipe import made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mnist_nn.checking.check import Check
    from mnist_nn.checking.pool import Inputs
    from mnist_nn.checking.sample import Sample
    from mnist_nn.specification.law import Law

ROUNDS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 25, 50, 100, 1000)
"""One example of every check comes first, and then more of each: most mutants need few."""

PARTS = 4
"""The first example is tried in so many parts: one of them refutes most mutants as well."""

SOON = 4
"""After so many examples, those that Hypothesis draws come last: few are refuted by them alone."""


class Refutation(NamedTuple):
    """What refuted a mutant.

    Attributes:
        check: a law, at a dtype.
        example: which of the examples of the check, from 1 on.

    """

    check: Check
    example: int


def refutations(
    mutants: Iterable[Mutant],
    samples: Sequence[Sample],
    rounds: Sequence[int] = ROUNDS,
    soon: int = SOON,
) -> dict[Mutant, Refutation]:
    """Return what refutes each mutant that is refuted, of what is tried in rounds.

    Args:
        mutants: they imitate one function.
        samples: what to try, of checks of this function.
        rounds: from which example to which each goes.
        soon: how many examples that are drawn are tried in the rounds; the others come last.

    """
    left, refuted = list(mutants), dict[Mutant, Refutation]()
    for sample, n, part in _in_rounds(samples, rounds, refuted, soon):
        if not left:
            break
        for inputs in sample.example(n)[part]:
            found = _refuted(left, sample.check.law, inputs)
            refuted.update(dict.fromkeys(found, Refutation(sample.check, n + 1)))
            left = [mutant for mutant in left if mutant not in found]
    return refuted


def _in_rounds(
    samples: Sequence[Sample],
    rounds: Sequence[int],
    refuted: Mapping[Mutant, Refutation],
    soon: int,
) -> Iterator[tuple[Sample, int, slice]]:
    """Yield each sample, the number of an example, and a part of it: what refutes most is first."""
    if rounds[0] == 0:
        first = sorted(samples, key=_at_first)
        yield from ((sample, 0, slice(k, None, PARTS)) for k in range(PARTS) for sample in first)
    for start, stop in pairwise(rounds):
        late = Counter(str(found.check.law) for found in refuted.values() if found.example > 1)
        for sample in sorted(samples, key=partial(_later, late)):
            end = stop if sample.is_visited else min(stop, soon)
            for n in range(max(start, 1), min(end, sample.examples)):
                yield sample, n, slice(None)
    for sample in (sample for sample in samples if not sample.is_visited):
        for n in range(max(rounds[0], soon), min(rounds[-1], sample.examples)):
            yield sample, n, slice(None)


def _at_first(sample: Sample) -> int:
    """Sort small inputs of one dtype first, and large ones next: they refute most mutants."""
    if sample.is_visited:
        return 1
    return 0 if sample.check.dtype == sample.check.law.dtypes[0] else 2


def _later(late: Mapping[str, int], sample: Sample) -> tuple[int, bool]:
    """Sort the laws first that refuted most mutants by later examples, and then large inputs."""
    return -late.get(str(sample.check.law), 0), not sample.is_visited


def _refuted(mutants: Sequence[Mutant], law: Law, inputs: Inputs) -> set[Mutant]:
    """Return which mutants a law refutes at one input; what raises an error is not."""
    given = tuple(map(made, inputs)) if mutants else ()
    return {mutant for mutant in mutants if _fails(law, mutant, given)}


def _fails(law: Law, mutant: Mutant, inputs: Inputs) -> bool:
    """Return whether a law does not hold; where a mutant raises an error, it has no say."""
    try:
        return not law.at(mutant, *inputs).holds
    except Exception:  # noqa: BLE001 - whatever it is
        return False
