"""The commands that verify implementations: laws, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from mnist_nn.checking.own_error import ours
from mnist_nn.cli.app import Weights, app, interrupted_when_terminated, one_clear_line, tell
from mnist_nn.cli.program_argument import WithCommand, target_of
from mnist_nn.report import laws as catalogue
from mnist_nn.targets.libraries import LIBRARIES
from mnist_nn.weights.files import REFERENCE_WEIGHTS

if TYPE_CHECKING:
    from mnist_nn.report.unfinished import Unfinished

Names: TypeAlias = list[str]


@app.command()
def laws(
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print tables of Markdown.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, for a program to read.")
    ] = False,
) -> None:
    """Print the laws that a correct implementation obeys."""
    from mnist_nn.specification.catalogue import CATALOGUE

    report = catalogue.as_json if as_json else catalogue.as_text
    typer.echo(catalogue.as_markdown(CATALOGUE) if markdown else report(CATALOGUE))


@app.command(cls=WithCommand)
@one_clear_line()
@interrupted_when_terminated()
def verify(
    context: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="TARGET",
            help=f"numpy, {', '.join(LIBRARIES)}, or torch:cuda for a device; a model.onnx; "
            "package.module, package.module:object, file.py or file.py:object.",
            show_default="numpy, the reference",
        ),
    ] = None,
    function: Annotated[
        Names | None,
        typer.Option(help="Only this function's laws; file.py:object is it, whatever its name."),
    ] = None,
    law: Annotated[Names | None, typer.Option(help="Only this law.")] = None,
    dtype: Annotated[Names | None, typer.Option(help="Only at this dtype.")] = None,
    weights: Weights = REFERENCE_WEIGHTS,
    examples: Annotated[int, typer.Option(min=1, help="Inputs to try for each law.")] = 100,
    seed: Annotated[int, typer.Option(help="Decides which inputs are tried.")] = 0,
    timeout: Annotated[
        float, typer.Option(min=0.001, help="Seconds that a program may take to answer.")
    ] = 10.0,
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Processes that work side by side, each with the target: 1 is this one alone, "
            "for a debugger, or where a device or a compiler is not to be shared.",
            show_default="one for each core, or 1 for fewer than 2000 inputs in all",
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Work on a cluster: where its Dask scheduler is, such as tcp://host:8786.",
        ),
    ] = None,
    arithmetic: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Judge results by this arithmetic, such as tf32 or flash, or by that of a "
            "file.toml: see mnist_nn/oracle/README.md.",
            show_default="what the target declares, or else strict",
        ),
    ] = None,
    own: Annotated[
        Path | None,
        typer.Option("--specification", help="A file.py that specifies functions of one's own."),
    ] = None,
    deviations: Annotated[
        Path | None, typer.Option(help="Known deviations, as TOML: they do not count.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the verdicts to this file too.")
    ] = None,
    junit_file: Annotated[
        Path | None, typer.Option("--junit", help="Write them as JUnit XML, for a CI system.")
    ] = None,
    *,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Print a line for each law, not each function.")
    ] = False,
) -> None:
    """Check the laws on an implementation: a library, a model, a module, or any program."""
    from mnist_nn.checking.plan import Plan
    from mnist_nn.cli.judging import Files, judged
    from mnist_nn.report import verdicts

    if jobs and scheduler:
        raise ValueError("verify: --jobs counts processes here, --scheduler has others: say one")
    plan = Plan(
        target_of(target, context.obj),
        tuple(function or ()),
        tuple(law or ()),
        tuple(dtype or ()),
        weights,
        own,
        deviations,
        examples,
        seed,
        timeout,
        arithmetic or "",
    )
    finished = judged(plan, Files(json_file, junit_file), jobs, scheduler)
    with ours():
        text = verdicts.as_text(finished.run, verbose=verbose)
    typer.echo(text)
    _exit(finished)


def _exit(finished: Unfinished) -> None:
    """End with the status of a run, after its errors of our own were told."""
    for fault in finished.faults:
        tell(fault)
    if finished.faults:
        raise typer.Exit(3)
    raise typer.Exit(0 if finished.run.conforms else 1)
