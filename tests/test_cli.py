"""The command `mnist-nn`, as a person and as a program would call it."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageShow

from mnist_nn.cli import main
from mnist_nn.implementations.implementation import Implementation
from mnist_nn.laws import catalogue
from mnist_nn.laws.matmul import refuses_a_mismatch
from mnist_nn.laws.softmax import sums_to_one

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Result(NamedTuple):
    """How a call of the command ended."""

    exit_code: int
    stdout: str
    stderr: str


Run: TypeAlias = "Callable[..., Result]"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs mnist-nn with its arguments, in this process."""

    def call(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["mnist-nn", *map(str, arguments)])
        with pytest.raises(SystemExit) as exited:
            main()
        return Result(int(exited.value.code or 0), *capsys.readouterr())

    return call


def assert_refused(result: Result, message: str) -> None:
    """Assert that a call ended with status 2, one clear line and no traceback."""
    assert result.exit_code == 2
    assert re.fullmatch(f"mnist-nn: {message}\n", result.stderr), result.stderr
    assert result.stdout == ""


def test_help_lists_the_commands(run: Run) -> None:
    """Each command with its one line."""
    result = run("--help")
    assert result.exit_code == 0
    for command in ("evaluate", "classify", "show", "laws", "verify"):
        assert command in result.stdout


def test_evaluate_prints_at_least_985_of_1000(run: Run) -> None:
    """The reference weights on the 10,000 test images."""
    result = run("evaluate")
    assert result.exit_code == 0
    accuracy = re.match(r"reference_weights\.npz: accuracy (0\.\d{4})", result.stdout)
    assert accuracy
    assert float(accuracy[1]) >= 0.985


def test_evaluate_counts_every_image_once_in_its_confusion_matrix(run: Run) -> None:
    """As JSON: 10,000 images in all, the diagonal is what was read correctly."""
    report = json.loads(run("evaluate", "--json").stdout)
    confusion = np.array(report["confusion"])
    assert report["schema"] == 1
    assert report["total"] == confusion.sum() == 10_000
    assert report["correct"] == confusion.trace() == report["accuracy"] * 10_000


def test_evaluate_reads_the_lessons_weights(run: Run, book_weights: Path) -> None:
    """The lesson's accuracy: 0.9352."""
    result = run("evaluate", "--weights", book_weights)
    assert result.stdout.startswith("sample_weight.pkl: accuracy 0.9352 (9352 of 10000)\n")


def test_evaluate_feeds_raw_pixels_when_asked(run: Run, book_weights: Path) -> None:
    """The lesson's network on pixels from 0 to 255: 0.9207."""
    result = run("evaluate", "--raw-pixels", "--weights", book_weights)
    assert "accuracy 0.9207 (9207 of 10000)\n" in result.stdout


def test_evaluate_refuses_weights_that_are_none(run: Run, tmp_path: Path) -> None:
    """The error names the file."""
    path = tmp_path / "weights.npz"
    path.write_text("not weights")
    assert_refused(run("evaluate", "--weights", path), f"{re.escape(str(path))}: .*")


def test_evaluate_refuses_weights_that_are_missing(run: Run, tmp_path: Path) -> None:
    """The error names the file."""
    path = tmp_path / "weights.npz"
    assert_refused(run("evaluate", "--weights", path), f".*{re.escape(str(path))}.*")


def test_classify_reads_a_digit_that_show_saved(run: Run, tmp_path: Path) -> None:
    """The first test image is a 7, saved as PNG and read back."""
    picture = tmp_path / "digit.png"
    shown = run("show", 0, "--save", picture)
    assert shown.stdout == f"test image 0: a 7, saved as {picture}\n"
    result = run("classify", picture)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{picture}: 7\n")
    assert len(result.stdout.splitlines()) == 11


def test_classify_reads_a_digit_that_a_person_drew(run: Run, tmp_path: Path) -> None:
    """A seven drawn with Pillow at 300x200, dark on light, as JSON with its probabilities."""
    picture = tmp_path / "seven.png"
    canvas = Image.new("L", (300, 200), 255)
    ImageDraw.Draw(canvas).line([(100, 40), (190, 40), (130, 170)], fill=0, width=14, joint="curve")
    canvas.save(picture)
    (digit,) = json.loads(run("classify", "--json", picture).stdout)["digits"]
    assert digit["digit"] == 7
    assert len(digit["probabilities"]) == 10


