"""The words for the author of a program: what it said, shortened, and what it may have meant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mnist_nn.did_you_mean import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable


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


def encodable(text: str) -> str:
    """Return a text without the halves of characters that JSON can spell and nobody can print."""
    return text.encode(errors="replace").decode()
