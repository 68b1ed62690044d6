"""How a verdict is marked on a page: with a symbol and a word, so that no colour is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnist_nn.checking.verdict import Status

if TYPE_CHECKING:
    from mnist_nn.checking.verdict import Verdict


@dataclass(frozen=True)
class Mark:
    """A mark.

    Attributes:
        symbol: one character.
        word: what it means.
        kind: the class in the style sheet: proved, good, bad, known, unsure or none.

    """

    symbol: str
    word: str
    kind: str


MARKS = {
    Status.PROVED: Mark("\N{END OF PROOF}", "proved", "proved"),
    Status.HELD: Mark("\N{CHECK MARK}", "held", "good"),
    Status.REFUTED: Mark("\N{BALLOT X}", "refuted", "bad"),
    Status.CRASHED: Mark("\N{BALLOT X}", "crashed", "bad"),
    Status.INCONCLUSIVE: Mark("?", "inconclusive", "unsure"),
    Status.NOT_OFFERED: Mark("\N{EN DASH}", "not offered", "none"),
}

KNOWN = Mark("\N{ALMOST EQUAL TO}", "known deviation", "known")
"""A law that is known not to hold."""

ADVISORY = Mark("\N{BALLOT X}", "does not hold, advisory", "known")
"""A law that does not hold, and need not."""

OUTDATED = Mark("\N{BALLOT X}", "holds, though known not to", "bad")
"""A law that is known not to hold, and does."""


def mark_of(verdict: Verdict) -> Mark:
    """Return the mark of a verdict."""
    if verdict.holds:
        return OUTDATED if verdict.fails else MARKS[verdict.status]
    if verdict.status in {Status.REFUTED, Status.CRASHED} and not verdict.fails:
        return KNOWN if verdict.deviation else ADVISORY
    return MARKS[verdict.status]
