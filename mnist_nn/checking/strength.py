"""The strength of a run: the inputs on which an implementation was judged must refute the mutants.

A verdict says little if the same laws, on the same inputs, would have let wrong code pass.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING

from mnist_nn.checking.refutations import refutations
from mnist_nn.checking.sample import Sample
from mnist_nn.mutants.catalogue import MUTANTS, derived_mutants
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.checking.judgement import Judgement
    from mnist_nn.mutants.mutant import Mutant
    from mnist_nn.specification.catalogue import Specification
    from mnist_nn.specification.law import Law


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

    Where a law did not hold, these are the inputs on which it would have been tried.

    Args:
        judgements: how the checks ended.
        examples: how many inputs were tried for each.
        seed: what decided which.
        specification: what the functions are.

    """
    required = [law for law in specification.laws if law.level == Level.REQUIRED]
    laws = {str(law): law for law in required}
    offered = [j for j in judgements if j.check.function and str(j.check.law) in laws]
    samples = [
        Sample(replace(j.check, law=laws[str(j.check.law)]), examples, seed) for j in offered
    ]
    tried = {str(sample.check) for sample in samples}
    of_functions = [
        _strength_of_one(
            _mutants_of(function, specification),
            [sample for sample in samples if sample.check.law.function == function],
            complete=_checks_of(function, required) <= tried,
        )
        for function in dict.fromkeys(sample.check.law.function for sample in samples)
    ]
    return Strength(*(sum(fates, ()) for fates in zip(*map(astuple, of_functions), strict=True)))


def _mutants_of(function: str, specification: Specification) -> Sequence[Mutant]:
    """Return the mutants of a function: those written here, or what follows from its record."""
    if specification is SPECIFICATION:
        return [mutant for mutant in MUTANTS if mutant.function == function]
    return list(derived_mutants(specification.functions[function]))


def _strength_of_one(
    mutants: Sequence[Mutant], samples: Sequence[Sample], *, complete: bool
) -> Strength:
    """Return what becomes of the mutants of one function, all of whose laws were tried or not."""
    found = refutations(mutants, samples)
    refuted = tuple(str(mutant) for mutant in mutants if mutant in found)
    others = tuple(str(mutant) for mutant in mutants if mutant not in found)
    return Strength(refuted, survived=others) if complete else Strength(refuted, others)


def _checks_of(function: str, laws: Sequence[Law]) -> set[str]:
    """Return the names of all the checks of a function by some laws."""
    own = [law for law in laws if law.function == function]
    return {f"{law}[{dtype}]" for law in own for dtype in law.dtypes}
