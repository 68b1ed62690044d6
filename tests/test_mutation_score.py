"""The score of mutmut is gated: a survivor that is not known to be equivalent is a complaint."""

from __future__ import annotations

import tomllib
from inspect import getsource
from pkgutil import resolve_name

import pytest

from tests.mutation_score import (
    EQUIVALENT,
    Change,
    change_of,
    complaints,
    known_to_be_equivalent,
)

DIFF = """# mnist_nn.oracle.certificate._nominal_run.x_affine__mutmut_23: survived
--- mnist_nn/oracle/certificate/_nominal_run.py
+++ mnist_nn/oracle/certificate/_nominal_run.py
@@ -35,7 +35,7 @@
     factor = rounding_factor(len(W))
-    n = 1
+    n = 2
     from_weights = (r @ W_error) * factor
"""
CHANGE = Change("mnist_nn.oracle.certificate._nominal_run:affine", "n = 1", "n = 2")
ALL_REFUTED = {"killed": 7, "survived": 0, "total": 7}
ONE_SURVIVED = {"killed": 6, "survived": 1, "total": 7}


def test_a_change_is_read_from_a_diff() -> None:
    """Of a function, or of a method of a class."""
    assert change_of("mnist_nn.oracle.certificate._nominal_run.x_affine__mutmut_23", DIFF) == CHANGE
    method = change_of("mnist_nn.network.xǁNetworkǁ__init____mutmut_10", DIFF)
    assert method.function == "mnist_nn.network:Network.__init__"


def test_all_is_well_if_all_are_refuted_or_known() -> None:
    """There is nothing to complain of."""
    assert complaints(ALL_REFUTED, [], []) == []
    assert complaints(ONE_SURVIVED, [CHANGE], [CHANGE]) == []


@pytest.mark.parametrize(
    ("numbers", "survived", "equivalent", "complaint"),
    [
        (ONE_SURVIVED, [CHANGE], [], f"no test refutes {CHANGE}"),
        (ALL_REFUTED, [], [CHANGE], f"listed as equivalent, and not found: {CHANGE}"),
        (dict.fromkeys(ALL_REFUTED, 0), [], [], "nothing was refuted: did mutmut run?"),
        (ALL_REFUTED | {"total": 9}, [], [], "2 mutants are neither refuted nor survivors"),
        (ONE_SURVIVED, [], [], "1 survivors are counted, 0 found"),
    ],
)
def test_anything_else_is_complained_of(
    numbers: dict[str, int], survived: list[Change], equivalent: list[Change], complaint: str
) -> None:
    """Survivors, lists that are out of date, and runs that were none."""
    assert complaints(numbers, survived, equivalent) == [complaint]


@pytest.mark.parametrize("change", known_to_be_equivalent(), ids=str)
def test_what_is_listed_as_equivalent_is_in_the_code(change: Change) -> None:
    """The line that a mutant changes stands in its function."""
    source = getsource(resolve_name(change.function))
    assert change.before in {line.strip() for line in source.splitlines()}


def test_every_equivalent_mutant_has_its_reason() -> None:
    """In a sentence."""
    for entry in tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"]:
        assert entry["reason"].endswith(".")
