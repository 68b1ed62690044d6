"""A session: a plan whose target is open, so that its checks can be judged."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from mnist_nn.checking.accuracy import accuracy_of
from mnist_nn.checking.deviations import known_deviations, read_deviations
from mnist_nn.checking.grade import grades_of
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.observing import observation_of
from mnist_nn.checking.own_error import ours
from mnist_nn.checking.own_specification import specification_of
from mnist_nn.checking.parts import parts_of
from mnist_nn.checking.strength import functions_tried, strength_of
from mnist_nn.checking.survey.surveying import survey_of
from mnist_nn.checking.task import Task
from mnist_nn.checking.verify import checks
from mnist_nn.oracle.declared import declaring
from mnist_nn.specification import catalogue
from mnist_nn.specification.inputs.sections import SECTIONS
from mnist_nn.specification.selection import selected
from mnist_nn.targets.target import opened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from mnist_nn.checking.check import Check
    from mnist_nn.checking.deviations import Deviation
    from mnist_nn.checking.judgement import Judgement
    from mnist_nn.checking.plan import Plan
    from mnist_nn.checking.strength import Strength
    from mnist_nn.checking.survey.survey import Survey
    from mnist_nn.checking.task import Result
    from mnist_nn.specification.catalogue import Specification
    from mnist_nn.specification.function import Function
    from mnist_nn.targets.implementation import Implementation


@dataclass(frozen=True)
class Session:
    """A plan whose target is open.

    Attributes:
        plan: what is verified, and how.
        implementation: what is under test.
        checks: every check that is planned, in order, by its name; some may not be offered.
        specification: what the mutants that are tried imitate.
        held: tasks that need not be done, for they were done before.

    """

    plan: Plan
    implementation: Implementation
    checks: Mapping[str, Check]
    specification: Specification
    held: Collection[Task] = ()

    @property
    def arithmetic(self) -> str:
        """The name of the arithmetic by which results are judged."""
        return next(iter(self.checks.values())).declared.name

    @property
    def tasks(self) -> list[Task]:
        """Every check that applies, surveys, the mutants of each function, and the long checks."""
        offered = {name: check for name, check in self.checks.items() if check.function}
        functions = functions_tried(offered.values(), self.specification)
        long = {name: check for name, check in offered.items() if check.is_exhaustive}
        return [
            *(Task(c.law.function, name) for name, c in offered.items() if name not in long),
            *(Task(str(function), survey=dtype) for function, dtype in self._surveyed),
            *map(Task, functions),
            *(
                Task(check.law.function, name, part)
                for name, check in long.items()
                for part in range(len(parts_of(check)))
                if Task(check.law.function, name, part) not in self.held
            ),
        ]

    def result(self, task: Task) -> Result:
        """Do a task.

        Raises:
            OwnError: there was an error of ours, though not while a check was judged.

        """
        if task.survey:
            return self._survey(task)
        start = monotonic()
        result = self._untimed(task)
        return replace(result, seconds=monotonic() - start)

    def _untimed(self, task: Task) -> Judgement | Strength:
        """Judge a check or a part of it, or try mutants."""
        if not task.check:
            return self._strength(task.function)
        check, examples = self.checks[task.check], self.plan.examples
        if task.part is not None:
            check, examples = parts_of(check)[task.part], SECTIONS
        return self._judgement(check, examples)

    def _judgement(self, check: Check, examples: int) -> Judgement:
        """Judge a check; grade what is refuted, and show it if asked; count the images read."""
        seed = self.plan.seed
        judgement = judge(check, examples, seed)
        with ours():
            verdict = judgement.verdict
            graded = replace(verdict, grades=grades_of(check, verdict, examples, seed))
            seen = observation_of(check, verdict) if self.plan.observations else None
            read = accuracy_of(check, verdict)
            return replace(judgement, verdict=graded, accuracy=read, observation=seen)

    @property
    def _surveyed(self) -> list[tuple[Function, str]]:
        """The functions that are surveyed, and at which dtypes: wherever a check applies."""
        if not self.plan.errors:
            return []
        applied = (check for check in self.checks.values() if check.function)
        pairs = dict.fromkeys((check.law.specified, check.dtype) for check in applied)
        return [(function, dtype) for function, dtype in pairs if dtype in function.formats]

    def _survey(self, task: Task) -> Survey:
        """Survey how far the results of a function are off."""
        specified = {str(function): function for function, _ in self._surveyed}[task.function]
        function = self.implementation.functions[task.function]
        with ours(), declaring(*next(iter(self.checks.values())).declared.arithmetics):
            plan = self.plan
            return survey_of(
                specified, function, task.survey, plan.seed, exhaustive=plan.exhaustive
            )

    def _strength(self, function: str) -> Strength:
        """Try the mutants of a function."""
        plan, own = self.plan, self.checks.values()
        with ours():
            return strength_of(function, own, plan.examples, plan.seed, self.specification)


@contextmanager
def begun(plan: Plan) -> Iterator[Session]:
    """Open the target of a plan.

    Raises:
        ValueError: there is no such target, law, function or dtype, or a file is not as it should.
        OSError: there is no such file, or it cannot be read.
        ImportError: a library is not installed.

    """
    specification = _specification(plan)
    laws = selected(
        specification.laws, plan.functions, plan.laws, plan.dtypes, exhaustive=plan.exhaustive
    )
    known = _deviations(plan)
    with opened(
        plan.target,
        functions=plan.functions,
        timeout=plan.timeout,
        specified=specification.functions,
    ) as offered:
        implementation = replace(offered, compiles=offered.compiles or plan.few_shapes)
        all_of_them = checks(implementation, laws, known, plan.arithmetic)
        planned = {str(check): check for check in all_of_them}
        imitated = specification if plan.specification else catalogue.SPECIFICATION
        yield Session(plan, implementation, planned, imitated)


def _specification(plan: Plan) -> Specification:
    """Return what is specified: by somebody, or here, of the parameters in a file."""
    if plan.specification:
        return specification_of(plan.specification)
    return catalogue.specification_about(plan.weights)


def _deviations(plan: Plan) -> tuple[Deviation, ...]:
    """Return what is known of a library, and what the user knows, which comes last and counts."""
    theirs = read_deviations(plan.deviations) if plan.deviations else ()
    return known_deviations(plan.target) + theirs
