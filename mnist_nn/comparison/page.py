"""A comparison as a page for a browser: what differs first, then every law at every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

import mnist_nn
from mnist_nn.comparison.differences import differences, failures, steps
from mnist_nn.comparison.marks import kind_of, mark_of, mark_of_cell
from mnist_nn.comparison.outcome import Outcome
from mnist_nn.comparison.tally import of_what_is_offered, tally_of, words
from mnist_nn.report.page.rendering import rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.comparison.differences import Difference
    from mnist_nn.comparison.matrix import Matrix, Row
    from mnist_nn.comparison.tally import Tally

_LONGEST = 400
"""How much of a counterexample is shown: the page of the run has all of it."""


class _Broken(NamedTuple):
    """What one report says of a law that does not hold for it, at formats for the same reason."""

    label: str
    dtypes: list[str]
    outcome: Outcome
    why: str
    counterexample: str


class _Table(NamedTuple):
    """Laws of one function that are stated for the same formats.

    Attributes:
        dtypes: the formats.
        rows: the laws.
        columns: the reports that say something of them, by their numbers.
        absent: the labels of the others: those that were not run, and those that offer none.

    """

    dtypes: tuple[str, ...]
    rows: list[Row]
    columns: list[int]
    absent: dict[Outcome, list[str]]


def as_html(matrix: Matrix) -> str:
    """Return one page that needs nothing else: no other file, no script, no network."""
    found = differences(matrix)
    return rendered(
        "comparison.html.j2",
        made_by=mnist_nn.__version__,
        matrix=matrix,
        checks=sum(1 for _ in matrix.checks()),
        steps=steps(matrix),
        differences=[(each, _sides(matrix, each), _broken(matrix, each)) for each in found],
        failures=failures(matrix),
        counts=_counts(matrix),
        functions=[(name, rows, _tables(matrix, rows)) for name, rows in matrix.functions.items()],
        differing={each.row.law for each in found},
        outcomes=list(Outcome),
        kind_of=kind_of,
        mark_of=mark_of,
        mark_of_cell=mark_of_cell,
        breakable=breakable,
        conformity=_conformity,
        counted=lambda counts: words(of_what_is_offered(counts)),
    )


def breakable(name: str) -> Markup:
    """Return a name that a narrow screen may break behind an underscore or a dot.

    >>> breakable("f.is<x")
    Markup('f.<wbr>is&lt;x')

    """
    text = escape(name)
    return text.replace("_", Markup("_<wbr>")).replace(".", Markup(".<wbr>"))


def _conformity(conforms: bool, tally: Tally) -> str:  # noqa: FBT001 - a template calls it
    """Return whether an implementation conforms; that a mutant survived shows nothing of it."""
    return "yes" if conforms else "no" if tally.fails else "not shown"


def _sides(matrix: Matrix, difference: Difference) -> list[tuple[Outcome, list[str]]]:
    """Return who has each outcome at any of the formats that differ."""
    sides = ((outcome, difference.columns(outcome)) for outcome in Outcome)
    return [(outcome, [matrix.labels[c] for c in columns]) for outcome, columns in sides if columns]


def _broken(matrix: Matrix, difference: Difference) -> list[_Broken]:
    """Return for whom the law does not hold, where, and why."""
    broken: dict[tuple[str, Outcome, str], _Broken] = {}
    for dtype in difference.dtypes:
        for label, cell in zip(matrix.labels, difference.row.cells[dtype], strict=True):
            for verdict in (each for each in cell.verdicts if each.outcome.does_not_hold):
                why = verdict.deviation or verdict.cause
                same = label, verdict.outcome, why
                new = _Broken(label, [], verdict.outcome, why, _clipped(verdict.counterexample))
                broken.setdefault(same, new).dtypes.append(dtype)
    return list(broken.values())


def _clipped(text: str) -> str:
    """Return as much of a text as is shown."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} ..."


def _tables(matrix: Matrix, rows: Sequence[Row]) -> list[_Table]:
    """Return rows in a table for each set of formats that laws are stated for."""
    alike: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        alike.setdefault(tuple(row.cells), []).append(row)
    return [_table(matrix, dtypes, of) for dtypes, of in alike.items()]


def _table(matrix: Matrix, dtypes: tuple[str, ...], rows: list[Row]) -> _Table:
    """Return the table of laws that are stated for the same formats."""
    columns: list[int] = []
    absent: dict[Outcome, list[str]] = {}
    for column, label in enumerate(matrix.labels):
        outcomes = {row.cells[dtype][column].outcome for row in rows for dtype in dtypes}
        if len(outcomes) > 1 or outcomes.isdisjoint({Outcome.NOT_RUN, Outcome.NOT_OFFERED}):
            columns.append(column)
        else:
            absent.setdefault(outcomes.pop(), []).append(label)
    return _Table(dtypes, rows, columns, absent)


def _counts(matrix: Matrix) -> list[tuple[str, list[Tally]]]:
    """Return how the checks of each function came out for each report, and of all together."""
    sections = [*matrix.functions.values(), matrix.rows]
    return [
        (label, [tally_of(rows, column) for rows in sections])
        for column, label in enumerate(matrix.labels)
    ]
