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
from mnist_nn import mlp, softmax
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.mutants.mlp import wraps_integers_around
from mnist_nn.mutants.mutant import Mutant, mutant
from mnist_nn.mutants.softmax_memory import reads_past_a_broadcast

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


def test_integers_wrap_around_in_a_mutant_that_multiplies_them() -> None:
    """100 * 2 is -56 in eight bits."""
    x, W1 = np.array([[100]], np.int8), np.array([[2]], np.int8)
    b1, W2, b2 = np.zeros(1), np.array([[1.0, 0.0]]), np.zeros(2)
    wrapped, right = wraps_integers_around(x, W1, b1, W2, b2), mlp(x, W1, b1, W2, b2)
    assert wrapped[0, 0] < 0.6 < right[0, 0]


def test_a_broadcast_is_misread_by_a_mutant_that_knows_no_stride_of_zero() -> None:
    """It sees the one number that is there, and zeros."""
    x = np.broadcast_to(np.float32(1), (1, 2))
    assert reads_past_a_broadcast(x)[0, 0] > reads_past_a_broadcast(x)[0, 1]
    assert np.array_equal(reads_past_a_broadcast(x.copy()), softmax(x))
