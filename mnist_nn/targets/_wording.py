"""The words for the author of a program: what it said, shortened, and what it may have meant."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING, Any

from mnist_nn.did_you_mean import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGNALS = {number.value: number.name for number in signal.Signals}


def shortened(value: Any, longest: int = 120) -> str:
    r"""Return a JSON value, or bytes that were printed, as a text that fits a message.

    >>> shortened({"id": 1, "data": [0.0] * 1000}, longest=25)
    '{"id":1,"data":[0.0,0.0,0...'
    >>> print(shortened(b"Segmentation fault\n"))
    'Segmentation fault'

    """
    if isinstance(value, bytes):
        text = repr(value[: 4 * longest].decode(errors="replace").rstrip("\r\n"))
    else:
        text = json.dumps(value, separators=(",", ":"))
    return text if len(text) <= longest else f"{text[:longest]}..."


def suggestion(name: object, known: Iterable[str]) -> str:
    """Return what a wrong name may have meant.

    >>> suggestion("softmx", ["softmax", "relu"])
    "; did you mean 'softmax'?"

    """
    hint = did_you_mean(name, known)
    return f"; {hint}" if hint else ""


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
