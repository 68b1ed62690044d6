"""A comparison as Markdown: for an issue, the summary of a CI run, or a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mnist_nn.comparison.differences import differences, failures, steps
from mnist_nn.comparison.marks import mark_of
from mnist_nn.comparison.outcome import Outcome
from mnist_nn.comparison.tally import DOT, of_what_is_offered, tally_of, words
from mnist_nn.report.markdown import table

if TYPE_CHECKING:
    from collections import Counter

    from mnist_nn.comparison.differences import Change, Difference, Step
    from mnist_nn.comparison.matrix import Matrix
    from mnist_nn.specification.law import Level


def as_markdown(matrix: Matrix) -> str:
    """Return tables: what changed between versions, how many checks held, which laws differ."""
    parts = [_step(matrix, step) for step in steps(matrix)]
    parts += [_titled("Checks of required laws that held", counts(matrix))]
    heads = ["law", "formats", *map(_escaped, matrix.labels)]
    differ = table(heads, [_difference(each) for each in differences(matrix)])
    parts += [_titled("Laws that hold for some and not for others", differ)]
    names = ", ".join(_code(row.law) for row in failures(matrix))
    parts += [_titled("Required laws that hold for none", names)]
    return "\n\n".join(parts)


def counts(matrix: Matrix) -> str:
    """Return a row for each function: how many checks of its required laws held, for each report.

    Formats at which a function is not offered are not told, for they are the same for all its laws.
    """
    columns = range(len(matrix.reports))
    rows = [
        [_escaped(function), *(_cell(tally_of(of, column).required) for column in columns)]
        for function, of in matrix.functions.items()
    ]
    return table(["function", *map(_escaped, matrix.labels)], rows)


def _cell(outcomes: Counter[Outcome]) -> str:
    """Return how many checks held, and what became of the others, in a cell."""
    return f" {DOT} ".join(words(of_what_is_offered(outcomes)))


def _step(matrix: Matrix, step: Step) -> str:
    """Return what came out otherwise in the later of two reports of one library."""
    title = _escaped(f"{matrix.labels[step.before]} → {matrix.labels[step.after]}")
    heads = ["law", "formats", "before", "after"]
    return _titled(title, table(heads, [_change(change) for change in step.changes]))


def _change(change: Change) -> list[str]:
    """Return the cells of one law that came out otherwise."""
    marks = [_marked(outcome, change.row.level) for outcome in (change.before, change.after)]
    return [_code(change.row.law), _escaped(" ".join(change.dtypes)), *marks]


def _difference(difference: Difference) -> list[str]:
    """Return the cells of one law: of each report what it says, at which of the formats."""
    row, said = difference.row, [list[str]() for _ in difference.width]
    for outcome in Outcome:
        for column, dtypes in difference.columns(outcome).items():
            at = [] if dtypes == difference.dtypes else map(_escaped, dtypes)
            said[column].append(" ".join([_marked(outcome, row.level), *at]))
    return [_code(row.law), _escaped(" ".join(difference.dtypes)), *map("<br>".join, said)]


def _marked(outcome: Outcome, level: Level) -> str:
    """Return the symbol and the word of an outcome."""
    mark = mark_of(outcome, level)
    return f"{mark.symbol} {mark.word}"


def _titled(title: str, content: str) -> str:
    """Return a section."""
    return f"### {title}\n\n{content or 'None.'}"


def _code(law: str) -> str:
    """Return the name of a law as code, if it is a name."""
    return f"`{law}`" if re.fullmatch(r"[\w.]+", law) else _escaped(law)


def _escaped(text: str) -> str:
    """Return text in one line, in which no character has a meaning of Markdown or HTML."""
    return re.sub(r"([\\`*_{}\[\]<>|~&#])", r"\\\1", " ".join(text.split()))
