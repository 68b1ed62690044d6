"""A comparison as text: what differs comes first, then how each implementation came out."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from mnist_nn.comparison.differences import differences, failures, steps
from mnist_nn.comparison.outcome import Outcome
from mnist_nn.comparison.tally import DOT, tally_of, words
from mnist_nn.report.names import WIDTH

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from mnist_nn.comparison.differences import Change, Difference, Step
    from mnist_nn.comparison.matrix import Matrix
    from mnist_nn.comparison.tally import Tally

_KEPT = "\N{NO-BREAK SPACE}"
"""A space at which no line ends."""

_MOST = 10
"""How many laws that differ are told, unless all are asked for."""


def as_text(matrix: Matrix, *, verbose: bool = False) -> str:
    """Return what differs between versions, what between implementations, and all counts.

    Args:
        matrix: what is compared.
        verbose: whether to tell every law that differs, not the most telling alone.

    """
    most = len(matrix.rows) if verbose else _MOST
    parts = [_title(matrix)]
    parts += [_step(matrix, step, most) for step in steps(matrix)]
    parts += [_differences(matrix, most), _failures(matrix)]
    parts += [_implementation(matrix, column) for column in range(len(matrix.reports))]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _title(matrix: Matrix) -> list[str]:
    """Return what is compared."""
    checks = sum(1 for _ in matrix.checks())
    names = f"compared: {', '.join(matrix.labels)}"
    count = f"on {len(matrix.rows)} laws, {checks} checks, each one law at one format"
    return [*_folded(names), count]


def _step(matrix: Matrix, step: Step, most: int) -> list[str]:
    """Return what came out otherwise in the later of two reports of one library."""
    checks = sum(len(change.dtypes) for change in step.changes)
    title = (
        f"{matrix.labels[step.before]} → {matrix.labels[step.after]}: "
        f"{checks} of {sum(1 for _ in matrix.checks())} checks came out otherwise"
    )
    if step.uncompared:
        title += f"; {step.uncompared} more cannot be compared, for one of the two did not run them"
    lines = [line for change in step.changes[:most] for line in _change(change)]
    return [*_folded(title), *lines, *_rest(len(step.changes) - most)]


def _change(change: Change) -> list[str]:
    """Return one law that came out otherwise."""
    trend = "worse" if change.is_worse else "better"
    text = f"{change.before} → {change.after}  {change.row.law} [{' '.join(change.dtypes)}]"
    return _folded(f"  {trend:6}  {text}", "          ")


def _differences(matrix: Matrix, most: int) -> list[str]:
    """Return the laws that hold for some and not for others."""
    found = differences(matrix)
    if not found:
        return ["no law holds for one and not for another"] if matrix.reports[1:] else []
    title = f"laws that hold for some and not for others: {len(found)}"
    lines = [line for each in found[:most] for line in _difference(matrix, each)]
    order = ", the most telling first" if found[1:] else ""
    return [f"{title}{order}", *lines, *_rest(len(found) - most)]


def _failures(matrix: Matrix) -> list[str]:
    """Return the required laws that fail, and hold for nobody."""
    names = [row.law for row in failures(matrix)]
    return _folded(f"required laws that hold for none: {', '.join(names)}") if names else []


def _difference(matrix: Matrix, difference: Difference) -> list[str]:
    """Return one law, and for whom it holds and for whom it does not."""
    lines = [f"  {difference.row.law} [{' '.join(difference.dtypes)}] {difference.row.level}"]
    for outcome in Outcome:
        if columns := difference.columns(outcome):
            lines += _folded(f"    {outcome}: {_who(matrix, difference, columns)}", "      ")
    return lines


def _who(matrix: Matrix, difference: Difference, columns: Mapping[int, tuple[str, ...]]) -> str:
    """Return names, and at which formats, if not at all of them."""
    return ", ".join(
        matrix.labels[column] + ("" if at == difference.dtypes else f" [{' '.join(at)}]")
        for column, at in columns.items()
    )


def _implementation(matrix: Matrix, column: int) -> list[str]:
    """Return how one implementation came out: in all, and of each function that is not whole."""
    whole = tally_of(matrix.rows, column)
    head = f"{matrix.labels[column]}: required {_list(whole.required)}"
    advisory = f"; advisory {_list(whole.advisory)}" if whole.advisory else ""
    lines = _folded(head + advisory)
    alike: dict[str, list[str]] = {}
    for function, rows in matrix.functions.items():
        tally = tally_of(rows, column)
        if summary := _in_a_word(tally):
            alike.setdefault(summary, []).append(function)
        else:
            lines += _folded(f"  {function:8}  {_list(tally.required)}", " " * 12)
    return lines + [line for w, of in alike.items() for line in _folded(f"  {w}: {', '.join(of)}")]


def _in_a_word(tally: Tally) -> str:
    """Return what became of all checks of a function, where that is one thing, or nothing."""
    if tally.is_whole:
        return "all required laws hold"
    only = set(tally.total) if len(tally.total) == 1 else set()
    return "".join(only & {Outcome.NOT_OFFERED, Outcome.NOT_RUN})


def _rest(left: int) -> list[str]:
    """Return a line on what is left out, if anything is."""
    return [f"  and {left} more (--verbose tells all)"] if left > 0 else []


def _list(counts: Counter[Outcome]) -> str:
    """Return counts in one line, which may end between two of them."""
    return f" {DOT} ".join(each.replace(" ", _KEPT) for each in words(counts))


def _folded(text: str, indent: str = "  ") -> list[str]:
    """Return text in lines that are not too long; a name stays whole."""
    lines = wrap(
        text, WIDTH, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )
    return [line.replace(_KEPT, " ") for line in lines]
