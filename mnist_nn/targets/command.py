"""Any program, in any language, that speaks the command protocol on its stdin and stdout."""

from __future__ import annotations

import operator
import shlex
import sys
import warnings
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.failure import Failure, Hang
from mnist_nn.targets._program import MOMENT, Program
from mnist_nn.targets.description import description
from mnist_nn.targets.implementation import Implementation
from mnist_nn.targets.json_arrays import to_json
from mnist_nn.targets.protocol import (
    NoAnswer,
    Refusal,
    read_answer,
    refuse_more,
    request,
    result,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.specification.function import Function
    from mnist_nn.targets.description import Description

Answer = TypeVar("Answer")

AT_ONCE = 2**22
"""How long a question may be, in bytes, before a program has longer to answer, in proportion.

All test images are twelve times as long: who reads the first twelfth in time is not to blame.
"""


@contextmanager
def implementation(
    command: Sequence[str],
    timeout: float = 10.0,
    specified: Mapping[str, Function] = SPECIFICATION.functions,
) -> Iterator[Implementation]:
    """Start a program, and have its functions until it is ended, with all that it started.

    A function raises ValueError where the program answers with an error, `Failure` where it breaks
    and `Hang` where it does not answer; a program that broke or hung is started again at the next
    call. What it writes to stderr while it answers a call is a warning.

    Args:
        command: the program and its arguments; no shell reads them.
        timeout: how long it may take to describe itself, and to answer a call, in seconds; a call
            that is longer than `AT_ONCE` has longer.
        specified: the records of all specified functions, by their names.

    Raises:
        OSError: the program cannot be started.
        ValueError: no program is named, or it does not describe itself as the protocol says.

    """
    if isinstance(command, str) or not command:
        raise ValueError(f'expected a command such as ["./softmax"], not {command!r}')
    speaker = _Speaker(command, timeout, specified)
    try:
        described = _first_description(speaker)
        yield Implementation(
            described.name,
            described.version,
            {name: _function(specified[name], speaker) for name in described.functions},
            {name: dtypes for name, dtypes in described.functions.items() if dtypes is not None},
            threads=False,  # it reads one line after the other
            arithmetic=described.arithmetic,
            compiles=described.compiles,
        )
    finally:
        speaker.end(patience=MOMENT)


class _Speaker:
    """A program that is asked in the protocol, and started again after it had to be ended."""

    def __init__(self, command: Sequence[str], timeout: float, specified: Collection[str]) -> None:
        self._command = command
        self._specified = specified
        self._timeout = timeout
        self._program: Program | None = None
        self._numbers = count()
        self._unanswered: dict[bytes, str] = {}

    def start(self) -> tuple[Program, Description]:
        """Start the program, and return it with its description of itself."""
        program = Program(self._command)
        self._program, self._numbers = program, count()
        described = self._ask(program, self._described, "describe")
        if said := program.stderr():  # on starting, it is no warning about an input
            sys.stderr.write(f"{said}\n")
        return program, described

    def call(self, name: str, arrays: Sequence[ArrayLike], **options: int) -> NDArray[Any]:
        """Return what a function of the program makes of some arrays.

        If there was no answer but something else, the same call is told the same again: the program
        may have printed it after its last answer, and a little sooner or later the next time.
        """
        content = {"args": [to_json(np.asarray(array)) for array in arrays], "options": options}
        told = self._unanswered.get(_digest(name, content)) if self._unanswered else None
        if told is None:
            try:
                return self._answer(name, content)
            except NoAnswer as error:
                told = self._unanswered[_digest(name, content)] = str(error)
        # Raised in one place, whenever it was seen: Hypothesis tells errors apart by their places.
        raise NoAnswer(told)

    def _answer(self, name: str, content: dict[str, Any]) -> NDArray[Any]:
        """Return what the program answers to a call, and warn of what it writes to stderr."""
        program = self._program or self._started_again()
        try:
            return self._ask(program, result, name, **content)
        finally:
            if self._program and (said := program.stderr()):
                warnings.warn(f"the program wrote to stderr: {said}", stacklevel=4)

    def end(self, patience: float = 0) -> None:
        """End the program, if it runs: if this is interrupted, the next call does so."""
        if self._program:
            self._program.stop(patience)
            self._program = None

    def _described(self, answer: dict[str, Any]) -> Description:
        """Return what the program says of itself."""
        return description(answer, self._specified)

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
            question = request(number, call, **content)
            line = program.ask(question, self._timeout * max(1, len(question) / AT_ONCE))
            answer = read_answer(line, number)
            # What follows the first answer is read before the second, however late it comes.
            if number and (more := program.unasked()) is not None:
                refuse_more(more, number)
            return read(answer)
        except Refusal:
            raise
        except (Failure, Hang) as end:
            story, said = f"{shlex.join(self._command)} {end}", program.stderr()
            self.end()
            raise type(end)(f"{story}\nits stderr: {said}" if said else story) from None
        except BaseException:  # Ctrl-C, in the middle of an answer
            self.end()
            raise


def _digest(name: str, content: dict[str, Any]) -> bytes:
    """Return what stands for a call, whatever number it has."""
    return sha256(request(0, name, **content)).digest()


def _first_description(speaker: _Speaker) -> Description:
    """Return how a program describes itself when it is first started."""
    try:
        return speaker.start()[1]
    except (Failure, Hang) as end:
        raise ValueError(str(end)) from None


def _function(specified: Function, speaker: _Speaker) -> Callable[..., NDArray[Any]]:
    """Return a function of a program, with the arguments and the options of its record."""

    def function(*arrays: ArrayLike, **options: int) -> NDArray[Any]:
        given = {name: operator.index(n) for name, n in {**specified.options, **options}.items()}
        return speaker.call(specified.name, arrays, **given)

    function.__name__ = specified.name
    return function
