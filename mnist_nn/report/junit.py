"""Verdicts as JUnit XML, which continuous integration shows: Jenkins, GitLab, actions of GitHub.

It is valid by the schema of Jenkins, junit-10.xsd, which has no count of what was skipped in total.
No list of tests shows what stands beside one that passed, so that an advisory law that fails is a
skipped test, as is a known deviation. Jenkins shows the message of an outcome, and GitLab its text.
That a law is proved is what its test prints, which Jenkins shows on the page of the test; the name
does not tell, for it is by its name that the next run's test is compared with this one. A test has
its time, in seconds; a suite has that of its tests, which may have been at work side by side.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mnist_nn.checking.verdict import Status
from mnist_nn.report import mutants
from mnist_nn.report.machine import versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.report.run import Run

_COUNTS = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(run: Run) -> str:
    """Return a document with a test suite for each function, and a test for each check.

    A last suite says in one test what the laws are worth: what became of the mutants.

    What fails is a failure, or an error where it crashed, and its type is its cause. Characters
    that XML does not have, which programs write to their standard error, are shown as Python
    escapes them.
    """
    functions = dict.fromkeys(verdict.function for verdict in run.verdicts)
    root = ET.Element("testsuites", name=f"mnist-nn {run.implementation.name}")
    root.extend(_suite(run, f, _on(f, run.verdicts)) for f in functions)
    root.append(_mutants(run))
    _count(root, {"tests": "testcase", "failures": "failure", "errors": "error"})
    _add_times(root)
    ET.indent(root)
    document = ET.tostring(root, encoding="unicode", xml_declaration=True)
    return _ILLEGAL.sub(lambda found: ascii(found[0])[1:-1], document)


def _on(function: str, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdicts on one function."""
    return [verdict for verdict in verdicts if verdict.function == function]


def _suite(run: Run, function: str, verdicts: Sequence[Verdict]) -> ET.Element:
    """Return the suite of one function."""
    suite = _titled(function, run)
    for verdict in verdicts:
        name = verdict.law.removeprefix(f"{function}.")
        case = ET.SubElement(
            suite,
            "testcase",
            classname=f"mnist-nn.{run.implementation.name}.{function}",
            name=f"{name}[{verdict.dtype}]",
        )
        _time(case, run.seconds.get(f"{verdict.law}[{verdict.dtype}]", 0.0))
        case.extend(_outcome(verdict))
    _count(suite, _COUNTS)
    return suite


def _mutants(run: Run) -> ET.Element:
    """Return the suite of the mutants: a failure if one survived."""
    suite = _titled("mutants", run)
    name, *story = mutants.as_text(run.strength)
    place = f"mnist-nn.{run.implementation.name}.mutants"
    case = ET.SubElement(suite, "testcase", classname=place, name=name)
    _time(case, run.strength.seconds)
    if not run.strength.suffices:
        failure = ET.SubElement(case, "failure", type="survived", message=name)
        failure.text = "\n".join([name, *story])
    _count(suite, _COUNTS)
    return suite


def _titled(name: str, run: Run) -> ET.Element:
    """Return a suite that says what was tested."""
    it, suite = run.implementation, ET.Element("testsuite", name=name)
    properties = ET.SubElement(suite, "properties")
    said = {"target": it.name, "version": it.version, "arithmetic": run.arithmetic}
    asked = {"examples": run.examples, "seed": run.seed} | (
        {"shapes": "few"} if it.compiles else {}
    )
    for key, value in {**said, **asked, **versions()}.items():
        ET.SubElement(properties, "property", name=key, value=str(value))
    return suite


def _time(element: ET.Element, seconds: float) -> None:
    """Set how long something took."""
    element.set("time", f"{seconds:.3f}")


def _add_times(root: ET.Element) -> None:
    """Set how long the tests took: of each suite, and of all."""
    for suite in (root, *root.findall("testsuite")):
        _time(suite, sum(float(case.attrib["time"]) for case in suite.iter("testcase")))


def _count(element: ET.Element, counts: dict[str, str]) -> None:
    """Set attributes to how many elements of each kind there are."""
    for attribute, tag in counts.items():
        element.set(attribute, str(sum(1 for _ in element.iter(tag))))


def _outcome(verdict: Verdict) -> list[ET.Element]:
    """Return what is said of a check, in one element, or nothing where all is well."""
    if verdict.holds and not verdict.fails:
        return [_printed(verdict)] if verdict.status == Status.PROVED else []
    story = verdict.message or str(verdict.status)
    tag, summary = "skipped", story.partition("\n")[0]
    if verdict.fails:
        tag = "failure" if verdict.holds or verdict.status == Status.REFUTED else "error"
    elif verdict.deviation:
        summary = f"known deviation: {verdict.deviation}"
    elif verdict.status != Status.NOT_OFFERED:
        summary = f"advisory: {summary}"
    outcome = ET.Element(tag, type=verdict.cause or str(verdict.status), message=summary)
    outcome.text = story
    return [outcome]


def _printed(proved: Verdict) -> ET.Element:
    """Return what a test prints that is more than passed."""
    printed = ET.Element("system-out")
    printed.text = f"{proved.status}: every input that there is was tried"
    return printed
