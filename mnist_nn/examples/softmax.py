"""Softmax, sigmoid and relu in plain Python, as a program to be verified.

    mnist-nn verify -- python softmax.py

It reads one request from each line, and answers it on one line.
"""

from __future__ import annotations

import json
import math
import sys
from typing import Any


def softmax(row: list[float]) -> list[float]:
    """Return exp(x) / sum(exp(x)); the greatest score is subtracted first, to not overflow."""
    greatest = max(row)
    e = [math.exp(x - greatest) for x in row]
    total = math.fsum(e)
    return [y / total for y in e]


def sigmoid(x: float) -> float:
    """Return 1 / (1 + exp(-x)), without an exponential that overflows."""
    e = math.exp(-abs(x))
    return 1 / (1 + e) if x >= 0 else e / (1 + e)


def relu(x: float) -> float:
    """Return max(x, 0), and NaN for NaN."""
    return 0.0 if x < 0 else x


def softmax_along(axis: int, shape: list[int], data: list[float]) -> list[float]:
    """Return softmax of an array along one of its axes."""
    if not -len(shape) <= axis < len(shape):
        raise ValueError(f"there is no axis {axis} in an array of shape {shape}")
    axis %= len(shape)
    classes, stride = shape[axis], math.prod(shape[axis + 1 :])
    if classes == 0:
        raise ValueError(f"there are no classes along axis {axis} of an array of shape {shape}")
    result = data.copy()
    for first in range(len(data)):
        if first // stride % classes == 0:
            row = slice(first, first + classes * stride, stride)
            result[row] = softmax(data[row])
    return result


def result(request: dict[str, Any]) -> dict[str, Any]:
    """Return the array that is the result of a request."""
    (x,) = request["args"]
    data = [float(number) for number in x["data"]]  # "nan", "inf" and "-inf" too
    if request["call"] == "softmax":
        y = softmax_along(request["options"]["axis"], x["shape"], data)
    else:
        y = list(map({"sigmoid": sigmoid, "relu": relu}[request["call"]], data))
    # Python computes in float64; whoever reads the result rounds it to its dtype.
    dtype = x["dtype"] if "float" in x["dtype"] else "float64"
    numbers = [number if math.isfinite(number) else str(number) for number in y]
    return {"dtype": dtype, "shape": x["shape"], "data": numbers}


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to a request; null offers a function for every dtype."""
    if request["call"] == "describe":
        functions = {"softmax": None, "sigmoid": None, "relu": None}
        return {"name": "softmax.py", "version": "1", "functions": functions}
    try:
        return {"result": result(request)}
    except ValueError as error:
        return {"error": str(error)}


if __name__ == "__main__":
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.write(json.dumps({"id": asked["id"], **answer(asked)}) + "\n")
        sys.stdout.flush()
