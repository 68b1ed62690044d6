"""`pytest --laws-target`, and laws in tests as people write them: classes, fixtures, selections."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import _hypothesis_pytestplugin as of_hypothesis
import numpy as np
import pytest

from mnist_nn.checking.deviations import Deviation
from mnist_nn.pytest_plugin import law_tests
from tests.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    Tests = Callable[..., pytest.RunResult]

pytest_plugins = ["pytester"]

PLUGIN = "mnist_nn.pytest_plugin"
ARGUMENTS = "-p", PLUGIN, "-p", "no:cacheprovider", "-p", "no:randomly"
RELU = "relu.is_never_negative[float32]"

MINE = """
import numpy
def relu(x): return numpy.maximum(x, 0)
def step(x): return x
"""

USED = """
import numpy, pytest
from mnist_nn.testing import laws_hold

device = None

def relu(x):
    assert device == "ready"
    return numpy.maximum(x, 0)

def wrong(x):
    return x

few = dict(laws=["is_never_negative"], dtypes=["float32", "float64"], examples=3)

class TestMine:
    @pytest.fixture(autouse=True)
    def on_device(self, monkeypatch):
        monkeypatch.setitem(globals(), "device", "ready")

    test_right = laws_hold(relu=relu, **few)
    test_wrong = laws_hold(relu=wrong, **few)
"""


@pytest.fixture
def tests(pytester: pytest.Pytester) -> Tests:
    """Return a function that runs pytest with the plugin, in this process."""

    def run(*arguments: object) -> pytest.RunResult:
        return pytester.runpytest_inprocess(*ARGUMENTS, *map(str, arguments))

    return run


def test_each_required_law_of_a_target_is_a_test(pytester: pytest.Pytester, tests: Tests) -> None:
    """By its name; other tests are left out where none are named."""
    pytester.makepyfile(mine=MINE, test_other="def test_other(): assert False")
    result = tests("-v", "--laws-target", "mine.py", "-k", "relu and never_negative", "-rA")
    assert f"mine.py::{RELU} PASSED" in result.stdout.str()
    assert "test_other" not in result.stdout.str()
    assert result.ret == 0


def test_tests_that_are_named_are_run_too(pytester: pytest.Pytester, tests: Tests) -> None:
    """Beside the laws."""
    pytester.makepyfile(mine=MINE, test_other="def test_never_negative(): pass")
    chosen = "test_never_negative or never_negative and float32"
    result = tests("--laws-target", "mine.py", "-k", chosen, "test_other.py")
    assert result.parseoutcomes()["passed"] == 2


def test_a_law_that_does_not_hold_is_its_story(pytester: pytest.Pytester, tests: Tests) -> None:
    """In 25 lines at most, of which none is a frame of ours."""
    pytester.makepyfile(mine=MINE)
    result = tests("--laws-target", "mine.py", "-k", "is_the_step[float32]")
    _, _, failure = result.stdout.str().partition("= FAILURES =")
    story = re.split("\n=+ ", failure)[0]
    assert "_ step.is_the_step[float32] of mine.py _" in story
    assert "step.is_the_step[float32] is refuted for mine.py" in story
    assert "with opened('mine.py') as implementation:" in story
    assert len(story.splitlines()) <= 25
    assert "__tracebackhide__" not in story


def test_a_known_deviation_of_a_target_is_expected(
    pytester: pytest.Pytester, tests: Tests, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `mnist-nn verify` lets it pass."""
    x = {"x": np.ones(1, np.float32) * 2}
    known = Deviation("step.is_the_step", "float32", "it passes x", "https://x", "2", x)
    monkeypatch.setattr(law_tests, "known_deviations", lambda _: [known])
    pytester.makepyfile(mine=MINE)
    result = tests("--laws-target", "mine.py", "-k", "is_the_step[float32]", "-rx")
    assert result.parseoutcomes()["xfailed"] == 1
    assert "it passes x" in result.stdout.str()


