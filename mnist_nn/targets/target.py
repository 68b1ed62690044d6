"""A target: what to verify, as it is written in the shell, in a test, and in a reproduction."""

from __future__ import annotations

import shlex
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from mnist_nn.targets import python
from mnist_nn.targets.reference import REFERENCE, reference_network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.targets.implementation import Implementation

LIBRARIES = ("torch", "jax", "scipy", "sklearn", "onnxruntime", "tinygrad")
"""Libraries that have an adapter; each is imported when it is named, and not before."""

TARGETS = ("numpy", "torch", "torch:cuda", *LIBRARIES[1:])
"""What can be verified by name."""

COMMAND = "-- "


@contextmanager
def opened(target: str = "numpy", *, timeout: float = 10.0) -> Iterator[Implementation]:
    """Open what is to be verified; a program is ended when it is closed.

    Args:
        target: `numpy`, a library such as `torch` or `torch:cuda`, a model `file.onnx`, Python as
            `package.module`, `package.module:object` or `file.py`, or a program as
            `-- COMMAND ARGS`.
        timeout: how long a program may take to answer, in seconds.

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

        with implementation(shlex.split(target.removeprefix(COMMAND)), timeout) as program:
            yield replace(program, target=target)
    else:
        yield replace(_loaded(target), target=target)


def command_target(command: list[str]) -> str:
    """Return the target that is a program with its arguments."""
    return COMMAND + shlex.join(command)


def _loaded(target: str) -> Implementation:
    """Return what needs no closing."""
    if target == "numpy":
        return REFERENCE
    if target in TARGETS:
        return _library(*target.split(":"))
    if target.endswith(".onnx"):
        return _model(Path(target))
    place = target.partition(":")[0]
    if not place.endswith(".py") and not python.is_importable(place):
        raise ValueError(_unknown(target))
    return python.implementation(target)


def _library(name: str, *device: str) -> Implementation:
    """Return the adapter of a library, for its default device or another one."""
    parameters = tuple(reference_network().parameters.values())
    with _an_extra(name):
        adapter = import_module(f"mnist_nn.targets.libraries.{name}")
    implementation: Implementation = adapter.implementation(parameters, *device)
    return implementation


def _model(path: Path) -> Implementation:
    """Return the adapter of a model in a file."""
    with _an_extra("onnxruntime"):
        from mnist_nn.targets.libraries.onnx import implementation
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
    near = get_close_matches(target.lower(), TARGETS, n=1, cutoff=0.7)
    if Path(target).is_file():
        hint = f"to verify a program, write: mnist-nn verify -- {shlex.quote(target)}"
    elif near:
        hint = f"did you mean {near[0]!r}?"
    else:
        hint = (
            f"it is none of {', '.join(TARGETS)}, no module that can be imported from here, "
            f"no file.py, no file.onnx"
        )
    return f"there is no target {target!r}: {hint}"
