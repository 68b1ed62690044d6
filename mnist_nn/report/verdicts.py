"""Verdicts, as text to read and as JSON for programs."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mnist_nn.checking.declaration import STRICT
from mnist_nn.checking.verdict import Status, conforms
from mnist_nn.report import accuracy, errors, grades, mutants
from mnist_nn.report.causes import causes
from mnist_nn.report.machine import machine, versions
from mnist_nn.report.names import names
from mnist_nn.report.stories import SCREEN, rows, stories
from mnist_nn.report.wording import many
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.report.run import Run

_MOST_NAMES = 3
"""How many lines name what need not hold."""


def as_text(run: Run, *, verbose: bool = False) -> str:
    """Return what is wrong; a line for each function, or for each law; and the conclusion.

    Beside functions that are right stands the greatest error that was seen, as a share of that
    allowed. What is wrong takes one screen, unless every law is asked for: then its whole story
    stands below the lines of the laws.
    """
    off = errors.as_text(run.surveys)
    worth = [*accuracy.as_text(run.accuracy), *mutants.as_text(run.strength), _summary(run)]
    if verbose:
        lines = [*_laws(run.verdicts), *grades.as_text(run), *off, *_every_story(run.verdicts)]
        return "\n".join([*lines, "", *worth])
    known = _known(run.verdicts)
    table = [*_functions(run.verdicts), *grades.as_text(run), *known, *off, "", *worth]
    wrong = stories(causes(run.verdicts), SCREEN - rows(table) - 1)
    return "\n".join([*wrong, *([""] if wrong else []), *table])


def as_json(run: Run) -> str:
    """Return the verdicts as one JSON object, of schema 1."""
    report = {
        "schema": 1,
        "target": {"name": run.implementation.name, "version": run.implementation.version},
        "arithmetic": run.arithmetic,
        "few_shapes": run.implementation.compiles,
        "examples": run.examples,
        "seed": run.seed,
        "machine": machine(),
        "versions": versions(),
        "conforms": run.conforms,
        "accuracy": accuracy.as_object(run.accuracy),
        "verdicts": [_as_object(verdict) for verdict in run.verdicts],
        "grade": grades.as_object(run),
        "mutants": mutants.as_object(run.strength),
        "errors": errors.as_objects(run.surveys),
    }
    return json.dumps(report, indent=2, allow_nan=False)


def _functions(verdicts: Sequence[Verdict]) -> list[str]:
    """Return a line for each function, and one for those that are not offered."""
    functions = _grouped(verdicts)
    offered = {f: of for f, of in functions.items() if any(map(_is_offered, of))}
    lines = [f"{name:8}  {_function(of)}" for name, of in offered.items()]
    missing = ", ".join(name for name in functions if name not in offered)
    return [*lines, f"not offered: {missing}"] if missing else lines


def _is_offered(verdict: Verdict) -> bool:
    """Return whether there was anything to judge."""
    return verdict.status != Status.NOT_OFFERED


def _grouped(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """Return the verdicts on each function."""
    of_function: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        of_function.setdefault(verdict.function, []).append(verdict)
    return of_function


def _function(verdicts: Sequence[Verdict]) -> str:
    """Return what became of the checks of one function: how many held, and how near they came."""
    offered = list(filter(_is_offered, verdicts))
    missing = {v.dtype: None for v in verdicts if not _is_offered(v)}
    counts = f"required {_held(offered, Level.REQUIRED):10}"
    counts += f"  advisory {_held(offered, Level.ADVISORY):10}  {_greatest_error(offered)}"
    return counts.rstrip() + (f"  not offered: {' '.join(missing)}" if missing else "")


def _held(verdicts: Sequence[Verdict], level: Level) -> str:
    """Return how many of the checks of one level held."""
    held = [v.holds for v in verdicts if v.level == level]
    return f"{sum(held)} of {len(held)}" if held else "-"


def _greatest_error(verdicts: Sequence[Verdict]) -> str:
    """Return the greatest error that was seen, as a share of the error allowed.

    Of a function that is wrong the laws that held say little: an input that it refuses, for it
    crashes, is an error of 0.
    """
    if any(v.fails and not v.holds for v in verdicts):
        return ""
    worst = [v.worst for v in verdicts if v.holds and v.worst is not None]
    return f"greatest error {max(worst):4.2f}" if worst else ""


def _laws(verdicts: Sequence[Verdict]) -> list[str]:
    """Return a line for each law, with what it said at each dtype."""
    laws = list(dict.fromkeys((v.law, v.level) for v in verdicts))
    width = max((len(law) for law, _ in laws), default=0)
    return [
        f"{law:{width}}  {level:8}  " + "  ".join(_cell(v) for v in verdicts if v.law == law)
        for law, level in laws
    ]


def _cell(verdict: Verdict) -> str:
    """Return what a law said at one dtype, and how much of the allowed error was used."""
    used = "" if verdict.worst is None else f" {verdict.worst:4.2f}"
    return f"{verdict.dtype} {verdict.status}{used}"


def _every_story(verdicts: Sequence[Verdict]) -> list[str]:
    """Return whatever there is to tell, in full."""
    return [f"\n{v.message}" for v in verdicts if v.message]


def _known(verdicts: Sequence[Verdict]) -> list[str]:
    """Return the names of the laws that need not hold, and do not, or how many, if others fail."""
    broken = [v for v in verdicts if v.message and not v.fails]
    lists = {
        "known deviations": [v for v in broken if v.deviation],
        "advisory laws that do not hold": [v for v in broken if not v.deviation],
    }
    told = {title: some for title, some in lists.items() if some}
    if any(v.fails for v in verdicts):
        counted = ((title, len({v.law for v in some})) for title, some in told.items())
        return [f"{title}: {n} (--verbose tells which)" for title, n in counted]
    return [line for t, some in told.items() for line in ("", *names(t, some, _MOST_NAMES))]


def _summary(run: Run) -> str:
    """Return the last line: how many laws held or are proved, and whether it conforms."""
    weaker = "" if run.arithmetic == STRICT else f" in the arithmetic {run.arithmetic}"
    it = run.implementation
    shapes = " of few shapes" if it.compiles else ""
    return f"{it.name} {it.version} {conclusion(run)}{weaker}: {counts(run.verdicts)}{shapes}."


def counts(verdicts: Iterable[Verdict]) -> str:
    """Return how many checks held or are proved, and on how many examples, in words."""
    offered = list(filter(_is_offered, verdicts))
    held = f"{sum(v.holds for v in offered)} of {len(offered)} checks held"
    proved = sum(v.status == Status.PROVED for v in offered)
    examples = sum(v.examples for v in offered)
    return f"{held}, {f'{proved} of them proved, ' if proved else ''}on {examples} examples"


def conclusion(run: Run) -> str:
    """Return whether an implementation conforms, in words."""
    known = sum(v.deviation is not None for v in run.verdicts)
    if not conforms(run.verdicts):
        unknown = {v.status for v in run.verdicts if v.fails} == {Status.INCONCLUSIVE}
        return "is not shown to conform" if unknown else "does not conform"
    if not run.conforms:
        return "is not shown to conform, for a mutant survived the same laws"
    return f"conforms, but for {many(known, 'known deviation')}" if known else "conforms"


def _as_object(verdict: Verdict) -> dict[str, Any]:
    """Return one verdict; JSON has no infinity, so that an infinite ratio is null."""
    finite = verdict.worst is not None and math.isfinite(verdict.worst)
    return asdict(verdict) | {"worst": verdict.worst if finite else None}
