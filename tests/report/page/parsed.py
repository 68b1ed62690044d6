"""A page, parsed: what it says, its elements, and whether they are closed as they should be."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "img", "br", "hr", "wbr", "col"}
_UNCLOSED = {"td", "th", "tr", "li", "p", "dt", "dd"}
"""What HTML closes by itself."""


@dataclass
class Element:
    """An element.

    Attributes:
        tag: its name.
        attributes: its attributes.
        text: all text in it, and in what it contains.
        above: the tags of the elements that contain it, from the outermost.

    """

    tag: str
    attributes: dict[str, str]
    text: str = ""
    above: tuple[str, ...] = ()


@dataclass
class Page(HTMLParser):
    """A page.

    Attributes:
        elements: all its elements, in order.
        wrong: the tags that are closed where they are not open.

    """

    elements: list[Element] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, whose text stands apart from what is before it; <wbr> parts no word."""
        if tag != "wbr":
            self.handle_data(" ")
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes, above=tuple(each.tag for each in self._open))
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element of SVG without content."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those in it that close by themselves."""
        while self._open and self._open[-1].tag != tag and self._open[-1].tag in _UNCLOSED:
            self._open.pop()
        if not self._open or self._open[-1].tag != tag:
            self.wrong.append(tag)
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Add text to all elements that are open."""
        for element in self._open:
            element.text += data

    def all(self, tag: str, kind: str = "") -> list[Element]:
        """Return the elements of a tag, of a class if one is named."""
        return [
            element
            for element in self.elements
            if element.tag == tag
            and (not kind or kind in element.attributes.get("class", "").split())
        ]

    @property
    def unclosed(self) -> list[str]:
        """The tags that are never closed."""
        return [element.tag for element in self._open]

    @property
    def visible(self) -> str:
        """The text that stands on the page."""
        (body,) = self.all("body")
        return " ".join(body.text.split())


def parsed(html: str) -> Page:
    """Return a page of its text."""
    page = Page()
    page.feed(html)
    page.close()
    return page
