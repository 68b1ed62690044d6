"""A counterexample, told whole: the smallest input found, what was seen, how to see it again."""

from __future__ import annotations

import math
import traceback
from functools import cached_property
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

from mnist_nn.checking._reproduction import reproduction
from mnist_nn.checking.cause import at_a_size, of_error
from mnist_nn.checking.literals import as_python
from mnist_nn.specification.defect import Defect
from mnist_nn.specification.failure import Failure, Hang

if TYPE_CHECKING:
    from types import TracebackType

    from mnist_nn.checking._subject import Subject
    from mnist_nn.specification.claim import Claim


_OURS = tuple(str(Path(__file__).parent.parent / room) for room in ("specification", "checking"))


class Counterexample(AssertionError):  # noqa: N818 - it is a verdict, not an error of ours
    """An input at which a law does not hold, and what was seen there.

    Attributes:
        ratio: the error in units of the error allowed, or None where there was no answer.
        story: what was observed, or how the function crashed.
        boundary: what is known of smaller inputs, for a reader, such as at which sizes they hold.
        defect: what is wrong.

    """

    boundary: str = ""
    defect: Defect

    # While Hypothesis looks for a smaller input, one is raised at each: only the last is ever told.

    def __init__(
        self, subject: Subject, verb: str, story: str, inputs: tuple[Any, ...], ratio: float | None
    ) -> None:
        super().__init__()
        self.ratio, self.story = ratio, story
        self._subject, self._verb, self._inputs = subject, verb, inputs

    @property
    def what(self) -> str:
        """What does not hold."""
        return self._subject.statement

    @property
    def cause(self) -> str:
        """What is wrong, in words that are the same wherever it is the same."""
        return at_a_size(self.boundary) or str(self.defect)

    def __str__(self) -> str:
        lines = [
            f"{self._subject} {self._verb} {self._subject.place}: {self.what}",
            indent(self.story, "  "),
            f"  for {self.counterexample}",
            *([f"  {self.boundary}"] if self.boundary else []),
            "reproduce it with",
            indent(self.reproduction, "    "),
        ]
        return "\n".join(lines)

    @cached_property
    def counterexample(self) -> str:
        """The input, as Python."""
        named = zip(self._subject.inputs, self._values, strict=True)
        return ", ".join(f"{name} = {value}" for name, value in named)

    @cached_property
    def reproduction(self) -> str:
        """Lines of Python that show it again."""
        return reproduction(self._subject, self._values)

    @cached_property
    def _values(self) -> list[str]:
        """Each input, as Python."""
        return [as_python(value) for value in self._inputs]


class Refuted(Counterexample):
    """A law does not hold of what a function returned.

    Attributes:
        claim: what the law claims there, and how far it is off.

    """

    def __init__(self, subject: Subject, claim: Claim, inputs: tuple[Any, ...]) -> None:
        self.claim, self.defect = claim, claim.defect
        story = claim.story + _excess(claim)
        super().__init__(subject, "is refuted for", story, inputs, claim.ratio)


class Crashed(Counterexample):
    """A function returned nothing that a law could judge."""

    defect = Defect.CRASH

    def __init__(self, subject: Subject, error: BaseException, inputs: tuple[Any, ...]) -> None:
        super().__init__(subject, "crashed in", _told(error), inputs, None)
        self._where = of_error(error)

    @property
    def cause(self) -> str:
        """The kind of error, and where in the code it was raised."""
        return self._where


def _excess(claim: Claim) -> str:
    """Return how many times the allowed an error was, where any was allowed."""
    finite = math.isfinite(claim.ratio)
    return f", an error of {claim.ratio:.3g} times the allowed" if finite else ""


def _told(error: BaseException) -> str:
    """Return what a program said of itself, or where and why a Python function failed."""
    if isinstance(error, Failure | Hang):
        return str(error)
    theirs = _below_the_laws(error.__traceback__)
    return "".join(traceback.format_exception(type(error), error, theirs)).rstrip()


def _below_the_laws(frames: TracebackType | None) -> TracebackType | None:
    """Return the frames of the function under test: those of the laws that call it say nothing."""
    while frames and frames.tb_next and frames.tb_frame.f_code.co_filename.startswith(_OURS):
        frames = frames.tb_next
    return frames
