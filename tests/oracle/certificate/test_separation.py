"""Softmax keeps the order of scores that are far enough apart, and not of closer ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mnist_nn.oracle.arithmetic import CERTIFIABLE
from mnist_nn.oracle.certificate._separation import separation
from tests.oracle.certificate.runs import Run

NARROW = [name for name in CERTIFIABLE if name != "float64"]


@pytest.mark.parametrize("classes", [2, 10])
@pytest.mark.parametrize("name", NARROW)
def test_the_separation_is_what_keeps_the_order(name: str, classes: int) -> None:
    """The worst run keeps the order of scores that far apart, and turns it a twentieth closer."""
    run = Run(CERTIFIABLE[name], np.random.default_rng(0))
    apart = float(separation(classes, CERTIFIABLE[name], np.zeros(())))
    scores = np.full((2, classes), -5.0)
    scores[:, 0], scores[:, 1] = 0, [-apart, -0.95 * apart]
    worst = np.zeros_like(scores)
    worst[:, 0], worst[:, 1] = -1, 1
    q = run.softmax(scores, worst)
    assert (q[:, 0] > q[:, 1]).tolist() == [True, False]


def test_an_exp_that_may_be_off_at_zero_needs_scores_that_are_further_apart() -> None:
    """By what the exponential of the greatest score may be off: k ulp, twice."""
    strict = CERTIFIABLE["float32"]
    poorer, zero = replace(strict, exact_at_zero=False), np.zeros(())
    more = separation(10, poorer, zero) - separation(10, strict, zero)
    assert 1.99 < more / (2 * strict.k * strict.working.u) < 2.01
