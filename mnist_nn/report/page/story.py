"""The story of a verdict in its parts: what was seen, for which input, and how to see it again."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mnist_nn.checking.verdict import Verdict


@dataclass(frozen=True)
class Story:
    """The parts of a story.

    Attributes:
        headline: what does not hold, where.
        observed: what was observed, expected and allowed, or how the function ended.
        counterexample: the smallest input found, as Python, or nothing where none is known.
        boundary: what is known of smaller inputs, such as from which size on the law fails.
        reproduce: lines of Python that show it again, or nothing where there are none.

    """

    headline: str
    observed: str
    counterexample: str
    boundary: str
    reproduce: str


def story_of(verdict: Verdict) -> Story | None:
    """Return the story of a verdict in its parts, or None where there is none."""
    if not verdict.message:
        return None
    told = verdict.message
    if verdict.reproduce:
        told = told[: told.rfind("\nreproduce it with\n")]
    headline, _, rest = told.partition("\n")
    observed, _, boundary = rest.partition(f"\n  for {verdict.counterexample}")
    return Story(
        headline,
        dedent(observed),
        verdict.counterexample or "",
        boundary.strip(),
        verdict.reproduce or "",
    )
