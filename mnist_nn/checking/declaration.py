"""The arithmetic that an implementation declares, by a name or in a file: it is judged by that."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mnist_nn.did_you_mean import did_you_mean
from mnist_nn.formats import FORMATS
from mnist_nn.oracle.arithmetic import TF32, Arithmetic, arithmetic_of
from mnist_nn.oracle.arithmetics import ARITHMETICS, TRUNCATED, named_arithmetic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STRICT = "strict"
"""The name of the arithmetic that is required where none is declared."""

_FORMATS = {**FORMATS, "TF32": TF32, "truncated": TRUNCATED}
"""What a field may name that is a format."""

_CHOICES = {"shift": ("relative", "folded", "absolute"), "tail": ("relative", "absolute")}
"""What a field may be that is one of some words."""

_LEAST = {"c": 1, "quotient": 1, "blocks": 1}
"""The least that a number may be, if that is not 0."""

_FIELDS = tuple(field.name for field in fields(Arithmetic) if field.name != "storage")


@dataclass(frozen=True)
class Declaration:
    """The arithmetic that an implementation declares.

    Attributes:
        name: what reports call it.
        arithmetics: by which results are judged, one at most for each of their formats; in other
            formats, they are judged by the strict one.

    """

    name: str = STRICT
    arithmetics: tuple[Arithmetic, ...] = ()

    @property
    def is_strict(self) -> bool:
        """Whether nothing is declared that is not required."""
        return self == STRICT_ARITHMETIC


STRICT_ARITHMETIC = Declaration()
"""What is declared by who declares nothing."""


def declaration_of(text: str) -> Declaration:
    """Return the arithmetic of a name, or that which a file.toml states.

    In the file there is a table for each format of results, such as [float32], with those fields of
    `Arithmetic` that differ from the strict one.

    Raises:
        ValueError: there is no such arithmetic, or the file is not as it should be.
        OSError: there is no such file, or it cannot be read.

    >>> declaration_of("tf32").arithmetics[0].operands.name
    'TF32'

    """
    if text.endswith(".toml"):
        return Declaration(text, _read(Path(text)))
    if text not in ARITHMETICS:
        hint = did_you_mean(text, ARITHMETICS, f"expected one of {', '.join(ARITHMETICS)}")
        raise ValueError(f"there is no arithmetic {text!r}: {hint}, or a file.toml")
    if text == STRICT:
        return STRICT_ARITHMETIC
    return Declaration(text, tuple(named_arithmetic(text, f) for f in ARITHMETICS[text].fields))


def _read(path: Path) -> tuple[Arithmetic, ...]:
    """Return the arithmetics that a file states."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path}: it is not TOML: {error}") from error
    if not content:
        raise ValueError(f"{path}: it states nothing: expected a table such as [float32]")
    try:
        return tuple(_stated(name, table) for name, table in content.items())
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def _stated(name: str, table: Any) -> Arithmetic:
    """Return the arithmetic of results in one format."""
    if name not in FORMATS or not isinstance(table, dict):
        raise ValueError(f"unknown key {name!r}: expected tables [{'], ['.join(FORMATS)}]")
    return replace(arithmetic_of(name), **{key: _value(key, table) for key in table})


def _value(key: str, table: Mapping[str, Any]) -> Any:
    """Return what a field is, if it is stated as it should be."""
    if key not in _FIELDS:
        hint = did_you_mean(key, _FIELDS, f"expected {', '.join(_FIELDS)}")
        raise ValueError(f"unknown key {key!r}: {hint}")
    value, (fits, expected) = table[key], _expected(key)
    if not fits(value):
        raise ValueError(f"{key} is {value!r:.100}: expected {expected}")
    return _FORMATS[value] if fits == _is_format else value


def _expected(key: str) -> tuple[Callable[[Any], bool], str]:
    """Return what tells whether a value is one of a field, and says so in words."""
    strict = getattr(arithmetic_of("float32"), key)
    if key in _CHOICES:
        return _CHOICES[key].__contains__, " or ".join(_CHOICES[key])
    if isinstance(strict, bool):
        return (lambda value: isinstance(value, bool)), "true or false"
    if isinstance(strict, int | float):
        least = _LEAST.get(key, 0)
        return (lambda value: _is_number(value) and value >= least), f"a number from {least} on"
    return _is_format, f"one of {', '.join(_FORMATS)}"


def _is_format(value: Any) -> bool:
    """Return whether a value names a format."""
    return isinstance(value, str) and value in _FORMATS


def _is_number(value: Any) -> bool:
    """Return whether a value is a number; true is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)
