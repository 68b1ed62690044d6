"""The names of laws, in few lines: those of a function together, and what fails alike together."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnist_nn.checking.verdict import Verdict

WIDTH = 100
"""How many columns a line has."""

_KEPT = "\N{NO-BREAK SPACE}"
"""A space at which no line ends."""


def names(title: str, verdicts: Iterable[Verdict], most: int) -> list[str]:
    """Return at most so many lines with the laws that were judged, and at which dtypes."""
    dtypes: dict[str, list[str]] = {}
    for verdict in verdicts:
        dtypes.setdefault(verdict.law, []).append(verdict.dtype)
    together: dict[tuple[str, ...], list[str]] = {}
    for law, at in dtypes.items():
        function, _, name = law.partition(".")
        together.setdefault((function, *at), []).append(name)
    told: dict[str, list[str]] = {}
    for (function, *at), laws in together.items():
        told.setdefault(function, []).append(f"{', '.join(laws)} [{_KEPT.join(at)}]")
    text = "; ".join(f"{function}: {', '.join(laws)}" for function, laws in told.items())
    lines = wrap(
        f"{title}: {text}",
        WIDTH,
        subsequent_indent="  ",
        max_lines=most,
        placeholder=" ... (--verbose tells all)",
        break_on_hyphens=False,
    )
    return [line.replace(_KEPT, " ") for line in lines]
