"""A target: what to verify, as it is written in the shell, in a test, and in a reproduction."""

from __future__ import annotations

import inspect
import shlex
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from mnist_nn.did_you_mean import did_you_mean
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.targets import python
from mnist_nn.targets.libraries import LIBRARIES
from mnist_nn.targets.reference import REFERENCE
from mnist_nn.weights.files import SUFFIXES
from mnist_nn.weights.networks import network_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from mnist_nn.specification.function import Function
    from mnist_nn.targets.implementation import Implementation

TARGETS = ("numpy", *LIBRARIES)
"""What can be verified by name."""

COMMAND = "-- "


@contextmanager
def opened(
    target: str = "numpy",
    *,
    functions: Collection[str] = (),
    timeout: float = 10.0,
    specified: Mapping[str, Function] = SPECIFICATION.functions,
) -> Iterator[Implementation]:
    """Open what is to be verified; a program is ended when it is closed.

    Args:
        target: `numpy`, a library such as `torch`, with a device as in `torch:cuda` if it has
            several, a model `file.onnx`, Python as `package.module`, `package.module:object` or
            `file.py`, or a program as `-- COMMAND ARGS`.
        functions: the specified functions that are asked for: if that is one, an object in Python
            that is a function of another name is it, as `file.py:object as softmax` says too.
        timeout: how long a program may take to answer, in seconds.
        specified: the records of all specified functions, by their names.

    Raises:
        ValueError: there is no such target, or it offers no specified function.
        OSError: there is no such file, or it cannot be read.
        ImportError: a library is not installed.

    >>> with opened("numpy") as implementation:
    ...     implementation.functions["softmax"]([[0.0, 0.0]])
    array([[0.5, 0.5]])

    """
    if target.startswith(COMMAND):
        from mnist_nn.targets.command import implementation

        command = shlex.split(target.removeprefix(COMMAND))
        with implementation(command, timeout, specified) as program:
            yield replace(program, target=target)
    else:
        yield _loaded(target, functions, specified)


def command_target(command: list[str]) -> str:
    """Return the target that is a program with its arguments."""
    return COMMAND + shlex.join(command)


def _loaded(target: str, functions: Collection[str], specified: Collection[str]) -> Implementation:
    """Return what needs no closing."""
    place = target.partition(python.AS)[0].partition(":")[0]
    if target == "numpy":
        return replace(REFERENCE, target=target)
    if place in LIBRARIES:
        return replace(_library(*target.split(":", maxsplit=1)), target=target)
    if target.endswith(".onnx"):
        return replace(_model(Path(target)), target=target)
    if not place.endswith(".py") and not python.is_importable(place):
        raise ValueError(_unknown(target))
    return python.implementation(target, functions, specified)


def _library(name: str, *device: str) -> Implementation:
    """Return the adapter of a library, for its default device or another one."""
    with _an_extra(name):
        adapter = import_module(f"mnist_nn.targets.libraries.{name}")
    if device and "device" not in inspect.signature(adapter.implementation).parameters:
        raise ValueError(f"{name}:{device[0]}: its adapter has no choice of devices: write {name}")
    parameters = tuple(network_in().parameters.values())
    implementation: Implementation = adapter.implementation(parameters, *device)
    return implementation


def _model(path: Path) -> Implementation:
    """Return the adapter of a model in a file."""
    with _an_extra("onnxruntime"):
        from mnist_nn.targets.onnx_files import implementation
    return implementation(path)


@contextmanager
def _an_extra(name: str) -> Iterator[None]:
    """Say what to install where a library is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise ImportError(
            f"{error.name} is not installed: python -m pip install 'mnist_nn[{name}]'"
        ) from None


def _unknown(target: str) -> str:
    """Return what is wrong with a target that is nothing that we know, and what to do."""
    if Path(target).suffix.lower() in SUFFIXES:
        hint = (
            "it holds weights: to verify predict with them, "
            f"write: mnist-nn verify --weights {shlex.quote(target)}"
        )
    elif Path(target).is_file():
        hint = f"to verify a program, write: mnist-nn verify -- {shlex.quote(target)}"
    else:
        otherwise = (
            f"it is none of {', '.join(TARGETS)}, no module that can be imported from here, "
            f"no file.py, no file.onnx"
        )
        hint = did_you_mean(target.partition(":")[0], TARGETS, otherwise)
    return f"there is no target {target!r}: {hint}"
