"""What can be wrong with a function, as far as it can be told without knowing what it computes."""

from __future__ import annotations

from enum import StrEnum


class Defect(StrEnum):
    """A kind of defect, the most telling first: what comes later is often the outcome of it.

    A crash leaves nothing else to judge, and says where it is in the code. What is not finite, or
    not the array that is due, fails nearly every law. Answers that change, or memory that is
    written to, make laws fail that call a function twice. A size from which on it fails says more
    than by how much. What should be refused, and warnings, come last: no answer is wrong.
    """

    CRASH = "crash"
    NOT_FINITE = "not finite"
    NOT_AN_ARRAY = "not an array"
    SHAPE = "shape"
    DTYPE = "dtype"
    UNSTEADY = "unsteady"
    INPUT_CHANGED = "input changed"
    MEMORY_SHARED = "memory shared"
    SIZE = "size"
    NUMBER = "number"
    NAN_HIDDEN = "NaN hidden"
    NOT_REFUSED = "not refused"
    WARNING = "warning"
