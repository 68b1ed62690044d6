"""The page of a run shows everything, the causes first, and text stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from mnist_nn.checking.strength import Strength
from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.report.page.mutants import mutants
from mnist_nn.report.page.verification import as_html
from mnist_nn.report.run import Run
from mnist_nn.specification.law import Level
from mnist_nn.targets.implementation import Implementation
from tests.report.page.examples import (
    HELD,
    HOSTILE,
    KNOWN,
    PROVED,
    REFUTED,
    RUN,
    SEEN,
    SUFFICIENT,
    part,
)
from tests.report.page.parsed import Page, parsed
from tests.report.plots.surveys import EXACT

DASH = "\N{EN DASH}"


@cache
def page() -> Page:
    """Return the page of a run that has something of everything."""
    return parsed(as_html(RUN))


def minimal(*verdicts: Verdict) -> Page:
    """Return the page of a run that has nothing but some verdicts."""
    return parsed(as_html(Run(Implementation("it", "1.2", {}), verdicts, Strength())))


def test_the_page_says_at_once_what_was_verified_and_whether_it_conforms() -> None:
    """In its title and in its heading."""
    title, (heading,) = page().all("title")[0], page().all("h1")
    assert title.text == "it 1.2 does not conform"
    assert " ".join(heading.text.split()) == "it 1.2 ✗ does not conform"
    assert "2 of 5 checks held, 1 of them proved, on 200 examples." in page().visible


def test_the_mark_of_a_run_is_that_of_its_conclusion() -> None:
    """A hole in the laws is no refutation."""
    (good,) = parsed(as_html(replace(RUN, verdicts=[HELD]))).all("h1")
    assert " ".join(good.text.split()) == "it 1.2 ✓ conforms"
    (unsure,) = minimal(HELD).all("h1")
    assert "? is not shown to conform, for a mutant survived" in " ".join(unsure.text.split())


def test_what_is_wrong_comes_first() -> None:
    """Its cause, the statement, what was seen, the input, how to see it again, and what else."""
    sections = [e.attributes["id"] for e in page().all("section")]
    assert sections[0] == "wrong"
    (cause,) = page().all("article")
    said = " ".join(cause.text.split())
    assert said.startswith("softmax: NaN or infinity where a number is due (2 laws)")
    order = [
        "f(x) is what the formula says",
        "softmax.does_not_overflow in float32",
        "observed nan, expected 1.0",
        "x = array([[89.]], dtype=float32)",
        "the smallest that fails: 2 rows",
        "print(1)",
        "1 law more for the same reason",
        "softmax.is_1_lipschitz float64",
    ]
    places = [said.find(part) for part in order]
    assert places == sorted(places)
    assert places[0] > 0


def test_a_picture_of_a_result_that_is_within_what_is_allowed_says_so() -> None:
    """For it does not show what is wrong."""
    within = replace(SEEN, off=part("off", (0.5, 0.0)))
    key = f"{REFUTED.law}[float32]"
    told = parsed(as_html(replace(RUN, observations={key: within})))
    said = "The result below is within what is allowed: what is wrong is said above."
    assert said in told.visible
    assert said not in page().visible


def test_of_a_long_input_the_beginning_is_shown() -> None:
    """All of it stands in the lines that show it again."""
    long = "x = " + "1234567890" * 200
    told = parsed(as_html(replace(RUN, verdicts=[replace(REFUTED, counterexample=long)])))
    assert any(e.text == f"{long[:997]}..." for e in told.all("code"))


def test_several_causes_are_numbered() -> None:
    """As in the report of text."""
    other = replace(REFUTED, law="relu.wrong", function="relu", message="told", cause="warning")
    several = parsed(as_html(replace(RUN, verdicts=[REFUTED, other])))
    titles = [e.text for e in several.all("h3") if "article" in e.above]
    assert [title[:2] for title in titles] == ["1.", "2."]


def test_a_page_without_anything_wrong_has_no_such_section() -> None:
    """Nor one of digits, plots, or what does not count."""
    sections = [e.attributes["id"] for e in minimal(HELD).all("section")]
    assert sections == ["overview", "laws", "mutants", "run"]
    assert "None was tried." in minimal(HELD).visible


def test_every_section_is_linked_and_every_link_leads_somewhere() -> None:
    """Within the page."""
    ids = [e.attributes["id"] for e in page().elements if "id" in e.attributes]
    links = [e.attributes["href"] for e in page().all("a")]
    assert len(ids) == len(set(ids))
    assert {f"#{e.attributes['id']}" for e in page().all("section")} <= set(links)
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_the_table_can_be_read_without_colours() -> None:
    """Each cell has a symbol, a word and numbers."""
    cells = [" ".join(e.text.split()) for e in page().all("td") if "share" not in e.text]
    assert "✗ refuted 1 of 3" in cells
    assert "∎ proved 1 of 1 error 0.25" in cells
    assert f"{DASH} not offered" in cells


def test_what_does_not_count_says_why() -> None:
    """It is known, or advisory."""
    advisory = replace(REFUTED, level=Level.ADVISORY)
    both = minimal(HELD, KNOWN, advisory)
    rows = [e.text for e in both.all("tr")]
    assert any("softmax.preserves_order" in row and "it is known" in row for row in rows)
    assert any("softmax.does_not_overflow" in row and "advisory" in row for row in rows)
    assert "Known: it is known" in both.visible
    assert "advisory: 1 not" in both.visible


def test_every_law_opens_to_what_is_known_of_it() -> None:
    """Statement, premises, verdicts, and the counterexample as a picture."""
    laws = page().all("details", "law")
    assert [" ".join(e.text.split())[:24] for e in laws][:2] == [
        "✓ held softmax.sums_to_o",
        "✗ refuted softmax.does_n",
    ]
    assert "Inputs: scores of moderate size." in laws[0].text
    assert "float32   ✓ held       100 inputs  error 0.25" in laws[0].text
    inside = [e for e in page().all("svg") if e.above.count("details") == 2]
    assert [e.attributes["aria-label"] for e in inside] == [
        "x: from 1 to 89",
        "result: from 0.5 to 0.5, 1 not finite",
        "error / allowed: from 0 to 0, 1 not finite",
    ]


def test_an_advisory_law_is_called_so() -> None:
    """In the line that opens it."""
    advisory = minimal(replace(HELD, level=Level.ADVISORY))
    assert "✓ held softmax.sums_to_one advisory" in advisory.visible


def test_errors_are_told_in_rows() -> None:
    """What never answered has no numbers, but the reason; what is exact is said to be."""
    rows = [" ".join(e.text.split()) for e in page().all("tr")]
    assert "sigmoid float32 0.25 1.5 3 0.12 0.5 x = 2.5" in rows
    assert "mlp float16 the process that surveyed it died of <b>" in rows
    assert "relu: exact in float32." in page().visible


def test_what_is_exact_in_everything_has_neither_rows_nor_plots() -> None:
    """It is said to be exact."""
    exact = parsed(as_html(replace(RUN, surveys=[EXACT])))
    (section,) = [e for e in exact.all("section") if e.attributes["id"] == "errors"]
    assert " ".join(section.text.split()) == "How far results are off relu: exact in float32."


def test_plots_of_errors_are_shown_with_titles_and_captions() -> None:
    """Those of the functions whose errors were surveyed."""
    plots = [
        e
        for e in page().all("figure")
        if "section" in e.above and "panel" not in e.attributes.get("class", "")
    ]
    titles = [e.text for e in page().all("h3") if "figure" in e.above]
    assert titles == ["sigmoid float32", "sigmoid: error over allowed"]
    assert [len(page().all("svg")) - len(page().all("figure", "panel"))] == [len(plots)]
    captions = [e.text for e in page().all("figcaption") if "1.5 ulp at x = 2.5" in e.text]
    assert len(captions) == 1


def test_digits_are_shown_with_what_was_read() -> None:
    """And what could be, and ten probabilities."""
    wrong, uncertain, other = [
        " ".join(e.text.split())
        for e in page().all("li")
        if "section" in e.above and "image" in e.text
    ]
    assert wrong.startswith("✗ read as 4, no correct reader does: 9 image 7, labelled 9")
    assert uncertain.startswith("? read as 5, rounding decides: 5 or 6 image 8, labelled 5")
    assert other.startswith("read as 2, as by every correct reader image 9, labelled 1")
    assert re.search(r"4 1\.0000 5 0\.0000", wrong)
    assert len(page().all("img")) == 3
    assert "predict reads 9890 of 10000; certified: 9895." in page().visible


def test_the_mutants_are_counted_and_named() -> None:
    """Function by function."""
    fates = Strength(("f.a", "f.b", "g.a"), ("g.far", "h.far"), ("f.c",))
    of_f, of_g, of_h = mutants(fates)
    assert (of_f.function, of_f.refuted, of_f.survived) == ("f", ["f.a", "f.b"], ["f.c"])
    assert (of_g.refuted, of_g.survived, of_g.out_of_reach) == (["g.a"], [], ["g.far"])
    said = parsed(as_html(replace(RUN, strength=fates)))
    rows = [" ".join(e.text.split()) for e in said.all("tr") if "section" in e.above]
    assert "f ✗ a hole 2 1 0" in rows
    assert "g ✓ all refuted 1 0 1" in rows
    assert f"h {DASH} none tried 0 0 1" in rows
    assert "f: 1 mutant survived f.c" in said.visible
    assert of_h.out_of_reach == ["h.far"]


def test_the_run_is_told() -> None:
    """Target, version, arithmetic, seed, machine, and the versions of what judges."""
    weaker = replace(RUN, arithmetic="tf32", seed=7, examples=1000)
    said = parsed(as_html(weaker)).visible
    for fact in ("Target it", "Version 1.2", "Arithmetic tf32: ", "Inputs for each check 1,000"):
        assert fact in said
    assert "Seed 7 System " in said
    assert " cores Python 3." in said
    assert (
        "Arithmetic mine.toml Inputs"
        in parsed(as_html(replace(RUN, arithmetic="mine.toml"))).visible
    )


def test_the_grade_is_told() -> None:
    """Where something is wrong by nothing but a number."""
    off = replace(REFUTED, worst=3.0, cause="number", grades=("fast-exp",))
    said = parsed(as_html(replace(RUN, verdicts=[HELD, off]))).visible
    assert "Grade softmax as float32: what was seen is as accurate as fast-exp allows" in said


@pytest.mark.parametrize("tag", ["script", "iframe", "object", "base", "form", "link", "img"])
def test_hostile_text_stays_text(tag: str) -> None:
    """Whatever a target says, and whatever things are called."""
    said = f"<{tag} src='x' href='https://x.example'>{HOSTILE}"
    bad = replace(
        REFUTED,
        law=f"f.{said}",
        function=said,
        message=f"{said}\n  {said}\n  for {said}\n  {said}\nreproduce it with\n    {said}",
        counterexample=said,
        reproduce=said,
        cause=f"crash: {said}",
    )
    verdicts = [bad, replace(bad, law=f"f.other {said}"), replace(bad, deviation=said), HELD]
    run = Run(Implementation(said, said, {}), verdicts, Strength((said,), (said,), (said,)))
    hostile = parsed(as_html(replace(run, arithmetic=said)))
    allowed = {"link": 1}.get(tag, 0)  # the icon, which is empty
    assert len(hostile.all(tag)) == allowed
    assert not any(name.startswith("on") for e in hostile.elements for name in e.attributes)
    assert (hostile.wrong, hostile.unclosed) == ([], [])
    assert said in " ".join(hostile.visible.split())


def test_all_elements_are_closed_and_headings_are_in_order() -> None:
    """No level of heading is left out."""
    assert (page().wrong, page().unclosed) == ([], [])
    levels = [int(e.tag[1]) for e in page().elements if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_every_table_has_a_caption_and_every_picture_a_description() -> None:
    """For those who do not see them."""
    assert len(page().all("table")) == len(page().all("caption")) > 0
    unlabelled = [e for e in page().all("svg") if "aria-label" not in e.attributes]
    titles = [e for e in page().all("title") if "svg" in e.above]
    assert len(unlabelled) == len(titles) > 0
    assert all(e.attributes["alt"] for e in page().all("img"))


def test_what_the_run_ended_before_is_inconclusive() -> None:
    """And its story is one line."""
    cut = replace(HELD, status=Status.INCONCLUSIVE, message="f: not judged", examples=0, worst=None)
    said = minimal(cut, PROVED)
    assert "softmax: nothing is concluded (1 law)" in said.visible
    assert "f: not judged" in said.visible
    assert SUFFICIENT.suffices
