"""How accurate what is wrong is nevertheless: the narrowest arithmetic that explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.checking.declaration import STRICT
from mnist_nn.checking.grade import grade

if TYPE_CHECKING:
    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.report.run import Run


def as_text(run: Run) -> list[str]:
    """Return a line for each function that is wrong by nothing but numbers, and its dtypes."""
    alike: dict[tuple[str, str], list[str]] = {}
    for (function, dtype), name in _graded(run).items():
        alike.setdefault((function, name), []).append(dtype)
    return [
        f"{function} as {', '.join(dtypes)}: {_explained(name)}"
        for (function, name), dtypes in alike.items()
    ]


def as_object(run: Run) -> dict[str, dict[str, str | None]]:
    """Return the grade by function and dtype, as JSON has it: null where no arithmetic explains."""
    found: dict[str, dict[str, str | None]] = {}
    for (function, dtype), name in _graded(run).items():
        found.setdefault(function, {})[dtype] = name or None
    return found


def _graded(run: Run) -> dict[tuple[str, str], str]:
    """Return the grade of each function at each dtype that is wrong by nothing but numbers.

    What was judged by a weaker arithmetic than the strict one is not graded. Where NaN is seen, or
    what should be exact, it is not worth a line that no arithmetic explains it.
    """
    if run.arithmetic != STRICT:
        return {}
    failed: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in run.verdicts:
        if verdict.fails and not verdict.holds:
            failed.setdefault((verdict.function, verdict.dtype), []).append(verdict)
    return {
        place: explained
        for place, verdicts in failed.items()
        if (explained := grade(verdicts)) or all(v.is_off_by_a_factor for v in verdicts)
    }


def _explained(arithmetic: str) -> str:
    """Return what explains a refutation, in words."""
    if not arithmetic:
        return "no named arithmetic explains what was seen"
    return f"what was seen is as accurate as {arithmetic} allows (--arithmetic {arithmetic})"
