"""Why laws fail: verdicts with the same cause together, the most telling cause first."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from mnist_nn.checking.verdict import Status
from mnist_nn.formats import INTEGERS
from mnist_nn.report.wording import many
from mnist_nn.specification.defect import Defect

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from mnist_nn.checking.verdict import Verdict

_DEFECTS = tuple(Defect)

_TITLES = {
    Defect.CRASH: "crash, {}",
    Defect.NOT_FINITE: "NaN or infinity where a number is due",
    Defect.NOT_AN_ARRAY: "no array of real numbers is returned",
    Defect.SHAPE: "an array of another shape",
    Defect.DTYPE: "an array of another dtype",
    Defect.UNSTEADY: "different answers to the same input",
    Defect.INPUT_CHANGED: "the input is changed",
    Defect.MEMORY_SHARED: "memory is shared with an input or an earlier result",
    Defect.SIZE: "wrong from {} on",
    Defect.NUMBER: "other numbers than are due",
    Defect.NAN_HIDDEN: "a number where NaN is due",
    Defect.NOT_REFUSED: "an input is taken that should be refused",
    Defect.WARNING: "a warning of good input",
}

_WITHOUT_A_CAUSE = {
    Status.CRASHED: "too few inputs could be drawn",
    Status.INCONCLUSIVE: "nothing is concluded",
    Status.HELD: "a known deviation is gone",
    Status.PROVED: "a known deviation is gone",
}

_SEEN_BY_MANY = {
    Defect.CRASH,
    Defect.NOT_FINITE,
    Defect.NOT_AN_ARRAY,
    Defect.SHAPE,
    Defect.SIZE,
    Defect.NUMBER,
}
"""What fails nearly every law, if it happens at ordinary inputs."""

_FAR_FEWER = 4
"""What so many times fewer laws see than another defect is in a corner."""

_FEW_DTYPES = 2
"""So few are at fault themselves; of more, it is a matter of what was drawn elsewhere."""


@dataclass(frozen=True)
class Cause:
    """One reason for which laws fail.

    Attributes:
        verdicts: on the laws that fail for it, at each dtype.
        elsewhere: whether one of these laws was judged at a dtype at which none fails for it.

    """

    verdicts: tuple[Verdict, ...]
    elsewhere: bool = False

    @cached_property
    def told(self) -> Verdict:
        """The verdict with the simplest input, of which the whole story is told."""
        return min(self.verdicts, key=_simplicity)

    @property
    def laws(self) -> int:
        """How many laws fail for it."""
        return len({verdict.law for verdict in self.verdicts})

    @property
    def others(self) -> list[Verdict]:
        """The verdicts of which only the names are told."""
        return [verdict for verdict in self.verdicts if verdict.law != self.told.law]

    @property
    def title(self) -> str:
        """Which function is wrong, in which way, by how many laws, and where not everywhere."""
        functions = ", ".join(dict.fromkeys(verdict.function for verdict in self.verdicts))
        laws = many(self.laws, "law")
        dtypes = list(dict.fromkeys(verdict.dtype for verdict in self.verdicts))
        telling = self.elsewhere and len(dtypes) <= _FEW_DTYPES
        where = f", {' and '.join(dtypes)} only" if telling else ""
        return f"{functions}: {self._what} ({laws}{where})"

    @property
    def _what(self) -> str:
        """What is wrong."""
        if self.defect is None:
            return _WITHOUT_A_CAUSE[self.told.status]
        if self.factor:
            return f"off by up to {self.factor:.3g} times the allowed error"
        return _TITLES[self.defect].format((self.told.cause or "").partition(": ")[2])

    @property
    def factor(self) -> float:
        """How many times the allowed error a number is off, at worst, or 0 where none counts."""
        if self.told.cause != Defect.NUMBER:
            return 0
        errors = (verdict.worst or 0 for verdict in self.verdicts)
        return max(filter(math.isfinite, errors), default=0)

    @property
    def defect(self) -> Defect | None:
        """The kind of defect, or None where there is no input that shows one."""
        cause = self.told.cause
        return None if cause is None else Defect(cause.partition(": ")[0])

    def is_in_a_corner(self, most: int) -> bool:
        """Whether many laws would see this defect if it were not rare, and far fewer than most do.

        A softmax along the wrong axis also crashes, where there are no rows: only one law sees it.
        """
        return self.defect in _SEEN_BY_MANY and self.laws * _FAR_FEWER < most

    @property
    def order(self) -> tuple[int, float, int]:
        """Sort by how telling a defect is, then by how far off, then by how many checks see it."""
        rank = _DEFECTS.index(self.defect) if self.defect else len(_DEFECTS)
        return rank, -self.factor, -len(self.verdicts)


def causes(verdicts: Sequence[Verdict]) -> list[Cause]:
    """Return why laws fail that should not, the most telling reason of each function first."""
    together: dict[Hashable, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.fails:
            together.setdefault(reason(verdict), []).append(verdict)
    of_function: dict[str, list[Cause]] = {}
    for failed in together.values():
        cause = Cause(tuple(failed), _elsewhere(failed, verdicts))
        of_function.setdefault(failed[0].function, []).append(cause)
    in_turn = zip_longest(*map(_most_telling_first, of_function.values()))
    return [c for turn in in_turn for c in sorted(filter(None, turn), key=lambda c: c.order)]


def _most_telling_first(causes: Sequence[Cause]) -> list[Cause]:
    """Return the causes of a function in the order of what is wrong, those in a corner last."""
    most = max(cause.laws for cause in causes)
    return sorted(causes, key=lambda cause: (cause.is_in_a_corner(most), cause.order))


def reason(verdict: Verdict) -> Hashable:
    """Return what verdicts have in common that fail for the same reason.

    A line of code, or a size, may be at fault in several functions: of another defect it is not
    known whether it is the same.
    """
    if verdict.cause is None:
        return verdict.function, verdict.status
    shared = verdict.cause.startswith((f"{Defect.CRASH}: ", f"{Defect.SIZE}: "))
    return verdict.cause if shared else (verdict.function, verdict.cause)


def _elsewhere(failed: Sequence[Verdict], verdicts: Sequence[Verdict]) -> bool:
    """Return whether a law that failed was judged at a dtype at which none failed for its cause."""
    laws, dtypes = {v.law for v in failed}, {v.dtype for v in failed}
    judged = (v for v in verdicts if v.law in laws and v.status != Status.NOT_OFFERED)
    return any(v.dtype not in dtypes for v in judged)


def _simplicity(verdict: Verdict) -> tuple[bool, bool, bool, int, int]:
    """Sort first what is no integer, has a counted error, is written out, and has few numbers."""
    text = re.sub(r", dtype=[^)]*", "", verdict.counterexample or "")
    uncounted = verdict.worst is not None and not math.isfinite(verdict.worst)
    made = re.search(r"\b(?!array\()\w+\(|= \d+\b", text) is not None  # or so many of something
    numbers = re.findall(r"[-+.\de]*\d[-+.\de]*|nan|inf", text)
    return verdict.dtype in INTEGERS, uncounted, made, len(numbers), len("".join(numbers))
