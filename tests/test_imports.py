"""The layout is the argument: imports run one way, and `import mnist_nn` is light."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from importlib.metadata import version
from pathlib import Path

import pytest

import mnist_nn

PACKAGE = Path(mnist_nn.__file__).parent

# Each room may import from those above it, and from itself.
ROOMS = [
    "",  # mnist_nn itself, which imports nothing until it is asked for something
    "did_you_mean",
    "formats",
    "precision",
    "functions",
    "layers",
    "parameters",
    "one_thread",
    "batches",
    "pixels",
    "network",
    "evaluation",
    "atomic_files",
    "weights",
    "digits",
    "training",
    "lesson",
    "public",
    "examples",
    "oracle",
    "specification",
    "targets",
    "mutants",
    "checking",
    "vectors",
    "report",
    "testing",
    "pytest_plugin",
    "comparison",
    "cli",
]
HEAVY = {
    "PIL",
    "cv2",
    "flint",
    "hypothesis",
    "jinja2",
    "pooch",
    "pyarrow",
    "requests",
    "rich",
    "safetensors",
    "tqdm",
    "typer",
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(module: str) -> str:
    """Return what follows `mnist_nn` in a module name, where that is a room."""
    name = module.split(".")[1] if "." in module else ""
    return name if name in ROOMS else ""


def modules_of(path: Path) -> set[str]:
    """Return the modules that a file imports, when it runs or when it is type-checked."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            modules.update(f"{node.module}.{alias.name}" for alias in node.names)
            modules.add(f"{node.module}")
    return modules


def imports(path: Path) -> set[str]:
    """Return the rooms that a file imports from, when it runs or when it is type-checked."""
    return {room(module) for module in modules_of(path) if module.partition(".")[0] == "mnist_nn"}


@pytest.mark.unmeasured
@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_from_rooms_above_its_own(path: Path) -> None:
    """The inference modules know nothing of verification, laws nothing of reports."""
    name = path.relative_to(PACKAGE).parts[0].removesuffix(".py").replace("__init__", "")
    above = ROOMS[: ROOMS.index(name) + 1]
    late = (
        {"public"} if path == PACKAGE / "__init__.py" else set()
    )  # when it is asked for something
    assert imports(path) <= {*above, *late}


def test_every_room_is_named() -> None:
    """The list of rooms is that of the package."""
    found = {p.relative_to(PACKAGE).parts[0].removesuffix(".py") for p in MODULES}
    assert {name or "__init__" for name in ROOMS} == found


def modules_loaded_by(code: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded when it has run some code."""
    ending = "; import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code + ending], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def loaded_by(code: str) -> set[str]:
    """Return the packages that a fresh interpreter has loaded when it has run some code."""
    return {module.partition(".")[0] for module in modules_loaded_by(code)}


def test_the_oracle_does_not_load_what_it_judges() -> None:
    """Neither the functions nor the network, so that no error in them is one of the oracle too."""
    paths = [path.relative_to(PACKAGE.parent) for path in MODULES if "oracle" in path.parts]
    oracle = {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths}
    loaded = modules_loaded_by(f"import {', '.join(sorted(oracle))}")
    assert oracle <= loaded
    assert not loaded & {"mnist_nn.functions", "mnist_nn.layers", "mnist_nn.network"}


def test_using_the_package_loads_numpy_and_nothing_else_heavy() -> None:
    """What only tools need is not loaded."""
    loaded = loaded_by("from mnist_nn import softmax")
    assert "numpy" in loaded
    assert not HEAVY & loaded


def test_the_command_is_imported_without_numpy() -> None:
    """It has a word with it first, about threads."""
    assert "numpy" not in loaded_by("from mnist_nn.cli import main")


def test_the_package_offers_what_it_lists() -> None:
    """By name, to those who import everything, and to those who ask what there is."""
    everything: dict[str, object] = {}
    exec("from mnist_nn import *", everything)  # noqa: S102 - no function may hold this
    assert set(mnist_nn.__all__) == everything.keys() - {"__builtins__"}
    assert set(mnist_nn.__all__) < set(dir(mnist_nn))
    assert mnist_nn.softmax is everything["softmax"]


def test_what_the_package_does_not_offer_is_missing() -> None:
    """As in any module."""
    assert not hasattr(mnist_nn, "softmx")


def test_the_version_is_that_of_the_distribution() -> None:
    """Which is built with it."""
    assert mnist_nn.__version__ == version("mnist_nn")


@pytest.mark.unmeasured
def test_no_modules_import_each_other_in_a_circle() -> None:
    """Not for types either: what needs a circle to be told is told in the wrong place."""
    names = {module_name(path): path for path in MODULES}
    graph = {name: modules_of(path) & names.keys() - {name} for name, path in names.items()}
    graph["mnist_nn"] = set()  # it imports when it is asked for something
    assert len(list(TopologicalSorter(graph).static_order())) == len(names)


def module_name(path: Path) -> str:
    """Return what a file is called when it is imported."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_has_fewer_than_200_lines(path: Path) -> None:
    """It is about one thing."""
    assert len(path.read_text(encoding="utf-8").splitlines()) < 200


@pytest.mark.unmeasured
@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_function_has_at_most_40_lines(path: Path) -> None:
    """Of code: what is said of it may be longer, and an option of a command is none of its code."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            first = node.body[1] if ast.get_docstring(node) and node.body[1:] else node.body[0]
            assert (node.end_lineno or 0) - first.lineno < 40, node.name


@pytest.mark.unmeasured
@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_with_an_underscore_is_imported_in_its_own_folder_alone(path: Path) -> None:
    """Whoever is not its neighbour has no business with it."""
    folder = module_name(path).rpartition(".")[0]
    hidden = {name for name in modules_of(path) if re.search(r"\._[a-z]\w*", name)}
    inside = re.compile(rf"{re.escape(folder)}\._[a-z]\w*(\.\w+)?")
    assert [name for name in hidden if not inside.fullmatch(name)] == []
