"""The record of a function: all that is stated of it, in one place.

Whatever is said of every function is derived from its record: the laws of the contract, the guard
of shapes, the names in the protocol, the trivial mutants, the tables in the pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.formats import FORMATS
from mnist_nn.specification.inputs.scores import extreme_scores, few_scores, scores
from mnist_nn.specification.inputs.wide_numbers import several_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hypothesis.strategies import SearchStrategy
    from numpy.typing import NDArray

    from mnist_nn.specification.inputs.enumeration import Enumeration
    from mnist_nn.specification.inputs.sweep import Sweep
    from mnist_nn.specification.truth import Truth

    Array: TypeAlias = NDArray[Any]
    Shape: TypeAlias = tuple[int, ...]

Domain: TypeAlias = "Callable[[np.dtype[Any]], SearchStrategy[Any] | Enumeration[Any]]"
"""What draws the input of a law at a dtype, or the tuple of its inputs, or visits them in order."""

Drawn: TypeAlias = "Callable[[np.dtype[Any]], SearchStrategy[Any]]"
"""A named strategy: a domain that Hypothesis draws from."""

Implemented: TypeAlias = "Callable[..., Any]"
"""Somebody's function that is under test: arrays in, an array out."""


def shape_of_x(x: Array) -> Shape:
    """Return the shape of a result that has one number for each number of x."""
    return x.shape


def own_place(x: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which results depend on the marked numbers of x: those in their places."""
    return x


OF_SEVERAL_ARRAYS = {
    "keeps_shape_and_dtype": "keeps_the_dtype",
    "leaves_its_input_untouched": "leaves_its_inputs_untouched",
}
"""Names of laws of the contract for functions of several arrays."""


@dataclass(frozen=True, eq=False)
class Function:
    """One specified function. What has a default is what it is for a map of single numbers.

    Attributes:
        name: what implementations call it, such as `softmax`.
        formula: what it computes, in mathematics: the statement of its first law.
        truth: encloses the results for finite arguments, each with the error that is allowed; the
            keyword `arithmetic` names another arithmetic than that of the dtype of the first.
        reference: this package's own implementation, if it has one.
        arguments: the names of its arrays, in their order; the rows of a batch are those of the
            first.
        options: what else it takes, by name, with the defaults.
        shape: the shape of the result for given arrays, or None where an error is due.
        depends: which results depend on marked numbers: booleans for each argument in, one for each
            result out.
        limits: two numbers between which every result lies, rounded or not.
        inputs: draws ordinary finite arguments.
        few_columns: draws arguments of a few columns, of which a law makes many rows, if it can.
        no_rows: what has arguments of which the first has no rows; if nothing has, ordinary ones
            are cut.
        extremes: draws finite arguments up to the largest numbers, if the truth is known there.
        wide: visits finite arguments of every size, if it takes any.
        infinite: whether results that depend on an infinity are not finite, as they are with NaN.
        dtypes: the formats at which it is specified: all of them, if none is named.
        law_names: the names, for this function, of laws of the contract that have another one here.
        advisory: the laws of the contract that are advisory here, each with the reason.
        exempt: the laws of the contract that it does not have, each with the reason.

    """

    name: str
    formula: str
    truth: Callable[..., Truth]
    reference: Implemented | None = None
    arguments: tuple[str, ...] = ("x",)
    options: Mapping[str, int] = field(default_factory=dict)
    shape: Callable[..., Shape | None] = shape_of_x
    depends: Callable[..., NDArray[np.bool_]] = own_place
    limits: tuple[float, float] | None = None
    inputs: Drawn = scores
    few_columns: Drawn | None = few_scores
    no_rows: Domain | None = None
    extremes: Drawn | None = extreme_scores
    wide: Callable[[np.dtype[Any]], Sweep] | None = several_numbers
    infinite: bool = False
    dtypes: tuple[str, ...] = ()
    law_names: Mapping[str, str] = field(default_factory=dict)
    advisory: Mapping[str, str] = field(default_factory=dict)
    exempt: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name

    @property
    def formats(self) -> tuple[str, ...]:
        """The names of the formats at which it is specified."""
        return self.dtypes or tuple(FORMATS)

    @property
    def sizes(self) -> str:
        """The greatest sizes at which it is specified, in words."""
        sweep = self.wide and self.wide(np.dtype(np.float32))
        return ", ".join(f"{size.largest:,} {size.name}" for size in sweep.sizes) if sweep else ""

    @property
    def usual_format(self) -> str:
        """The format that speaks for all where numbers do not matter: the one most used."""
        return "float32" if "float32" in self.formats else self.formats[0]

    @property
    def maps_numbers(self) -> bool:
        """Whether it maps each number of one array by itself."""
        return self.depends is own_place

    def requires(self, law: str) -> bool:
        """Return whether a law of the contract is required of it."""
        return law not in self.exempt and law not in self.advisory

    @property
    def signature(self) -> str:
        """How it is called.

        >>> from mnist_nn.specification.softmax import SOFTMAX
        >>> SOFTMAX.signature
        'softmax(x, axis=-1)'

        """
        options = (f"{name}={default}" for name, default in self.options.items())
        return f"{self.name}({', '.join([*self.arguments, *options])})"
