"""Every form of a target opens, and what is none is refused with a hint."""

from __future__ import annotations

import inspect
import pickle
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from mnist_nn.targets import libraries
from mnist_nn.targets import target as targets
from mnist_nn.targets.implementation import SPECIFIED, Implementation
from mnist_nn.targets.libraries import LIBRARIES
from mnist_nn.targets.reference import REFERENCE
from mnist_nn.targets.target import TARGETS, command_target, opened

ROOT = Path(__file__).parents[2]

SOFTMAX = """
import numpy as np

__version__ = "7"

def softmax(x, axis=-1):
    return np.full_like(x, 1 / x.shape[axis])

class Kernels:
    class fast:
        relu = staticmethod(lambda x: np.maximum(x, 0))
"""


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of our own, and leave the path of modules as it was."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))


def opening(target: str, *functions: str) -> Implementation:
    """Return what a target opens, where some functions are asked for."""
    with opened(target, functions=functions) as implementation:
        return implementation


def refusal(target: str, *functions: str) -> str:
    """Return why a target is refused, where some functions are asked for."""
    errors = (ValueError, OSError, ImportError)
    with pytest.raises(errors) as caught, opened(target, functions=functions):
        pass
    return str(caught.value)


def test_numpy_is_the_reference() -> None:
    """It offers every specified function, at every dtype."""
    numpy = opening("numpy")
    assert numpy.functions == REFERENCE.functions
    assert tuple(numpy.functions) == SPECIFIED
    assert numpy.offers("softmax", "float16")


def test_a_file_is_a_target(tmp_path: Path) -> None:
    """Its functions are found by their names; what is missing is not offered."""
    (tmp_path / "mine.py").write_text(SOFTMAX)
    mine = opening("mine.py")
    assert (mine.name, mine.version, mine.target) == ("mine.py", "7", "mine.py")
    assert list(mine.functions) == ["softmax"]
    assert not mine.offers("relu", "float64")


def test_a_file_in_another_folder_imports_what_lies_beside_it(tmp_path: Path) -> None:
    """As if Python had been called with it."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "beside_it.py").write_text(SOFTMAX)
    (folder / "mine.py").write_text("from beside_it import softmax")
    assert list(opening("elsewhere/mine.py").functions) == ["softmax"]


def test_a_file_may_have_the_name_of_a_library(tmp_path: Path) -> None:
    """It does not take the library's place."""
    (tmp_path / "numpy.py").write_text(SOFTMAX)
    assert opening("./numpy.py").version == "7"
    assert sys.modules["numpy"] is np


WHERE_IT_IS = """
from pathlib import Path

__version__ = Path(__file__).with_name("version.txt").read_text()
assert __spec__.origin == __file__
assert Path(__spec__.cached).parent.name == "__pycache__"

def relu(x): return x
"""


def test_a_file_knows_where_it_is(tmp_path: Path) -> None:
    """So that it can load what lies beside it, such as a shared library."""
    (tmp_path / "version.txt").write_text("8")
    (tmp_path / "mine.py").write_text(WHERE_IT_IS)
    assert opening("mine.py").version == "8"


HALVES = "def relu(x): return x / 2\n"


def test_what_is_in_a_file_can_be_pickled(tmp_path: Path) -> None:
    """It is found again by the names of its module and its own."""
    (tmp_path / "mine.py").write_text(HALVES)
    relu = opening("mine.py").functions["relu"]
    assert pickle.loads(pickle.dumps(relu)) is relu  # noqa: S301 - we wrote it


