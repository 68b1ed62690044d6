"""The command that verifies implementations: verify."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from mnist_nn.checking.own_error import ours
from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.cli.app import Weights, app, interrupted_when_terminated, one_clear_line, tell
from mnist_nn.cli.choices import Verifying
from mnist_nn.cli.exit_statuses import EPILOG, ExitStatus
from mnist_nn.cli.program_argument import target_of
from mnist_nn.cli.verify_options import (
    Arithmetic,
    Deviations,
    Dtypes,
    Errors,
    Examples,
    Exhaustive,
    FewShapes,
    Functions,
    HtmlReport,
    Jobs,
    JsonReport,
    JunitReport,
    Laws,
    OwnSpecification,
    Quiet,
    Resume,
    Scheduler,
    Seed,
    Target,
    Timeout,
    Verbose,
)
from mnist_nn.weights.files import REFERENCE_WEIGHTS

if TYPE_CHECKING:
    from mnist_nn.report.unfinished import Unfinished


@app.command(cls=Verifying, epilog=EPILOG)
@one_clear_line()
@interrupted_when_terminated()
def verify(
    context: typer.Context,
    target: Target = None,
    function: Functions = None,
    law: Laws = None,
    dtype: Dtypes = None,
    weights: Weights = REFERENCE_WEIGHTS,
    examples: Examples = EXAMPLES,
    seed: Seed = 0,
    timeout: Timeout = 10.0,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    arithmetic: Arithmetic = None,
    own: OwnSpecification = None,
    deviations: Deviations = None,
    json_file: JsonReport = None,
    junit_file: JunitReport = None,
    html_file: HtmlReport = None,
    resume: Resume = None,
    *,
    errors: Errors = False,
    exhaustive: Exhaustive = False,
    few_shapes: FewShapes = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Check the laws on an implementation: a library, a model, a module, or any program."""
    from mnist_nn.checking.plan import Plan
    from mnist_nn.cli.judging import Files, judged
    from mnist_nn.report import verdicts

    if resume and not exhaustive:
        raise ValueError("verify: --resume is about --exhaustive: say that too")
    if jobs and scheduler:
        raise ValueError("verify: --jobs counts processes here, --scheduler has others: say one")
    if verbose and quiet:
        raise ValueError("verify: --verbose and --quiet: say one")
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
        exhaustive,
        errors or html_file is not None,
        html_file is not None,
        few_shapes,
    )
    files = Files(json_file, junit_file, resume, html_file)
    finished = judged(plan, files, jobs, scheduler, quiet=quiet)
    if not (quiet or files.has_stdout):
        with ours():
            text = verdicts.as_text(finished.run, verbose=verbose)
        typer.echo(text)
    _exit(finished)


def _exit(finished: Unfinished) -> None:
    """End with the status of a run, after its errors of our own were told."""
    for fault in finished.faults:
        tell(fault)
    if finished.faults:
        raise typer.Exit(ExitStatus.ERROR_OF_OURS)
    conforms = finished.run.conforms
    raise typer.Exit(ExitStatus.ALL_IS_WELL if conforms else ExitStatus.DOES_NOT_CONFORM)
