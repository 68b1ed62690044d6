"""A session about a few of the numbers of float32, in parts, as one is about all of them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mnist_nn.checking.plan import Plan
from mnist_nn.checking.session import begun
from mnist_nn.checking.task import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mnist_nn.checking.session import Session

SPECIFICATION = """
from mnist_nn.specification.claim import matches
from mnist_nn.specification.function import Function
from mnist_nn.specification.inputs.sections import Sections
from mnist_nn.specification.law import law
from mnist_nn.specification.truth import true_relu

HALF = Function("half", formula="half(x) = max(x, 0).", truth=true_relu)

def some_numbers(dtype):
    return Sections(0, 8, per_part=2)

@law(HALF, some_numbers, dtypes=(), exhaustive=("float32",))
def is_right_at_some_numbers(half, x):
    '''half(x) = max(x, 0).'''
    return matches(half(x), true_relu(x))
"""
"""A function whose law is about eight sections of numbers, in four parts."""

LAW = "half.is_right_at_some_numbers"
CHECK = f"{LAW}[float32]"
PARTS = [Task("half", CHECK, part) for part in range(4)]

RIGHT = "import numpy\ndef half(x): return numpy.maximum(x, 0)\n"

WRONG = """
import numpy

def half(x):
    last = x.view(numpy.uint32) % 2**14
    return numpy.where(last == 2**11, -1, numpy.maximum(x, 0))
"""
"""It is wrong at all numbers of the fifth section, the first of the third part, and at no other."""


def in_parts(folder: Path, code: str = RIGHT) -> Plan:
    """Return a plan about such a function."""
    specification, mine = folder / "half.py", folder / "mine.py"
    specification.write_text(SPECIFICATION)
    mine.write_text(code)
    return Plan(str(mine), laws=(LAW,), specification=specification, exhaustive=True)


@contextmanager
def session_in_parts(folder: Path, code: str = RIGHT) -> Iterator[Session]:
    """Return a session about such a function."""
    with begun(in_parts(folder, code)) as session:
        yield session