def test_what_is_in_a_file_shows_its_source_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python remembers the whole path, not the one that was given."""
    (tmp_path / "mine.py").write_text(HALVES)
    relu = opening("mine.py").functions["relu"]
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert inspect.getsource(relu) == HALVES
    assert inspect.getsource(sys.modules[relu.__module__]) == HALVES


def test_a_module_in_the_folder_is_a_target(tmp_path: Path) -> None:
    """As with `python -m`."""
    (tmp_path / "kernels_of_mine.py").write_text(SOFTMAX)
    assert list(opening("kernels_of_mine").functions) == ["softmax"]


@pytest.mark.parametrize("place", ["mine.py", "mine"])
def test_an_object_in_a_module_is_a_target(tmp_path: Path, place: str) -> None:
    """Also one in another."""
    (tmp_path / "mine.py").write_text(SOFTMAX)
    assert list(opening(f"{place}:Kernels.fast").functions) == ["relu"]


def test_a_function_of_a_specified_name_is_a_target(tmp_path: Path) -> None:
    """It is what it is called."""
    (tmp_path / "mine.py").write_text(SOFTMAX)
    mine = opening("mine.py:softmax")
    assert list(mine.functions) == ["softmax"]
    assert mine.target == "mine.py:softmax"


OF_OTHER_NAMES = """
def my_fast_softmax(x, axis=-1): return x
class Kernels: my_relu = staticmethod(lambda x: x)
"""


@pytest.mark.parametrize("place", ["of_other_names.py", "of_other_names"])
def test_a_function_of_any_name_is_the_one_that_is_asked_for(tmp_path: Path, place: str) -> None:
    """Its target says so, for whoever opens it again."""
    (tmp_path / "of_other_names.py").write_text(OF_OTHER_NAMES)
    mine = opening(f"{place}:my_fast_softmax", "softmax")
    assert mine.functions["softmax"].__name__ == "my_fast_softmax"
    assert mine.target == f"{place}:my_fast_softmax as softmax"
    assert list(opening(mine.target).functions) == list(mine.functions) == ["softmax"]


def test_a_function_in_an_object_is_the_one_that_is_asked_for(tmp_path: Path) -> None:
    """However deep it lies."""
    (tmp_path / "mine.py").write_text(OF_OTHER_NAMES)
    assert list(opening("mine.py:Kernels.my_relu", "relu").functions) == ["relu"]


def test_a_name_counts_more_than_what_is_asked_for(tmp_path: Path) -> None:
    """To verify a softmax as relu is a mistake, unless it is written."""
    (tmp_path / "mine.py").write_text(SOFTMAX)
    assert list(opening("mine.py:softmax", "relu").functions) == ["softmax"]
    assert list(opening("mine.py:softmax as relu").functions) == ["relu"]


def test_a_module_is_not_what_is_asked_for(tmp_path: Path) -> None:
    """It offers what it has, and the laws are selected."""
    (tmp_path / "mine.py").write_text(SOFTMAX)
    assert list(opening("mine.py", "relu").functions) == ["softmax"]


@pytest.mark.parametrize(
    ("target", "functions", "told"),
    [
        ("mine.py:my_fast_softmax", [], "if it is one of them itself, say which, as in --function"),
        (
            "mine.py:my_fast_softmax",
            ["softmax", "relu"],
            "if it is one of them itself, say only one of softmax, relu, as in --function",
        ),
        (
            "mine.py:my_fast_softmax as softmx",
            [],
            "mine.py:my_fast_softmax: no function 'softmx' is specified: did you mean 'softmax'?",
        ),
        ("mine.py:my_fast_softmax as tan", [], "is specified: expected identity, step,"),
        ("mine.py as softmax", [], "mine.py: it is no function: expected file.py:function"),
    ],
)
def test_a_function_of_an_unknown_name_is_refused(
    tmp_path: Path, target: str, functions: list[str], told: str
) -> None:
    """It is said what to do."""
    (tmp_path / "mine.py").write_text(OF_OTHER_NAMES)
    assert told in refusal(target, *functions)


def test_an_implementation_is_a_target_as_it_is() -> None:
    """Whoever makes one says its name and version."""
    assert opening("mnist_nn.targets.reference:REFERENCE").name == "numpy"


def test_an_installed_module_has_the_version_of_its_distribution() -> None:
    """Where it states none itself."""
    assert opening("mnist_nn.functions").version == "0.1.0"


def test_a_module_without_a_version_says_so(tmp_path: Path) -> None:
    """Nothing is made up."""
    (tmp_path / "mine.py").write_text("def relu(x): return x")
    assert opening("mine.py").version == "(no version)"


def test_a_command_is_a_target() -> None:
    """Its words are kept apart, whatever they contain."""
    assert command_target(["./my softmax", "--fast"]) == "-- './my softmax' --fast"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("torhc", "there is no target 'torhc': did you mean 'torch'?"),
        ("PyTorch", "there is no target 'PyTorch': did you mean 'torch'?"),
        ("onnx-runtime", "there is no target 'onnx-runtime': did you mean 'onnxruntime'?"),
        ("no.such.module", f"it is none of {', '.join(TARGETS)}, no module that can be imported"),
        ("../x", "there is no target '../x': it is none of numpy,"),
        ("missing.py", "missing.py: there is no such file"),
        ("missing.py:softmax", "missing.py: there is no such file"),
        ("mnist_nn:softmx", "mnist_nn:softmx: there is no 'softmx' in it: did you mean 'softmax'?"),
        ("mnist_nn:xyz", "mnist_nn:xyz: there is no 'xyz' in it: see its public names with dir()"),
        ("json", "json: nothing to verify in it: it has no function named identity, step, sigmoid"),
    ],
)
def test_what_is_no_target_is_refused_with_a_hint(target: str, message: str) -> None:
    """In one line."""
    assert message in refusal(target)
    assert "\n" not in refusal(target)


def test_a_program_is_written_after_dashes(tmp_path: Path) -> None:
    """Whoever names the file alone is told."""
    (tmp_path / "a.out").write_bytes(b"")
    hint = "there is no target 'a.out': to verify a program, write: mnist-nn verify -- a.out"
    assert refusal("a.out") == hint


@pytest.mark.parametrize(
    ("text", "error"), [("1/0", "ZeroDivisionError: division"), ("exit(3)", "SystemExit: 3")]
)
def test_a_module_that_cannot_be_imported_is_refused(tmp_path: Path, text: str, error: str) -> None:
    """With what it raised."""
    (tmp_path / "mine.py").write_text(text)
    assert refusal("mine.py").startswith(f"mine.py: importing it raised {error}")


def test_a_library_reads_digits_with_the_reference_weights(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its adapter is given them, and the device, if one is named."""

    class Adapter:
        @staticmethod
        def implementation(parameters: tuple[object, ...], device: str = "cpu") -> Implementation:
            return Implementation(f"{len(parameters)} arrays on {device}", "1", {})

    monkeypatch.setattr(targets, "import_module", lambda _: Adapter)
    assert opening("torch:cuda:1").name == "6 arrays on cuda:1"
    assert opening("jax").name == "6 arrays on cpu"
    assert opening("jax").target == "jax"


