"""A known deviation: a law that a library does not obey at a dtype, why, and where it is seen."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.checking.literals import from_python
from mnist_nn.did_you_mean import did_you_mean
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.inputs.recipe import made
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mnist_nn.specification.law import Law

_FOLDER = Path(__file__).parent.parent / "targets" / "libraries"
_LAWS = {str(law): law for law in CATALOGUE}


@dataclass(frozen=True, eq=False)  # arrays are not equal or unequal, but element by element
class Deviation:
    """A required law that an implementation is known not to obey at a dtype.

    Attributes:
        law: such as `softmax.sums_to_one`.
        dtype: of the inputs.
        reason: why it is not obeyed, for the readers of a report.
        link: where that is told at length: an issue, a document, a line of the source.
        seen: the library and its version in which it was seen.
        counterexample: the inputs that refute the law, by name, in the law's order.

    """

    law: str
    dtype: str
    reason: str
    link: str
    seen: str
    counterexample: Mapping[str, Any]


_KEYS = [field.name for field in fields(Deviation)]


def known_deviations(library: str) -> tuple[Deviation, ...]:
    """Return the known deviations of a library such as `torch`: none, if it has no file here."""
    files = {path.stem: path for path in _FOLDER.glob("*.toml")}
    return read_deviations(files[library]) if library in files else ()


def read_deviations(path: Path) -> tuple[Deviation, ...]:
    """Return the deviations in a file of TOML: a table [[deviation]] for each, or none at all.

    An input of a counterexample is text, an expression such as a report shows; see `from_python`.

    Raises:
        ValueError: something in the file is not as it should be.
        OSError: there is no such file, or it cannot be read.

    """
    first: dict[tuple[str, str], int] = {}
    deviations = []
    for number, entry in enumerate(_entries(path), start=1):
        law = str(entry.get("law"))
        place = f"{path}: deviation {number}" + (f" ({law})" if law in _LAWS else "")
        try:
            deviation = _deviation(entry)
        except ValueError as error:
            raise ValueError(f"{place}: {error}") from error
        earlier = first.setdefault((deviation.law, deviation.dtype), number)
        if earlier != number:
            raise ValueError(
                f"{place}: deviation {earlier} is of the same law at {deviation.dtype}: "
                f"expected one of each"
            )
        deviations.append(deviation)
    return tuple(deviations)


def _entries(path: Path) -> list[dict[str, Any]]:
    """Return the tables [[deviation]] of a file."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path}: it is not TOML: {error}") from error
    for key in content:
        if key != "deviation":
            raise ValueError(f"{path}: unknown key {key!r}: expected nothing but [[deviation]]")
    entries = content.get("deviation", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError(f"{path}: 'deviation' is no list of tables: expected [[deviation]]")
    return entries


def _deviation(entry: Mapping[str, Any]) -> Deviation:
    """Return one deviation, if it is one."""
    _check_keys(entry)
    for key in _KEYS[:-1]:
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise ValueError(f"{key} is {entry[key]!r:.100}: expected text that is not empty")
    if not re.fullmatch(r"https?://\S+", entry["link"]):
        raise ValueError(f"link is {entry['link']!r:.100}: expected https://... or http://...")
    texts = entry["counterexample"]
    if not isinstance(texts, dict) or not all(isinstance(t, str) for t in texts.values()):
        raise ValueError(f"counterexample is {texts!r:.100}: expected a table of texts")
    law = _law(entry["law"], entry["dtype"])
    counterexample = _counterexample(law, entry["dtype"], texts)
    return Deviation(**{**entry, "counterexample": counterexample})


def _check_keys(entry: Mapping[str, Any]) -> None:
    """Refuse keys that are unknown, and keys that are missing."""
    for key in entry:
        if key not in _KEYS:
            raise ValueError(f"unknown key {key!r}: {_hint(key, _KEYS)}")
    for key in _KEYS:
        if key not in entry:
            raise ValueError(f"there is no {key!r}: expected {', '.join(_KEYS)}")


def _law(name: str, dtype: str) -> Law:
    """Return the law of a name, if it is one that a library must obey at a dtype."""
    if name not in _LAWS:
        raise ValueError(f"there is no law {name!r}: {_hint(name, _LAWS, 'see `mnist-nn laws`')}")
    law = _LAWS[name]
    if law.level != Level.REQUIRED:
        raise ValueError("the law is advisory, which may be broken: expected a required law")
    stated = (*law.dtypes, *law.exhaustive)
    if dtype not in stated:
        raise ValueError(f"the law is not stated for {dtype!r}: {_hint(dtype, stated)}")
    return law


def _counterexample(law: Law, dtype: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the inputs that refute a law, in its order, of which the first is of the dtype."""
    if texts.keys() != set(law.inputs):
        given = ", ".join(texts) or "no inputs"
        raise ValueError(f"the counterexample has {given}: expected {', '.join(law.inputs)}")
    inputs = {name: _input(name, texts[name]) for name in law.inputs}
    first = law.inputs[0]
    found = getattr(made(inputs[first]), "dtype", None)
    if found is None or found.newbyteorder("=") != np.dtype(dtype):
        raise ValueError(f"counterexample.{first} is {texts[first]!r:.100}: expected dtype={dtype}")
    return inputs


def _input(name: str, text: str) -> Any:
    """Return an input that is written as text."""
    try:
        return from_python(text)
    except ValueError as error:
        raise ValueError(f"counterexample.{name}: {error}") from error


def _hint(name: str, known: Collection[str], otherwise: str = "") -> str:
    """Return what was perhaps meant, or what would have been possible."""
    return did_you_mean(name, known, otherwise or f"expected {', '.join(known)}")
