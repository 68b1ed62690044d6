"""SVG that can stand in a page."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from mnist_nn.report.plots.svg import drawn, element, filled, picture, steps, words
from tests.report.plots.pictures import SVG, read


def test_hostile_text_stays_text() -> None:
    """In words and in attributes."""
    hostile = "<script>alert(1)</script>\"'&"
    svg = picture(10, hostile, hostile, words(hostile, 0, 0), element("g", id=hostile))
    root = read(svg)
    assert "<script" not in svg
    assert [e.text for e in root.iter() if e.text] == [hostile] * 3
    assert root.findall(f"{SVG}g")[0].get("id") == hostile


def test_a_picture_says_what_it_is_and_what_it_shows() -> None:
    """To those who do not see it."""
    root = read(picture(10, "sigmoid", "all is well"))
    assert root.get("role") == "img"
    assert [(e.tag, e.text) for e in root] == [
        (f"{SVG}title", "sigmoid"),
        (f"{SVG}desc", "all is well"),
    ]


def test_steps_that_are_as_high_are_one() -> None:
    """To a tenth of a pixel."""
    assert steps([0.0, 10.0, 20.0, 30.0], [5.0, 5.01, 7.0]) == "M0 5H20V7H30"


def test_what_is_filled_ends_on_the_ground_where_it_began() -> None:
    """And a line ends where it ends."""
    path = steps([1.0, 2.0], [3.0])
    assert filled(path, 9.0, 1.0, "red", 0.5).attrib == {
        "d": "M1 3H2V9H1z",
        "style": "fill:red;fill-opacity:0.5",
    }
    assert drawn(path, "red", 2.0).get("style") == "fill:none;stroke:red;stroke-width:2"


def test_an_element_has_the_names_and_numbers_of_svg() -> None:
    """A hyphen in place of an underscore; no more than a tenth of a pixel."""
    assert ET.tostring(element("g", stroke_width=1.26, x=2.0)) == b'<g stroke-width="1.3" x="2" />'
