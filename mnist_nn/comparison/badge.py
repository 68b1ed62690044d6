"""A badge: one line about a report as a picture, for the page of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mnist_nn.checking.declaration import STRICT
from mnist_nn.comparison.outcome import Outcome
from mnist_nn.comparison.tally import of_what_is_offered, tally_of, words

if TYPE_CHECKING:
    from mnist_nn.comparison.matrix import Matrix
    from mnist_nn.comparison.tally import Tally

_TOPIC = "mnist_nn laws"

_GREEN, _RED, _AMBER, _GREY = "#2a6f3a", "#a83232", "#7a5900", "#4a4f57"
"""The contrast of white on each is at least 6, where WCAG asks for 4.5."""

_WIDTHS = dict.fromkeys(" ,.il", 3.9) | dict.fromkeys("frtjI", 4.6) | dict.fromkeys("mwMW", 9.8)
"""How wide characters of Verdana are at 11 px, where they are not about as wide as a digit."""

_DIGIT, _HEIGHT, _PADDING, _BASELINE = 7.0, 20, 6, 14


def as_badge(matrix: Matrix) -> str:
    """Return a picture, as SVG, of how many checks held in the report of a matrix.

    It is green if the implementation conforms and every required law was run, red if one does not
    hold that should, and amber if that is not known. It is set in a font of the reader's, and its
    title can be read aloud.

    Raises:
        ValueError: there are several reports.

    """
    if len(matrix.reports) > 1:
        raise ValueError(f"a badge is about one report: expected one, not {len(matrix.reports)}")
    (report,), tally = matrix.reports, tally_of(matrix.rows, 0)
    weaker = "" if report.arithmetic == STRICT else f", as {report.arithmetic}"
    message = _message(tally) + weaker
    colour = _colour(tally, conforms=report.conforms)
    return _drawn(f"{_TOPIC}, {report.name} {report.version}: {message}", message, colour)


def _message(tally: Tally) -> str:
    """Return how many checks held: of all laws if they all do, and else of required ones."""
    total = of_what_is_offered(tally.total)
    if total.keys() <= {Outcome.HELD, Outcome.PROVED, Outcome.NOT_RUN}:
        held, *others = words(total)
        proved = [f"{total[Outcome.PROVED]} proved"] if total[Outcome.PROVED] else []
        return ", ".join([held, *proved, *others])
    return "required " + ", ".join(words(of_what_is_offered(tally.required)))


def _colour(tally: Tally, *, conforms: bool) -> str:
    """Return whether an implementation conforms, as a colour."""
    if tally.fails:
        return _RED
    return _GREEN if conforms and not tally.required[Outcome.NOT_RUN] else _AMBER


def _drawn(title: str, message: str, colour: str) -> str:
    """Return two texts beside each other, on grey and on a colour."""
    left, right = (round(_length(text)) + 2 * _PADDING for text in (_TOPIC, message))
    size = {"width": str(left + right), "height": str(_HEIGHT)}
    xmlns = "http://www.w3.org/2000/svg"
    svg = ET.Element("svg", size, xmlns=xmlns, role="img", **{"aria-label": title})
    ET.SubElement(svg, "title").text = title
    clip = ET.SubElement(svg, "clipPath", id="round")
    ET.SubElement(clip, "rect", size, rx="3")
    font = {"font-family": "Verdana,DejaVu Sans,sans-serif", "font-size": "11"}
    panel = ET.SubElement(svg, "g", {"clip-path": "url(#round)", "fill": "#fff", **font})
    for x, width, fill, text in ((0, left, _GREY, _TOPIC), (left, right, colour, message)):
        box = {"x": str(x), "width": str(width), "height": str(_HEIGHT), "fill": fill}
        ET.SubElement(panel, "rect", box)
        place = {"x": str(x + _PADDING), "y": str(_BASELINE)}
        ET.SubElement(panel, "text", place, textLength=str(width - 2 * _PADDING)).text = text
    return ET.tostring(svg, encoding="unicode")


def _length(text: str) -> float:
    """Return about how many pixels a text is long; it is stretched to that."""
    return sum(_WIDTHS.get(character, _DIGIT) for character in text)
