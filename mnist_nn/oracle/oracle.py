"""Chooses how a true answer is enclosed: by ball arithmetic, or by evaluation in a wide format.

Ball arithmetic assumes the least and is slow; evaluation takes NumPy's time, and its radius is a
small part of any error that is allowed in a narrower format.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from mnist_nn.formats import FLOAT32
from mnist_nn.oracle.enclosures import (
    Enclosure,
    enclose_affine,
    enclose_mlp,
    enclose_sigmoid,
    enclose_softmax,
)
from mnist_nn.oracle.environment import check_environment
from mnist_nn.oracle.evaluation import (
    IN_FLOAT64,
    IN_LONGDOUBLE,
    evaluate_affine,
    evaluate_mlp,
    evaluate_sigmoid,
    evaluate_softmax,
    longdouble_is_wide,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mnist_nn.oracle.arithmetic import Arithmetic


class Oracle(NamedTuple):
    """One way to enclose each function, of arrays in any format."""

    softmax: Callable[[Any], Enclosure]
    sigmoid: Callable[[Any], Enclosure]
    affine: Callable[[Any, Any, Any], Enclosure]
    mlp: Callable[[Any, Any], Enclosure]


BALLS = Oracle(enclose_softmax, enclose_sigmoid, enclose_affine, enclose_mlp)
"""By ball arithmetic: the judge of last resort, whose answers are the same on every machine."""


def _evaluation(wide: Arithmetic) -> Oracle:
    """Return the oracle that evaluates in a wide arithmetic."""
    functions: Any = (evaluate_softmax, evaluate_sigmoid, evaluate_affine, evaluate_mlp)
    return Oracle(*(partial(function, wide=wide) for function in functions))


FLOAT64_EVALUATION, LONGDOUBLE_EVALUATION = map(_evaluation, (IN_FLOAT64, IN_LONGDOUBLE))

_FEW = 64
"""So many exponentials take ball arithmetic as long as a call of evaluation in longdouble."""

_MULTIPLY_ADDS = 32
"""So many of them take ball arithmetic as long as one exponential."""

_balls_alone: ContextVar[bool] = ContextVar("balls_alone", default=False)


def oracle_for(arithmetic: Arithmetic, exponentials: int, multiply_adds: int = 0) -> Oracle:
    """Return the oracle for results that are allowed the errors of an arithmetic.

    Args:
        arithmetic: what the implementation is allowed, which decides how narrow a radius has to be.
        exponentials: about how many there are to compute.
        multiply_adds: about how many there are in products of matrices.

    Raises:
        FloatingPointError: float64 does not do here what the proofs rely on.

    """
    check_environment()
    if balls_alone():
        return BALLS
    if min(arithmetic.working.u, arithmetic.storage.u) >= FLOAT32.u:
        return FLOAT64_EVALUATION
    few = exponentials + multiply_adds / _MULTIPLY_ADDS <= _FEW
    return BALLS if few or not longdouble_is_wide() else LONGDOUBLE_EVALUATION


def balls_alone() -> bool:
    """Return whether everything is enclosed by ball arithmetic now."""
    return _balls_alone.get()


@contextmanager
def by_balls_alone() -> Iterator[None]:
    """Enclose by ball arithmetic whatever is enclosed meanwhile, so that any machine says the same.

    What is evaluated depends, in its last bits, on the order in which a processor sums.
    """
    token = _balls_alone.set(True)
    try:
        yield
    finally:
        _balls_alone.reset(token)
