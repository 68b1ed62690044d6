"""What correct implementations can read: certificates, as a table and as objects for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import ArrayLike

    from mnist_nn.oracle.certificate.certificate import Certificate


def as_lines(certified: Iterable[tuple[str, Certificate]], labels: ArrayLike) -> Iterator[str]:
    """Yield a line for each arithmetic: the certain digits, and the least and the most correct."""
    yield "arithmetic  certain  correct at least  at most"
    for name, certificate in certified:
        found = as_object(certificate, labels)
        least, most = found["correct_at_least"], found["correct_at_most"]
        yield f"{name:10}  {found['certain']:7d}  {least:16d}  {most:7d}"


def as_object(certificate: Certificate, labels: ArrayLike) -> dict[str, Any]:
    """Return counts, and which images rounding may change."""
    return {
        "certain": int(certificate.certain.sum()),
        "correct_at_least": certificate.correct_at_least(labels),
        "correct_at_most": certificate.correct_at_most(labels),
        "uncertain": np.flatnonzero(~certificate.certain).tolist(),
    }
