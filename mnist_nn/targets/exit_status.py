"""How a process ended, in words."""

from __future__ import annotations

import signal

_SIGNALS = {number.value: number.name for number in signal.Signals}


def ended(status: int | None) -> str:
    """Return how a program ended that has this status, or None while it goes on.

    >>> ended(3), ended(-11)
    ('exited with status 3', 'died of SIGSEGV')

    """
    if status is None:
        return "closed its stdout"
    if status < 0:
        return f"died of {_SIGNALS.get(-status, f'signal {-status}')}"
    return f"exited with status {status}"
