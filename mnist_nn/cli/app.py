"""The command `mnist-nn`: what its parts share."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import mnist_nn
from mnist_nn.checking.own_error import TRACEBACK, Fault, OwnError, fault
from mnist_nn.cli.exit_statuses import EPILOG, ExitStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Weights = Annotated[
    Path,
    typer.Option(
        help="Parameters W1, b1, W2, b2, ... as .npz, .safetensors or the lesson's .pkl.",
        show_default="the reference weights",
    ),
]


@contextmanager
def one_clear_line() -> Iterator[None]:
    """Report in one line what is wrong, and exit with the status that says whose fault it is."""
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except (ValueError, OSError, ImportError) as error:
        typer.echo(f"mnist-nn: {error}", err=True)
        raise typer.Exit(ExitStatus.CALL_AT_FAULT) from None
    except KeyboardInterrupt:
        typer.echo("mnist-nn: interrupted", err=True)
        raise typer.Exit(ExitStatus.INTERRUPTED) from None
    except OwnError as own:
        tell(own.fault)
        raise typer.Exit(ExitStatus.ERROR_OF_OURS) from None
    except Exception as error:  # noqa: BLE001 - what the input is not to blame for, we are
        tell(fault(error))
        raise typer.Exit(ExitStatus.ERROR_OF_OURS) from None


def tell(fault: Fault) -> None:
    """Tell an error of our own in one line, after its traceback if that was asked for."""
    if os.environ.get(TRACEBACK):
        typer.echo(fault.traceback, err=True, nl=False)
    typer.echo(f"mnist-nn: {fault.line}", err=True)


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


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - so typer calls it
    """Print the version, and end."""
    if wanted:
        typer.echo(f"mnist-nn {mnist_nn.__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Read handwritten digits, and verify implementations of what that takes."""
