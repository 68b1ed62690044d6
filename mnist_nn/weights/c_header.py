"""Writes the parameters of a network as a header for C and C++."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.formats import FLOAT32, format_of
from mnist_nn.parameters import layers_of
from mnist_nn.weights.hex_floats import to_hex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mnist_nn.formats import FloatArray

_NUMBERS_IN_A_LINE = 6


def as_c_header(parameters: Mapping[str, FloatArray], provenance: str) -> str:
    """Return a header, for C99 and C++17, that defines the parameters with every bit.

    Args:
        parameters: W1 (inputs, outputs), b1 (outputs,), W2, b2, ..., in this order.
        provenance: where they come from and who may use them, for a comment at the top.

    >>> print(as_c_header({"W1": np.array([[1.5]]), "b1": np.array([-0.5])}, "An example."))
    /* An example.
     *
     * A network of 1 layer: y1 = x W1 + b1, and so on; sigmoid is applied to each y but
     * the last, and softmax to that. x is an image row by row, its pixels from 0 to 1, not
     * to 255. Matrices (inputs, outputs) are stored row by row: W1 from i to j is
     * mnist_W1[i * MNIST_WIDTH_1 + j]. For C99 and C++17. */
    #ifndef MNIST_WEIGHTS_H
    #define MNIST_WEIGHTS_H
    <BLANKLINE>
    #define MNIST_LAYERS 1
    #define MNIST_WIDTH_0 1
    #define MNIST_WIDTH_1 1
    <BLANKLINE>
    static const double mnist_W1[1 * 1] = {
        0x1.8p+0,
    };
    <BLANKLINE>
    static const double mnist_b1[1] = {
        -0x1p-1,
    };
    <BLANKLINE>
    #endif
    <BLANKLINE>

    """
    layers = layers_of(parameters.values())
    widths = [len(layers[0].W), *(len(layer.b) for layer in layers)]
    macros = [f"#define MNIST_LAYERS {len(layers)}"]
    macros += [f"#define MNIST_WIDTH_{k} {width}" for k, width in enumerate(widths)]
    lines = [
        _comment(provenance, len(layers)),
        "#ifndef MNIST_WEIGHTS_H",
        "#define MNIST_WEIGHTS_H",
        "",
        *macros,
        "",
        *(line for name, array in parameters.items() for line in _definition(name, array)),
        "#endif",
        "",
    ]
    return "\n".join(lines)


def _comment(provenance: str, layers: int) -> str:
    """Return the comment at the top, in which no file's name can end the comment."""
    origin = provenance.replace("*/", "* /").replace("\n", "\n * ")
    return (
        f"/* {origin}\n *\n"
        f" * A network of {layers} layer{'s' * (layers > 1)}: y1 = x W1 + b1, and so on; sigmoid"
        " is applied to each y but\n"
        " * the last, and softmax to that. x is an image row by row, its pixels from 0 to 1, not\n"
        " * to 255. Matrices (inputs, outputs) are stored row by row: W1 from i to j is\n"
        " * mnist_W1[i * MNIST_WIDTH_1 + j]. For C99 and C++17. */"
    )


def _definition(name: str, array: FloatArray) -> Iterator[str]:
    """Yield the lines that define one array, as float where that holds its numbers."""
    single = format_of(array.dtype).u >= FLOAT32.u
    number, suffix = ("float", "f") if single else ("double", "")
    literals = [to_hex(value) + suffix for value in np.ravel(array).tolist()]
    yield f"static const {number} mnist_{name}[{' * '.join(map(str, array.shape))}] = {{"
    for i in range(0, len(literals), _NUMBERS_IN_A_LINE):
        yield f"    {', '.join(literals[i : i + _NUMBERS_IN_A_LINE])},"
    yield "};"
    yield ""
