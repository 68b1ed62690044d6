"""The command `mnist-nn`, as a person and as a program would call it."""

from __future__ import annotations

import json
import re
import signal
import sys
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageShow

import mnist_nn
from mnist_nn.formats import FORMATS
from mnist_nn.specification import catalogue
from mnist_nn.specification.claim import Claim, holds
from mnist_nn.specification.law import law
from mnist_nn.specification.matmul import refuses_a_mismatch
from mnist_nn.specification.softmax import SOFTMAX, sums_to_one
from mnist_nn.weights.files import save_weights
from tests.report.page.parsed import parsed

if TYPE_CHECKING:
    from pathlib import Path

    from mnist_nn.specification.function import Implemented
    from tests.calls import Result, Run


EVALUATED: dict[str, Any] = {}
"""What `evaluate --json` says, once it was asked."""


def assert_refused(result: Result, message: str) -> None:
    """Assert that a call ended with status 2, one clear line and no traceback."""
    assert result.exit_code == 2
    assert re.fullmatch(f"mnist-nn: {message}\n", result.stderr), result.stderr
    assert result.stdout == ""


def test_help_lists_the_commands(run: Run) -> None:
    """Each command with its one line."""
    result = run("--help")
    assert result.exit_code == 0
    for command in [
        "evaluate",
        "classify",
        "show",
        "laws",
        "verify",
        "compare",
        "export",
        "vectors",
    ]:
        assert command in result.stdout


def test_the_version_is_printed_when_asked(run: Run) -> None:
    """One line."""
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"mnist-nn {mnist_nn.__version__}\n")


@pytest.fixture
def evaluated(run: Run) -> dict[str, Any]:
    """Return what `evaluate --json` says, asked once for all tests."""
    if not EVALUATED:
        EVALUATED.update(json.loads(run("evaluate", "--json").stdout))
    return EVALUATED


