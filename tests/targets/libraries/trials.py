"""How the laws are tried on each library in these tests, and what they said, kept for a report."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mnist_nn.checking.deviations import known_deviations
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.strength import Strength
from mnist_nn.checking.verdict import Verdict
from mnist_nn.checking.verify import checks
from mnist_nn.report.run import Run
from mnist_nn.report.verdicts import as_json
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.targets.libraries import LIBRARIES
from mnist_nn.targets.target import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.specification.law import Law
    from mnist_nn.targets.implementation import Implementation

KEPT = "MNIST_NN_REPORTS"
"""The variable that names the folder in which verdicts are kept, if any are."""

EXAMPLES = 5
"""How many inputs are drawn for a law: of such as are visited in an order, the first is tried."""

SEED = 1
"""Decides which."""

INSTALLED = [library for library in LIBRARIES if find_spec(library)]


@cache
def library(name: str) -> Implementation:
    """Return a library, loaded once."""
    with opened(name) as implementation:
        return implementation


def verdicts(name: str, law: Law) -> Iterator[Verdict]:
    """Yield what a law says of a library, at each dtype at which it is tried."""
    for check in checks(library(name), [law], known_deviations(name)):
        verdict = judge(check, 1 if check.is_visited else EXAMPLES, SEED).verdict
        _keep(name, verdict)
        yield verdict


def _keep(name: str, verdict: Verdict) -> None:
    """Write a verdict down, if verdicts are kept: each process has a file of its own."""
    if folder := os.environ.get(KEPT):
        file = Path(folder) / f"{name}.{os.getpid()}.jsonl"
        with file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(asdict(verdict) | {"worst": None}) + "\n")


def write_report(folder: Path, name: str) -> Path:
    """Write a report, as `mnist-nn verify --json` does, of what was kept of a library.

    It has no mutants, and no verdict on what was not tried.
    """
    lines = [
        line for file in folder.glob(f"{name}.*.jsonl") for line in file.open(encoding="utf-8")
    ]
    kept = {(v.law, v.dtype): v for v in (Verdict(**json.loads(line)) for line in lines)}
    planned = checks(library(name), CATALOGUE, known_deviations(name))
    found = [
        kept.get((str(check.law), check.dtype)) if check.function else judge(check).verdict
        for check in planned
    ]
    run = Run(
        library(name),
        [verdict for verdict in found if verdict],
        Strength(),
        examples=EXAMPLES,
        seed=SEED,
    )
    report = folder / f"{name}.json"
    report.write_text(as_json(run), encoding="utf-8")
    return report
