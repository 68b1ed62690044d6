"""The commands that verify implementations: laws, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer
from typer.core import TyperCommand

from mnist_nn.cli.app import Weights, app, interrupted_when_terminated, one_clear_line
from mnist_nn.report import laws as catalogue
from mnist_nn.weights.files import REFERENCE_WEIGHTS

if TYPE_CHECKING:
    from mnist_nn.checking.deviations import Deviation
    from mnist_nn.checking.verify import Check
    from mnist_nn.targets.implementation import Implementation

Names: TypeAlias = list[str]


@app.command()
def laws(
    *,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print a table of Markdown.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, for a program to read.")
    ] = False,
) -> None:
    """Print the laws that a correct implementation obeys."""
    from mnist_nn.specification.catalogue import CATALOGUE

    report = catalogue.as_json if as_json else catalogue.as_text
    typer.echo(catalogue.as_markdown(CATALOGUE) if markdown else report(CATALOGUE))


class WithCommand(TyperCommand):
    """A command that may end with `-- COMMAND ARGS`, which are not its own arguments."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Set the program and its arguments aside, and parse what stands before them."""
        own, dashes, program = _parted(args)
        ctx.obj = program if dashes else None
        return super().parse_args(ctx, own)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what stands in the line of usage."""
        return [*super().collect_usage_pieces(ctx), "[-- COMMAND ARGS]"]


@app.command(cls=WithCommand)
@one_clear_line()
@interrupted_when_terminated()
def verify(
    context: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="TARGET",
            help="numpy, torch, torch:cuda, jax, scipy, sklearn, onnxruntime, tinygrad; "
            "a model.onnx; package.module, package.module:object or file.py.",
            show_default="numpy, the reference",
        ),
    ] = None,
    function: Annotated[Names | None, typer.Option(help="Only the laws of this function.")] = None,
    law: Annotated[Names | None, typer.Option(help="Only this law.")] = None,
    dtype: Annotated[Names | None, typer.Option(help="Only at this dtype.")] = None,
    weights: Weights = REFERENCE_WEIGHTS,
    examples: Annotated[int, typer.Option(min=1, help="Inputs to try for each law.")] = 100,
    seed: Annotated[int, typer.Option(help="Decides which inputs are tried.")] = 0,
    timeout: Annotated[
        float, typer.Option(min=0.001, help="Seconds that a program may take to answer.")
    ] = 10.0,
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
    from mnist_nn.checking.strength import watch
    from mnist_nn.checking.verify import checks
    from mnist_nn.report import junit, verdicts
    from mnist_nn.report.progress import shown
    from mnist_nn.report.run import Run
    from mnist_nn.specification.catalogue import catalogue_about
    from mnist_nn.specification.selection import selected
    from mnist_nn.targets.target import opened

    for file in filter(None, (json_file, junit_file)):
        _check_folder(file)
    chosen = selected(catalogue_about(weights), function or (), law or (), dtype or ())
    name = _target(target, context.obj)
    known = _known_deviations(name, deviations)
    with opened(name, timeout=timeout) as implementation:
        planned = checks(implementation, chosen, known)
        _check_something_is_offered(implementation, planned)
        judgements = [check.judge(examples, seed) for check in shown(planned)]
    awake = watch(judgements, examples, seed)
    run = Run(implementation, [judgement.verdict for judgement in judgements], awake)
    typer.echo(verdicts.as_text(run, verbose=verbose))
    if json_file is not None:
        json_file.write_text(verdicts.as_json(run), encoding="utf-8")
    if junit_file is not None:
        junit_file.write_text(junit.as_junit(run), encoding="utf-8")
    raise typer.Exit(0 if run.conforms else 1)


def _parted(args: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Return what stands before the first `--`, the dashes if there are any, and the rest."""
    at = args.index("--") if "--" in args else len(args)
    return args[:at], args[at : at + 1], args[at + 1 :]


def _target(target: str | None, program: list[str] | None) -> str:
    """Return what to open."""
    from mnist_nn.targets.target import command_target

    if program is None:
        return target or "numpy"
    if target is not None:
        raise ValueError(f"verify: one target at a time, not {target!r} and a command")
    if not program:
        raise ValueError("verify: there is no command after --")
    return command_target(program)


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
    if not any(check.bound for check in planned):
        offered = ", ".join(implementation.functions)
        raise ValueError(
            f"verify: {implementation.name} offers {offered}: none of the laws that were selected "
            f"is about these at a dtype that they take"
        )
