"""The floating-point environment on which every proof relies: it belongs to the thread."""

from __future__ import annotations

from mnist_nn.formats import FLOAT64

_ONE, _HALF_A_UNIT, _SMALLEST_NORMAL, _SMALLEST = 1.0, FLOAT64.u, FLOAT64.eta, FLOAT64.smallest


def check_environment() -> None:
    """Raise an error unless float64 is rounded to nearest here, and underflows gradually.

    A library may change that for its caller: `torch.set_flush_denormal(True)` does, and so does
    code that was compiled with `-ffast-math` when it is loaded. Asking takes a microsecond.

    Raises:
        FloatingPointError: it is not so.

    """
    if not _rounds_to_nearest():
        raise FloatingPointError(
            "float64 is not rounded to nearest in this thread: nothing can be judged by its numbers"
        )
    if not _underflows_gradually():
        raise FloatingPointError(
            "subnormal float64 are flushed to zero in this thread, as after "
            "torch.set_flush_denormal(True): nothing can be judged by its numbers"
        )


def _rounds_to_nearest() -> bool:
    """Return whether sums of both signs go to the nearest number, and ties to the even one."""
    up, down = _ONE + 1.5 * _HALF_A_UNIT, -_ONE - _HALF_A_UNIT
    return _ONE + _HALF_A_UNIT == _ONE < up and down == -_ONE


def _underflows_gradually() -> bool:
    """Return whether subnormal results are kept, and subnormal operands."""
    return _SMALLEST_NORMAL / 2 > 0 and _SMALLEST / _SMALLEST_NORMAL > 0
