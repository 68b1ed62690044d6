"""A plan is carried out, and what came of it is written to files, however it ends."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import typer

from mnist_nn.checking.hands import hands
from mnist_nn.checking.jobs import done, worthwhile
from mnist_nn.checking.ledger import ledger_in
from mnist_nn.checking.own_error import ours
from mnist_nn.checking.printed import kept
from mnist_nn.checking.session import begun
from mnist_nn.cli.places import STDOUT, check_places, write
from mnist_nn.report import junit, verdicts
from mnist_nn.report.news import told
from mnist_nn.report.printed import as_lines as printed_lines
from mnist_nn.report.unfinished import Unfinished

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mnist_nn.checking.plan import Plan
    from mnist_nn.checking.printed import Printed
    from mnist_nn.checking.session import Session
    from mnist_nn.report.run import Run


class Files(NamedTuple):
    """Where the verdicts are written to, if anywhere.

    Attributes:
        json: as JSON.
        junit: as XML that CI systems read.
        resume: which parts of exhaustive checks have held: a later run goes on from there.
        html: as a page for a browser.

    """

    json: Path | None
    junit: Path | None
    resume: Path | None = None
    html: Path | None = None

    @property
    def has_stdout(self) -> bool:
        """Whether a report is the standard output, where nothing else is to stand then."""
        return STDOUT in {self.json, self.junit, self.html}


def judged(
    plan: Plan, files: Files, jobs: int | None, scheduler: str | None, *, quiet: bool = False
) -> Unfinished:
    """Carry out a plan: here, in so many processes, or on a cluster.

    While it goes on, nothing is told of it if it is to be quiet.

    Raises:
        ValueError: there is nothing to check, or nowhere to write to.
        OSError: a file or a scheduler is missing.
        ImportError: a library is not installed.

    """
    check_places(files)
    with ExitStack() as reports:
        # One job that is asked for is a debugger's: what it shows and asks is not to wait.
        printed = reports.enter_context(kept(passed_on=jobs == 1))
        if not quiet:
            reports.callback(_tell_printed, printed, plan.target)
        with printed.aside():
            opened = reports.enter_context(begun(plan))
        _check_something_is_offered(opened)
        ledger = ledger_in(files.resume, opened)
        session = replace(opened, held=ledger.held)
        unfinished = Unfinished(session)
        for task, judgement in ledger.judgements:
            unfinished.add(task, judgement)
        reports.callback(_write, files.json, verdicts.as_json, unfinished)
        reports.callback(_write, files.junit, junit.as_junit, unfinished)
        reports.callback(_write, files.html, _as_html, unfinished)
        with (
            hands(plan, jobs or worthwhile(session), scheduler, printed.file) as others,
            told(unfinished, max(1, len(others)), quiet=quiet) as news,
        ):
            for task, result in done(session, others, news.started, printed.aside):
                printed.cut()
                ledger.add(task, result)
                news.ended(task, result)
    return unfinished


def _tell_printed(printed: Printed, target: str) -> None:
    """Tell in short what the target printed, if it did."""
    for line in printed_lines(printed.text, target):
        typer.echo(line, err=True)


def _write(file: Path | None, report: Callable[[Run], str], unfinished: Unfinished) -> None:
    """Write a report of as much as was judged, if one is asked for."""
    if file is not None:
        with ours():
            text = report(unfinished.run)
        write(file, text)


def _as_html(run: Run) -> str:
    """Return a run as a page; what makes pages is loaded when one is asked for."""
    from mnist_nn.report.page.verification import as_html

    return as_html(run)


def _check_something_is_offered(session: Session) -> None:
    """Refuse to check nothing."""
    if not any(check.function for check in session.checks.values()):
        it = session.implementation
        raise ValueError(
            f"verify: {it.name} offers {', '.join(it.functions)}: none of the laws that were "
            f"selected is about these at a dtype that they take"
        )
