"""What a law failed for, in words that are the same where others failed for the same reason."""

from __future__ import annotations

import os
import re
import sysconfig
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from mnist_nn.specification.defect import Defect
from mnist_nn.specification.failure import Failure, Hang

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEW = 4
"""Up to here a size says little: whether a row or a few hold is often a matter of their numbers."""

_INSTALLED = tuple({sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")})
_OURS = f"{Path(__file__).parent.parent}{os.sep}"


def at_a_size(boundary: str) -> str:
    """Return the sizes from which on something fails, or nothing where it also fails at few.

    >>> at_a_size("the smallest that fails: 2 rows (1 hold), 1,025 classes (1,024 hold)")
    'size: 1,025 classes'
    >>> at_a_size("the smallest that fails: 2 rows (1 hold)")
    ''

    """
    sizes = re.findall(r"(\d[\d,]*) ([^(]+) \([\d,]+ hold\)", boundary)
    large = [f"{n} {name}" for n, name in sizes if int(n.replace(",", "")) > _FEW]
    return f"{Defect.SIZE}: {', '.join(large)}" if large else ""


def of_error(error: BaseException) -> str:
    """Return what was raised and where, or the words of a program but for what it quotes.

    >>> of_error(Failure("./softmax answered the shape [3,1] where a list was expected"))
    'crash: ./softmax answered the shape'

    """
    if isinstance(error, Failure | Hang):
        said = re.split(r"""['"\[{(]""", str(error).partition("\n")[0])[0]
        return f"{Defect.CRASH}: {said.rstrip()}"
    frame = _theirs(traceback.extract_tb(error.__traceback__))
    place = f"{Path(frame.filename).name}:{frame.lineno}, in {frame.name}"
    return f"{Defect.CRASH}: {type(error).__name__} at {place}"


def _theirs(frames: Sequence[traceback.FrameSummary]) -> traceback.FrameSummary:
    """Return the innermost frame of the code under test, which may call libraries, or be one."""
    called = [frame for frame in frames if not frame.filename.startswith(_OURS)]
    own = [frame for frame in called if not frame.filename.startswith(_INSTALLED)]
    return next(iter([*own[::-1], *called, *frames[::-1]]))