def test_a_device_is_refused_where_there_is_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The adapter takes none."""

    class Adapter:
        @staticmethod
        def implementation(_parameters: tuple[object, ...]) -> Implementation:
            raise NotImplementedError

    monkeypatch.setattr(targets, "import_module", lambda _: Adapter)
    told = "scipy:cuda: its adapter has no choice of devices: write scipy"
    assert refusal("scipy:cuda") == told


def test_a_library_is_a_target_because_its_adapter_is_there() -> None:
    """And each has its file of known deviations beside it."""
    files = list(Path(libraries.__file__).parent.glob("*.toml"))
    assert sorted(file.stem for file in files) == list(LIBRARIES)
    assert ("numpy", *LIBRARIES) == TARGETS


def test_every_library_can_be_installed_with_all_the_others() -> None:
    """By an extra of its name, which `peers` brings, with what talks to clusters."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert set(LIBRARIES) <= extras.keys()
    brought = ",".join(sorted(["cluster", *LIBRARIES]))
    assert extras["peers"] == [f"mnist_nn[{brought}]"]


def test_a_model_is_opened_from_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its adapter."""
    adapter = ModuleType("onnx")
    vars(adapter)["implementation"] = lambda path: Implementation(path.name, "1", {})
    place = "mnist_nn.targets.onnx_files"
    monkeypatch.setitem(sys.modules, place, adapter)
    assert opening("models/digits.onnx").name == "digits.onnx"


def test_a_library_that_is_missing_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The extra that brings it."""

    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name="torch")

    monkeypatch.setattr(targets, "import_module", missing)
    assert refusal("torch:cuda") == (
        "torch is not installed: python -m pip install 'mnist_nn[torch]'"
    )


def test_the_runtime_of_a_model_is_an_extra_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model is run by onnxruntime."""
    (tmp_path / "model.onnx").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.delitem(sys.modules, "mnist_nn.targets.onnx_files", raising=False)
    assert refusal("model.onnx") == (
        "onnxruntime is not installed: python -m pip install 'mnist_nn[onnxruntime]'"
    )
