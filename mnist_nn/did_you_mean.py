"""The hint at what a wrong name may have meant, in the same words wherever a name is refused."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def did_you_mean(
    name: object,
    known: Iterable[str],
    otherwise: str = "",
    elsewhere: Mapping[str, str] | None = None,
) -> str:
    """Return a question with the nearest known name or, if none is near, what else to say.

    Upper and lower case do not count. What is called otherwise elsewhere is near by that name too.

    >>> did_you_mean("Sofmax", ["softmax", "relu"])
    "did you mean 'softmax'?"
    >>> did_you_mean("tan", ["softmax", "relu"], "see `mnist-nn laws`")
    'see `mnist-nn laws`'
    >>> did_you_mean("fp16", ["float16", "float32"], elsewhere={"fp16": "float16"})
    "did you mean 'float16'?"

    """
    spelled = {each.lower(): each for each in known}
    others = (elsewhere or {}).items()
    spelled |= {other: here for other, here in others if here in spelled.values()}
    near = get_close_matches(str(name).lower(), spelled, n=1, cutoff=0.7)
    return f"did you mean {spelled[near[0]]!r}?" if near else otherwise
