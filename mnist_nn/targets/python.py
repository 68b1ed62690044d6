"""Anyone's Python: a module, an object in it, or a file, with functions found by their names."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import reduce
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mnist_nn.did_you_mean import did_you_mean
from mnist_nn.targets.implementation import SPECIFIED, Implementation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from importlib.machinery import ModuleSpec
    from types import ModuleType


AS = " as "
"""Stands in a target between a function and the specified name that it is verified by."""


def implementation(
    target: str, asked: Collection[str] = (), specified: Collection[str] = SPECIFIED
) -> Implementation:
    """Return the functions that a module, an object or a file has by the specified names.

    They take and return NumPy arrays, with the arguments of the reference. What is missing is not
    offered.

    Args:
        target: `package.module`, `file.py`, or either with `:object` after it: an object, or an
            object in an object, such as `:Kernels.fast`. Modules are looked for in the current
            folder too. An object that is a function is the one of its name or, in
            `file.py:my_fast_softmax as softmax`, the one of the name that follows.
        asked: the specified functions that are asked for: one that is asked for alone is what a
            function of another name is.
        specified: the names of all specified functions.

    Raises:
        ValueError: there is no such object, importing the module raises an error, it has none of
            the specified functions, or it is one, and there is no saying which.
        FileNotFoundError: there is no such file.

    """
    written, _, name = target.partition(AS)
    place, _, path = written.partition(":")
    module = module_in(Path(place)) if place.endswith(".py") else _module(place)
    holder = _object(module, path, target) if path else module
    if isinstance(holder, Implementation):
        return replace(holder, target=target)
    found = {name: f for name in specified if callable(f := getattr(holder, name, None))}
    if name or not found:
        name = name or _name(holder, written, asked, specified)
        _check_named(name, written, holder, specified)
        found = {name: cast("Callable[..., Any]", holder)}
        target = written if name == getattr(holder, "__name__", "") else f"{written}{AS}{name}"
    return Implementation(target, _version(module), found, target=target)


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


def module_in(path: Path) -> ModuleType:
    """Import a file, from whose folder it can import others.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: importing it raises an error.

    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is no such file")
    _look_in(path.parent.resolve())
    name = f"target_{path.stem}"  # its own name could be that of a library
    loader = SourceFileLoader(name, str(path.absolute()))
    # A file that is given its loader always has a spec, which says where it is: `__file__`.
    spec = cast("ModuleSpec", spec_from_file_location(name, loader.path, loader=loader))
    module = module_from_spec(spec)
    sys.modules[name] = module  # where pickle, inspect and dataclasses look for what is in it
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
        hint = did_you_mean(error.name, known, "see its public names with dir()")
        raise ValueError(f"{target}: there is no {error.name!r} in it: {hint}") from None


def _name(holder: Any, place: str, asked: Collection[str], specified: Collection[str]) -> str:
    """Return which specified function an object is: the one of its name, or what is asked for."""
    own, names, hint = getattr(holder, "__name__", ""), ", ".join(specified), ""
    if callable(holder):
        if own in specified:
            return own
        if len(asked) == 1:
            (name,) = asked
            return name
        which = f"only one of {', '.join(asked)}" if asked else "which"
        hint = f"; if it is one of them itself, say {which}, as in --function softmax"
    raise ValueError(f"{place}: nothing to verify in it: it has no function named {names}{hint}")


def _check_named(name: str, place: str, holder: Any, specified: Collection[str]) -> None:
    """Refuse a name that is not specified, and what is no function."""
    if name not in specified:
        hint = did_you_mean(name, specified, f"expected {', '.join(specified)}")
        raise ValueError(f"{place}: no function {name!r} is specified: {hint}")
    if callable(holder):
        return
    raise ValueError(f"{place}: it is no function: expected file.py:function{AS}{name}")


def _version(module: ModuleType) -> str:
    """Return what a module, or the distribution of its name, says of its version."""
    own = getattr(module, "__version__", None)
    if own is not None:
        return str(own)
    try:
        return version(module.__name__.partition(".")[0])
    except PackageNotFoundError:
        return "(no version)"
