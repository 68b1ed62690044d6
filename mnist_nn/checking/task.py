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
    """To judge a check, or to try the mutants of a function.

    Attributes:
        function: the name of the function.
        check: the name of the check, such as `softmax.sums_to_one[float32]`: empty for mutants.

    """

    function: str
    check: str = ""

    def __str__(self) -> str:
        return self.check or f"mutants of {self.function}"


Results: TypeAlias = "Iterator[tuple[Task, Result]]"
"""Tasks with their results, one after the other as they end."""
