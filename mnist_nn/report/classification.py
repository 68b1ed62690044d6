"""What was read from pictures, as text and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mnist_nn.digits.reading import Reading


class Entry(NamedTuple):
    """What came of a file.

    Attributes:
        picture: the file.
        reading: what was read from it, or in words why it could not be opened.

    """

    picture: Path
    reading: Reading | str


def as_lines(entry: Entry) -> Iterator[str]:
    """Yield the digit or that it is not sure and why, what was seen, and each probability if sure.

    Of a file that could not be opened nothing is said here.
    """
    picture, reading = entry
    if isinstance(reading, str):
        return
    yield f"{picture}: " + (f"not sure: {reading.unsure}" if reading.unsure else str(reading.digit))
    if reading.opinion and not reading.unsure:
        for digit, probability in enumerate(reading.opinion.probabilities.tolist()):
            yield f"  {digit}  {probability:8.6f}"
    seen = reading.sight.seen if reading.sight else "nothing"
    yield f"  seen: {seen}, looked at {reading.way}"


def as_json(entries: Iterable[Entry]) -> str:
    """Return one JSON object, of schema 1, with an entry for each file in `digits`."""
    return json.dumps({"schema": 1, "digits": [_as_dict(entry) for entry in entries]}, indent=2)


def _as_dict(entry: Entry) -> dict[str, Any]:
    """Return what came of a file: an error, or all of a reading, null where there is nothing."""
    picture, reading = entry
    if isinstance(reading, str):
        return {"picture": str(picture), "error": reading}
    opinion, sight = reading.opinion, reading.sight
    return {
        "picture": str(picture),
        "digit": reading.digit,
        "unsure": reading.unsure or None,
        "confidence": opinion.confidence if opinion else None,
        "probabilities": opinion.probabilities.tolist() if opinion else None,
        "seen": sight.seen if sight else None,
        "looked_at": reading.way,
    }
