"""All the cases, of every specified function at every format that it is specified for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.formats import FORMATS
from mnist_nn.oracle.oracle import by_balls_alone
from mnist_nn.vectors import (
    matrix_cases,
    network_cases,
    number_cases,
    softmax_cases,
    wide_matrix_cases,
    wide_number_cases,
    wide_softmax_cases,
)
from mnist_nn.vectors.cases import written_in

if TYPE_CHECKING:
    from mnist_nn.specification.function import Function
    from mnist_nn.vectors.case import Case

WRITTEN = written_in(
    number_cases,
    softmax_cases,
    matrix_cases,
    network_cases,
    wide_number_cases,
    wide_softmax_cases,
    wide_matrix_cases,
)
"""The cases of every function."""


def cases_of(function: Function, format_name: str) -> list[Case]:
    """Return the cases of a function at a format, always the same.

    >>> from mnist_nn.specification.softmax import SOFTMAX
    >>> cases_of(SOFTMAX, "float32")[0].reason
    'three scores'

    """
    dtype = FORMATS[format_name].dtype
    own = (written for written in WRITTEN if function in written.functions)
    with by_balls_alone():  # so that they are the same on every machine
        return [case for written in own for case in written.of(function, dtype)]
