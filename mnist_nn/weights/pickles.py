"""Reads a pickle without running it.

A pickle is a program for a small machine, which may name any function and call it: whoever wrote
the file decides what happens where it is read. Here `pickletools` takes the program apart, and a
machine that knows only the instructions of a dict of arrays follows them, on plain values and on
descriptions of arrays. Nothing that the pickle names is imported or called.
"""

from __future__ import annotations

import pickletools
from typing import TYPE_CHECKING, Any

from mnist_nn.weights._pickled_arrays import call, completed, named
from mnist_nn.weights._raw_arrays import RawArray

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def read_pickle(data: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays in `data`, a pickled dict from names to NumPy arrays, without running it.

    Protocols 0 to 5, NumPy 1 and 2; booleans, integers and floats of up to 64 bits. The arrays are
    new and writeable, in C order and native byte order; one that has two names stays one array.

    Raises:
        ValueError: `data` is not such a pickle. Nothing in it was imported or called.

    >>> import pickle
    >>> import numpy as np
    >>> read_pickle(pickle.dumps({"b1": np.array([0.5, 2.0])}))
    {'b1': array([0.5, 2. ])}
    >>> read_pickle(pickle.dumps({"b1": print}))
    Traceback (most recent call last):
        ...
    ValueError: it names 'builtins.print': only NumPy arrays are read from a pickle

    """
    described = _described_arrays(data)
    distinct = set(described.values())
    # Else a short pickle could fill the memory, by using the same bytes in many arrays.
    if sum(len(array.data) for array in distinct) > len(data):
        raise ValueError("its arrays take more bytes than it has")
    made = {array: array.make() for array in distinct}
    return {name: made[array] for name, array in described.items()}


def _described_arrays(data: bytes) -> dict[str, RawArray]:
    """Return the descriptions that the pickle has of its arrays, before any array is made."""
    match _stack_after(data):
        case [[dict(table)]]:
            pass
        case [[value]]:
            raise ValueError(f"it holds a value of type {type(value).__name__}, expected a dict")
        case _:
            raise ValueError("it does not end with one value")
    for name, value in table.items():
        if type(value) is not RawArray:
            kind = type(value).__name__
            raise ValueError(f"it nests a value of type {kind} in {name!a:.60}, expected an array")
    return table


def _stack_after(data: bytes) -> list[list[object]]:
    """Follow the instructions of a pickle, and return the sections of the stack at its end."""
    machine = _Machine()
    try:
        for opcode, argument, position in pickletools.genops(data):
            if opcode.name not in _INSTRUCTIONS:
                raise ValueError(f"it uses {opcode.name}, which a dict of arrays does not need")
            if opcode.name == "STOP" and position != len(data) - 1:
                raise ValueError("it goes on after its end")
            _INSTRUCTIONS[opcode.name](machine, argument)
    except Warning as warning:  # an odd escape in a text, where warnings are errors
        raise ValueError(f"it is damaged: {warning}") from warning
    return machine.sections


class _Machine:
    """The state of the machine: a stack of values, cut into sections by marks, and a memo."""

    def __init__(self) -> None:
        self.sections: list[list[object]] = [[]]
        self.memo: dict[int, object] = {}

    def push(self, value: object) -> None:
        """Push a value onto the stack."""
        self.sections[-1].append(value)

    def pop(self, count: int) -> tuple[Any, ...]:
        """Take the last `count` values from the stack, `count` > 0."""
        section = self.sections[-1]
        if len(section) < count:
            raise ValueError("it takes a value from an empty stack")
        values = tuple(section[-count:])
        del section[-count:]
        return values

    def pop_to_mark(self) -> tuple[Any, ...]:
        """Take the values after the last mark from the stack, and the mark."""
        if len(self.sections) == 1:
            raise ValueError("it goes back to a mark that it did not set")
        return tuple(self.sections.pop())

    def keep(self, index: int) -> None:
        """Keep the last value in the memo, and on the stack."""
        # Greater integers can be chosen to collide as keys of a dict, which then takes forever.
        if not 0 <= index < 2**32:
            raise ValueError("it keeps a value under a number that is not one of 32 bits")
        (self.memo[index],) = self.pop(1)
        self.push(self.memo[index])

    def recall(self, index: int) -> None:
        """Push a value from the memo onto the stack."""
        if index not in self.memo:
            raise ValueError("it recalls a value that it did not keep")
        self.push(self.memo[index])

    def set_items(self) -> None:
        """Set the entries after the last mark in the dict before it."""
        items = self.pop_to_mark()
        self.push(_with_entries(*self.pop(1), *items))


def _with_entries(table: object, *items: object) -> dict[str, object]:
    """Return `table`, a dict, after setting in it a name, its value, the next name, and so on."""
    if type(table) is not dict or len(items) % 2:
        raise ValueError("it sets entries of something other than a dict")
    for i in range(0, len(items), 2):
        name, value = items[i : i + 2]
        if type(name) is not str:
            raise ValueError(f"it has a name of type {type(name).__name__}, expected a text")
        if name in table:
            raise ValueError(f"it has two values under {name!a:.60}")
        table[name] = value
    return table


_INSTRUCTIONS: dict[str, Callable[[_Machine, Any], None]] = {
    **dict.fromkeys(("PROTO", "FRAME", "STOP"), lambda _machine, _argument: None),
    **dict.fromkeys(("UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"), _Machine.push),
    **dict.fromkeys(("INT", "BININT", "BININT1", "BININT2"), _Machine.push),
    **dict.fromkeys(("LONG", "LONG1", "LONG4"), _Machine.push),
    **dict.fromkeys(("BINBYTES", "SHORT_BINBYTES", "BINBYTES8"), _Machine.push),
    "BYTEARRAY8": lambda machine, data: machine.push(bytes(data)),
    "NONE": _Machine.push,  # its argument is None
    "NEWTRUE": lambda machine, _: machine.push(value=True),
    "NEWFALSE": lambda machine, _: machine.push(value=False),
    "MARK": lambda machine, _: machine.sections.append([]),
    "EMPTY_TUPLE": lambda machine, _: machine.push(()),
    "TUPLE1": lambda machine, _: machine.push(machine.pop(1)),
    "TUPLE2": lambda machine, _: machine.push(machine.pop(2)),
    "TUPLE3": lambda machine, _: machine.push(machine.pop(3)),
    "TUPLE": lambda machine, _: machine.push(machine.pop_to_mark()),
    "EMPTY_DICT": lambda machine, _: machine.push({}),
    "DICT": lambda machine, _: machine.push(_with_entries({}, *machine.pop_to_mark())),
    "SETITEM": lambda machine, _: machine.push(_with_entries(*machine.pop(3))),
    "SETITEMS": lambda machine, _: machine.set_items(),
    **dict.fromkeys(("PUT", "BINPUT", "LONG_BINPUT"), _Machine.keep),
    "MEMOIZE": lambda machine, _: machine.keep(len(machine.memo)),
    **dict.fromkeys(("GET", "BINGET", "LONG_BINGET"), _Machine.recall),
    "GLOBAL": lambda machine, name: machine.push(named(*name.split(" ", 1))),
    "STACK_GLOBAL": lambda machine, _: machine.push(named(*machine.pop(2))),
    "REDUCE": lambda machine, _: machine.push(call(*machine.pop(2))),
    "BUILD": lambda machine, _: machine.push(completed(*machine.pop(2))),
}
