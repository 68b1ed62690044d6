"""Every required law of a function, at every dtype, as `mnist-nn verify` checks them.

As many examples as a default run tries, from the seed 0, or all that there are. All implementations
are judged side by side, on one input after the other, so that what is true of it is found once. One
is done with at the first input that refutes a law, or at which it raises an error, instead of
looking for the smallest: only whether it fails counts.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mnist_nn.checking.refutations import ROUNDS
from mnist_nn.specification.inputs.recipe import made
from tests.benchmarks.rivals.rival import Rival, finds_fault
from tests.benchmarks.samples import samples_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mnist_nn.specification.function import Implemented
    from mnist_nn.specification.law import Law


def _claims(function: str) -> Iterator[tuple[Law, tuple[Any, ...]]]:
    """Yield each required law of a function with each of its inputs: one of every law at first."""
    samples = samples_of(function)
    for start, stop in pairwise(ROUNDS):
        for sample in samples:
            for n in range(start, min(stop, sample.examples)):
                for inputs in sample.example(n):
                    yield sample.check.law, tuple(map(made, inputs))


def _judge(law: Law, inputs: tuple[Any, ...], candidate: Implemented) -> None:
    """Ask what one law says of a candidate at one input."""
    claim = law.at(candidate, *inputs)
    assert claim.holds, claim.story


def _blames(function: str, candidate: Implemented) -> None:
    """Check every required law of the function."""
    for law, inputs in _claims(function):
        _judge(law, inputs, candidate)


class _Laws(Rival):
    """The laws, which judge implementations side by side."""

    def caught(self, function: str, candidates: Sequence[Implemented]) -> list[bool]:
        left = dict(enumerate(candidates))
        for law, inputs in _claims(function):
            judge = partial(_judge, law, inputs)
            left = {n: c for n, c in left.items() if not finds_fault(judge, c)}
            if not left:
                break
        return [n not in left for n in range(len(candidates))]


RIVAL = _Laws("this package: its required laws", _blames)
