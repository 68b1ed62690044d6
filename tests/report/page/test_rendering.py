"""What is put into a page stays text, and a page asks for nothing."""

from __future__ import annotations

import pytest
from jinja2 import TemplateError

from mnist_nn.report.page.rendering import rendered
from tests.report.page.parsed import parsed


def test_what_is_put_into_a_page_is_escaped() -> None:
    """Whatever it is."""
    html = rendered("base.html.j2", made_by="<script>alert(1)</script>")
    assert parsed(html).all("script") == []
    assert "<script>alert(1)</script>" in parsed(html).visible


def test_a_page_asks_for_nothing_and_runs_nothing() -> None:
    """No address stands in it, and the browser is told so."""
    html = rendered("base.html.j2", made_by="1.0")
    assert "://" not in html
    assert "url(" not in html
    (policy,) = [
        each.attributes["content"]
        for each in parsed(html).all("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_what_is_not_given_is_an_error() -> None:
    """And no hole in the page."""
    with pytest.raises(TemplateError, match="made_by"):
        rendered("base.html.j2")


def test_every_page_has_the_landmarks() -> None:
    """One of each, in order, and every element is closed."""
    page = parsed(rendered("base.html.j2", made_by="1.0"))
    marks = [e.tag for e in page.elements if e.tag in {"header", "nav", "main", "footer"}]
    assert marks == ["header", "nav", "main", "footer"]
    assert (page.wrong, page.unclosed) == ([], [])
