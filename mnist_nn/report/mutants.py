"""What became of the mutants, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mnist_nn.checking.strength import Watch


def as_text(watch: Watch) -> list[str]:
    """Return a line on how many mutants were refuted, and one on those that survived, if any."""
    refuted = f"mutants refuted on the same inputs: {len(watch.refuted)} of {watch.of}"
    if watch.out_of_reach:
        refuted += f"; {len(watch.out_of_reach)} more may need laws or dtypes that were not checked"
    if not watch.survived:
        return [refuted]
    names = ", ".join(watch.survived)
    return [refuted, f"the laws were asleep: try more --examples; these survived: {names}"]


def as_object(watch: Watch) -> dict[str, Any]:
    """Return how many of how many were refuted, and the names of the others."""
    return {
        "killed": len(watch.refuted),
        "of": watch.of,
        "survived": list(watch.survived),
        "out_of_reach": list(watch.out_of_reach),
    }
