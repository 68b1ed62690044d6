"""What every test may use: profiles, the target of verification, files that not everybody has."""

from __future__ import annotations

import os
import re

# The products here are small: threads cost more than they save, and where the cores are shared much
# more. NumPy reads this when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import sys
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from coverage import Coverage
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

    from _pytest.mark import ParameterSet

    from mnist_nn.targets.implementation import Implementation
    from tests.calls import Run

# A shared machine is now and then slow, and a deadline would blame the code for it. The inputs are
# the same in every run, so that a test that fails was broken by a change; `verify --seed` explores.
settings.register_profile("default", deadline=None, derandomize=True)
settings.load_profile("default")

CLOSING = pytest.StashKey[ExitStack]()
TARGET: pytest.StashKey[Implementation] = pytest.StashKey()

# What imports a library that need not be installed, and is not: see the line in the header.
ROOT = Path(__file__).parent
ADAPTED = [path.stem for path in (ROOT / "mnist_nn/targets/libraries").glob("[!_]*.py")]
NEEDED = sorted(["distributed", "onnx", *ADAPTED])
MISSING = [library for library in NEEDED if find_spec(library) is None]
IMPORT = re.compile(rf"^(?:import|from) (?:{'|'.join(MISSING)})\b", re.MULTILINE)
collect_ignore = [
    str(path)
    for folder in ("mnist_nn", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if MISSING and IMPORT.search(path.read_text(encoding="utf-8"))
]


def pytest_report_header() -> str:
    """Say what cannot be verified here, so that nobody takes it for verified."""
    return f"not verified, because not installed: {', '.join(MISSING) or 'nothing'}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer --no-skips, --target, --examples, --write-passed and --except-passed."""
    parser.addoption("--no-skips", action="store_true", help="a skipped test is a failed test")
    parser.addoption(
        "--target", default="numpy", help="verify this, as in `mnist-nn verify TARGET`"
    )
    parser.addoption("--write-passed", type=Path, help="write to this file which tests passed")
    parser.addoption("--except-passed", type=Path, help="leave out those that passed before")
    parser.addoption(
        "--examples", default=3, type=int, help="try so many examples of laws about right code"
    )


@pytest.hookimpl(trylast=True)  # once coverage is measured
def pytest_sessionstart(session: pytest.Session) -> None:
    """Open the target, and measure no process that hands the tests out and runs none."""
    from mnist_nn.targets.target import opened

    config = session.config
    if config.pluginmanager.hasplugin("dsession"):
        _stop_measuring()
    config.stash[CLOSING] = ExitStack()
    try:
        target = config.stash[CLOSING].enter_context(opened(config.getoption("--target")))
    except (ValueError, OSError, ImportError) as error:
        raise pytest.UsageError(f"--target: {error}") from None
    config.stash[TARGET] = target


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Close the target."""
    session.config.stash[CLOSING].close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each law of the target a test.

    Of the reference, advisory ones too; and in most formats they are slow, for `mnist-nn verify`
    tries them as well.
    """
    from mnist_nn.checking.deviations import known_deviations
    from mnist_nn.formats import INTEGERS
    from mnist_nn.specification.catalogue import CATALOGUE
    from mnist_nn.testing import params

    if "law_of_the_target" in metafunc.fixturenames:
        target = metafunc.config.stash[TARGET]
        levels = {"required", "advisory"} if target.target == "numpy" else {"required"}
        laws = [law for law in CATALOGUE if law.level in levels]
        known = known_deviations(target.target)
        checks = params(target, laws, known)
        if target.target == "numpy":
            quick = {"float32", *INTEGERS}
            checks = [c if c.values[0].dtype in quick else _slow(c) for c in checks]
        metafunc.parametrize("law_of_the_target", checks)


def _slow(param: ParameterSet) -> ParameterSet:
    """Return a parameter that is left out of quick runs."""
    return pytest.param(*param.values, id=param.id, marks=[*param.marks, pytest.mark.slow])


def pytest_configure(config: pytest.Config) -> None:
    """Register what writes which tests passed; of several processes, the one that hears of all."""
    file = config.getoption("--write-passed")
    if file and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Passed(file))


class Passed:
    """Writes the names of the tests that passed to a file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.names: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that passed."""
        if report.when == "call" and report.passed:
            self.names.append(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Write the names."""
        self.file.write_text("\n".join(self.names), encoding="utf-8")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that passed in an earlier run, of which coverage was kept."""
    if file := config.getoption("--except-passed"):
        passed = set(file.read_text(encoding="utf-8").splitlines())
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in passed])
        items[:] = [item for item in items if item.nodeid not in passed]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Pause coverage in tests that are marked so; pytest-cov's own mark breaks under --no-cov.

    A run that leaves slow tests out covers everything, so that they need not be measured either.
    """
    unmeasured = any(item.iter_markers("unmeasured")) or any(item.iter_markers("slow"))
    stopped = _stop_measuring() if unmeasured else []
    try:
        return (yield)
    finally:
        for measured in reversed(stopped):
            measured.start()


def _stop_measuring() -> list[Coverage]:
    """Stop coverage, and return what was stopped.

    A process of pytest-xdist starts it twice, and where one is stopped, the other goes on instead.
    """
    stopped = []
    while measured := Coverage.current():
        measured.stop()
        stopped.append(measured)
    return stopped


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, pytest.TestReport]:
    """Fail a skipped test under --no-skips: what did not run must not look like success."""
    report: pytest.TestReport = yield
    if report.skipped and item.config.getoption("--no-skips"):
        report.outcome = "failed"
    return report


def _given_path(variable: str, what: str) -> Path:
    """Return the path that an environment variable names, or skip the test."""
    if variable not in os.environ:
        pytest.skip(f"set {variable} to {what}")
    return Path(os.environ[variable])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs mnist-nn with its arguments, in this process."""
    from mnist_nn.cli import main
    from tests.calls import Result

    def call(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["mnist-nn", *map(str, arguments)])
        with pytest.raises(SystemExit) as exited:
            main()
        return Result(int(exited.value.code or 0), *capsys.readouterr())

    return call


@pytest.fixture
def examples(pytestconfig: pytest.Config) -> int:
    """Return how many examples to try of a law about right code: 10,000 take hours."""
    asked: int = pytestconfig.getoption("--examples")
    return asked


@pytest.fixture
def book_weights() -> Path:
    """Return the path of the lesson's weights, which are not ours to give."""
    return _given_path("MNIST_NN_BOOK_WEIGHTS", "the lesson's sample_weight.pkl")


@pytest.fixture
def training_set_dir() -> Path:
    """Return the folder with the training set, which is too large for the package."""
    return _given_path("MNIST_NN_DATA", "a folder with the training set of MNIST")
