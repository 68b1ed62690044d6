"""The premises of a law: which inputs it is about, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mnist_nn.specification.inputs.derived import Derived

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.specification.law import Law


def premises(law: Law) -> str:
    """Return which inputs a law is about, as the docstring of its domain says.

    It is empty where that has none.

    >>> from mnist_nn.specification.catalogue import law_named
    >>> premises(law_named("softmax.sums_to_one"))
    'scores of moderate size'

    """
    return "; ".join(filter(None, _described(law.domain)))


def _described(domain: Any) -> Iterator[str]:
    """Yield what a domain draws, and what is made of it, if it is made of another one."""
    if isinstance(domain, Derived):
        yield from _described(domain.inputs)
        domain = domain.how
    first = (getattr(domain, "__doc__", None) or "").partition("\n")[0]
    yield re.sub("^(Draw|Visit) ", "", first).removesuffix(".")
