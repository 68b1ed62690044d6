"""Reports are read from files: as typed data, or with an error that says what was expected."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from mnist_nn.checking.declaration import STRICT
from mnist_nn.checking.verdict import Status
from mnist_nn.comparison.outcome import outcome_of
from mnist_nn.comparison.report import Judged, Report
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SCHEMA = 1
"""The version of reports that is read: that which `mnist-nn verify --json` writes."""

_EXPECTED = "expected a report that `mnist-nn verify --json FILE` wrote"

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)


def read_report(path: Path) -> Report:
    """Return the report in a file.

    Control characters in its texts are written as Python escapes them: a name that somebody else
    chose moves no cursor.

    Raises:
        ValueError: there is no such file, or it holds no report; the error says what was expected.

    """
    try:
        return _report(path, _content(path))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def _content(path: Path) -> dict[str, Any]:
    """Return the object of JSON in a file, in any of its encodings."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ValueError(f"{error.strerror or error}: {_EXPECTED}") from error
    if not content.strip():
        raise ValueError(f"it is empty, as if a run had not begun or not ended: {_EXPECTED}")
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is not JSON ({error}): {_EXPECTED}") from error
    if not isinstance(parsed, dict) or "schema" not in parsed:
        raise ValueError(f"it has no schema: {_EXPECTED}")
    if parsed["schema"] != SCHEMA:
        raise ValueError(
            f"it is of schema {parsed['schema']!r:.20}, which another version of mnist_nn wrote: "
            f"expected schema {SCHEMA}"
        )
    if not parsed.get("verdicts"):
        raise ValueError(f"it has no verdicts: {_EXPECTED}")
    return parsed


def _report(path: Path, parsed: Mapping[str, Any]) -> Report:
    """Return the report in an object of JSON."""
    target = _of_type(parsed, "target", dict)
    versions = _of_type({"versions": {}, **parsed}, "versions", dict)
    verdicts = _of_type(parsed, "verdicts", list)
    return Report(
        str(path),
        _text(target, "name"),
        _text(target, "version"),
        _optional(parsed, "arithmetic") or STRICT,
        _of_type(parsed, "conforms", bool),
        tuple(_numbered(number, each) for number, each in enumerate(verdicts, start=1)),
        _number(parsed, "examples"),
        _number(parsed, "seed"),
        _optional(versions, "mnist_nn"),
    )


def _numbered(number: int, entry: Any) -> Judged:
    """Return one verdict, or say which one it is that is none."""
    try:
        return _judged(entry)
    except ValueError as error:
        raise ValueError(f"verdict {number}: {error}") from error


def _judged(entry: Any) -> Judged:
    """Return one verdict."""
    if not isinstance(entry, dict):
        raise ValueError(f"it is {entry!r:.100}: expected an object")  # noqa: TRY004
    deviation, status = _optional(entry, "deviation"), _choice(entry, "status", Status)
    return Judged(
        _text(entry, "law"),
        _text(entry, "function"),
        _text(entry, "dtype"),
        _choice(entry, "level", Level),
        outcome_of(status, deviation, _optional(entry, "message")),
        _of_type(entry, "examples", int),
        deviation,
        _optional(entry, "counterexample"),
        _optional(entry, "cause"),
    )


def _of_type(entry: Mapping[str, Any], key: str, kind: type[T]) -> T:
    """Return what stands under a key, if it is what is due there."""
    if key not in entry:
        raise ValueError(f"there is no {key!r}: {_EXPECTED}")
    if not isinstance(entry[key], kind):
        raise ValueError(f"{key} is {entry[key]!r:.100}: expected {_KINDS[kind]}")  # noqa: TRY004
    return entry[key]


_KINDS: dict[type, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    dict: "an object",
    list: "a list",
}


def _text(entry: Mapping[str, Any], key: str) -> str:
    """Return a text."""
    return _printable(_of_type(entry, key, str))


def _optional(entry: Mapping[str, Any], key: str) -> str:
    """Return a text that may be null or missing, for an older version may not have written it."""
    return "" if entry.get(key) is None else _text(entry, key)


def _number(entry: Mapping[str, Any], key: str) -> str:
    """Return a whole number in decimal, or nothing, if an older version did not write it."""
    return str(_of_type(entry, key, int)) if key in entry else ""


def _choice(entry: Mapping[str, Any], key: str, words: type[Choice]) -> Choice:
    """Return one of some words."""
    found = _of_type(entry, key, str)
    if found not in set(words):
        raise ValueError(f"{key} is {found!r:.100}: expected one of {', '.join(words)}")
    return words(found)


def _printable(text: str) -> str:
    """Return a text without control characters, but for the ends of lines."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in text)
