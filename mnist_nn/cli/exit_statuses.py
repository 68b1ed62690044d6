"""How the command ends: what each exit status says."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """What the shell is told in the end."""

    ALL_IS_WELL = 0
    DOES_NOT_CONFORM = 1
    CALL_AT_FAULT = 2
    ERROR_OF_OURS = 3
    INTERRUPTED = 130


MEANINGS = {
    ExitStatus.ALL_IS_WELL: "all is well: of verify, every required law held",
    ExitStatus.DOES_NOT_CONFORM: "verify: a required law does not hold, or a mutant survived",
    ExitStatus.CALL_AT_FAULT: "the call is at fault, or a file, or the target cannot be opened",
    ExitStatus.ERROR_OF_OURS: "an error of mnist_nn itself",
    ExitStatus.INTERRUPTED: "interrupted, by Ctrl-C or SIGTERM",
}
"""What each of them means, in words."""

EPILOG = "\n\n".join(["Exit status:", *(f"{n:d}: {meaning}." for n, meaning in MEANINGS.items())])
"""The end of what `--help` says; an empty line begins a new one there."""
