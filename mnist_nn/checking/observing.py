"""A function is called again where a law does not hold: what it is given, returns, and should."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.checking.literals import from_python
from mnist_nn.checking.observation import COLUMNS, ROWS, Observation, around, in_rows, part_of
from mnist_nn.checking.verdict import Status
from mnist_nn.oracle.declared import declaring
from mnist_nn.specification.failure import Hang
from mnist_nn.specification.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from mnist_nn.checking.check import Check
    from mnist_nn.checking.observation import Part
    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.specification.function import Function
    from mnist_nn.specification.truth import Truth

    Array = NDArray[Any]

_CALLS = 8
"""A law that calls a function more often does the same again and again."""


@dataclass
class _Call:
    """A call of a function: what it was given, and what it returned."""

    arrays: tuple[Array, ...]
    result: Array


def observation_of(check: Check, verdict: Verdict) -> Observation | None:
    """Return what is seen when a function is called again where a law was refuted.

    Of several calls, the one is told in which the result is furthest from the truth. There is
    nothing to tell where there was no result that could be compared.

    Args:
        check: the law, and the function.
        verdict: what was said of it.

    """
    if verdict.status != Status.REFUTED or not verdict.counterexample:
        return None
    try:
        calls = _calls(check, inputs_in(verdict.counterexample))
    except (Exception, Hang):  # noqa: BLE001 - whatever it is, it gave an answer a moment ago
        return None
    with declaring(*check.declared.arithmetics):
        seen = [_compared(check.law.specified, call) for call in calls if call.result.size]
    return max(seen, key=lambda pair: pair[0])[1] if seen else None


def inputs_in(counterexample: str) -> list[Any]:
    """Return the inputs that a verdict names, such as `x = array([1.], dtype=float32), axis = 0`.

    Raises:
        ValueError: one of them is not written as `from_python` reads it.

    """
    (call,) = ast.parse(f"of({counterexample})").body
    assert isinstance(call, ast.Expr)  # noqa: S101 - we wrote it
    assert isinstance(call.value, ast.Call)  # noqa: S101 - we wrote it
    return [from_python(ast.unparse(each.value)) for each in call.value.keywords]


def _calls(check: Check, inputs: Sequence[Any]) -> list[_Call]:
    """Return the first calls that a law makes, the axis of whose rows is the last one."""
    calls: list[_Call] = []
    assert check.function is not None  # noqa: S101 - it was judged
    function = guarded(check.law.specified, check.function)

    def recorded(*arrays: Any, axis: int = -1, **options: Any) -> Any:
        if axis != -1:
            options["axis"] = axis
        kept = len(calls) < _CALLS
        given = [np.array(array) for array in arrays] if kept else []
        result = function(*arrays, **options)
        if kept:
            told = [np.moveaxis(a, axis, -1) if a.ndim else a for a in (*given, np.array(result))]
            calls.append(_Call(tuple(told[:-1]), told[-1]))
        return result

    with declaring(*check.declared.arithmetics):
        check.law.at(recorded, *inputs)
    return calls


def _compared(specified: Function, call: _Call) -> tuple[float, Observation]:
    """Return how far a result is off, in units of the allowed, and what is seen there."""
    truth, off = _truth(specified, call)
    row, column = (int(i) for i in np.unravel_index(int(np.argmax(off)), off.shape))
    rows, columns = around(row, ROWS, off.shape[0]), around(column, COLUMNS, off.shape[1])
    shape = call.result.shape
    arguments = tuple(
        _argument(name, array, shape, row, column)
        for name, array in zip(_names(specified, call.arrays), call.arrays, strict=False)
    )
    known = {"true": truth.enclosure.hi, "allowed": truth.allowed, "off": off} if truth else {}
    parts = {
        name: part_of(name, array.reshape(shape), rows, columns) for name, array in known.items()
    }
    return float(off[row, column]), Observation(
        arguments,
        part_of("observed", call.result, rows, columns),
        parts.get("true"),
        parts.get("allowed"),
        parts.get("off"),
        row - rows.start,
        column - columns.start,
    )


def _names(specified: Function, arrays: Sequence[Array]) -> Iterable[str]:
    """Return what the arrays are called; a network of more layers has more of them."""
    more = (f"argument {n}" for n in range(len(specified.arguments) + 1, len(arrays) + 1))
    return [*specified.arguments, *more]


def _truth(specified: Function, call: _Call) -> tuple[Truth | None, Array]:
    """Return what is true, if it is known, and how far off each result is (rows, columns).

    Where no truth is known, what is not finite is off.
    """
    y = call.result.astype(np.float64)
    truth = _known(specified, call.arrays)
    if truth is None or truth.enclosure.hi.shape != y.shape:
        return None, in_rows(~np.isfinite(y)).astype(np.float64)
    with np.errstate(all="ignore"):
        error = truth.enclosure.error(y)
        off = np.where(error == 0, 0.0, error / truth.allowed)
    return truth, in_rows(np.nan_to_num(off, nan=np.inf, posinf=np.inf))


def _known(specified: Function, arrays: Sequence[Array]) -> Truth | None:
    """Return what is true of some arguments, or None where the oracle does not know it.

    It knows what is finite, and of some functions what follows from an infinity. A law may give
    what a function is not specified for.
    """
    try:
        with np.errstate(all="ignore"):
            truth = specified.truth(*arrays)
    except Exception:  # noqa: BLE001 - whatever it is, it is not known
        return None
    defined = not any(np.isnan(array).any() for array in arrays)
    true = truth.enclosure
    return truth if defined and np.isfinite([true.hi, true.radius]).all() else None


def _argument(name: str, array: Array, shape: tuple[int, ...], row: int, column: int) -> Part:
    """Return the part of an argument on which a result depends, or the beginning of it.

    What has a row for each row of the result is told around this row; what has a column for each
    column of it, around this column.
    """
    rows = in_rows(array)
    own_row = array.shape[:1] == shape[:1] and len(array.shape) == len(shape)
    own_column = array.shape[-1:] == shape[-1:]
    r = around(row if own_row else 0, ROWS, len(rows))
    c = around(column if own_column else 0, COLUMNS, rows.shape[1])
    return part_of(name, array, r, c)
