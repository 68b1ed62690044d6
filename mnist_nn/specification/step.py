"""What a correct step is: step(x) = 1 where x > 0, and 0 elsewhere, with nothing rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn import functions
from mnist_nn.specification.claim import Claim, matches
from mnist_nn.specification.function import Function
from mnist_nn.specification.inputs.no_rows import no_scores
from mnist_nn.specification.inputs.numbers import infinities
from mnist_nn.specification.inputs.wide_numbers import many_numbers
from mnist_nn.specification.law import law
from mnist_nn.specification.truth import exactly, true_step

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Implemented

STEP = Function(
    "step",
    formula="step(x) = 1 where x > 0, and 0 elsewhere, at 0 too.",
    truth=true_step,
    reference=functions.step,
    wide=many_numbers,
    no_rows=no_scores,
    limits=(0, 1),
    law_names={
        "is_the_true_value": "is_the_step",
        "does_not_overflow": "steps_at_the_smallest_number",
        "lies_between_its_limits": "lies_between_0_and_1",
        "passes_nan_on": "is_undefined_at_nan",
    },
    advisory={"passes_nan_on": "NaN > 0 is false, and many a correct step returns 0 there"},
)


@law(STEP, infinities)
def reaches_its_ends(step: Implemented, x: FloatArray) -> Claim:
    """step(-inf) = 0 and step(inf) = 1."""
    return matches(step(x), exactly(x > 0))