def test_classify_refuses_what_is_no_picture(run: Run, tmp_path: Path) -> None:
    """The error names the file."""
    path = tmp_path / "text.png"
    path.write_text("not a picture")
    assert_refused(run("classify", path), f"{re.escape(str(path))}: .*")


def test_classify_needs_a_picture(run: Run) -> None:
    """No pictures are no success."""
    assert run("classify").exit_code == 2


def test_show_opens_a_window(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is a viewer and a screen, nothing is saved."""
    shown: list[Image.Image] = []

    class Screen(ImageShow.Viewer):
        def show(self, image: Image.Image, **_: object) -> int:
            shown.append(image)
            return 1

    monkeypatch.setattr(ImageShow, "_viewers", [Screen()])
    monkeypatch.setenv("DISPLAY", ":0")
    assert run("show", 1).stdout == "test image 1: a 2\n"
    assert len(shown) == 1


@pytest.mark.parametrize("index", ["-1", "10000", "seven"])
def test_show_refuses_what_is_no_index(run: Run, index: str) -> None:
    """There are 10,000 test images, from 0."""
    assert run("show", "--", index).exit_code == 2


@pytest.fixture
def two_laws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the catalogue short."""
    monkeypatch.setattr(catalogue, "CATALOGUE", (sums_to_one, refuses_a_mismatch))


@pytest.mark.usefixtures("two_laws")
def test_verify_checks_the_reference(run: Run, tmp_path: Path) -> None:
    """It conforms, and the verdicts are written as JSON too."""
    path = tmp_path / "verdicts.json"
    result = run("verify", "--examples", 20, "--json", path)
    assert result.exit_code == 0
    report = json.loads(path.read_text())
    assert report["conforms"] is True
    assert {verdict["status"] for verdict in report["verdicts"]} == {"held"}
    assert {verdict["examples"] for verdict in report["verdicts"]} == {20}
    assert re.search(r"\nnumpy \S+ conforms: 6 of 6 checks held, on 120 examples", result.stdout)


@pytest.mark.usefixtures("two_laws")
def test_verify_shows_each_law_when_asked(run: Run) -> None:
    """With --verbose, a line for each law instead of one for each function."""
    assert run("verify", "--examples", 5).stdout.startswith("softmax   required 3 of 3")
    verbose = run("verify", "--examples", 5, "--verbose")
    assert verbose.stdout.startswith("softmax.sums_to_one        required  float64 held")


@pytest.mark.usefixtures("two_laws")
def test_verify_ends_with_status_1_when_a_law_is_refuted(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And tells the story."""
    wrong = Implementation("wrong", "1", {"softmax": np.zeros_like})
    monkeypatch.setattr("mnist_nn.cli.REFERENCE", wrong)
    result = run("verify", "--examples", 20)
    assert result.exit_code == 1
    assert "softmax.sums_to_one[float64] is refuted for numpy.zeros_like" in result.stdout
    assert "wrong 1 does not conform" in result.stdout


@pytest.mark.usefixtures("two_laws")
def test_verify_ends_with_status_2_when_its_report_cannot_be_written(
    run: Run, tmp_path: Path
) -> None:
    """The error names the file."""
    path = tmp_path / "missing" / "verdicts.json"
    result = run("verify", "--examples", 5, "--json", path)
    assert_refused(result, f"{re.escape(str(path))}: there is no folder .* to write it to")


def test_laws_prints_the_catalogue(run: Run) -> None:
    """One line for each law, one row of Markdown, or one entry of JSON."""
    number = len(catalogue.CATALOGUE)
    assert len(run("laws").stdout.splitlines()) == number
    assert len(run("laws", "--markdown").stdout.splitlines()) == number + 2
    assert len(json.loads(run("laws", "--json").stdout)["laws"]) == number


def test_verify_refuses_to_try_nothing(run: Run) -> None:
    """At least one example."""
    assert run("verify", "--examples", 0).exit_code == 2
