"""The strength of a run: the inputs on which an implementation was judged must refute the mutants.

A verdict says little if the same laws, on the same inputs, would have let wrong code pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from mnist_nn.checking.refutations import refutations
from mnist_nn.checking.sample import Sample
from mnist_nn.mutants.catalogue import MUTANTS, derived_mutants
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mnist_nn.checking.check import Check
    from mnist_nn.mutants.mutant import Mutant
    from mnist_nn.specification.catalogue import Specification
    from mnist_nn.specification.law import Law

OF_FEW_SHAPES = 3
"""How many inputs of each check mutants are tried on where shapes are few: more refute few more."""


@dataclass(frozen=True)
class Strength:
    """What became of the mutants of the functions that were verified.

    Attributes:
        refuted: the mutants that the inputs refute on which the implementation was judged.
        out_of_reach: the others of a function some of whose laws, dtypes or sizes were not checked.
        survived: the others of a function all of whose laws were checked: a hole in the laws.
        seconds: how long it took to try them, which no two runs have in common.

    """

    refuted: tuple[str, ...] = ()
    out_of_reach: tuple[str, ...] = ()
    survived: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    @property
    def of(self) -> int:
        """How many mutants the checks could have refuted."""
        return len(self.refuted) + len(self.survived)

    @property
    def suffices(self) -> bool:
        """Whether something was refuted, and everything that could be."""
        return bool(self.refuted) and not self.survived


def functions_tried(checks: Iterable[Check], specification: Specification) -> list[str]:
    """Return the functions of which mutants can be tried: required laws of them are checked."""
    return list(dict.fromkeys(check.law.function for check in _required(checks, specification)))


def strength_of(
    function: str,
    checks: Iterable[Check],
    examples: int,
    seed: int,
    specification: Specification = SPECIFICATION,
) -> Strength:
    """Try the mutants of a function on the inputs on which an implementation is judged.

    They are drawn anew from the seed: which ones they are does not depend on what was judged.

    Args:
        function: which one.
        checks: of the implementation, of this function and of others.
        examples: how many are tried in each.
        seed: decides which.
        specification: what the functions are.

    """
    own = [c for c in _required(checks, specification) if c.law.function == function]
    # Where all inputs are tried, one example of them has a quarter of a million numbers.
    few = any(check.few_shapes for check in own)
    most = min(examples, OF_FEW_SHAPES) if few else examples
    samples = [Sample(c, 1 if c.is_exhaustive else most, seed) for c in own]
    mutants = _mutants_of(function, specification)
    found = refutations(mutants, samples)
    refuted = tuple(str(mutant) for mutant in mutants if mutant in found)
    others = tuple(str(mutant) for mutant in mutants if mutant not in found)
    if _checks_of(function, specification) <= set(map(str, own)) and not few:
        return Strength(refuted, survived=others)
    return Strength(refuted, out_of_reach=others)


def together(strengths: Iterable[Strength]) -> Strength:
    """Return what became of the mutants of several functions."""
    of_each = list(strengths)
    return Strength(
        tuple(chain.from_iterable(strength.refuted for strength in of_each)),
        tuple(chain.from_iterable(strength.out_of_reach for strength in of_each)),
        tuple(chain.from_iterable(strength.survived for strength in of_each)),
        sum(strength.seconds for strength in of_each),
    )


def _mutants_of(function: str, specification: Specification) -> Sequence[Mutant]:
    """Return the mutants of a function: those written here, or what follows from its record."""
    if specification is SPECIFICATION:
        return [mutant for mutant in MUTANTS if mutant.function == function]
    return list(derived_mutants(specification.functions[function]))


def _required(checks: Iterable[Check], specification: Specification) -> list[Check]:
    """Return the checks that apply, by required laws, which are not about other weights here."""
    required = {str(law): law for law in _required_laws(specification)}
    offered = [c for c in checks if c.function and str(c.law) in required]
    return [replace(check, law=required[str(check.law)]) for check in offered]


def _checks_of(function: str, specification: Specification) -> set[str]:
    """Return the names of all the checks of a function by required laws."""
    own = [law for law in _required_laws(specification) if law.function == function]
    return {f"{law}[{dtype}]" for law in own for dtype in law.dtypes}


def _required_laws(specification: Specification) -> list[Law]:
    """Return the laws that are required."""
    return [law for law in specification.laws if law.level == Level.REQUIRED]
