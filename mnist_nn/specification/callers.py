"""The contract with the caller: what a function does with its caller's memory, and with its time.

As in `contract`, each law is written once, for a function of any number of arrays.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.specification.at_once import at_once
from mnist_nn.specification.claim import Claim, both, holds, matches, silent
from mnist_nn.specification.clause import clause
from mnist_nn.specification.defect import Defect
from mnist_nn.specification.in_layouts import in_each_layout
from mnist_nn.specification.inputs import arguments as drawn
from mnist_nn.specification.inputs import wide_arguments as visited
from mnist_nn.specification.inputs.changes import CHANGES
from mnist_nn.specification.inputs.layouts import layouts_of, whole_layouts_of
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function, Implemented

    Array = NDArray[Any]


@clause(drawn.ordinary)
def keeps_shape_and_dtype(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) is an array of the shape that x implies, and of the dtype of x."""
    y, dtype = f(*arrays), arrays[0].dtype
    observed, expected = f"{y.dtype} {y.shape}", f"{dtype} {function.shape(*arrays)}"
    return holds(observed == expected, f"observed {observed}, expected {expected}", Defect.DTYPE)


@clause(drawn.ordinary)
def leaves_its_input_untouched(_: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) does not change x, nor any other of its arguments."""
    given = [array.copy() for array in arrays]
    f(*given)
    untouched = all(a.tobytes() == b.tobytes() for a, b in zip(given, arrays, strict=True))
    return holds(untouched, lambda: f"observed {given} after the call", Defect.INPUT_CHANGED)


@clause(drawn.ordinary)
def keeps_its_results(_: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(1 - x) does not change what f(x) returned."""
    y = f(*arrays)
    before = y.copy()
    f(*(1 - array for array in arrays))
    return _as_before(y, before, "after the call")


@clause(drawn.ordinary)
def warns_of_nothing(_: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) is silent for finite x: a warning on good input hides those that matter."""
    return silent(lambda: f(*arrays))


@clause(drawn.in_layouts, more=lambda function: ("layouts",) if len(function.arguments) > 1 else ())
def reads_any_layout_or_refuses_it(function: Function, f: Implemented, *inputs: Any) -> Claim:
    """f(x) means the values of x in any strides, order, alignment and byte order, or raises."""
    arrays, chosen = _layouts(function, inputs)
    return _means_x(function, f, arrays, chosen)


@clause(
    visited.of_every_size_one_by_one, asked_of=lambda function: function.wide, of_one_format=True
)
def reads_any_layout_or_refuses_it_at_any_size(
    function: Function, f: Implemented, *arrays: Array
) -> Claim:
    """f(x) means the values of x in any layout, or raises, however many there are."""
    return _means_x(function, f, arrays, _same_of_all(arrays))


@clause(drawn.to_be_changed, more=lambda _: ("changes",), of_one_format=True)
def reads_its_memory_anew(function: Function, f: Implemented, *inputs: Any) -> Claim:
    """f(x) is about the numbers that x holds now, whatever it held in an earlier call."""
    *arrays, changes = inputs
    given = [array.copy() for array in arrays]
    f(*given)
    for array, change in zip(given, changes, strict=True):
        array[...] = CHANGES[change](array)
    truth = function.truth(*given)
    return matches(f(*given), truth)


@clause(drawn.ordinary, of_one_format=True)
def shares_no_memory(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """What is written to x later does not change f(x), nor what is written to f(x) the next one."""
    given = [array.copy() for array in arrays]
    y = f(*given)
    before = y.copy()
    for array in given:
        array.fill(np.nan)
    own = _as_before(y, before, "once NaN was written to x")
    if y.flags.writeable:
        y.fill(np.nan)
    for array, numbers in zip(given, arrays, strict=True):
        array[...] = numbers
    again, when = f(*given), "once NaN was written to the result"
    if _as_before(again, before, when).holds:
        return own
    claim = matches(again, function.truth(*arrays))
    return both(own, Claim(claim.ratio, f"{when}: {claim.story}", Defect.MEMORY_SHARED))


@clause(drawn.ordinary, level=Level.ADVISORY, of_one_format=True)
def answers_the_same_twice(_: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) is the same when it is computed again, bit for bit."""
    first = f(*arrays).copy()
    second = f(*arrays)
    return replace(_as_before(second, first, "the second time"), defect=Defect.UNSTEADY)


@clause(drawn.ordinary, level=Level.ADVISORY, of_one_format=True, threads=True)
def answers_two_threads_at_once(function: Function, f: Implemented, *arrays: Array) -> Claim:
    """f(x) and f(1 - x) are what they are alone, when two threads ask for them at the same time."""
    asked = [arrays, tuple(1 - array for array in arrays)]
    alone = [f(*own).copy() for own in asked]
    answers = at_once([partial(f, *own) for own in asked])
    # Most are the same, bit for bit: of these there is no truth to compute.
    claims = [
        matches(y, function.truth(*own))
        for own, due, ys in zip(asked, alone, answers, strict=True)
        for y in ys
        if not _as_before(y, due, "").holds
    ]
    alike = Claim(0, "as alone, bit for bit")
    worst = max(claims, key=lambda claim: claim.ratio, default=alike)
    return replace(worst, defect=Defect.UNSTEADY)


def _as_before(y: Array, before: Array, when: str) -> Claim:
    """Claim that y is what it was, bit for bit."""
    same = y.tobytes() == before.tobytes()
    return holds(
        same,
        lambda: f"observed {y!r} {when}, expected {before!r} as before",
        Defect.MEMORY_SHARED,
    )


def _means_x(
    function: Function, f: Implemented, arrays: Sequence[Array], chosen: Sequence[tuple[str, ...]]
) -> Claim:
    """Claim that f of arrays is what it should be in each of some layouts of all, or raises."""

    def is_right(y: Array, *given: Array) -> Claim:
        return matches(y, function.truth(*given))

    return in_each_layout(f, is_right, arrays, chosen)


def _layouts(function: Function, inputs: tuple[Any, ...]) -> tuple[Any, list[tuple[str, ...]]]:
    """Return the arrays, and which layouts to try: each of all arrays, and those that were drawn.

    What repeats some of the numbers has a truth of its own: of several arrays, it is only drawn.
    """
    if len(function.arguments) == 1:
        return inputs, [(name,) for name in layouts_of(inputs[0].dtype)]
    *arrays, drawn = inputs
    return arrays, [drawn, *_same_of_all(arrays)]


def _same_of_all(arrays: Sequence[Array]) -> list[tuple[str, ...]]:
    """Return each layout that has all numbers, the same of all arrays."""
    return [(name,) * len(arrays) for name in whole_layouts_of(arrays[0].dtype)]
