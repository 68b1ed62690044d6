"""What became of the mutants, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mnist_nn.checking.strength import Strength


def as_text(strength: Strength) -> list[str]:
    """Return a line on how many mutants were refuted, and one on those that survived, if any."""
    refuted = f"mutants refuted on the same inputs: {len(strength.refuted)} of {strength.of}"
    if strength.out_of_reach:
        more = len(strength.out_of_reach)
        refuted += f"; {more} more may need laws, dtypes or sizes that were not tried"
    if not strength.survived:
        return [refuted]
    names = ", ".join(strength.survived)
    return [refuted, f"mutants that survived, which shows a hole: try more --examples: {names}"]


def as_object(strength: Strength) -> dict[str, Any]:
    """Return how many of how many were refuted, and the names of the others.

    The refuted ones stand under "killed", a word of mutation testing.
    """
    return {
        "killed": len(strength.refuted),
        "of": strength.of,
        "survived": list(strength.survived),
        "out_of_reach": list(strength.out_of_reach),
    }
