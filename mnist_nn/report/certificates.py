"""What correct implementations can read: certificates, as a table and as objects for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

    from mnist_nn.oracle.certificate.certificate import Certificate


def as_text(certificates: Mapping[str, Certificate], labels: ArrayLike) -> list[str]:
    """Return a line for each arithmetic: the certain digits, and the least and the most correct."""
    lines = ["arithmetic  certain  correct at least  at most"]
    for name, found in as_objects(certificates, labels).items():
        least, most = found["correct_at_least"], found["correct_at_most"]
        lines.append(f"{name:10}  {found['certain']:7d}  {least:16d}  {most:7d}")
    return lines


def as_objects(certificates: Mapping[str, Certificate], labels: ArrayLike) -> dict[str, Any]:
    """Return counts for each arithmetic, and which images rounding may change."""
    return {
        name: {
            "certain": int(found.certain.sum()),
            "correct_at_least": found.correct_at_least(labels),
            "correct_at_most": found.correct_at_most(labels),
            "uncertain": np.flatnonzero(~found.certain).tolist(),
        }
        for name, found in certificates.items()
    }
