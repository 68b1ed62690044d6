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

from mnist_nn.checking.declaration import STRICT
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.checking.verify import checks
from mnist_nn.report.stories import story_of
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

LINES = 23
"""How many lines a failure has: with those above and below it that pytest writes, 25."""


def laws_hold(  # noqa: PLR0913 - each is an option, given by name
    *,
    laws: Collection[str] = (),
    dtypes: Collection[str] = (),
    examples: int = EXAMPLES,
    seed: int = 0,
    advisory: bool = False,
    arithmetic: str = STRICT,
    few_shapes: bool = False,
    specification: Specification = SPECIFICATION,
    **functions: Callable[..., Any],
) -> Callable[..., None]:
    """Return a test that checks each required law of some functions, at each dtype.

    Assign it to a name that begins with `test`, in a module or in a class (`staticmethod(...)` of
    it, before pytest 8.4). Each law and dtype becomes a test of its own, such as
    `test_softmax[softmax.sums_to_one[float32]]`, which fails with the smallest counterexample.
    `pytest --laws-examples N --laws-seed SEED` tries others.

    Args:
        laws: only these, such as `softmax.sums_to_one`.
        dtypes: only these, such as `float32`.
        examples: how many examples to try for each; one is an input, or several of all sizes.
        seed: decides which.
        advisory: whether to check advisory laws too.
        arithmetic: by which results are judged: a name such as `tf32`, or a file.toml.
        few_shapes: whether to try few shapes, for what compiles anew for each.
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

    yours = Implementation("yours", "", functions, arithmetic=arithmetic, compiles=few_shapes)

    @pytest.mark.parametrize("check", params(yours, judged))
    def test(_: object = None, /, *, check: Check, request: pytest.FixtureRequest) -> None:
        # The first argument is the object, where the test stands in a class.
        expect(check, request.node, examples, seed)

    return test


def expect(check: Check, test: pytest.Item, examples: int = EXAMPLES, seed: int = 0) -> None:
    """Let a test fail if a law does not hold, with the story alone.

    The options of pytest come before the arguments. What is known to fail is expected to.

    Args:
        check: the law, and the function.
        test: the test, whose report is to tell what was tested.
        examples: how many examples to try.
        seed: decides which.

    Raises:
        Failed: it does not hold.
        XFailed: it does not hold, and is known not to.

    """
    asked = test.config.getoption
    examples = asked("--laws-examples", default=None) or examples
    chosen = asked("--laws-seed", default=None)
    seed = seed if chosen is None else chosen
    tested = {"law": check.law, "dtype": check.dtype, "arithmetic": check.declared.name}
    drawn = {"examples": examples, "seed": seed}
    test.user_properties += [(key, str(value)) for key, value in (tested | drawn).items()]
    judgement = judge(check, examples, seed)
    if fault := judgement.fault:
        pytest.fail(f"{fault.traceback}{fault.line}", pytrace=False)
    verdict = judgement.verdict
    if verdict.fails or not (verdict.holds or verdict.deviation):
        pytest.fail("\n".join(story_of(verdict, LINES)), pytrace=False)
    if verdict.deviation:
        pytest.xfail(verdict.deviation)


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
    """Return each check of an implementation that is offered, for `pytest.mark.parametrize`."""
    offered = (check for check in checks(implementation, laws, deviations) if check.function)
    return [pytest.param(check, id=str(check)) for check in offered]
