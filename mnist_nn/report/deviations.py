"""Known deviations as a table of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mnist_nn.checking.deviations import Deviation


def as_markdown(known: Mapping[str, Sequence[Deviation]]) -> str:
    """Return a row for each library: how many checks it is known to fail, and of which laws."""
    rows = ["| library | checks | of the laws |", "| --- | --- | --- |"]
    for library, deviations in known.items():
        laws = ", ".join(dict.fromkeys(f"`{deviation.law}`" for deviation in deviations))
        file = f"mnist_nn/targets/libraries/{library}.toml"
        rows.append(f"| [{library}]({file}) | {len(deviations)} | {laws} |")
    return "\n".join(rows)
