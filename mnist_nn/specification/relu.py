"""What a correct rectifier is: relu(x) = max(x, 0), with nothing rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn import functions
from mnist_nn.specification.claim import Claim, is_the_same
from mnist_nn.specification.function import Function
from mnist_nn.specification.inputs.no_rows import no_scores
from mnist_nn.specification.inputs.numbers import infinities
from mnist_nn.specification.inputs.wide_numbers import many_numbers
from mnist_nn.specification.law import law
from mnist_nn.specification.truth import true_relu

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Implemented

RELU = Function(
    "relu",
    formula="relu(x) = max(x, 0), exactly.",
    truth=true_relu,
    reference=functions.relu,
    wide=many_numbers,
    no_rows=no_scores,
    limits=(0, np.inf),
    law_names={
        "is_the_true_value": "is_the_rectifier",
        "does_not_overflow": "rectifies_every_finite_number",
        "lies_between_its_limits": "is_never_negative",
    },
)


@law(RELU, infinities)
def reaches_its_limits(relu: Implemented, x: FloatArray) -> Claim:
    """relu(-inf) = 0 and relu(inf) = inf."""
    return is_the_same(relu(x), np.maximum(x, 0))
