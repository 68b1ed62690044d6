"""The commands that verify implementations: laws, verify."""

from __future__ import annotations

from contextlib import ExitStack
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
    from collections.abc import Callable

    from mnist_nn.checking.check import Check
    from mnist_nn.checking.deviations import Deviation
    from mnist_nn.report.run import Run
    from mnist_nn.report.unfinished import Unfinished
    from mnist_nn.targets.implementation import Implementation

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
    from mnist_nn.checking.accuracy import accuracy_of
    from mnist_nn.checking.judgement import judge
    from mnist_nn.checking.own_specification import specification_of
    from mnist_nn.checking.strength import strength_of
    from mnist_nn.checking.verify import checks
    from mnist_nn.report import junit, verdicts
    from mnist_nn.report.progress import shown
    from mnist_nn.report.unfinished import Unfinished
    from mnist_nn.specification.catalogue import SPECIFICATION, specification_about
    from mnist_nn.specification.selection import selected
    from mnist_nn.targets.target import opened

    for file in filter(None, (json_file, junit_file)):
        _check_folder(file)
    specification = specification_of(own) if own else specification_about(weights)
    chosen = selected(specification.laws, function or (), law or (), dtype or ())
    name = target_of(target, context.obj)
    known = _known_deviations(name, deviations)
    with ExitStack() as reports:
        with opened(
            name, functions=function or (), timeout=timeout, specified=specification.functions
        ) as implementation:
            planned = checks(implementation, chosen, known)
            _check_something_is_offered(implementation, planned)
            unfinished = Unfinished(implementation, planned)
            reports.callback(_write, json_file, verdicts.as_json, unfinished)
            reports.callback(_write, junit_file, junit.as_junit, unfinished)
            for check in shown(planned):
                unfinished.judgements.append(judge(check, examples, seed))
            with ours():
                unfinished.accuracy = accuracy_of(unfinished.judgements)
        with ours():
            unfinished.strength = strength_of(
                unfinished.judgements, examples, seed, specification if own else SPECIFICATION
            )
    with ours():
        text = verdicts.as_text(unfinished.run, verbose=verbose)
    typer.echo(text)
    _exit(unfinished)


def _write(file: Path | None, report: Callable[[Run], str], unfinished: Unfinished) -> None:
    """Write a report of as much as was judged, if one is asked for."""
    if file is not None:
        with ours():
            text = report(unfinished.run)
        file.write_text(text, encoding="utf-8")


def _exit(finished: Unfinished) -> None:
    """End with the status of a run, after its errors of our own were told."""
    for error in finished.own_errors:
        tell(error)
    if finished.own_errors:
        raise typer.Exit(3)
    raise typer.Exit(0 if finished.run.conforms else 1)


def _known_deviations(target: str, file: Path | None) -> tuple[Deviation, ...]:
    """Return what is known of a library, and what the user knows, which comes last and counts."""
    from mnist_nn.checking.deviations import known_deviations, read_deviations

    return known_deviations(target) + (read_deviations(file) if file else ())


def _check_folder(file: Path) -> None:
    """Refuse a report that cannot be written, before the work is done."""
    if not file.parent.is_dir():
        raise ValueError(f"{file}: there is no folder {file.parent} to write it to")


def _check_something_is_offered(implementation: Implementation, planned: list[Check]) -> None:
    """Refuse to check nothing."""
    if not any(check.function for check in planned):
        offered = ", ".join(implementation.functions)
        raise ValueError(
            f"verify: {implementation.name} offers {offered}: none of the laws that were selected "
            f"is about these at a dtype that they take"
        )
