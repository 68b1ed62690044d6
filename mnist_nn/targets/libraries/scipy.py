"""SciPy: `scipy.special` has a softmax and a sigmoid."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import scipy
from scipy.special import expit, softmax

from mnist_nn.targets.implementation import NUMPYS_OWN, Implementation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.formats import FloatArray


def implementation(_parameters: Sequence[FloatArray]) -> Implementation:
    """Return SciPy's functions, at the dtypes of NumPy; it has no network."""
    # Without an axis, SciPy takes the whole array for one row.
    functions = {"sigmoid": expit, "softmax": partial(softmax, axis=-1)}
    dtypes = dict.fromkeys(functions, NUMPYS_OWN)
    return Implementation("scipy", scipy.__version__, functions, dtypes)
