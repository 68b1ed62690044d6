"""Laws about some of the numbers of float32, which are tried as those about all of them are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mnist_nn.specification.sizes import is_the_true_value_of_every_number

if TYPE_CHECKING:
    from mnist_nn.specification.function import Function
    from mnist_nn.specification.inputs.sections import Sections
    from mnist_nn.specification.law import Law


def about_sections(function: Function, sections: Sections) -> Law:
    """Return the law of every number of a function, about some sections of them."""
    law = is_the_true_value_of_every_number.law_of(function)
    return replace(law, domain=lambda _: sections)
