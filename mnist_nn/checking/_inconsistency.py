"""A function that gives one answer and then another for the same input, of which one is wrong."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mnist_nn.checking._reproduction import reproduction
from mnist_nn.checking.counterexample import Counterexample
from mnist_nn.specification.defect import Defect

if TYPE_CHECKING:
    from mnist_nn.checking._subject import Subject
    from mnist_nn.checking._trials import Trial

_CALLS = 1000
"""How often it is called to see both answers again: a race is lost now and then."""

_OF_MEMORY = {Defect.INPUT_CHANGED, Defect.MEMORY_SHARED}
"""Defects that depend on the calls before."""


class Inconsistent(Counterexample):
    """A law does not hold of what a function returned once, though it held, or failed otherwise."""

    def __init__(self, subject: Subject, first: Trial, second: Trial) -> None:
        held = ", where the law held" if second.holds else ""
        self._what = "different answers for the same input: a race, or memory that was not written?"
        self.defect = Defect.UNSTEADY
        story = f"{subject.statement}\nonce: {first.story}\nand once: {second.story}{held}"
        if first.defect in _OF_MEMORY:  # which was seen: why, need not be asked
            self.defect, self._what = first.defect, subject.statement
            story = f"{first.story}\nbut not in every call: {second.story}{held}"
        super().__init__(subject, "is refuted for", story, first.inputs, first.ratio)

    @property
    def what(self) -> str:
        """What does not hold of any function with one answer to each input."""
        return self._what

    @cached_property
    def reproduction(self) -> str:
        """Lines of Python that show all the answers, if they are run often enough."""
        return reproduction(self._subject, self._values, calls=_CALLS)
