"""What became of the mutants, function by function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mnist_nn.checking.strength import Strength


@dataclass(frozen=True)
class MutantsOnPage:
    """What became of the mutants of one function.

    Attributes:
        function: which one they imitate.
        refuted: the names of those that were refuted.
        survived: the names of those that were not, though they could have been.
        out_of_reach: the names of those for which too little was checked.

    """

    function: str
    refuted: list[str]
    survived: list[str]
    out_of_reach: list[str]


def mutants(strength: Strength) -> list[MutantsOnPage]:
    """Return what became of the mutants, function by function."""
    fates = (strength.refuted, strength.survived, strength.out_of_reach)
    names = dict.fromkeys(name.partition(".")[0] for fate in fates for name in fate)
    return [
        MutantsOnPage(f, *([n for n in fate if n.partition(".")[0] == f] for fate in fates))
        for f in names
    ]
