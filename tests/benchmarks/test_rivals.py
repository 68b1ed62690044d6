"""How others check is shown fairly: no method blames the reference, or passes a gross fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.targets.reference import REFERENCE
from tests.benchmarks.how_others_check import Result, main, names, result_of, row
from tests.benchmarks.rivals import (
    assert_close,
    gpucheck,
    kernelbench,
    onnx_cases,
    ours,
    plain_hypothesis,
)
from tests.benchmarks.rivals.all_rivals import RIVALS
from tests.benchmarks.rivals.rival import Rival
from tests.specification.variants import VARIANTS

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented

FIRST, NOW = kernelbench.RIVALS
MUTANT = {str(mutant): mutant for mutant in MUTANTS}


def asked(rival: Rival, *others: str) -> ParameterSet:
    """Return a method to test: slow, if it searches."""
    marks = [pytest.mark.slow] if rival is plain_hypothesis.RIVAL else []
    return pytest.param(rival, *others, marks=marks)


# That the reference obeys every law is tested where the laws are.
every_rival = pytest.mark.parametrize(
    "rival", [asked(rival) for rival in RIVALS[:-1]], ids=lambda rival: rival.name
)
every_question = pytest.mark.parametrize(
    ("rival", "function"),
    [asked(rival, f) for rival in RIVALS[:-1] for f in rival.functions],
    ids=lambda value: getattr(value, "name", value),
)


def installed(rival: Rival) -> Rival:
    """Return the method if what it needs is installed, or skip the test."""
    for package in rival.needs:
        pytest.importorskip(package, reason=f"{rival.name} needs {package}")
    return rival


def zeros(x: NDArray[Any], **_: int) -> NDArray[Any]:
    """Return zeros."""
    return np.zeros_like(x)


@pytest.mark.parametrize("function", ["sigmoid", "affine"])
@every_rival
def test_the_reference_is_not_blamed(rival: Rival, function: str) -> None:
    """A method that blames the reference would catch every mutant, and say nothing."""
    assert not installed(rival).catches(function, REFERENCE.functions[function])


@every_question
def test_one_too_much_is_caught(rival: Rival, function: str) -> None:
    """Nobody passes a result that is 1 too large."""

    def one_too_much(*arrays: NDArray[Any], **axis: int) -> Any:
        return REFERENCE.functions[function](*arrays, **axis) + 1

    assert installed(rival).catches(function, one_too_much)


@every_rival
@pytest.mark.parametrize("wrong", [lambda x: 1 / 0, lambda x: x[:1], lambda x: x * np.nan])
def test_an_error_a_wrong_shape_and_nan_are_caught(rival: Rival, wrong: Implemented) -> None:
    """They count for every method alike."""
    assert installed(rival).catches("relu", wrong)


def test_an_error_is_caught_by_the_laws() -> None:
    """The laws count an error as the others do."""
    assert ours.RIVAL.catches("relu", lambda x: 1 / 0)


@pytest.mark.parametrize("rival", [FIRST, NOW], ids=lambda rival: rival.name)
def test_zeros_pass_for_a_softmax_of_many_classes(rival: Rival) -> None:
    """Every probability is below the absolute tolerance, as KernelBench's issue 165 says."""
    assert not installed(rival).catches("softmax", zeros)


@pytest.mark.parametrize(
    "rival",
    [onnx_cases.RIVAL, gpucheck.RIVAL, assert_close.RIVAL, plain_hypothesis.RIVAL, ours.RIVAL],
    ids=lambda rival: rival.name,
)
def test_zeros_do_not_pass_for_a_softmax_of_few_classes(rival: Rival) -> None:
    """The other methods have a small tolerance, or small rows."""
    assert installed(rival).catches("softmax", zeros)


