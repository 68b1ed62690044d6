"""What a worker does: tasks of a plan, whose target it opens when the first of them comes.

A worker is a process that was started for this, and runs nothing else.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from mnist_nn.checking.printed import keep_all
from mnist_nn.checking.session import Session, begun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mnist_nn.checking.plan import Plan
    from mnist_nn.checking.task import Result, Task

_AT_WORK = Lock()
_CLOSING = ExitStack()

PATIENCE = 0.3
"""How long a task may take to end, in seconds, until it is interrupted once more."""

TIMES = 10
"""How often it is, before the process is ended by force."""


def do(plan: Plan, task: Task) -> Result:
    """Do a task of a plan.

    Raises:
        ValueError: the target cannot be opened here.
        OwnError: there was an error of ours.

    """
    with _AT_WORK:
        return _session(plan).result(task)


@contextmanager
def unheard() -> Iterator[None]:
    """Start processes that hear of no Ctrl-C until they have begun, and would die with a traceback.

    A mask of signals goes from a process to those that it starts; Windows has none.
    """
    _mask("SIG_BLOCK")
    try:
        yield
    finally:
        _mask("SIG_UNBLOCK")


def begin(printed: Path | None = None) -> None:
    """Begin as a worker of the process that started this one, and end with it, however it ends.

    What is printed here is kept at the end of a file, if one is named.

    Ctrl-C in a terminal reaches all processes: it is for the one that started the others to end
    them, with SIGTERM, which interrupts what is at work. A handler that does nothing is not
    inherited by programs that are started here; that a signal is ignored would be.
    """
    signal.signal(signal.SIGINT, _ignore)
    signal.signal(signal.SIGTERM, _interrupt)
    if printed:
        keep_all(printed)
    _mask("SIG_UNBLOCK")
    if parent := parent_process():
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _mask(how: str) -> None:
    """Change whether Ctrl-C is heard."""
    with suppress(AttributeError):
        signal.pthread_sigmask(getattr(signal, how), {signal.SIGINT})


@cache
def _session(plan: Plan) -> Session:
    """Return the session of a plan, which ends with the process."""
    Finalize(None, _CLOSING.close, exitpriority=0)
    try:
        return _CLOSING.enter_context(begun(plan))
    except (ValueError, OSError, ImportError) as error:
        raise ValueError(
            f"a worker cannot open {plan.target}: {error}; "
            "it must be there, and importable, for each worker as it is here"
        ) from None


def _ignore(*_: Any) -> None:
    """Go on."""


def _interrupt(*_: Any) -> None:
    """End the task that is at work, if one is, as Ctrl-C would end it.

    Python loses this where it comes in a callback, such as of the garbage collector, and would say
    so on stderr: whoever asks for it asks again.
    """
    sys.unraisablehook = _ignore
    if _AT_WORK.locked():
        raise KeyboardInterrupt


def _end_after(process: Any) -> None:
    """Wait until a process has ended; then interrupt what is at work here, and end."""
    wait([process])
    for _ in range(TIMES):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
    _CLOSING.close()
    os._exit(1)
