"""SciPy: `scipy.special` has a softmax and a sigmoid."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import scipy
from scipy.special import expit, softmax

from mnist_nn.targets.implementation import Implementation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.formats import FloatArray


def implementation(_parameters: Sequence[FloatArray]) -> Implementation:
    """Return SciPy's functions; it has no network."""
    return Implementation(
        name="scipy",
        version=scipy.__version__,
        # Without an axis, SciPy takes the whole array for one row.
        functions={"sigmoid": expit, "softmax": partial(softmax, axis=-1)},
    )
