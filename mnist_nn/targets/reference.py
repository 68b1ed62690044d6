"""The reference: this package's own functions, on NumPy."""

from __future__ import annotations

import numpy as np

from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.targets.implementation import Implementation

REFERENCE = Implementation(
    name="numpy",
    version=np.__version__,
    functions={
        name: function.reference
        for name, function in SPECIFICATION.functions.items()
        if function.reference
    },
)
