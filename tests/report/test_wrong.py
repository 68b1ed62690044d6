"""A report on a wrong function leads to the fault: on one screen, and in its first lines."""

from __future__ import annotations

import re

import pytest

from mnist_nn.checking.judgement import judge
from mnist_nn.checking.strength import Strength
from mnist_nn.checking.verify import checks
from mnist_nn.report.run import Run
from mnist_nn.report.stories import SCREEN, rows
from mnist_nn.report.verdicts import as_text
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.targets.implementation import Implementation
from tests.report.wrong import WRONG, Wrong


def report_on(wrong: Wrong) -> str:
    """Return what is printed of a wrong function."""
    it = Implementation("it.py", "1", {wrong.function: wrong.implementation})
    laws = [SPECIFICATION.law_named(f"{wrong.function}.{law}") for law in wrong.laws]
    verdicts = [judge(c, 20).verdict for c in checks(it, laws) if c.dtype in wrong.dtypes]
    return as_text(Run(it, verdicts, Strength(refuted=("f.wrong",))))


@pytest.mark.slow
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.implementation.__name__)
def test_the_first_lines_of_a_report_name_the_fault(wrong: Wrong) -> None:
    """And then comes its story, told of the simplest input of a law that sees it."""
    text = report_on(wrong)
    first, *more = text.splitlines()
    assert wrong.says in first
    story = next(line for line in more if re.match(r"(1\. )?\w+\.\w+\[", line))
    assert story.removeprefix("1. ").startswith(f"{wrong.first}[")
    assert "\nreproduce it with\n" in text
    assert rows(text.splitlines()) <= SCREEN