@pytest.mark.parametrize(
    ("rival", "mutant", "caught"),
    [
        (FIRST, "softmax.forgets_the_shift", False),
        (onnx_cases.RIVAL, "softmax.forgets_the_shift", True),
        (onnx_cases.RIVAL, "softmax.flushes_small_probabilities", False),
        (onnx_cases.RIVAL, "softmax.forgets_the_axis", True),
        (assert_close.RIVAL, "softmax.forgets_the_shift", False),
        (assert_close.RIVAL, "sigmoid.returns_float32", True),
        (gpucheck.RIVAL, "sigmoid.returns_float32", False),
        (gpucheck.RIVAL, "sigmoid.takes_nan_for_zero", True),
        (gpucheck.RIVAL, "relu.ignores_strides", True),
        (plain_hypothesis.RIVAL, "softmax.forgets_the_shift", True),
        (plain_hypothesis.RIVAL, "relu.ignores_strides", False),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_method_catches_what_its_inputs_show(rival: Rival, mutant: str, *, caught: bool) -> None:
    """Large scores, small probabilities, axes, dtypes, NaN and strides: each has some of them."""
    wrong = MUTANT[mutant]
    assert installed(rival).catches(wrong.function, wrong) == caught


def test_onnx_has_few_cases() -> None:
    """As many as can be put to a function, of the installed version."""
    installed(onnx_cases.RIVAL)
    numbers = {function: len(onnx_cases.cases(function)) for function in onnx_cases.OPERATORS}
    assert numbers == {
        "softmax": 7,
        "sigmoid": 2,
        "relu": 1,
        "identity": 1,
        "matmul": 4,
        "affine": 10,
    }


def test_who_is_asked_is_sorted_into_caught_escaped_and_unasked() -> None:
    """And right code that is blamed is named."""
    wrong = [MUTANT["softmax.always_zero"], MUTANT["softmax.copied"], MUTANT["relu.leaks"]]
    blamed = [MUTANT["softmax.copied"]]

    def blames(_: str, candidate: Implemented) -> None:
        assert candidate not in blamed
        assert candidate(np.zeros((1, 2), np.float32)).shape == (1, 2)

    result = result_of(Rival("stub", blames, ("softmax",)), wrong)
    assert result._replace(seconds=0) == Result(
        "stub", ["softmax.copied"], ["softmax.always_zero"], ["relu.leaks"], [], 0
    )


def test_a_method_that_blames_everybody_blames_right_code() -> None:
    """All variants of softmax, and none of the functions that it is not asked about."""

    def blames(function: str, _: Implemented) -> None:
        raise AssertionError(function)

    blamed = result_of(Rival("stub", blames, ("softmax",)), []).blamed
    assert blamed == [f"softmax.{variant.__name__}" for variant in VARIANTS["softmax"]]


def test_a_table_has_a_line_for_each_method() -> None:
    """How many are caught of all, asked about or not."""
    result = Result("stub", ["a", "b"], ["c"], ["d"], ["e"], 1.6)
    right = sum(map(len, VARIANTS.values()))
    assert row(result) == f"| stub | 2 of 4 | 1 of {right} | 2 |"


def test_a_method_whose_package_is_missing_is_not_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its errors would be faults found: it would catch every mutant, and blame everybody."""
    stub = Rival("stub", lambda function, candidate: None, needs=("numpy", "no_such_package"))
    monkeypatch.setattr("tests.benchmarks.how_others_check.RIVALS", (stub,))
    with pytest.raises(SystemExit):
        main([])
    assert "not installed: no_such_package." in capsys.readouterr().err


def test_names_are_given_on_request() -> None:
    """Or it is said that there are none."""
    result = Result("stub", ["a"], ["b", "c"], [], ["d"], 0)
    assert names(result) == "\nstub\n  escaped: b, c\n  not asked about: nobody\n  blamed: d"


def test_methods_are_chosen_by_a_part_of_their_names(capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the table of those, and the names."""
    installed(onnx_cases.RIVAL)
    main(["--verbose", "ONNX"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(" | ")[0] for line in lines[:3]] == [
        "| method",
        "| ---",
        "| ONNX's node cases",
    ]
    assert lines[-1] == "  blamed: nobody"
