"""The laws on a page: by functions, each with what was said of it at each format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mnist_nn.report.page.counterexample import counterexample_of
from mnist_nn.report.page.marks import mark_of
from mnist_nn.report.page.overview import cell
from mnist_nn.report.page.panel import short
from mnist_nn.report.wording import many
from mnist_nn.specification.premises import premises

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mnist_nn.checking.observation import Observation
    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.report.page.counterexample import Counterexample
    from mnist_nn.report.page.marks import Mark
    from mnist_nn.report.page.overview import Cell
    from mnist_nn.report.run import Run
    from mnist_nn.specification.law import Law

_WORST_FIRST = ("bad", "unsure", "known", "good", "proved", "none")


class Shown(NamedTuple):
    """A verdict of which there is more to tell.

    Attributes:
        verdict: what was said.
        mark: how that is marked.
        counterexample: where the law does not hold.

    """

    verdict: Verdict
    mark: Mark
    counterexample: Counterexample


@dataclass(frozen=True)
class LawOnPage:
    """A law.

    Attributes:
        name: such as `softmax.sums_to_one`.
        level: required or advisory.
        statement: what it states, or nothing where that is not known.
        premises: which inputs it is about, or nothing.
        mark: that of the worst verdict on it.
        lines: what was said at each format, in a line of text for each.
        shown: the verdicts of which there is more to tell.

    """

    name: str
    level: str
    statement: str
    premises: str
    mark: Mark
    lines: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True)
class FunctionOnPage:
    """A function, and its laws.

    Attributes:
        name: what it is called.
        cell: what became of all its checks.
        laws: its laws.

    """

    name: str
    cell: Cell
    laws: tuple[LawOnPage, ...]


def functions(run: Run) -> list[FunctionOnPage]:
    """Return every function that was verified, with its laws."""
    of_function: dict[str, dict[str, list[Verdict]]] = {}
    for verdict in run.verdicts:
        of_law = of_function.setdefault(verdict.function, {})
        of_law.setdefault(verdict.law, []).append(verdict)
    return [
        FunctionOnPage(
            name,
            cell([verdict for verdicts in laws.values() for verdict in verdicts]),
            tuple(_law(verdicts, run.laws, run.observations) for verdicts in laws.values()),
        )
        for name, laws in of_function.items()
    ]


def _law(
    verdicts: list[Verdict], laws: Mapping[str, Law], seen: Mapping[str, Observation]
) -> LawOnPage:
    """Return a law with what was said of it."""
    first, law = verdicts[0], laws.get(verdicts[0].law)
    marks = [mark_of(verdict) for verdict in verdicts]
    told = (
        (v, m, counterexample_of(v, seen.get(f"{v.law}[{v.dtype}]")))
        for v, m in zip(verdicts, marks, strict=True)
    )
    return LawOnPage(
        first.law,
        str(first.level),
        law.statement if law else "",
        premises(law) if law else "",
        _worst(marks),
        "\n".join(map(_line, verdicts, marks)),
        tuple(Shown(v, mark, example) for v, mark, example in told if example),
    )


def _line(verdict: Verdict, mark: Mark) -> str:
    """Return what was said at a format, of how many inputs, and the greatest error, and where."""
    parts = [f"{verdict.dtype:8}", f"{mark.symbol} {mark.word:8}"]
    if verdict.examples:
        parts.append(f"{many(verdict.examples, 'input'):>11}")
    if verdict.worst is not None:
        worst = verdict.worst
        parts.append(f"error {f'{worst:.2f}' if worst < 100 else short(worst)}")
    line = "  ".join(parts).rstrip()
    return f"{line}\n          at {verdict.worst_input}" if verdict.worst_input else line


def _worst(marks: Iterable[Mark]) -> Mark:
    """Return the mark of what is worst."""
    return min(marks, key=lambda mark: _WORST_FIRST.index(mark.kind))
