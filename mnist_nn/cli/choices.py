"""What an option may be given: for its help, and for the shell, which completes it.

What it takes to know them is imported when somebody asks.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mnist_nn.cli.program_argument import WithCommand

if TYPE_CHECKING:
    from collections.abc import Callable


def functions() -> list[str]:
    """Return the specified functions."""
    from mnist_nn.specification.catalogue import SPECIFICATION

    return list(SPECIFICATION.functions)


def laws() -> list[str]:
    """Return the names of all laws."""
    from mnist_nn.specification.catalogue import CATALOGUE

    return list(map(str, CATALOGUE))


def dtypes() -> list[str]:
    """Return the dtypes at which anything is stated."""
    from mnist_nn.formats import FORMATS, INTEGERS

    return [*FORMATS, *INTEGERS]


def arithmetics() -> list[str]:
    """Return the arithmetics that have a name."""
    from mnist_nn.oracle.arithmetics import ARITHMETICS

    return list(ARITHMETICS)


def completed(known: Callable[[], list[str]]) -> Callable[[str], list[str]]:
    """Return what completes a word: the known ones that begin so."""

    def complete(incomplete: str) -> list[str]:
        return [name for name in known() if name.startswith(incomplete)]

    return complete


def completed_target(incomplete: str) -> list[str]:
    """Return the targets that begin so: those that have a name, and files that may be one."""
    from mnist_nn.targets.target import TARGETS

    files = sorted(str(file) for file in Path().glob("*") if file.suffix in _FILES)
    return [target for target in (*TARGETS, *files) if target.startswith(incomplete)]


_FILES = {".py", ".onnx"}
"""What files are called that may be a target."""

_LISTED = {"function": functions, "dtype": dtypes, "arithmetic": arithmetics}
"""What is listed in the help: there are too many laws."""


class Verifying(WithCommand):
    """The command whose help lists what its options may be given."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        options: list[Any] = [each for each in self.params if each.name in _LISTED]
        for option in options:
            option.help = f"{option.help} Known: {', '.join(_LISTED[option.name]())}."
        super().format_help(ctx, formatter)
