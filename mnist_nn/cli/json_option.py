"""The option `--json`, which means one thing in each command: a file, or - for the standard output.

Some commands had `--json` without a file before they could write one, and have it still.
"""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer
from typer.core import TyperCommand

from mnist_nn.cli.places import STDOUT, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_OPTION, _SUFFIX = "--json", ".json"

JsonFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        _OPTION,
        metavar="[FILE]",
        help="Write JSON too, to this FILE.json; or to stdout instead of the text, where there is "
        "no file, or -. A file of another name is given as --json=FILE.",
    ),
]


class WithJson(TyperCommand):
    """A command whose `--json` may have no file behind it, and then means the standard output."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Say which file, where none is said."""
        return super().parse_args(ctx, list(_with_file(args)))


def _with_file(args: list[str]) -> Iterator[str]:
    """Yield arguments; what follows a bare `--json` is its own only if it is named like its file.

    It could be a picture to read, which would be written over.
    """
    for arg, following in zip_longest(args, args[1:], fillvalue=""):
        bare = arg == _OPTION and following != str(STDOUT) and not following.endswith(_SUFFIX)
        yield f"{_OPTION}={STDOUT}" if bare else arg


def tell(
    file: Path | None, as_json: Callable[[], str], as_lines: Callable[[], Iterable[str]]
) -> None:
    """Print lines of text and write JSON to a file, if that is asked for; to stdout, JSON alone."""
    if file != STDOUT:
        for line in as_lines():
            typer.echo(line)
    if file:
        write(file, as_json())
