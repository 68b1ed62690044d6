"""Which parts of exhaustive checks have held, in a file: an interrupted run goes on from there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mnist_nn
from mnist_nn.atomic_files import write_atomically
from mnist_nn.checking.evidence import Evidence
from mnist_nn.checking.judgement import Judgement, of_evidence
from mnist_nn.checking.parts import has_held
from mnist_nn.checking.task import Task

if TYPE_CHECKING:
    from mnist_nn.checking.session import Session
    from mnist_nn.checking.task import Result


@dataclass
class Ledger:
    """The parts that have held.

    Attributes:
        file: where they are kept, if anywhere.
        session: what is verified.
        held: what speaks for each part, also of checks that are not asked for now.

    """

    file: Path | None
    session: Session
    held: dict[Task, Evidence] = field(default_factory=dict)

    def add(self, task: Task, result: Result) -> None:
        """Keep a part that has held; anything else is tried again.

        Raises:
            OSError: the file cannot be written.

        """
        if self.file and task.part is not None and has_held(result):
            verdict = result.verdict
            self.held[task] = Evidence(verdict.examples, verdict.worst or 0.0, whole=True)
            write_atomically(self.file, self._as_json().encode())

    @property
    def judgements(self) -> list[tuple[Task, Judgement]]:
        """What was judged before, of the checks that are asked for."""
        checks = self.session.checks
        return [
            (task, Judgement(of_evidence(checks[task.check], evidence)))
            for task, evidence in self.held.items()
            if task.check in checks
        ]

    def _as_json(self) -> str:
        """Return what is kept."""
        held = [[*task, evidence.examples, evidence.worst] for task, evidence in self.held.items()]
        return json.dumps({"schema": 1, "about": about(self.session), "held": held})


def ledger_in(file: Path | None, session: Session) -> Ledger:
    """Return the ledger in a file: an empty one, if there is no such file.

    Raises:
        ValueError: it is no ledger, or one about something else.
        OSError: it cannot be read.

    """
    if file is None or not file.exists():
        return Ledger(file, session)
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        known, entries = dict(kept["about"]), list(kept["held"])
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{file}: expected what --resume wrote, but {error!r}") from None
    _check_same(file, known, about(session))
    held = {Task(*task): Evidence(n, worst, whole=True) for *task, n, worst in entries}
    return Ledger(file, session, held)


def about(session: Session) -> dict[str, str]:
    """Return on what it depends whether a part holds, as far as can be told."""
    plan, it = session.plan, session.implementation
    files = [plan.target.partition(":")[0], str(plan.specification or "")]
    return {
        "mnist_nn": mnist_nn.__version__,
        "target": plan.target,
        "version": f"{it.name} {it.version}",
        "arithmetic": session.arithmetic,
        "files": " ".join(_digest(Path(file)) for file in files if Path(file).is_file()),
    }


def _digest(file: Path) -> str:
    """Return what tells the content of a file from any other."""
    return sha256(file.read_bytes()).hexdigest()


def _check_same(file: Path, known: dict[str, Any], now: dict[str, str]) -> None:
    """Refuse what is known of something else."""
    for key, value in now.items():
        if known.get(key) != value:
            raise ValueError(
                f"{file}: it is about another run: its {key} is {known.get(key)!r}, and not "
                f"{value!r}: name another file, or remove this one"
            )