@pytest.fixture
def nothing_certified(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what takes longest."""
    monkeypatch.setattr("mnist_nn.oracle.arithmetic.CERTIFIABLE", {})


@pytest.mark.usefixtures("nothing_certified")
def test_evaluate_prints_at_least_985_of_1000(run: Run) -> None:
    """The reference weights on the 10,000 test images."""
    result = run("evaluate")
    assert result.exit_code == 0
    accuracy = re.match(r"reference_weights\.npz: accuracy (0\.\d{4})", result.stdout)
    assert accuracy
    assert float(accuracy[1]) >= 0.985


def test_evaluate_counts_every_image_once_in_its_confusion_matrix(
    evaluated: dict[str, Any],
) -> None:
    """As JSON: 10,000 images in all, the diagonal is what was read correctly."""
    confusion = np.array(evaluated["confusion"])
    assert evaluated["schema"] == 1
    assert evaluated["total"] == confusion.sum() == 10_000
    assert evaluated["correct"] == confusion.trace() == evaluated["accuracy"] * 10_000


def test_evaluate_reads_the_lessons_weights(run: Run, book_weights: Path) -> None:
    """The lesson's accuracy: 0.9352."""
    result = run("evaluate", "--weights", book_weights)
    assert result.stdout.startswith("sample_weight.pkl: accuracy 0.9352 (9352 of 10000)\n")


def test_evaluate_feeds_raw_pixels_when_asked(run: Run, book_weights: Path) -> None:
    """The lesson's network on pixels from 0 to 255: 0.9207."""
    result = run("evaluate", "--raw-pixels", "--weights", book_weights)
    assert "accuracy 0.9207 (9207 of 10000)\n" in result.stdout


def test_evaluate_certifies_every_digit_in_float32(evaluated: dict[str, Any]) -> None:
    """No correct implementation of the reference network has another accuracy."""
    certified = evaluated["certificate"]
    assert list(certified) == ["float64", "float32", "TF32", "float16", "bfloat16"]
    assert certified["float32"] == {
        "certain": 10_000,
        "correct_at_least": 9895,
        "correct_at_most": 9895,
        "uncertain": [],
    }


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
    assert len(result.stdout.splitlines()) == 12


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
    import_module("mnist_nn.checking.strength")  # keeps the laws that there are when it is imported
    few = replace(catalogue.SPECIFICATION, laws=(sums_to_one, refuses_a_mismatch))
    monkeypatch.setattr(catalogue, "specification_about", lambda _: few)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Return a module whose softmax is nothing."""
    path = tmp_path / "wrong.py"
    path.write_text("__version__ = 1\ndef softmax(x, axis=-1): return 0 * x")
    return path


@pytest.mark.usefixtures("two_laws", "few_mutants")
def test_verify_checks_the_reference(run: Run, tmp_path: Path) -> None:
    """It conforms, and the verdicts are written as JSON too."""
    path = tmp_path / "verdicts.json"
    result = run("verify", "--examples", 20, "--json", path)
    assert result.exit_code == 0
    report = json.loads(path.read_text())
    assert report["conforms"] is True
    assert {verdict["status"] for verdict in report["verdicts"]} == {"held"}
    assert {verdict["examples"] for verdict in report["verdicts"]} == {20}
    checks = 2 * len(FORMATS)
    told = rf"\nnumpy \S+ conforms: {checks} of {checks} checks held, on {20 * checks} examples"
    assert re.search(told, result.stdout)


@pytest.mark.usefixtures("two_laws", "few_mutants")
def test_verify_shows_each_law_when_asked(run: Run) -> None:
    """With --verbose, a line for each law instead of one for each function."""
    assert run("verify", "--examples", 5).stdout.startswith("softmax   required 4 of 4")
    verbose = run("verify", "--examples", 5, "--verbose")
    assert verbose.stdout.startswith("softmax.sums_to_one        required  float64 held")


@pytest.mark.usefixtures("few_mutants")
def test_verify_tells_how_far_results_are_off_when_asked(run: Run, tmp_path: Path) -> None:
    """With --errors, in the text and in JSON; of a rectifier there is one thing to tell."""
    path = tmp_path / "verdicts.json"
    one = "--law", "relu.is_the_rectifier", "--dtype", "float16"
    result = run("verify", *one, "--examples", 5, "--errors", "--jobs", 1, "--json", path)
    assert "\nrelu: exact in float16\n" in result.stdout
    (told,) = json.loads(path.read_text())["errors"]
    assert (told["every_number"], told["exact"]) == (True, 63_488)


@pytest.mark.usefixtures("two_laws", "few_mutants")
def test_verify_ends_with_status_1_when_a_law_is_refuted(run: Run, wrong: Path) -> None:
    """And tells the story."""
    result = run("verify", wrong, "--examples", 20)
    assert result.exit_code == 1
    assert f"softmax.sums_to_one[float64] is refuted for {wrong}: sum_i" in result.stdout
    assert f"{wrong} 1 does not conform" in result.stdout


@pytest.mark.usefixtures("two_laws", "few_mutants")
def test_verify_ends_with_status_2_when_its_report_cannot_be_written(
    run: Run, tmp_path: Path
) -> None:
    """The error names the file."""
    path = tmp_path / "missing" / "verdicts.json"
    result = run("verify", "--examples", 5, "--json", path)
    assert_refused(result, f"{re.escape(str(path))}: there is no folder .* to write it to")


@pytest.mark.usefixtures("two_laws", "few_mutants")
@pytest.mark.parametrize(("module", "status"), [("mnist_nn", 0), ("wrong.py", 1)])
def test_verify_says_nothing_when_it_is_to_be_quiet(
    run: Run, wrong: Path, monkeypatch: pytest.MonkeyPatch, module: str, status: int
) -> None:
    """The exit status tells."""
    monkeypatch.chdir(wrong.parent)
    assert run("verify", module, "--examples", 5, "--quiet") == (status, "", "")


NOISY = """
import sys
print("loading")
def relu(x):
    print("called", file=sys.stderr)
    return x * (x > 0)
"""


@pytest.mark.usefixtures("few_mutants")
@pytest.mark.parametrize(
    ("jobs", "loaded"),
    [((), ""), pytest.param(("--jobs", 2), " (3 times)", marks=pytest.mark.slow)],
)
def test_verify_tells_in_short_what_the_target_printed(
    run: Run, tmp_path: Path, jobs: tuple[object, ...], loaded: str
) -> None:
    """Apart from the verdicts, which a program reads; each process loads the target."""
    path = tmp_path / "noisy.py"
    path.write_text(NOISY)
    few = "--law", "is_never_negative", "--dtype", "float32", "--dtype", "float64"
    result = run("verify", path, *few, "--examples", 3, *jobs, "--json", "-")
    assert json.loads(result.stdout)["conforms"]
    title, *lines = result.stderr.splitlines()
    assert re.fullmatch(rf"{re.escape(str(path))} printed \d+ lines:", title)
    assert lines[0] == f"  | loading{loaded}"
    assert re.fullmatch(r"  \| called \(\d+ times\)", lines[1])
    assert run("verify", path, *few, "--examples", 3, "--quiet") == (0, "", "")


def test_verify_tells_what_was_printed_by_a_target_that_cannot_be_loaded(
    run: Run, tmp_path: Path
) -> None:
    """It may say why."""
    path = tmp_path / "noisy.py"
    path.write_text("print('no device')\nraise OSError('none')")
    result = run("verify", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "\n  | no device\n" in result.stderr


@pytest.mark.unmeasured
@pytest.mark.usefixtures("few_mutants")
def test_verify_tells_how_many_images_were_read(run: Run, tmp_path: Path) -> None:
    """Of the whole test set, as text and as JSON; its law is proved."""
    path = tmp_path / "verdicts.json"
    result = run("verify", "--law", "is_as_accurate_as_is_certified", "--json", path)
    assert "\npredict reads 9895 of 10000, as certified\n" in result.stdout
    assert "1 of 1 checks held, 1 of them proved, on 1 examples." in result.stdout
    report = json.loads(path.read_text())
    counted = {"correct": 9895, "total": 10_000, "at_least": 9895, "at_most": 9895}
    assert report["accuracy"].items() >= counted.items()
    assert report["verdicts"][0]["status"] == "proved"


@pytest.mark.usefixtures("few_mutants")
def test_verify_tries_few_shapes_on_request(run: Run, tmp_path: Path) -> None:
    """And says so, in the last line and in JSON: what compiles for each shape is called in time."""
    (tmp_path / "it.py").write_text(
        "SHAPES = set()\n\n\ndef relu(x):\n    SHAPES.add(x.shape)\n"
        "    assert len(SHAPES) <= 20, 'too many shapes'\n    return (abs(x) + x) / 2\n"
    )
    law = ["--law", "relu.is_never_negative", "--dtype", "float32"]
    report = tmp_path / "it.json"
    result = run("verify", tmp_path / "it.py", *law, "--few-shapes", "--json", report)
    assert result.exit_code == 0
    assert result.stdout.endswith("1 of 1 checks held, on 25 examples of few shapes.\n")
    assert json.loads(report.read_text())["few_shapes"]
    every = run("verify", tmp_path / "it.py", *law, "--examples", 100)
    assert every.exit_code == 1
    assert "too many shapes" in every.stdout


@pytest.mark.parametrize(
    ("arithmetic", "status"),
    [pytest.param("strict", 1, marks=pytest.mark.slow), ("float16-accumulate", 0)],
)
def test_verify_judges_by_the_arithmetic_that_is_declared(
    run: Run, tmp_path: Path, arithmetic: str, status: int
) -> None:
    """Sums in float16 are refuted, but for who says that they are; the last line names it."""
    path = tmp_path / "half.py"
    path.write_text(
        "import numpy as np\n\n\ndef matmul(x, W):\n"
        "    y = np.zeros((len(x), W.shape[1]), x.dtype)\n"
        "    for k in range(len(W)):\n        y += x[:, k, None] * W[k]\n    return y\n"
    )
    law = ["--law", "matmul.is_the_true_product", "--dtype", "float16"]
    result = run("verify", path, *law, "--arithmetic", arithmetic, "--examples", 20)
    assert result.exit_code == status
    named = "" if arithmetic == "strict" else f" in the arithmetic {arithmetic}"
    assert f"conform{'s' if not status else ''}{named}: " in result.stdout.splitlines()[-1]


@pytest.mark.unmeasured
def test_verify_checks_what_is_selected(run: Run) -> None:
    """One law, at one dtype, with a seed."""
    law = "--law", "is_the_rectifier", "--dtype", "float16", "--function", "relu"
    result = run("verify", *law, "--seed", 3)
    assert re.search(r" conforms: 1 of 1 checks held, on 25 examples", result.stdout)


@pytest.mark.usefixtures("few_mutants")
def test_verify_gives_the_same_verdicts_for_the_same_seed(run: Run, wrong: Path) -> None:
    """Word for word."""
    law = "--law", "softmax.sums_to_one", "--dtype", "float32", "--examples", 20
    first, second, other = (run("verify", wrong, *law, "--seed", seed) for seed in (1, 1, 2))
    assert first == second
    assert first.exit_code == other.exit_code == 1


@pytest.mark.usefixtures("few_mutants")
def test_verify_writes_a_page(run: Run, wrong: Path, tmp_path: Path) -> None:
    """With what was seen where a law was refuted, and how it was tried."""
    path = tmp_path / "page.html"
    law = "--law", "softmax.sums_to_one", "--dtype", "float32"
    run("verify", wrong, *law, "--examples", 20, "--seed", 5, "--html", path)
    page = parsed(path.read_text(encoding="utf-8"))
    assert "sum_i softmax(x)_i = 1." in page.visible
    assert "Seed 5" in page.visible
    assert "Inputs for each check 20" in page.visible
    pictures = {svg.attributes.get("aria-label", "").partition(":")[0] for svg in page.all("svg")}
    assert "result" in pictures
    assert "How far results are off" in page.visible


@pytest.mark.usefixtures("few_mutants")
def test_verify_writes_junit_xml(run: Run, wrong: Path, tmp_path: Path) -> None:
    """For a CI system."""
    path = tmp_path / "verdicts.xml"
    run("verify", wrong, "--law", "softmax.sums_to_one", "--examples", 20, "--junit", path)
    tree = ET.parse(path)  # noqa: S314 - we wrote it
    assert tree.getroot().attrib["failures"] == str(len(FORMATS))
    times = [float(case.attrib["time"]) for case in tree.iter("testcase")]
    assert min(times) > 0
    assert float(tree.getroot().attrib["time"]) == pytest.approx(sum(times), abs=1e-3)


KNOWN = """
[[deviation]]
law = "softmax.sums_to_one"
dtype = "{dtype}"
reason = "There is nothing in it."
link = "https://example.org"
seen = "1"
counterexample = {{ x = "array([[0.]], dtype={dtype})" }}
"""


@pytest.mark.usefixtures("few_mutants")
def test_verify_lets_known_deviations_pass(run: Run, wrong: Path, tmp_path: Path) -> None:
    """Which the user has written down."""
    path = tmp_path / "known.toml"
    path.write_text("".join(KNOWN.format(dtype=d) for d in FORMATS))
    laws = "--law", "softmax.sums_to_one", "--law", "of_no_rows_is_empty", "--examples", 5
    assert run("verify", wrong, *laws).exit_code == 1
    result = run("verify", wrong, *laws, "--deviations", path)
    assert result.exit_code == 0
    known = f"1 conforms, but for {len(FORMATS)} known deviations: {len(FORMATS)} of 8 checks held"
    assert known in result.stdout


@pytest.mark.usefixtures("few_mutants")
def test_verify_fails_for_a_deviation_that_is_outdated(run: Run, tmp_path: Path) -> None:
    """What is written down must be true."""
    path = tmp_path / "known.toml"
    path.write_text(KNOWN.format(dtype="float32"))
    result = run("verify", "--law", "softmax.sums_to_one", "--deviations", path, "--examples", 20)
    assert result.exit_code == 1
    assert "softmax.sums_to_one[float32] holds now, though it is known not to" in result.stdout


@pytest.mark.unmeasured
@pytest.mark.usefixtures("few_mutants")
def test_verify_judges_predict_by_other_weights(run: Run, tmp_path: Path) -> None:
    """The laws of predict are about the parameters in a file."""
    names = ("W1", "b1", "W2", "b2", "W3", "b3")
    shapes = ((784, 2), (2,), (2, 3), (3,), (3, 10), (10,))
    rng = np.random.default_rng(1)
    weights = {n: rng.normal(size=s).astype("f4") for n, s in zip(names, shapes, strict=True)}
    save_weights(weights, tmp_path / "mine.npz")
    (tmp_path / "mine.py").write_text(
        "from mnist_nn import Network, load_weights\n"
        f"predict = Network(load_weights({str(tmp_path / 'mine.npz')!r})).predict"
    )
    all_laws = "--function", "predict", "--examples", 12
    one_law = *all_laws, "--law", "says_what_the_network_says"
    mine, its_weights = tmp_path / "mine.py", ("--weights", tmp_path / "mine.npz")
    assert run("verify", mine, *all_laws, *its_weights).exit_code == 0
    refuted = run("verify", mine, *one_law)
    assert refuted.exit_code == 1
    assert "predict.says_what_the_network_says[float32] is refuted" in refuted.stdout
    other = run("verify", *one_law, *its_weights)
    assert f', "{tmp_path / "mine.npz"}").at(predict, ' in other.stdout


def test_verify_refuses_weights_of_no_digits(run: Run, tmp_path: Path) -> None:
    """A network of other widths reads nothing of MNIST."""
    path = tmp_path / "small.npz"
    np.savez(path, W1=np.zeros((2, 3)), b1=np.zeros(3))
    message = ".*: a network from 2 pixels to 3 classes does not read the digits of MNIST, .*"
    assert_refused(run("verify", "--weights", path), message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["torhc"], "there is no target 'torhc': did you mean 'torch'\\?"),
        (["--law", "sum_to_one"], "there is no law 'sum_to_one': did you mean 'sums_to_one'\\?"),
        (["numpy", "--", "x"], "verify: one target at a time, not 'numpy' and a command"),
        (["--"], "verify: there is no command after --"),
        (["mnist_nn:relu", "--function", "mlp"], "verify: mnist_nn:relu offers relu: none of .*"),
        (["--deviations", "none.toml"], ".*none.toml.*"),
        (["--verbose", "--quiet"], "verify: --verbose and --quiet: say one"),
        (["--dtype", "fp16"], "there is no dtype 'fp16': did you mean 'float16'\\?"),
        (["net.npz"], ".*to verify predict with them, write: mnist-nn verify --weights net.npz"),
    ],
)
def test_verify_refuses_what_it_cannot_do(run: Run, arguments: list[str], message: str) -> None:
    """Status 2, and one line."""
    assert_refused(run("verify", *arguments), message)


def test_verify_verifies_a_function_of_any_name(run: Run, tmp_path: Path) -> None:
    """As the one that is asked for; whoever reproduces what was found says so too."""
    path = tmp_path / "mine.py"
    path.write_text("def my_fast_softmax(x, axis=-1): return 0 * x")
    few = "--law", "sums_to_one", "--dtype", "float32", "--examples", 5
    result = run("verify", f"{path}:my_fast_softmax", "--function", "softmax", *few)
    assert result.exit_code == 1
    assert f"with opened('{path}:my_fast_softmax as softmax') as implementation:" in result.stdout


@pytest.mark.usefixtures("few_mutants")
def test_verify_runs_a_program(run: Run) -> None:
    """After dashes stand the command and its arguments, which are not our own."""
    program = sys.executable, "-m", "mnist_nn.examples.softmax"
    result = run("verify", "--examples", 5, "--law", "sums_to_one", "--", *program)
    assert result.exit_code == 0
    assert " conforms: " in result.stdout


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_verify_can_be_interrupted(run: Run, tmp_path: Path, how: signal.Signals) -> None:
    """It says so in one line, and ends with the status of what was interrupted."""
    path = tmp_path / "impatient.py"
    path.write_text(f"import signal\ndef relu(x): signal.raise_signal({int(how)})")
    # A shell lets what it starts in the background ignore Ctrl-C, and these tests would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    result = run("verify", path, "--jobs", 1)
    assert (result.exit_code, result.stderr) == (130, "mnist-nn: interrupted\n")


FAULTS = {
    "random": "random.random() < 0.02",
    "numpy.random": "numpy.random.random() < 0.02",
    "the system": "next(calls) % 50 == 49",  # as if it were by chance
}


@pytest.mark.usefixtures("few_mutants")
@pytest.mark.parametrize("fault", FAULTS)
def test_verify_tells_a_race_in_one_line_and_writes_its_reports(
    run: Run, tmp_path: Path, fault: str
) -> None:
    """One number is not written in two calls of a hundred, wherever the chance comes from."""
    path, as_json, as_junit = (tmp_path / name for name in ("race.py", "v.json", "v.xml"))
    path.write_text(
        "import itertools, random, numpy\n"
        "calls = itertools.count()\n"
        "def relu(x):\n"
        "    y = numpy.maximum(x, 0)\n"
        f"    if y.size and {FAULTS[fault]}: y.flat[-1] = -1\n"
        "    return y\n"
    )
    selected = "--law", "relu.is_the_rectifier", "--dtype", "float64", "--examples", 200
    result = run("verify", path, *selected, "--json", as_json, "--junit", as_junit)
    assert result.exit_code == 1
    assert result.stderr == ""
    what = "different answers for the same input: a race, or memory that was not written?"
    assert f"relu.is_the_rectifier[float64] is refuted for {path}: {what}\n" in result.stdout
    assert json.loads(as_json.read_text())["verdicts"][0]["status"] == "refuted"
    assert what in as_junit.read_text()


BROKEN = "does_not_exist"


@law(SOFTMAX, lambda dtype: getattr(dtype, BROKEN), dtypes=("float64",))
def is_broken(f: Implemented, x: object) -> Claim:
    """Nothing, for its domain is an error of ours."""
    return holds(condition=f(x), story="it was called")


def reports_of(run: Run, tmp_path: Path, *arguments: object) -> tuple[Result, dict[str, str]]:
    """Return how a run of few examples ended, and what its reports say, which must agree."""
    as_json, as_junit = tmp_path / "verdicts.json", tmp_path / "verdicts.xml"
    reports = "--json", as_json, "--junit", as_junit
    result = run("verify", *arguments, "--examples", 5, *reports)
    report = json.loads(as_json.read_text())
    assert report["conforms"] is False
    verdicts = {f"{v['law']}[{v['dtype']}]": v for v in report["verdicts"]}
    cases = ET.parse(as_junit).getroot().iter("testcase")  # noqa: S314 - we wrote it
    errors = [case.attrib["name"] for case in cases if case.find("error") is not None]
    statuses = {name: verdict["status"] for name, verdict in verdicts.items()}
    unknown = [name for name, status in statuses.items() if status == "inconclusive"]
    assert errors == [name.partition(".")[2] for name in unknown]
    return result, statuses


OWN = "mnist-nn: an error of mnist_nn itself, {}; MNIST_NN_TRACEBACK=1 shows where: report it\n"


def test_verify_ends_with_status_3_after_an_error_of_ours(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it can judge, it judges, and its reports are written."""
    import_module("mnist_nn.checking.strength")
    few = replace(catalogue.SPECIFICATION, laws=(is_broken, sums_to_one))
    monkeypatch.setattr(catalogue, "specification_about", lambda _: few)
    result, statuses = reports_of(run, tmp_path, "--dtype", "float64")
    assert result.exit_code == 3
    assert re.fullmatch(OWN.format("AttributeError: .* has no attribute .*"), result.stderr)
    assert statuses == {
        "softmax.is_broken[float64]": "inconclusive",
        "softmax.sums_to_one[float64]": "held",
    }
    assert "softmax.is_broken[float64]: an error of mnist_nn itself, " in result.stdout
    assert "is not shown to conform: 1 of 2 checks held" in result.stdout


@pytest.mark.usefixtures("two_laws")
def test_verify_writes_its_reports_even_if_the_mutants_cannot_be_tried(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even an error that a wrong call could have had is told as one."""

    def breaks(*_: object) -> None:
        raise ValueError("no mutants")

    monkeypatch.setattr("mnist_nn.checking.session.strength_of", breaks)
    result, statuses = reports_of(run, tmp_path)
    assert (result.exit_code, result.stderr) == (3, OWN.format("ValueError: no mutants"))
    assert set(statuses.values()) == {"held"}


def test_verify_writes_its_reports_when_it_is_interrupted(run: Run, tmp_path: Path) -> None:
    """With what was judged until then; nothing is said of the rest."""
    path = tmp_path / "impatient.py"
    path.write_text(
        "def step(x): return x\n"
        "def relu(x): raise KeyboardInterrupt\n"
        "def softmax(x, axis=-1): return x"
    )
    laws = (
        "--law",
        "sums_to_one",
        "--law",
        "step.is_the_step",
        "--law",
        "relu.is_the_rectifier",
    )
    result, statuses = reports_of(run, tmp_path, path, *laws, "--dtype", "float64")
    assert json.loads((tmp_path / "verdicts.json").read_text())["accuracy"] is None
    story, interrupted = result.stderr.splitlines()
    assert (result.exit_code, interrupted) == (130, "mnist-nn: interrupted")
    assert story.startswith(f"step.is_the_step[float64] is refuted for {path}: step(x) = 1 where")
    assert statuses == {
        "step.is_the_step[float64]": "refuted",
        "relu.is_the_rectifier[float64]": "inconclusive",
        "softmax.sums_to_one[float64]": "inconclusive",
        "mlp.sums_to_one[float64]": "not offered",
    }


def test_an_error_of_ours_shows_its_traceback_when_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command tells it in one line otherwise."""

    def breaks(**_: object) -> None:
        raise KeyError("images")

    monkeypatch.setattr("mnist_nn.cli.showing.load_test_set", breaks)
    line = OWN.format("KeyError: 'images'")
    assert run("show", 1) == (3, "", line)
    monkeypatch.setenv("MNIST_NN_TRACEBACK", "1")
    shown = run("show", 1)
    assert shown.exit_code == 3
    assert shown.stderr.startswith("Traceback (most recent call last):\n")
    assert shown.stderr.endswith(f"KeyError: 'images'\n{line}")


def test_help_shows_how_to_verify_a_program(run: Run) -> None:
    """The line of usage ends with it."""
    assert "[OPTIONS] [TARGET] [-- COMMAND ARGS]" in run("verify", "--help").stdout


def test_laws_prints_the_catalogue(run: Run) -> None:
    """One line for each law, one row of Markdown, or one entry of JSON."""
    number = len(catalogue.CATALOGUE)
    assert len(run("laws").stdout.splitlines()) == number
    assert run("laws", "--markdown").stdout.count("\n| `") == number
    assert len(json.loads(run("laws", "--json").stdout)["laws"]) == number


def test_verify_refuses_to_try_nothing(run: Run) -> None:
    """At least one example."""
    assert run("verify", "--examples", 0).exit_code == 2
