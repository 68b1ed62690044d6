"""Anyone's Python: a module, an object in it, or a file, with functions found by their names."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from functools import reduce
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mnist_nn.targets.implementation import SPECIFIED, Implementation

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def implementation(target: str) -> Implementation:
    """Return the functions that a module, an object or a file has by the specified names.

    They take and return NumPy arrays, with the arguments of the reference. What is missing is not
    offered.

    Args:
        target: `package.module`, `file.py`, or either with `:object` after it: an object, or an
            object in an object, such as `:Kernels.fast`. Modules are looked for in the current
            folder too.

    Raises:
        ValueError: there is no such object, importing the module raises an error, or it has none of
            the specified functions.
        FileNotFoundError: there is no such file.

    """
    place, _, path = target.partition(":")
    module = _file(Path(place)) if place.endswith(".py") else _module(place)
    holder = _object(module, path, target) if path else module
    if isinstance(holder, Implementation):
        return holder
    return Implementation(target, _version(module), _functions(holder, target))


def is_importable(name: str) -> bool:
    """Return whether there is a module of this name, here or installed."""
    _look_in(Path.cwd())
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):  # a parent is missing, or it is no name of a module
        return False


def _module(name: str) -> ModuleType:
    """Import a module by its name."""
    _look_in(Path.cwd())
    return _imported(name, lambda: import_module(name))


def _file(path: Path) -> ModuleType:
    """Import a file, from whose folder it can import others."""
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is no such file")
    _look_in(path.parent.resolve())
    name = f"target_{path.stem}"  # its own name could be that of a library
    loader = SourceFileLoader(name, str(path))
    module = module_from_spec(ModuleSpec(name, loader, origin=str(path)))
    sys.modules[name] = module
    _imported(str(path), lambda: loader.exec_module(module))
    return module


def _imported(place: str, run: Callable[[], Any]) -> Any:
    """Import somebody's module, and tell them in one line if that fails."""
    try:
        return run()
    except (Exception, SystemExit) as error:
        raise ValueError(f"{place}: importing it raised {type(error).__name__}: {error}") from error


def _look_in(folder: Path) -> None:
    """Look for modules in a folder first, as `python -m` and `python file.py` do."""
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


def _object(module: ModuleType, path: str, target: str) -> Any:
    """Return an object in a module, or in another object."""
    try:
        return reduce(getattr, path.split("."), module)
    except AttributeError as error:
        known = [name for name in dir(error.obj) if not name.startswith("_")]
        near = get_close_matches(str(error.name), known, n=1)
        hint = f": did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"{target}: there is no {error.name!r} in it{hint}") from None


def _functions(holder: Any, target: str) -> dict[str, Callable[..., Any]]:
    """Return the specified functions of an object, which may be one of them itself."""
    found = {name: f for name in SPECIFIED if callable(f := getattr(holder, name, None))}
    if not found and getattr(holder, "__name__", None) in SPECIFIED and callable(holder):
        found = {holder.__name__: holder}
    if not found:
        raise ValueError(
            f"{target}: nothing to verify in it: it has no function named {', '.join(SPECIFIED)}"
        )
    return found


def _version(module: ModuleType) -> str:
    """Return what a module, or the distribution of its name, says of its version."""
    own = getattr(module, "__version__", None)
    if own is not None:
        return str(own)
    try:
        return version(module.__name__.partition(".")[0])
    except PackageNotFoundError:
        return "(no version)"
