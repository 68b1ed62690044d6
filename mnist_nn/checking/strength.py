"""The strength of a run: the inputs on which an implementation was judged must refute the mutants.

A verdict says little if the same laws, on the same inputs, would have let wrong code pass.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from mnist_nn.mutants.catalogue import MUTANTS, derived_mutants
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mnist_nn.checking.judgement import Judgement
    from mnist_nn.mutants.mutant import Mutant
    from mnist_nn.specification.catalogue import Specification
    from mnist_nn.specification.law import Law

Inputs: TypeAlias = "Callable[[], Sequence[tuple[Any, ...]]]"
"""Inputs of a law, drawn no sooner than they are needed."""

_ROUNDS = (0, 1, 2, 4, 8, 16, 32, 64, None)
"""One input of every law comes first, and then as many as before: most mutants need few."""


@dataclass(frozen=True)
class Strength:
    """What became of the mutants of the functions that were verified.

    Attributes:
        refuted: the mutants that the inputs refute on which the implementation was judged.
        out_of_reach: the others of a function some of whose laws or dtypes were not checked.
        survived: the others of a function all of whose laws were checked: a hole in the laws.

    """

    refuted: tuple[str, ...] = ()
    out_of_reach: tuple[str, ...] = ()
    survived: tuple[str, ...] = ()

    @property
    def of(self) -> int:
        """How many mutants the checks could have refuted."""
        return len(self.refuted) + len(self.survived)

    @property
    def suffices(self) -> bool:
        """Whether something was refuted, and everything that could be."""
        return bool(self.refuted) and not self.survived


def strength_of(
    judgements: Sequence[Judgement],
    examples: int,
    seed: int,
    specification: Specification = SPECIFICATION,
) -> Strength:
    """Try the mutants of the functions that were judged on the inputs they were judged on.

    Where a law did not hold, there are none, and they are drawn anew.

    Args:
        judgements: how the checks ended.
        examples: how many inputs were tried for each.
        seed: what decided which.
        specification: what the functions are.

    """
    required = [law for law in specification.laws if law.level == Level.REQUIRED]
    laws = {str(law): law for law in required}
    offered = [j for j in judgements if j.check.function and str(j.check.law) in laws]
    tried = [(laws[str(j.check.law)], _inputs_of(j, examples, seed)) for j in offered]
    judged = {str(judgement.check) for judgement in offered}
    of_functions = [
        _strength_of_one(
            _mutants_of(function, specification),
            [(law, inputs) for law, inputs in tried if law.function == function],
            complete=_checks_of(function, required) <= judged,
        )
        for function in dict.fromkeys(law.function for law, _ in tried)
    ]
    return Strength(*(sum(fates, ()) for fates in zip(*map(astuple, of_functions), strict=True)))


def _mutants_of(function: str, specification: Specification) -> Sequence[Mutant]:
    """Return the mutants of a function: those written here, or what follows from its record."""
    if specification is SPECIFICATION:
        return [mutant for mutant in MUTANTS if mutant.function == function]
    return list(derived_mutants(specification.functions[function]))


def _strength_of_one(
    mutants: Sequence[Mutant], own: Sequence[tuple[Law, Inputs]], *, complete: bool
) -> Strength:
    """Return what becomes of the mutants of one function, all of whose laws were tried or not."""
    refuted = tuple(str(mutant) for mutant in mutants if _is_refuted(mutant, own))
    others = tuple(str(mutant) for mutant in mutants if str(mutant) not in refuted)
    return Strength(refuted, survived=others) if complete else Strength(refuted, others)


def _checks_of(function: str, laws: Sequence[Law]) -> set[str]:
    """Return the names of all the checks of a function by some laws."""
    own = [law for law in laws if law.function == function]
    return {f"{law}[{dtype}]" for law in own for dtype in law.dtypes}


def _inputs_of(judgement: Judgement, examples: int, seed: int) -> Inputs:
    """Return the inputs on which a law held, or such as it would have been tried on."""
    if judgement.inputs:
        return lambda: judgement.inputs
    return cache(partial(judgement.check.draw, examples, seed))


def _is_refuted(mutant: Mutant, tried: Sequence[tuple[Law, Inputs]]) -> bool:
    """Return whether one of the inputs refutes a mutant."""
    return any(_refutes(law, mutant, inputs) for law, inputs in _in_rounds(tried))


def _in_rounds(tried: Sequence[tuple[Law, Inputs]]) -> Iterator[tuple[Law, tuple[Any, ...]]]:
    """Yield a few inputs of each law, and then more of each."""
    for start, stop in pairwise(_ROUNDS):
        for law, inputs in tried:
            for some in inputs()[start:stop]:
                yield law, some


def _refutes(law: Law, mutant: Mutant, inputs: tuple[Any, ...]) -> bool:
    """Return whether a law refutes a mutant at one input; where it raises an error, it is not."""
    try:
        return not law.at(mutant, *inputs).holds
    except Exception:  # noqa: BLE001 - whatever a mutant raises, the law had nothing to judge
        return False
