"""A specification of one's own: the records and the laws in a file of Python."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mnist_nn.specification.catalogue import Specification, specification_in
from mnist_nn.targets.python import module_in

if TYPE_CHECKING:
    import os


def specification_of(file: str | os.PathLike[str]) -> Specification:
    """Return the functions that are specified in a file of Python, and their laws.

    Each record `Function` in it gets the laws of the contract, beside those that are written there.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: importing it raises an error, or it has no record of a function.

    """
    specification = specification_in([module_in(Path(file))])
    if not specification.functions:
        raise ValueError(
            f"{file}: nothing is specified in it: expected a record, such as "
            'GELU = Function("gelu", ...)'
        )
    laws = (replace(law, written_in=str(file)) for law in specification.laws)
    return replace(specification, laws=tuple(laws))
