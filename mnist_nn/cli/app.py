"""The command `mnist-nn`. Exit status: 0 all is well, 1 a law refuted, 2 the call at fault."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

app = typer.Typer(
    help="Reads handwritten digits, and verifies implementations of what that takes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Weights = Annotated[
    Path,
    typer.Option(
        help="Parameters W1, b1, W2, b2, ... as .npz, .safetensors or the lesson's .pkl.",
        show_default="the reference weights",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


@contextmanager
def one_clear_line() -> Iterator[None]:
    """Report what is wrong with the input in one line, and exit with status 2."""
    try:
        yield
    except (ValueError, OSError, ImportError) as error:
        typer.echo(f"mnist-nn: {error}", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("mnist-nn: interrupted", err=True)
        raise typer.Exit(130) from None


@contextmanager
def interrupted_when_terminated() -> Iterator[None]:
    """Take a request to end as Ctrl-C, so that programs under test are ended too."""

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def main() -> None:
    """Run the command."""
    app(prog_name="mnist-nn")
