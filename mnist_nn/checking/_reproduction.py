"""Lines of Python that show again what a law found."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.checking.declaration import STRICT
from mnist_nn.formats import FORMATS
from mnist_nn.specification.inputs.recipe import MAKERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.checking._subject import Subject


def reproduction(subject: Subject, values: Sequence[str], calls: int = 1) -> str:
    """Return lines of Python that print the claim of a law at inputs that are given as Python.

    Where it is to be called more often, they print each claim that was different.
    """
    name, lines = _function(subject)
    where, law = _law(subject)
    claim = f"{law}.at({', '.join([name, *values])})"
    shown = f"print({claim})" if calls == 1 else f"print({{{claim} for _ in range({calls})}})"
    shown, declared = indent(shown, "    ") if subject.target else shown, _declared(subject)
    if declared:
        lines, shown = [*declared, *(indent(line, "    ") for line in lines)], indent(shown, "    ")
    return "\n".join(["from numpy import *", *_imports(values), where, *lines, shown])


def _declared(subject: Subject) -> list[str]:
    """Return the lines that declare the arithmetic, if it is not the strict one."""
    if subject.arithmetic == STRICT:
        return []
    return [
        "from mnist_nn.checking.declaration import declaration_of",
        "from mnist_nn.oracle.declared import declaring",
        f"with declaring(*declaration_of({subject.arithmetic!r}).arithmetics):",
    ]


def _law(subject: Subject) -> tuple[str, str]:
    """Return the line that imports what finds the law, and the call that finds it."""
    if subject.written_in:
        found = f"specification_of({subject.written_in!r}).law_named({subject.law!r})"
        return "from mnist_nn.checking.own_specification import specification_of", found
    weights = f', "{subject.weights}"' if subject.weights else ""
    found = f'law_named("{subject.law}"{weights})'
    return "from mnist_nn.specification.catalogue import law_named", found


def _imports(values: Sequence[str]) -> list[str]:
    """Return the imports of names that NumPy does not have."""
    text = " ".join(values)
    formats = [name for name in FORMATS if not hasattr(np, name) and f"dtype={name}" in text]
    return [
        *(f"from ml_dtypes import {name}" for name in formats),
        *(f"from {f.__module__} import {name}" for name, f in MAKERS.items() if f"{name}(" in text),
    ]


def _specified(subject: Subject) -> str:
    """Return the argument that names what is specified, if that is not of this package."""
    if not subject.written_in:
        return ""
    return f", specified=specification_of({subject.written_in!r}).functions"


def _function(subject: Subject) -> tuple[str, list[str]]:
    """Return what the function is called, and the lines after which it is."""
    specified = subject.specified
    if subject.target:
        return specified, [
            "from mnist_nn.targets.target import opened",
            f"with opened({subject.target!r}{_specified(subject)}) as implementation:",
            f'    {specified} = implementation.functions["{specified}"]',
        ]
    name = getattr(subject.function, "__qualname__", "")
    module = getattr(subject.function, "__module__", "__main__")
    if name.isidentifier() and module != "__main__":
        return name, [f"from {module} import {name}"]
    return specified, [f"{specified} = ...  # your function"]
