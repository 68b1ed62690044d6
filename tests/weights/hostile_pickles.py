"""Pickles that leave a trace where they are run: a file, the canary."""

from __future__ import annotations

import builtins
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

EXTENSION = ("tests.weights.hostile_pickles", "touch", 240)
"""What `copyreg.add_extension` must be told before EXT1, EXT2 and EXT4 can be run."""


class Call:
    """Pickled as a call of `function`, and so unpickled as what the call returns."""

    def __init__(self, function: Callable[..., Any], *arguments: object) -> None:
        self.function, self.arguments = function, arguments

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[object, ...]]:
        return self.function, self.arguments

    def __call__(self) -> None:
        """Do nothing: pickle only asks that this exists, where it is to call what a call gives."""


class Born:
    """Leaves the trace when it is made."""

    def __init__(self, path: str) -> None:
        touch(path)


class BornUncalled:
    """Leaves the trace when it is made, even by `__new__` alone."""

    def __new__(cls, path: str) -> BornUncalled:  # noqa: PYI034 -- it has no subclass
        """Leave the trace."""
        touch(path)
        return super().__new__(cls)


class Told:
    """Leaves the trace when its state is set."""

    def __setstate__(self, path: str) -> None:
        touch(path)


def touch(path: str) -> None:
    """Leave the trace."""
    Path(path).touch()


def run(data: bytes) -> None:
    """Unpickle `data` as everybody does, and wait for what that starts."""
    match pickle.loads(data):  # noqa: S301 -- that it is unsafe is the subject
        case {"W1": subprocess.Popen() as process}:
            process.wait()


def text(value: object) -> bytes:
    """Return the instruction that lays a text on the stack."""
    data = str(value).encode()
    return b"X" + len(data).to_bytes(4, "little") + data


def _shell(canary: Path) -> str:
    return f'echo > "{canary}"'


def _code(canary: Path) -> str:
    return f"open({str(canary)!r}, 'w').close()"


def _objects(canary: Path) -> np.typing.NDArray[np.object_]:
    return np.array([Call(touch, str(canary))])


def _file_of_objects(canary: Path) -> str:
    path = canary.with_name("objects.npy")
    np.save(path, _objects(canary), allow_pickle=True)
    return str(path)


CALLS: dict[str, Callable[[Path], object]] = {
    "os.system": lambda canary: Call(os.system, _shell(canary)),
    "eval": lambda canary: Call(eval, _code(canary)),
    "exec": lambda canary: Call(exec, _code(canary)),
    "subprocess.Popen": lambda canary: Call(
        subprocess.Popen, [sys.executable, "-c", _code(canary)]
    ),
    "a chain of calls": lambda canary: Call(
        Call(getattr, Call(builtins.__import__, "os"), "system"), _shell(canary)
    ),
    "an object of a class": lambda canary: Call(Born, str(canary)),
    "an array of objects": _objects,
    "a nested pickle": lambda canary: Call(pickle.loads, pickle.dumps(Call(touch, str(canary)))),
    "numpy.save": lambda canary: Call(np.save, str(canary), 0),
    "numpy.load": lambda canary: Call(np.load, _file_of_objects(canary), None, 1),
}
"""Objects that make the file `canary` when they are unpickled."""

PROGRAMS: dict[str, Callable[[Path], bytes]] = {
    "INST": lambda canary: b"(" + text(_shell(canary)) + b"ios\nsystem\n.",
    "OBJ": lambda canary: b"(cos\nsystem\n" + text(_shell(canary)) + b"o.",
    "NEWOBJ": lambda canary: (
        b"ctests.weights.hostile_pickles\nBornUncalled\n" + text(canary) + b"\x85\x81."
    ),
    "NEWOBJ_EX": lambda canary: (
        b"ctests.weights.hostile_pickles\nBornUncalled\n" + text(canary) + b"\x85}\x92."
    ),
    "BUILD": lambda canary: b"ctests.weights.hostile_pickles\nTold\n)\x81" + text(canary) + b"b.",
    "EXT1": lambda canary: b"\x82\xf0" + text(canary) + b"\x85R.",
    "EXT2": lambda canary: b"\x83\xf0\x00" + text(canary) + b"\x85R.",
    "EXT4": lambda canary: b"\x84\xf0\x00\x00\x00" + text(canary) + b"\x85R.",
    "a text in the memo overwritten": lambda canary: b"".join(
        [
            *(text("numpy"), b"q\x00", text("dtype"), b"q\x01\x93"),
            *(text("os"), b"q\x00", text("system"), b"q\x01"),
            *(b"h\x00h\x01\x93", text(_shell(canary)), b"\x85R."),
        ]
    ),
    "a name in the memo overwritten": lambda canary: b"".join(
        [b"cnumpy\ndtype\nq\x00", b"cos\nsystem\nq\x00", b"h\x00", text(_shell(canary)), b"\x85R."]
    ),
}
"""Pickles written by hand, which make the file `canary` when they are run."""
