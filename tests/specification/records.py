"""A function that is specified in tests alone."""

from __future__ import annotations

from mnist_nn.specification.function import Function
from mnist_nn.specification.truth import true_identity

F = Function("f", formula="f(x) = x.", truth=true_identity)
