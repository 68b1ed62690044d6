"""Where the time of a run goes is measured by its parts, which are those that the page tells of."""

from __future__ import annotations

import pytest

from mnist_nn.checking.check import Check
from mnist_nn.specification.catalogue import law_named
from mnist_nn.targets.reference import REFERENCE
from tests.benchmarks import where_time_goes
from tests.benchmarks.where_time_goes import HEADS, Part, main, parts
from tests.pages import output, rows, text_of

PLANNED = [
    Check(law_named(f"relu.{law}"), REFERENCE.functions["relu"], "float32")
    for law in ("is_the_rectifier", "is_the_rectifier_at_any_size")
]


@pytest.mark.unmeasured
def test_each_part_takes_time_and_is_about_its_examples(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is drawn is told apart from what is visited."""
    monkeypatch.setattr(where_time_goes, "EXAMPLES", 3)
    monkeypatch.setattr(where_time_goes, "checks", lambda *_: PLANNED)
    assert [part.examples for part in parts(PLANNED)] == [0, 3, 3, 0]
    assert all(part.seconds > 0 for part in parts(PLANNED))
    main()
    assert capsys.readouterr().out.startswith(f"{HEADS}\n| inputs are drawn |  | 0 | ")


def test_a_line_tells_the_share_of_the_whole() -> None:
    """Rounded to a hundredth."""
    assert Part("it", 100, 5.0).line(20.0) == "| it | 100 | 5 | 25% |"


def test_the_page_tells_of_the_same_parts() -> None:
    """They add up to the whole."""
    table = rows(output(text_of("tests"), "where time goes"))
    assert [name for name, *_ in table] == [part.name for part in parts([])]
    assert 97 <= sum(int(share.rstrip("%")) for *_, share in table) <= 103
