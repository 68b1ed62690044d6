"""What can be seen in a picture, read from its SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"


def read(svg: str) -> ET.Element:
    """Return the picture as XML, which it is."""
    return ET.fromstring(svg)  # noqa: S314 - we wrote it ourselves


def words(svg: str) -> list[str]:
    """Return the words in a picture, but for its title and description."""
    return [str(text.text) for text in read(svg).iter(f"{SVG}text")]


def styled(svg: str, style: str) -> list[ET.Element]:
    """Return the elements that have a style such as `fill:red` among theirs."""
    return [e for e in read(svg).iter() if style in str(e.get("style"))]


def heights(path: ET.Element, ground: float) -> list[float]:
    """Return how high the steps of a path are, but for the last, which closes it."""
    found = re.findall(r"(?:^M[\d.]+ |V)([\d.]+)", str(path.get("d")))
    return [ground - float(y) for y in found][:-1]
