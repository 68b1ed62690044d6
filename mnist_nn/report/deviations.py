"""Known deviations as a table of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mnist_nn.checking.deviations import Deviation


def as_markdown(known: Mapping[str, Sequence[Deviation]]) -> str:
    """Return a row for each library and function: how many checks fail, and of which laws.

    The library is a link to its file, for a page in the folder of that file.
    """
    rows = ["| library | function | checks | of the laws |", "| --- | --- | ---: | --- |"]
    for library, deviations in known.items():
        for function, names in _laws_of_functions(deviations).items():
            laws = ", ".join(f"`{name}`" for name in dict.fromkeys(names))
            rows.append(f"| [{library}]({library}.toml) | {function} | {len(names)} | {laws} |")
    return "\n".join(rows)


def _laws_of_functions(deviations: Iterable[Deviation]) -> dict[str, list[str]]:
    """Return the name of the law of each deviation, by function."""
    laws: dict[str, list[str]] = {}
    for deviation in deviations:
        function, _, name = deviation.law.partition(".")
        laws.setdefault(function, []).append(name)
    return laws
