"""Elements of SVG, and the few colours that a plot has.

A page says what the colours are, as custom properties; elsewhere they are such as can be seen on
dark and on light ground.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Sequence

INK = "var(--ink, currentColor)"
FAINT = "var(--line, #8888)"
MUTED = "var(--muted, currentColor)"
ALLOWED = "var(--allowed, #5599dd44)"
GOOD = "var(--good, #2f86d6)"
BAD = "var(--bad-edge, #d55e00)"

WIDTH = 400
"""How wide a plot is, in its own units: pixels, if it is shown no larger than it was drawn."""

FONT = 14
"""How large letters are: 11 pixels at least where a plot is as wide as a telephone."""

LETTER = 0.56 * FONT
"""About how wide a letter is."""


def element(tag: str, *children: ET.Element, text: str = "", **attributes: object) -> ET.Element:
    """Return an element; an underscore in the name of an attribute stands for a hyphen.

    >>> ET.tostring(element("text", text="a < b", text_anchor="end", x=1.0))
    b'<text text-anchor="end" x="1">a &lt; b</text>'

    """
    told = {name.replace("_", "-"): _told(value) for name, value in attributes.items()}
    made = ET.Element(tag, told)
    made.text = text or None
    made.extend(children)
    return made


def words(
    text: str, x: float, y: float, *, anchor: str = "start", colour: str = MUTED
) -> ET.Element:
    """Return words at a place: their start, middle or end."""
    style = f"fill:{colour};font-size:{FONT}px"  # whatever the page has for words in pictures
    return element("text", text=text, x=x, y=y, text_anchor=anchor, style=style)


def on_anything(label: ET.Element) -> ET.Element:
    """Return words that can be read on any colour, for they are surrounded by that of the page."""
    halo = "paint-order:stroke;stroke:var(--ground, Canvas);stroke-width:4;stroke-linejoin:round"
    label.set("style", f"{label.get('style')};{halo}")
    return label


def steps(edges: Sequence[float], heights: Sequence[float]) -> str:
    """Return a path that is at each height from one edge to the next.

    >>> steps([0.0, 1.0, 2.0, 3.0], [5.0, 5.0, 7.0])
    'M0 5H2V7H3'

    """
    path = f"M{_told(edges[0])} {_told(heights[0])}"
    ends = zip(edges[1:], heights, strict=True)
    for height, of_one in groupby(ends, key=lambda end: _told(end[1])):
        *_, (stop, _) = of_one
        path += f"{'' if path.endswith(f' {height}') else f'V{height}'}H{_told(stop)}"
    return path


def filled(path: str, ground: float, left: float, colour: str, opacity: float = 1) -> ET.Element:
    """Return what lies between a path and the ground."""
    style = f"fill:{colour};fill-opacity:{opacity}"
    return element("path", d=f"{path}V{_told(ground)}H{_told(left)}z", style=style)


def drawn(path: str, colour: str, width: float = 1, dashes: str = "") -> ET.Element:
    """Return a line along a path."""
    style = f"fill:none;stroke:{colour};stroke-width:{_told(width)}"
    return element("path", d=path, style=style + (f";stroke-dasharray:{dashes}" if dashes else ""))


def picture(height: float, title: str, description: str, *children: ET.Element) -> str:
    """Return a picture, with its name and what it shows in words."""
    root = element(
        "svg",
        element("title", text=title),
        element("desc", text=description),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {_told(height)}",
        role="img",
        style="width:100%;max-width:36rem;height:auto;font-family:system-ui,sans-serif",
    )
    return ET.tostring(root, encoding="unicode")


def _told(value: object) -> str:
    """Return a value of an attribute; a coordinate to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
