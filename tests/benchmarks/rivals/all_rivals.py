"""All the methods, in the order in which a table shows them."""

from __future__ import annotations

from tests.benchmarks.rivals import (
    assert_close,
    gpucheck,
    kernelbench,
    onnx_cases,
    ours,
    plain_hypothesis,
)

RIVALS = (
    *kernelbench.RIVALS,
    onnx_cases.RIVAL,
    gpucheck.RIVAL,
    assert_close.RIVAL,
    plain_hypothesis.RIVAL,
    ours.RIVAL,
)
"""Every method, ours last."""
