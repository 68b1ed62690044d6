"""The layout is the argument: imports run one way, and `import mnist_nn` is light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import mnist_nn

PACKAGE = Path(mnist_nn.__file__).parent

# Each room may import from those above it, and from itself.
ROOMS = [
    "formats",
    "functions",
    "layers",
    "parameters",
    "network",
    "evaluation",
    "atomic_files",
    "digits",
    "weights",
    "training",
    "",  # mnist_nn itself, the contents page of all above
    "examples",
    "oracle",
    "specification",
    "targets",
    "mutants",
    "checking",
    "vectors",
    "testing",
    "report",
    "cli",
]
HEAVY = {"PIL", "flint", "hypothesis", "pooch", "requests", "rich", "safetensors", "tqdm", "typer"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(module: str) -> str:
    """Return what follows `mnist_nn` in a module name, where that is a room."""
    name = module.split(".")[1] if "." in module else ""
    return name if name in ROOMS else ""


def imports(path: Path) -> set[str]:
    """Return the rooms that a file imports from, when it runs or when it is type-checked."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            modules.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {room(module) for module in modules if module.partition(".")[0] == "mnist_nn"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_from_rooms_above_its_own(path: Path) -> None:
    """The inference modules know nothing of verification, laws nothing of reports."""
    name = path.relative_to(PACKAGE).parts[0].removesuffix(".py").replace("__init__", "")
    above = ROOMS[: ROOMS.index(name) + 1]
    assert imports(path) <= set(above)


def test_every_room_is_named() -> None:
    """The list of rooms is that of the package."""
    found = {p.relative_to(PACKAGE).parts[0].removesuffix(".py") for p in MODULES}
    assert {name or "__init__" for name in ROOMS} == found


def test_importing_the_package_loads_numpy_and_nothing_else_heavy() -> None:
    """A fresh interpreter that imports mnist_nn has not loaded what only tools need."""
    code = "import sys, mnist_nn; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(loaded.stdout.split())
    assert "numpy" in loaded.stdout.split()
