"""What a correct identity is: identity(x) = x, number by number, with nothing rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn import functions
from mnist_nn.specification.claim import Claim, is_the_same
from mnist_nn.specification.function import Function
from mnist_nn.specification.inputs.no_rows import no_scores
from mnist_nn.specification.inputs.numbers import infinities
from mnist_nn.specification.inputs.wide_numbers import many_numbers
from mnist_nn.specification.law import law
from mnist_nn.specification.truth import true_identity

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Implemented

IDENTITY = Function(
    "identity",
    formula="identity(x) = x, exactly.",
    truth=true_identity,
    reference=functions.identity,
    wide=many_numbers,
    no_rows=no_scores,
    law_names={
        "is_the_true_value": "is_the_identity",
        "does_not_overflow": "keeps_every_finite_number",
        "passes_nan_on": "keeps_nan",
    },
    exempt={"shares_no_memory": "the result may be x itself"},
)


@law(IDENTITY, infinities)
def keeps_infinities(identity: Implemented, x: FloatArray) -> Claim:
    """identity(-inf) = -inf and identity(inf) = inf."""
    return is_the_same(identity(x), x)
