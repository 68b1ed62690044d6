"""The mutants: each makes one mistake, says which, and knows nothing of the laws."""

from __future__ import annotations

import ast
import re
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import mnist_nn.mutants
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.mutants.mutant import Mutant, mutant

FILES = sorted(Path(mnist_nn.mutants.__file__).parent.glob("*.py"))
every_mutant = pytest.mark.parametrize("wrong", MUTANTS, ids=str)


def test_no_two_mutants_have_one_name() -> None:
    """A report of one that escapes names it."""
    assert not [name for name, times in Counter(map(str, MUTANTS)).items() if times > 1]


@every_mutant
def test_a_mutant_names_its_mistake(wrong: Mutant) -> None:
    """In one sentence, that fits a line."""
    assert wrong.mistake.endswith(".")
    assert len(wrong.mistake) <= 100


@every_mutant
def test_a_mutant_cites_the_bug_that_it_repeats(wrong: Mutant) -> None:
    """As a repository and the number of an issue, where there is one."""
    assert re.fullmatch(r"([\w.-]+/[\w.-]+#\d+)?", wrong.repeats)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_mutant_knows_nothing_of_the_laws(path: Path) -> None:
    """No file of mutants imports what is to refute them: the records of functions at most."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    modules = {node.module or "" for node in tree if isinstance(node, ast.ImportFrom)}
    rooms = ("mnist_nn.specification", "mnist_nn.oracle")
    records = {"mnist_nn.specification.function", "mnist_nn.specification.catalogue"}
    assert {name for name in modules if name.startswith(rooms)} <= records


def test_a_function_becomes_a_mutant_of_its_name_and_docstring() -> None:
    """The first line of the docstring is the mistake."""

    @mutant("relu", repeats="someone/something#1")
    def doubles(x: float) -> float:
        """Give 2 x.

        Source: this test.
        """
        return 2 * x

    assert str(doubles) == "relu.doubles"
    assert doubles.mistake == "Give 2 x."
    assert doubles.repeats == "someone/something#1"
    assert doubles(3.0) == 6.0


def test_a_mutant_without_a_mistake_is_none() -> None:
    """A docstring is asked for at once."""

    def silent(x: float) -> float:
        return x

    with pytest.raises(ValueError, match=r"mutant relu\.silent: its docstring must name its mis"):
        mutant("relu")(silent)


def test_a_mutant_does_not_warn() -> None:
    """What is wrong is the result: a division by zero is not announced."""

    @mutant("relu")
    def divides(x: np.float64) -> np.float64:
        """Divide by zero."""
        return x / np.float64(0)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert divides(np.float64(1)) == np.inf
