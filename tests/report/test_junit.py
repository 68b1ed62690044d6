"""A report as JUnit XML counts right, tells everything, and is valid whatever a program writes."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mnist_nn
from mnist_nn.checking.strength import Strength
from mnist_nn.checking.verdict import Status, Verdict
from mnist_nn.report import junit
from mnist_nn.report.junit import as_junit
from mnist_nn.report.run import Run
from mnist_nn.specification.law import Level
from mnist_nn.targets.implementation import Implementation

IT = Implementation("it", "1.2", {})
HELD = Verdict("f.holds", "f", "float64", Level.REQUIRED, Status.HELD, 100, 0.25)
PROVED = replace(HELD, dtype="float16", status=Status.PROVED, examples=30)
REFUTED = Verdict(
    "f.fails",
    "f",
    "float32",
    Level.REQUIRED,
    Status.REFUTED,
    message="f.fails[float32] is refuted\n  for x = 0 < 1",
)
CRASHED = Verdict(
    "g.crashes",
    "g",
    "float64",
    Level.REQUIRED,
    Status.CRASHED,
    message="g.crashes[float64] crashed\n  killed",
)
NOT_OFFERED = Verdict("g.holds_too", "g", "float64", Level.REQUIRED, Status.NOT_OFFERED)
ADVISORY = replace(REFUTED, level=Level.ADVISORY)
KNOWN = replace(REFUTED, deviation="it overshoots")
OUTDATED = replace(
    HELD, message="f.holds[float64] holds now, though it is known not to: x", deviation="x"
)
ALL = [HELD, PROVED, REFUTED, CRASHED, NOT_OFFERED, ADVISORY, KNOWN, OUTDATED]

SUFFICIENT = Strength(refuted=("f.wrong",))

# What the schema of Jenkins, junit-10.xsd, admits: for each element its attributes, of which those
# with an asterisk are required, and its children. Only outcomes and what a test prints have text.
SCHEMA = {
    "testsuites": ("name time tests failures errors", "testsuite"),
    "testsuite": (
        "name* tests* failures* errors* skipped group time timestamp hostname id package file",
        "testsuite properties testcase system-out system-err",
    ),
    "properties": ("", "property"),
    "property": ("name* value*", ""),
    "testcase": ("name* time classname group", "skipped error failure system-out system-err"),
    "skipped": ("type message", ""),
    "error": ("type message", ""),
    "failure": ("type message", ""),
    "system-out": ("", ""),
}


def parsed(*verdicts: Verdict) -> ET.Element:
    """Return the report on some verdicts, as a reader of XML sees it."""
    return ET.fromstring(as_junit(Run(IT, verdicts, SUFFICIENT)))  # noqa: S314 - we wrote it ourselves


def outcome(verdict: Verdict) -> ET.Element:
    """Return the only thing that a report says of a verdict."""
    (found,) = parsed(verdict).findall("testsuite/testcase/*")
    return found


PROPERTIES = """    <properties>
      <property name="target" value="it" />
      <property name="version" value="1.2" />
      <property name="arithmetic" value="strict" />
      <property name="examples" value="25" />
      <property name="seed" value="3" />
      <property name="python" value="3.13.0" />
    </properties>
"""


def test_a_report_is_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a suite for each function, which says what was tested, and a test for each check."""
    monkeypatch.setattr(junit, "versions", lambda: {"python": "3.13.0"})
    seconds = {"f.holds[float64]": 1.25}
    run = Run(IT, [HELD, NOT_OFFERED], replace(SUFFICIENT, seconds=0.5), seed=3, seconds=seconds)
    assert as_junit(run) == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<testsuites name="mnist-nn it" tests="3" failures="0" errors="0" time="1.750">\n'
        '  <testsuite name="f" tests="1" failures="0" errors="0" skipped="0" time="1.250">\n'
        f"{PROPERTIES}"
        '    <testcase classname="mnist-nn.it.f" name="holds[float64]" time="1.250" />\n'
        "  </testsuite>\n"
        '  <testsuite name="g" tests="1" failures="0" errors="0" skipped="1" time="0.000">\n'
        f"{PROPERTIES}"
        '    <testcase classname="mnist-nn.it.g" name="holds_too[float64]" time="0.000">\n'
        '      <skipped type="not offered" message="not offered">not offered</skipped>\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="mutants" tests="1" failures="0" errors="0" skipped="0" time="0.500">\n'
        f"{PROPERTIES}"
        '    <testcase classname="mnist-nn.it.mutants" '
        'name="mutants refuted on the same inputs: 1 of 1" time="0.500" />\n'
        "  </testsuite>\n"
        "</testsuites>"
    )


def test_a_report_tells_what_computed() -> None:
    """With which versions."""
    said = {each.get("name"): each.get("value") for each in parsed(HELD).iter("property")}
    assert said.items() >= {"mnist_nn": mnist_nn.__version__, "numpy": np.__version__}.items()


