"""Of a law that held it is told where it came nearest to being refuted."""

from __future__ import annotations

import numpy as np

from mnist_nn import softmax
from mnist_nn.checking.check import Check
from mnist_nn.checking.evidence import Evidence
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.observing import inputs_in
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.claim import Claim


def test_the_input_of_the_greatest_error_is_kept() -> None:
    """The first of several."""
    evidence = Evidence()
    for n, ratio in enumerate([0, 0.25, 0.5, 0.5, 0.125]):
        evidence.add(Claim(ratio, ""), (np.full(2, n, np.float32), n))
    assert evidence.worst == 0.5
    assert evidence.worst_input(["x", "n"]) == "x = array([2., 2.], dtype=float32), n = 2"


def test_where_no_error_was_seen_there_is_none() -> None:
    """Nothing came near."""
    evidence = Evidence()
    evidence.add(Claim(0, ""), (1,))
    assert evidence.worst_input(["n"]) is None


def test_a_long_input_is_not_written_out() -> None:
    """Nothing is wrong with it."""
    evidence = Evidence()
    evidence.add(Claim(0.5, ""), (np.arange(101),))
    assert evidence.worst_input(["x"]) is None


def test_at_the_input_that_is_told_the_error_is_that_which_is_told() -> None:
    """It can be seen again."""
    law = law_named("softmax.is_the_true_softmax")
    verdict = judge(Check(law, softmax, "float32"), 10).verdict
    assert verdict.worst_input is not None
    assert law.at(softmax, *inputs_in(verdict.worst_input)).ratio == verdict.worst
