"""A report on wrong code takes one screen of text, and its first five lines name the fault."""

from __future__ import annotations

import pytest

from mnist_nn.checking.judgement import judge
from mnist_nn.checking.strength import Strength
from mnist_nn.checking.verify import checks
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.report.run import Run
from mnist_nn.report.stories import SCREEN, rows
from mnist_nn.report.verdicts import as_text
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.law import Level
from mnist_nn.targets.implementation import Implementation
from tests.report.told_mutants import TOLD

OF_NAME = {str(mutant): mutant for mutant in MUTANTS}

TRIED = (("float32", "int32"), 6), (("float16",), 6), (("bfloat16", "int8"), 6), (("float64",), 60)
"""At which dtypes, and on how many inputs, until something fails: it is to be quick."""


def report_on(name: str) -> str:
    """Return what is printed of a mutant that is verified."""
    mutant = OF_NAME[name]
    it = Implementation("mine.py", "1", {mutant.function: mutant})
    laws = [law for law in CATALOGUE if law.function == mutant.function]
    required = checks(it, [law for law in laws if law.level == Level.REQUIRED])
    for dtypes, examples in TRIED:
        verdicts = [judge(c, examples).verdict for c in required if c.dtype in dtypes]
        if any(verdict.fails for verdict in verdicts):
            return as_text(Run(it, verdicts, Strength(refuted=("f.wrong",))))
    raise AssertionError(f"{name} is not refuted")


@pytest.mark.slow
@pytest.mark.parametrize("name", TOLD)
def test_a_report_takes_a_screen_whose_first_five_lines_name_the_fault(name: str) -> None:
    """Of wrong code of every kind."""
    lines = report_on(name).splitlines()
    assert TOLD[name] in "\n".join(lines[:5])
    assert rows(lines) <= SCREEN


def test_reports_on_every_function_are_looked_at() -> None:
    """On some sixty in all, and one in ten of each."""
    functions = {mutant.function for mutant in MUTANTS}
    for function in functions:
        of_it = [name for name in OF_NAME if name.startswith(f"{function}.")]
        assert sum(name in TOLD for name in of_it) >= len(of_it) // 12
    assert set(TOLD) <= set(OF_NAME)
    assert len(TOLD) >= 60
