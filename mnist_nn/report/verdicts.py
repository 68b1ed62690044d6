"""Verdicts, as a table to read and as JSON for programs."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mnist_nn.laws.law import Level
from mnist_nn.verify import Status, conforms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.implementations.implementation import Implementation
    from mnist_nn.verify import Verdict


def as_text(
    implementation: Implementation, verdicts: Sequence[Verdict], *, verbose: bool = False
) -> str:
    """Return a line for each function, or for each law; then what went wrong; then the conclusion.

    Beside laws that held stands the greatest error that was seen, as a share of that allowed.
    """
    lines = _laws(verdicts) if verbose else _functions(verdicts)
    stories = [f"\n{v.message}" for v in verdicts if v.message]
    return "\n".join([*lines, *stories, "", _summary(implementation, verdicts)])


def as_json(implementation: Implementation, verdicts: Sequence[Verdict]) -> str:
    """Return the verdicts as one JSON object, of schema 1."""
    report = {
        "schema": 1,
        "target": {"name": implementation.name, "version": implementation.version},
        "conforms": conforms(verdicts),
        "verdicts": [_as_object(verdict) for verdict in verdicts],
    }
    return json.dumps(report, indent=2, allow_nan=False)


def _functions(verdicts: Sequence[Verdict]) -> list[str]:
    """Return a line for each function: how many checks held, and how near one came to failing."""
    of_function: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        of_function.setdefault(verdict.function, []).append(verdict)
    return [
        f"{function:8}  required {_held(of, Level.REQUIRED):10}"
        f"  advisory {_held(of, Level.ADVISORY):10}  {_greatest_error(of)}".rstrip()
        for function, of in of_function.items()
    ]


def _held(verdicts: Sequence[Verdict], level: Level) -> str:
    """Return how many of the checks of one level held."""
    statuses = [v.status for v in verdicts if v.level == level]
    return f"{statuses.count(Status.HELD)} of {len(statuses)}" if statuses else "-"


def _greatest_error(verdicts: Sequence[Verdict]) -> str:
    """Return the greatest error among the laws that held, as a share of the error allowed."""
    worst = [v.worst for v in verdicts if v.status == Status.HELD and v.worst is not None]
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


def _summary(implementation: Implementation, verdicts: Sequence[Verdict]) -> str:
    """Return the last line: how many laws held, and whether the implementation conforms."""
    held = sum(v.status == Status.HELD for v in verdicts)
    examples = sum(v.examples for v in verdicts)
    verdict = "conforms" if conforms(verdicts) else "does not conform"
    return (
        f"{implementation.name} {implementation.version} {verdict}: "
        f"{held} of {len(verdicts)} checks held, on {examples} examples."
    )


def _as_object(verdict: Verdict) -> dict[str, Any]:
    """Return one verdict; JSON has no infinity, so that an infinite ratio is null."""
    finite = verdict.worst is not None and math.isfinite(verdict.worst)
    return asdict(verdict) | {"worst": verdict.worst if finite else None}
