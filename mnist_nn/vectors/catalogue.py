"""All the cases: for each specified function, at each dtype."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.vectors import matrix_cases, network_cases, number_cases
from mnist_nn.vectors.softmax_cases import softmax_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mnist_nn.vectors.case import Case

_FLOATS = ("float64", "float32", "float16")

_CASES: dict[str, Callable[[np.dtype[Any]], Iterator[Case]]] = {
    "identity": number_cases.identity_cases,
    "step": number_cases.step_cases,
    "sigmoid": number_cases.sigmoid_cases,
    "relu": number_cases.relu_cases,
    "softmax": softmax_cases,
    "matmul": matrix_cases.matmul_cases,
    "affine": matrix_cases.affine_cases,
    "mlp": network_cases.mlp_cases,
    "predict": network_cases.predict_cases,
}

DTYPES = {name: ("float32",) if name == "predict" else _FLOATS for name in _CASES}
"""The functions, and the dtypes at which there are cases of them."""

LIMITS = dict.fromkeys(("sigmoid", "softmax", "mlp", "predict"), (0.0, 1.0))
"""The functions whose results, rounded or not, lie between two numbers."""


def cases_of(function: str, dtype: str) -> list[Case]:
    """Return the cases of a function at a dtype, always the same.

    >>> cases_of("softmax", "float32")[0].reason
    'three scores'

    """
    return list(_CASES[function](np.dtype(dtype)))
