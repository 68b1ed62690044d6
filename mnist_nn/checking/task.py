"""A task: what one process does alone while an implementation is verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.checking.judgement import Judgement
    from mnist_nn.checking.strength import Strength
    from mnist_nn.checking.survey.survey import Survey

Result: TypeAlias = "Judgement | Strength | Survey"
"""What a task ends with: a judgement of a check, what became of mutants, or a survey of errors."""


class Task(NamedTuple):
    """To judge a check, or a part of one that is exhaustive, to try mutants, or to survey errors.

    Attributes:
        function: the name of the function.
        check: the name of the check, such as `softmax.sums_to_one[float32]`: empty for others.
        part: which part of the inputs of the check, from 0 on, if not all of them.
        survey: the dtype at which errors are surveyed: empty for others.

    """

    function: str
    check: str = ""
    part: int | None = None
    survey: str = ""

    def __str__(self) -> str:
        if self.survey:
            return f"errors of {self.function}[{self.survey}]"
        part = "" if self.part is None else f", part {self.part}"
        return f"{self.check}{part}" if self.check else f"mutants of {self.function}"

    @property
    def tries_mutants(self) -> bool:
        """Whether it is to try mutants."""
        return not self.check and not self.survey


Results: TypeAlias = "Iterator[tuple[Task, Result]]"
"""Tasks with their results, one after the other as they end."""
