"""What a target printed, in few lines."""

from __future__ import annotations

from collections import Counter

from mnist_nn.report.names import WIDTH
from mnist_nn.report.wording import many

FEW = 4
"""How many lines are shown."""


def as_lines(text: str, target: str) -> list[str]:
    r"""Return how much a target printed, and the first lines that differ; or nothing.

    >>> for line in as_lines("loading\nx = 1\n\nx = 1\n", "mine.py"):
    ...     print(line)
    mine.py printed 3 lines:
      | loading
      | x = 1 (2 times)

    """
    counted = Counter(line for line in map(_shown, text.splitlines()) if line)
    if not counted:
        return []
    shown = [f"  | {line}{f' ({n:,} times)' if n > 1 else ''}" for line, n in counted.items()]
    more = [f"  and {len(shown) - FEW:,} others"] if len(shown) > FEW else []
    return [f"{target} printed {many(counted.total(), 'line')}:", *shown[:FEW], *more]


def _shown(line: str) -> str:
    """Return a line as it is shown: no longer than a line is, and nothing that moves a cursor."""
    text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line.expandtabs().strip())
    return text if len(text) <= WIDTH else f"{text[:WIDTH]}..."
