"""Any program, in any language, that speaks the command protocol on its stdin and stdout."""

from __future__ import annotations

import operator
import shlex
import warnings
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from mnist_nn.specification.failure import Failure, Hang
from mnist_nn.targets.implementation import Implementation
from mnist_nn.targets.json_arrays import to_json
from mnist_nn.targets.program import MOMENT, Program
from mnist_nn.targets.protocol import (
    Refusal,
    description,
    read_answer,
    request,
    result,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.targets.protocol import Description

Answer = TypeVar("Answer")


@contextmanager
def implementation(command: Sequence[str], timeout: float = 10.0) -> Iterator[Implementation]:
    """Start a program, and have its functions until it is ended, with all that it started.

    A function raises ValueError where the program answers with an error, `Failure` where it breaks
    and `Hang` where it does not answer; a program that broke or hung is started again at the next
    call. What it writes to stderr while it answers a call is a warning.

    Args:
        command: the program and its arguments; no shell reads them.
        timeout: how long it may take to describe itself, and to answer a call, in seconds.

    Raises:
        OSError: the program cannot be started.
        ValueError: no program is named, or it does not describe itself as the protocol says.

    """
    if isinstance(command, str) or not command:
        raise ValueError(f'expected a command such as ["./softmax"], not {command!r}')
    speaker = _Speaker(command, timeout)
    try:
        described = _first_description(speaker)
        yield Implementation(
            described.name,
            described.version,
            {name: _function(name, speaker) for name in described.functions},
            {name: dtypes for name, dtypes in described.functions.items() if dtypes is not None},
        )
    finally:
        speaker.end(patience=MOMENT)


class _Speaker:
    """A program that is asked in the protocol, and started again after it had to be ended."""

    def __init__(self, command: Sequence[str], timeout: float) -> None:
        self._command = command
        self._timeout = timeout
        self._program: Program | None = None
        self._numbers = count()

    def start(self) -> tuple[Program, Description]:
        """Start the program, and return it with its description of itself."""
        program = Program(self._command)
        self._program, self._numbers = program, count()
        described = self._ask(program, description, "describe")
        program.stderr()  # what it says on starting is no warning about an input
        return program, described

    def call(self, name: str, arrays: Sequence[ArrayLike], **options: int) -> NDArray[Any]:
        """Return what a function of the program makes of some arrays."""
        args = [to_json(np.asarray(array)) for array in arrays]
        program = self._program or self._started_again()
        try:
            return self._ask(program, result, name, args=args, options=options)
        finally:
            if self._program and (said := program.stderr()):
                warnings.warn(f"the program wrote to stderr: {said}", stacklevel=3)

    def end(self, patience: float = 0) -> None:
        """End the program, if it runs."""
        program, self._program = self._program, None
        if program:
            program.stop(patience)

    def _started_again(self) -> Program:
        """Start the program as before; that it cannot be started now is no refusal of an input."""
        try:
            return self.start()[0]
        except OSError as error:
            raise Failure(str(error)) from None

    def _ask(
        self, program: Program, read: Callable[[dict[str, Any]], Answer], call: str, **content: Any
    ) -> Answer:
        """Return what is read in the answer to a request; if there is none, end the program."""
        number = next(self._numbers)
        try:
            line = program.ask(request(number, call, **content), self._timeout)
            return read(read_answer(line, number))
        except Refusal:
            raise
        except (Failure, Hang) as end:
            story, said = f"{shlex.join(self._command)} {end}", program.stderr()
            self.end()
            raise type(end)(f"{story}\nits stderr: {said}" if said else story) from None
        except BaseException:  # Ctrl-C, in the middle of an answer
            self.end()
            raise


def _first_description(speaker: _Speaker) -> Description:
    """Return how a program describes itself when it is first started."""
    try:
        return speaker.start()[1]
    except (Failure, Hang) as end:
        raise ValueError(str(end)) from None


def _function(name: str, speaker: _Speaker) -> Callable[..., NDArray[Any]]:
    """Return a function of a program, with the arguments that the reference has."""

    def softmax(x: ArrayLike, axis: int = -1) -> NDArray[Any]:
        return speaker.call(name, [x], axis=operator.index(axis))

    def function(*arrays: ArrayLike) -> NDArray[Any]:
        return speaker.call(name, arrays)

    offered = softmax if name == "softmax" else function
    offered.__name__ = name
    return offered
