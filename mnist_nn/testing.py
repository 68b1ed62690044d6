"""The laws in your own tests: one line binds them to your function, and pytest runs each by name.

>>> import numpy as np
>>> from mnist_nn.testing import laws_hold
>>> def my_softmax(x, axis=-1):
...     e = np.exp(x - x.max(axis=axis, keepdims=True))
...     return e / e.sum(axis=axis, keepdims=True)
>>> test_softmax = laws_hold(softmax=my_softmax, dtypes=["float64"])

"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mnist_nn.checking.check import Exhausted
from mnist_nn.checking.counterexample import Counterexample
from mnist_nn.checking.declaration import STRICT
from mnist_nn.checking.verify import checks
from mnist_nn.specification.catalogue import SPECIFICATION, Specification
from mnist_nn.specification.law import Level
from mnist_nn.specification.selection import selected
from mnist_nn.targets.implementation import Implementation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from _pytest.mark import ParameterSet

    from mnist_nn.checking.check import Check
    from mnist_nn.checking.deviations import Deviation
    from mnist_nn.specification.law import Law


def laws_hold(  # noqa: PLR0913 - each is an option, given by name
    *,
    laws: Collection[str] = (),
    dtypes: Collection[str] = (),
    examples: int = 100,
    seed: int = 0,
    advisory: bool = False,
    arithmetic: str = STRICT,
    specification: Specification = SPECIFICATION,
    **functions: Callable[..., Any],
) -> Callable[[Check], None]:
    """Return a test that checks each required law of some functions, at each dtype.

    Assign it to a name that begins with `test`. Each law and dtype becomes a test of its own, such
    as `test_softmax[softmax.sums_to_one[float32]]`, which fails with the smallest counterexample.

    Args:
        laws: only these, such as `softmax.sums_to_one`.
        dtypes: only these, such as `float32`.
        examples: how many inputs to try for each.
        seed: decides which.
        advisory: whether to check advisory laws too.
        arithmetic: by which results are judged: a name such as `tf32`, or a file.toml.
        specification: what the functions are: `specification_of("gelu.py")`, if not those here.
        functions: what to verify, by its name in the specification: `softmax=my_softmax`. They
            take and return NumPy arrays, with the arguments of the functions of this package.

    Raises:
        TypeError: a function is none, or `laws` or `dtypes` is one name and not a list of names.
        ValueError: there is no such function, law, dtype or arithmetic, or nothing to try.

    """
    _check(functions, {"laws": laws, "dtypes": dtypes}, examples)
    chosen = selected(specification.laws, functions, laws, dtypes)
    judged = [law for law in chosen if advisory or law.level == Level.REQUIRED]
    if not judged:
        raise ValueError("laws_hold: only advisory laws are selected: say advisory=True")

    yours = Implementation("yours", "", functions, arithmetic=arithmetic)

    @pytest.mark.parametrize("check", params(yours, judged))
    def test(check: Check) -> None:
        if story := _story(check, examples, seed):
            pytest.fail(story, pytrace=False)

    return test


def _story(check: Check, examples: int, seed: int) -> str:
    """Return why a check fails, with the frames that matter, or nothing.

    pytest would tell of every error in whose wake it came, and of the search for a simpler one.
    """
    try:
        check.run(examples, seed)
    except (Counterexample, Exhausted) as failed:
        return str(failed)
    return ""


def _check(
    functions: Mapping[str, object], lists: Mapping[str, Collection[str]], examples: int
) -> None:
    """Refuse what would make no test, or one that says late what is wrong."""
    if not functions:
        raise ValueError("laws_hold: no function is given: write laws_hold(softmax=my_softmax)")
    for name, function in functions.items():
        if not callable(function):
            raise TypeError(f"laws_hold: {name} is {function!r:.100}: expected a function")
    for name, names in lists.items():
        if isinstance(names, str):
            raise TypeError(f"laws_hold: {name} is {names!r}: expected a list: [{names!r}]")
    if examples < 1:
        raise ValueError(f"laws_hold: at least one example is needed, not {examples}")


def params(
    implementation: Implementation, laws: Iterable[Law], deviations: Iterable[Deviation] = ()
) -> list[ParameterSet]:
    """Return each check of an implementation that is offered, for `pytest.mark.parametrize`.

    What is known to fail is expected to: if it does not, its test fails.
    """
    return [_param(c) for c in checks(implementation, laws, deviations) if c.function]


def _param(check: Check) -> ParameterSet:
    """Return a check with its name, and with what is expected of it."""
    if check.deviation:
        mark = pytest.mark.xfail(reason=check.deviation.reason, raises=Counterexample, strict=True)
        return pytest.param(check, id=str(check), marks=mark)
    return pytest.param(check, id=str(check))
