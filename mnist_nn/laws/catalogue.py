"""All the laws, in the order in which they are written."""

from __future__ import annotations

from mnist_nn.laws import matmul, softmax
from mnist_nn.laws.law import Law

CATALOGUE: tuple[Law, ...] = tuple(
    value
    for module in (softmax, matmul)
    for value in vars(module).values()
    if isinstance(value, Law)
)
