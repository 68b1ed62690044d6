"""Laws of few inputs are proved at the default number of examples, on every input that there is."""

from __future__ import annotations

from itertools import product

import pytest

from mnist_nn.checking.check import Check
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.checking.verdict import Status
from mnist_nn.specification.catalogue import SPECIFICATION, law_named
from mnist_nn.specification.predict import reads_batches_of_any_size

LISTED = [
    "identity.of_no_rows_is_empty",
    "identity.keeps_infinities",
    "step.of_no_rows_is_empty",
    "step.reaches_its_ends",
    "sigmoid.of_no_rows_is_empty",
    "sigmoid.is_one_half_at_zero",
    "sigmoid.reaches_its_limits",
    "relu.of_no_rows_is_empty",
    "relu.reaches_its_limits",
    "softmax.of_no_rows_is_empty",
    "softmax.of_no_classes_is_an_error",
    "matmul.of_no_rows_is_empty",
    "matmul.of_nothing_is_zero",
    "affine.of_no_rows_is_empty",
    "mlp.of_no_images_is_empty",
]
OF_A_SINGLE_INPUT = [
    "predict.is_as_accurate_as_is_certified",
    "predict.finds_no_digit_in_no_images",
]


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("name", "examples"),
    [
        *product(LISTED, (1, EXAMPLES, 20_000)),
        # Hypothesis says that there are no more only if it is asked for more.
        *product(OF_A_SINGLE_INPUT, (EXAMPLES, 20_000)),
    ],
)
def test_a_law_of_few_inputs_is_proved(name: str, examples: int) -> None:
    """However many examples are asked for."""
    law = law_named(name)
    reference = SPECIFICATION.functions[law.function].reference
    verdict = judge(Check(law, reference, "float32"), examples).verdict
    assert verdict.status == Status.PROVED
    assert verdict.examples == 1


@pytest.mark.slow
def test_batches_of_the_test_set_are_proved() -> None:
    """All of them are tried."""
    reference = SPECIFICATION.functions["predict"].reference
    verdict = judge(Check(reads_batches_of_any_size, reference, "float32")).verdict
    assert (verdict.status, verdict.examples) == (Status.PROVED, 12)