def test_a_target_that_there_is_not_is_an_error_of_the_call(tests: Tests) -> None:
    """With what may have been meant."""
    result = tests("--laws-target", "torhc")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "--laws-target: there is no target 'torhc': did you mean 'torch'?" in str(result.stderr)


@pytest.mark.parametrize("number", ["0", "many"])
def test_no_examples_are_an_error_of_the_call(tests: Tests, number: str) -> None:
    """No test would try anything."""
    result = tests("--laws-examples", number)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert f"expected a number from 1 on, not '{number}'" in str(result.stderr)


def test_laws_in_a_class_have_its_fixtures(pytester: pytest.Pytester, tests: Tests) -> None:
    """And are selected as any test."""
    pytester.makepyfile(USED)
    result = tests("-v", "-k", "right or float64")
    result.assert_outcomes(passed=2, failed=1, deselected=1)
    assert f"::TestMine::test_right[{RELU}] PASSED" in result.stdout.str()


def test_the_options_come_before_what_is_written(pytester: pytest.Pytester, tests: Tests) -> None:
    """More inputs, others, in a campaign of one night; reports tell which."""
    pytester.makepyfile(USED)
    options = "--laws-examples", 7, "--laws-seed", 5, "--junit-xml", "tests.xml"
    tests("-k", "right and float32", *options)
    report = (pytester.path / "tests.xml").read_text()
    assert '<property name="examples" value="7" />' in report
    assert '<property name="seed" value="5" />' in report


def test_an_option_of_hypothesis_is_said_not_to_apply(
    pytester: pytest.Pytester, tests: Tests
) -> None:
    """Where laws are tested."""
    pytester.makepyfile(test_laws=USED, test_other="def test_other(): pass")
    said = "--hypothesis-seed does not apply to laws: --laws-seed decides which inputs are tried"
    seed = "--hypothesis-seed=3"
    assert said in tests(seed, "-k", "right", "test_laws.py").stdout.str()
    assert "does not apply" not in tests(seed, "test_other.py").stdout.str()
    assert "does not apply" not in tests("-k", "right", "test_laws.py").stdout.str()


def test_what_does_not_apply_is_every_option_of_hypothesis() -> None:
    """Each has an answer."""
    options = {value for name, value in vars(of_hypothesis).items() if name.endswith("_OPTION")}
    assert set(law_tests_options()) == options


def law_tests_options() -> dict[str, str]:
    """Return the options that are said not to apply."""
    from mnist_nn import pytest_plugin

    return pytest_plugin._OF_HYPOTHESIS  # noqa: SLF001


def test_pytest_finds_the_plugin() -> None:
    """By its entry point; the tests here leave it out, for it would be measured too late."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["entry-points"]["pytest11"] == {PLUGIN: PLUGIN}
    assert f"-pno:{PLUGIN}" in settings["tool"]["pytest"]["ini_options"]["addopts"]


def test_to_load_the_plugin_takes_pytest_alone() -> None:
    """Every run of pytest loads it, where this package is installed."""
    code = f"import pytest, sys; before = set(sys.modules); import {PLUGIN}; "
    code += "print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"mnist_nn", PLUGIN}


@pytest.mark.slow
def test_laws_are_tested_side_by_side_and_those_that_failed_again(
    pytester: pytest.Pytester,
) -> None:
    """Under pytest-xdist, and with --lf: of a target, and in a class."""
    pytester.makepyfile(mine=MINE, test_mine=USED)
    arguments = ["-p", PLUGIN, "--laws-target", "mine.py", "test_mine.py"]
    chosen = ["-k", "never_negative and float32 or is_the_step[float32]"]
    first = pytester.runpytest_subprocess(*arguments, *chosen, "-n2", "--hypothesis-seed=1")
    first.assert_outcomes(passed=2, failed=2)
    assert "--hypothesis-seed does not apply to laws" in first.stdout.str()
    pytester.runpytest_subprocess(*arguments, *chosen, "--lf").assert_outcomes(failed=2)