@pytest.mark.parametrize(
    ("verdict", "tag", "message"),
    [
        (REFUTED, "failure", "f.fails[float32] is refuted"),
        (CRASHED, "error", "g.crashes[float64] crashed"),
        (OUTDATED, "failure", "f.holds[float64] holds now, though it is known not to: x"),
        (KNOWN, "skipped", "known deviation: it overshoots"),
        (ADVISORY, "skipped", "advisory: f.fails[float32] is refuted"),
        (
            replace(CRASHED, level=Level.ADVISORY),
            "skipped",
            "advisory: g.crashes[float64] crashed",
        ),
    ],
    ids=["refuted", "crashed", "outdated", "known", "advisory, refuted", "advisory, crashed"],
)
def test_what_did_not_simply_hold_is_told(verdict: Verdict, tag: str, message: str) -> None:
    """In one line, and in full: it is a failure or an error only if it fails."""
    told = outcome(verdict)
    assert (told.tag, told.get("message")) == (tag, message)
    assert told.get("type") == verdict.status
    assert told.text == verdict.message


def test_the_type_of_a_failure_is_its_cause() -> None:
    """Where it is known."""
    assert outcome(replace(REFUTED, cause="not finite")).get("type") == "not finite"


def test_an_advisory_law_that_holds_is_a_test_that_passed() -> None:
    """Nothing is to be said of it."""
    assert not parsed(replace(HELD, level=Level.ADVISORY)).findall("testsuite/testcase/*")


def test_a_proved_law_is_a_test_that_passed_and_prints_that_it_is() -> None:
    """Its name is that of a law that held: it is the same test."""
    (told,) = parsed(PROVED).findall("testsuite/testcase/*")
    assert (told.tag, told.text) == (
        "system-out",
        "proved: every input that there is was tried",
    )
    (case,) = parsed(PROVED).findall("testsuite[@name='f']/testcase")
    assert case.get("name") == "holds[float16]"


def test_a_proved_law_that_is_known_not_to_hold_is_a_failure() -> None:
    """What is known is outdated."""
    assert outcome(replace(OUTDATED, status=Status.PROVED)).tag == "failure"


def test_outcomes_are_counted_for_each_function_and_in_total() -> None:
    """Each check once."""
    report = parsed(*ALL)
    f, g, _ = report
    counts = "tests", "failures", "errors", "skipped"
    assert [f.get(name) for name in counts] == ["6", "2", "0", "2"]
    assert [g.get(name) for name in counts] == ["2", "0", "1", "1"]
    assert [report.get(name) for name in counts] == ["9", "2", "1", None]


def test_a_report_is_valid_by_the_schema_of_jenkins() -> None:
    """Its attributes, children and text are all that the schema admits, and what it requires."""
    for element in parsed(*ALL).iter():
        attributes, children = (set(words.split()) for words in SCHEMA[element.tag])
        required = {name.rstrip("*") for name in attributes if name.endswith("*")}
        assert required <= set(element.keys()) <= {name.rstrip("*") for name in attributes}
        assert {child.tag for child in element} <= children
        assert (
            element.tag in {"skipped", "error", "failure", "system-out"}
            or not (element.text or "").strip()
        )


def test_no_two_tests_have_the_same_name() -> None:
    """GitLab would show only the first of them."""
    report = parsed(
        HELD, replace(HELD, dtype="float32"), replace(HELD, law="g.holds", function="g")
    )
    names = [(case.get("classname"), case.get("name")) for case in report.iter("testcase")]
    assert len(set(names)) == len(names) == 4


def test_a_mutant_that_survived_is_a_failure() -> None:
    """A mutant survived, and is named."""
    strength = Strength(refuted=("f.wrong",), survived=("f.worse",))
    root = ET.fromstring(as_junit(Run(IT, [HELD], strength)))  # noqa: S314 - we wrote it ourselves
    failure = root.find("testsuite[@name='mutants']/testcase/failure")
    assert failure is not None
    assert failure.get("message") == "mutants refuted on the same inputs: 1 of 2"
    assert "try more --examples: f.worse" in (failure.text or "")
    assert root.get("failures") == "1"


def test_characters_that_xml_does_not_have_are_shown_escaped() -> None:
    """A colour, a lone surrogate and a NUL, as terminals and broken programs write them."""
    told = outcome(replace(CRASHED, message="\x1b[31m\ud800 \x00\ufffe\n\tµ"))
    assert told.get("message") == "\\x1b[31m\\ud800 \\x00\\ufffe"
    assert told.text == "\\x1b[31m\\ud800 \\x00\\ufffe\n\tµ"


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_is_written_can_be_read_as_xml(text: str) -> None:
    """As a story, as a reason, as the name of what was tested and as its version."""
    it = Implementation(text, text, {})
    document = as_junit(
        Run(it, [replace(REFUTED, message=text), replace(KNOWN, deviation=text or "?")], SUFFICIENT)
    )
    report = ET.fromstring(document.encode())  # noqa: S314 - we wrote it ourselves
    assert [element.tag for element in report.iter()].count("testcase") == 3  # one for the mutants


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1))
def test_what_xml_has_is_read_as_it_was_written(text: str) -> None:
    """Markup too is only text."""
    assert outcome(replace(REFUTED, message=text)).text == text
