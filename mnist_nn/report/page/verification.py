"""The page of a run: what is wrong first, then every function, law, digit and mutant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

import mnist_nn
from mnist_nn.checking.accuracy import MOST
from mnist_nn.checking.verdict import Status
from mnist_nn.oracle.arithmetics import ARITHMETICS
from mnist_nn.report import accuracy, grades
from mnist_nn.report.causes import causes
from mnist_nn.report.errors import HEADS, exact_ones, rows_of
from mnist_nn.report.machine import machine, versions
from mnist_nn.report.page.counterexample import counterexample_of
from mnist_nn.report.page.images import digit
from mnist_nn.report.page.laws import functions
from mnist_nn.report.page.marks import MARKS
from mnist_nn.report.page.mutants import mutants
from mnist_nn.report.page.overview import overview
from mnist_nn.report.page.rendering import rendered
from mnist_nn.report.plots.plots import plots_of
from mnist_nn.report.verdicts import conclusion, counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.report.causes import Cause
    from mnist_nn.report.errors import Row
    from mnist_nn.report.page.counterexample import Counterexample
    from mnist_nn.report.page.images import Digit
    from mnist_nn.report.page.laws import FunctionOnPage
    from mnist_nn.report.page.marks import Mark
    from mnist_nn.report.page.mutants import MutantsOnPage
    from mnist_nn.report.page.overview import Overview
    from mnist_nn.report.run import Run


@dataclass(frozen=True)
class CauseOnPage:
    """A reason for which laws fail.

    Attributes:
        title: which function is wrong, in which way.
        told: the verdict with the simplest input.
        statement: what its law states, or nothing where that is not known.
        counterexample: that input, or None where none is known.
        others: the names of the other laws that fail for it, each with its dtypes.

    """

    title: str
    told: Verdict
    statement: str
    counterexample: Counterexample | None
    others: Mapping[str, list[str]]


@dataclass(frozen=True)
class VerificationPage:
    """All that stands on the page of a run, but for how it looks.

    Attributes:
        name: what was verified.
        conclusion: whether it conforms, in words.
        mark: how that is marked.
        counts: how many checks held, in words.
        facts: names and values that say how it was verified.
        causes: why laws fail, the most telling first.
        set_aside: verdicts that do not count: known deviations, and advisory laws.
        overview: the table of functions by formats.
        functions: every function with its laws.
        errors: how far results are off, a row for each function and format.
        heads: what the numbers in these rows are.
        exact: what is exact, in words.
        plots: pictures of errors, each with a title and a caption.
        reads: how many digits were read, in words, or nothing where that was not asked.
        digits: digits that are worth a look.
        most_digits: how many there are at most.
        mutants: what became of the mutants of each function.

    """

    name: str
    conclusion: str
    mark: Mark
    counts: str
    facts: Sequence[tuple[str, str]]
    causes: Sequence[CauseOnPage]
    set_aside: Sequence[Verdict]
    overview: Overview
    functions: Sequence[FunctionOnPage]
    errors: Sequence[Row]
    heads: Sequence[str]
    exact: Sequence[str]
    plots: Sequence[tuple[str, str, Markup]]
    reads: str
    digits: Sequence[Digit]
    most_digits: int
    mutants: Sequence[MutantsOnPage]


def as_html(run: Run) -> str:
    """Return a page for a browser: one file, that needs no other."""
    return rendered("verification.html.j2", page=page_of(run), made_by=mnist_nn.__version__)


def page_of(run: Run) -> VerificationPage:
    """Return what stands on the page of a run."""
    it, read = run.implementation, run.accuracy
    return VerificationPage(
        f"{it.name} {it.version}",
        conclusion(run),
        _mark(run),
        counts(run.verdicts),
        facts(run),
        [_cause(cause, run) for cause in causes(run.verdicts)],
        [v for v in run.verdicts if v.message and not v.fails],
        overview(run.verdicts),
        functions(run),
        rows_of(run.surveys),
        HEADS,
        exact_ones(run.surveys),
        [(it.title, it.caption, Markup(it.svg)) for it in plots_of(run.surveys)],  # noqa: S704 - our own
        "".join(accuracy.as_text(read)),
        [digit(reading) for reading in read.readings] if read else [],
        MOST,
        mutants(run.strength),
    )


def _mark(run: Run) -> Mark:
    """Return the mark of a run."""
    if run.conforms:
        return MARKS[Status.HELD]
    failed = {verdict.status for verdict in run.verdicts if verdict.fails}
    return MARKS[Status.REFUTED if failed - {Status.INCONCLUSIVE} else Status.INCONCLUSIVE]


def facts(run: Run) -> list[tuple[str, str]]:
    """Return how it was verified: names and values."""
    it, named = run.implementation, ARITHMETICS.get(run.arithmetic)
    described = f": {named.describes}" if named else ""
    graded = [("Grade", line) for line in grades.as_text(run)]
    on = machine()
    return [
        ("Target", it.name),
        ("Version", it.version),
        ("Arithmetic", f"{run.arithmetic}{described}"),
        *graded,
        ("Inputs for each check", f"{run.examples:,}{' of few shapes' if it.compiles else ''}"),
        ("Seed", f"{run.seed}"),
        ("System", on["system"]),
        ("Processor", f"{on['processor']}, {on['cores']} cores"),
        *((name.capitalize() if name == "python" else name, v) for name, v in versions().items()),
    ]


def _cause(cause: Cause, run: Run) -> CauseOnPage:
    """Return a cause with its simplest input."""
    told, law = cause.told, run.laws.get(cause.told.law)
    others: dict[str, list[str]] = {}
    for verdict in cause.others:
        others.setdefault(verdict.law, []).append(verdict.dtype)
    seen = run.observations.get(f"{told.law}[{told.dtype}]")
    statement = law.statement if law else ""
    return CauseOnPage(cause.title, told, statement, counterexample_of(told, seen), others)
