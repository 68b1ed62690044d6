"""Arithmetics by name: the strict one, and weaker ones that are shipped for the sake of speed.

Each is stated in its fields, which are premises of the theorems in `bounds` and `product_bound`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mnist_nn.formats import BFLOAT16, FLOAT16, FLOAT32, FORMATS, Format, format_of
from mnist_nn.oracle.arithmetic import TF32, arithmetic_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import DTypeLike

    from mnist_nn.oracle.arithmetic import Arithmetic

TRUNCATED = Format(u=2.0**-22, eta=FLOAT32.eta, name="float32, aligned and truncated")
"""How tensor cores add, four times as coarsely as float32 rounds.

Source: M. Fasi, N. J. Higham, M. Mikaitis and S. Pranesh, *Numerical behavior of NVIDIA tensor
cores*, PeerJ Computer Science 7:e330, 2021. A few exact products and the sum so far are aligned to
the greatest of them, cut off below its 24th digit, added, and their sum is cut off there too.

Proof. Let v be 2**-24, and M the sum of absolute values of a step: of m products that are not zero
and of the sum so far. All addends but the greatest are cut off, each by at most 2 v M, and their
sum by 2 v M: by (m + 1) 2 v M, at most 4 m v M. n products take steps of n addends together, and
are off as by n additions with u = 4 v; a bias takes one more.
"""


@dataclass(frozen=True)
class Named:
    """An arithmetic with a name.

    Attributes:
        describes: the code that computes so, in a line.
        fields: what differs from the strict arithmetic, by the names of results' formats.

    """

    describes: str
    fields: Mapping[str, Mapping[str, Any]]


def _of_each(**fields: Any) -> Mapping[str, Mapping[str, Any]]:
    """Return the same fields for each format."""
    return dict.fromkeys(FORMATS, fields)


_SUMS_TRUNCATED: Mapping[str, Any] = {"accumulate": TRUNCATED}

ARITHMETICS = {
    "strict": Named(
        "any order of sums, an exp within 3 ulp; half precision is computed in float32", _of_each()
    ),
    "tree": Named(
        "sums of blocks of up to 32 terms, added in pairs, as NumPy sums a row", _of_each(blocks=32)
    ),
    "fast-exp": Named("an exp within 64 ulp, as of short polynomials", _of_each(k=64)),
    "flash": Named(
        "exp2(fma(x, C, -fl(m C))), as FlashAttention computes a row; quotients by reciprocals",
        _of_each(shift="folded", rescalings=0, exact_at_zero=False),
    ),
    "flash-unfused": Named(
        "exp2(x C - m C) without a fused multiply-add, or rescaled from block to block",
        _of_each(shift="absolute", exact_at_zero=False),
    ),
    "tanh-sigmoid": Named("sigmoid as (1 + tanh(x / 2)) / 2", _of_each(tail="absolute")),
    "tf32": Named(
        "float32 products of operands rounded to TF32, and sums that are rounded to nearest",
        {"float32": {"operands": TF32}},
    ),
    "tensor-core": Named(
        "products on tensor cores, of TF32 if they are float32; sums are aligned and truncated",
        {
            "float32": {"operands": TF32, **_SUMS_TRUNCATED},
            "float16": _SUMS_TRUNCATED,
            "bfloat16": _SUMS_TRUNCATED,
        },
    ),
    "bfloat16-operands": Named(
        "float32 products of operands rounded to bfloat16, as the default precision of a TPU",
        {"float32": {"operands": BFLOAT16}},
    ),
    "float16-accumulate": Named(
        "float16 sums in float16, as with a compute type of 16 bits",
        {"float16": {"accumulate": FLOAT16}},
    ),
}
"""Every named arithmetic."""


def named_arithmetic(name: str, dtype: DTypeLike) -> Arithmetic:
    """Return the arithmetic of a name for results of `dtype`.

    Raises:
        ValueError: there is none of that name, or not for that dtype.

    >>> named_arithmetic("tf32", "float32").operands.name
    'TF32'

    """
    if name not in ARITHMETICS:
        raise ValueError(f"{name} is no named arithmetic: expected one of {', '.join(ARITHMETICS)}")
    fields, storage = ARITHMETICS[name].fields, format_of(dtype).name
    if storage not in fields:
        raise ValueError(f"{name} is no arithmetic of {storage}, but of {', '.join(fields)}")
    return replace(arithmetic_of(storage), **fields[storage])
