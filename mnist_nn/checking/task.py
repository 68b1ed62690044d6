"""A task: what one process does alone while an implementation is verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.checking.judgement import Judgement
    from mnist_nn.checking.strength import Strength

Result: TypeAlias = "Judgement | Strength"
"""What a task ends with: a judgement of a check, or what became of mutants."""


class Task(NamedTuple):
    """To judge a check, or a part of one that is exhaustive, or to try the mutants of a function.

    Attributes:
        function: the name of the function.
        check: the name of the check, such as `softmax.sums_to_one[float32]`: empty for mutants.
        part: which part of the inputs of the check, from 0 on, if not all of them.

    """

    function: str
    check: str = ""
    part: int | None = None

    def __str__(self) -> str:
        part = "" if self.part is None else f", part {self.part}"
        return f"{self.check}{part}" if self.check else f"mutants of {self.function}"


Results: TypeAlias = "Iterator[tuple[Task, Result]]"
"""Tasks with their results, one after the other as they end."""
