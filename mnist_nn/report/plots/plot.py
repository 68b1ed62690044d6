"""A plot."""

from __future__ import annotations

from typing import NamedTuple


class Plot(NamedTuple):
    """A plot, with what stands above and below it.

    Attributes:
        title: what it is of, such as `sigmoid float32`.
        caption: what is to be seen, in a sentence or two.
        svg: the picture, an element that can stand in a page: without ids, scripts and addresses.

    """

    title: str
    caption: str
    svg: str
