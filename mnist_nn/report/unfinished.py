"""A run that may end at any moment: what was judged is reported, and what was not is said to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mnist_nn.checking.judgement import Judgement, not_judged
from mnist_nn.checking.parts import Parts
from mnist_nn.checking.strength import Strength, together
from mnist_nn.checking.survey.survey import Survey
from mnist_nn.report.run import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.checking.check import Check
    from mnist_nn.checking.own_error import Fault
    from mnist_nn.checking.session import Session
    from mnist_nn.checking.task import Result, Task
    from mnist_nn.checking.verdict import Verdict


@dataclass
class Unfinished:
    """A run at work.

    Attributes:
        session: what is verified.
        judgements: of the checks that were judged, by their names, in any order.
        strengths: what became of the mutants of each function of which they were tried.
        parts: what was found so far of each check that is judged in parts.
        surveys: how far results were off, by the tasks to tell.
        seconds: how long each check took so far, by its name.

    """

    session: Session
    judgements: dict[str, Judgement] = field(default_factory=dict)
    strengths: dict[str, Strength] = field(default_factory=dict)
    parts: dict[str, Parts] = field(default_factory=dict)
    surveys: dict[Task, Survey] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, task: Task, result: Result) -> None:
        """Keep the result of a task."""
        if isinstance(result, Survey):
            self.surveys[task] = result
        elif isinstance(result, Judgement):
            self._add_judgement(task, result)
        else:
            self.strengths[task.function] = result

    def _add_judgement(self, task: Task, result: Judgement) -> None:
        """Keep what was found of a check, or of a part of it, and how long that took."""
        self.seconds[task.check] = self.seconds.get(task.check, 0.0) + result.seconds
        if task.part is None:
            self.judgements[task.check] = result
        else:
            self._add_part(task.check, task.part, result)

    def _add_part(self, name: str, part: int, result: Judgement) -> None:
        """Keep what was found of one part of a check, and of all of them, if that is known now."""
        parts = self.parts.setdefault(name, Parts(self.session.checks[name]))
        parts.judgements[part] = result
        if whole := parts.judgement:
            self.judgements[name] = whole

    @property
    def verdicts(self) -> Sequence[Verdict]:
        """A verdict on every check, in order; where nothing was judged, it says so."""
        return [self._verdict(name, check) for name, check in self.session.checks.items()]

    @property
    def run(self) -> Run:
        """The run as far as it came; where it did not come, nothing is concluded."""
        read = [each.accuracy for each in self.judgements.values() if each.accuracy]
        return Run(
            self.session.implementation,
            self.verdicts,
            self._strength,
            read[0] if read else None,
            self.session.arithmetic,
            [self.surveys[task] for task in self.session.tasks if task in self.surveys],
            self.session.plan.examples,
            self.session.plan.seed,
            self.seconds,
            {str(check.law): check.law for check in self.session.checks.values()},
            {n: of.observation for n, of in self.judgements.items() if of.observation},
        )

    @property
    def faults(self) -> list[Fault]:
        """The errors of mnist_nn itself that ended a check, in order."""
        judgements = (self.judgements.get(name) for name in self.session.checks)
        return [each.fault for each in judgements if each and each.fault]

    def _verdict(self, name: str, check: Check) -> Verdict:
        """Return the verdict on a check, or on as much of it as was tried."""
        if name in self.judgements:
            return self.judgements[name].verdict
        return self.parts[name].verdict if name in self.parts else not_judged(check)

    @property
    def _strength(self) -> Strength:
        """What became of all mutants: nothing, until they all were tried."""
        functions = [task.function for task in self.session.tasks if task.tries_mutants]
        if self.strengths.keys() != set(functions):
            return Strength()
        return together(self.strengths[function] for function in functions)
