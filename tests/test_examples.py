"""The example programs conform, in every language, and their answers are as the schema says."""

from __future__ import annotations

import io
import json
import runpy
import shutil
import subprocess
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from mnist_nn.checking.verdict import Status
from mnist_nn.checking.verify import verify
from mnist_nn.examples.softmax import relu, sigmoid, softmax
from mnist_nn.formats import FORMATS, INTEGERS
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.law import Level
from mnist_nn.specification.selection import selected
from mnist_nn.targets._program import Program
from mnist_nn.targets.command import implementation
from mnist_nn.targets.json_arrays import to_json
from mnist_nn.targets.protocol import request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mnist_nn.targets.implementation import Implementation

EXAMPLES = Path(str(files("mnist_nn"))) / "examples"
INTERPRETED = ["softmax.py", "softmax.js"]
OTHERS = [name for name in FORMATS if name != "float32"]
PATIENT = 60.0


def found(program: str) -> str:
    """Return the path of a program that not every machine has, or skip the test."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"install {program} to run the example that needs it")
    return path


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example in C, compiled without a warning."""
    path = tmp_path_factory.mktemp("compiled") / "softmax"
    strict = ["-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic"]
    command = [found("cc"), "-O2", *strict, "-o", str(path), str(EXAMPLES / "softmax.c"), "-lm"]
    subprocess.run(command, check=True)
    return path


@pytest.fixture(params=["softmax.c", *INTERPRETED])
def command(request: pytest.FixtureRequest) -> list[str]:
    """Return the command that runs an example."""
    if request.param == "softmax.c":
        return [str(request.getfixturevalue("compiled"))]
    interpreter = sys.executable if request.param == "softmax.py" else found("node")
    return [interpreter, str(EXAMPLES / request.param)]


@pytest.fixture
def program(command: list[str]) -> Iterator[Implementation]:
    """Return an example as an implementation."""
    with implementation(command, PATIENT) as started:
        yield started


@cache
def answers() -> Draft202012Validator:
    """Return what validates an answer."""
    path = files("mnist_nn") / "targets" / "protocol.schema.json"
    schema = json.loads(path.read_text())
    return Draft202012Validator(schema | {"anyOf": [{"$ref": "#/$defs/answer"}]})


def test_an_example_offers_every_format(program: Implementation) -> None:
    """It computes in float64, and whoever reads its results rounds them."""
    assert all(program.offers(name, dtype) for name in program.functions for dtype in FORMATS)


@pytest.mark.unmeasured
@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "dtypes"),
    [
        pytest.param("softmax.c", ["float32", *INTEGERS], id="softmax.c"),
        pytest.param("softmax.c", OTHERS, id="softmax.c-others"),
        *(pytest.param(name, (), id=name) for name in INTERPRETED),
    ],
    indirect=["command"],
)
def test_an_example_conforms(program: Implementation, dtypes: Sequence[str]) -> None:
    """Every required law holds, of every function that it offers, at these dtypes, or at all."""
    every = selected(CATALOGUE, [], [], dtypes)
    laws = [law for law in every if law.level == Level.REQUIRED]
    verdicts = list(verify(program, laws, examples=2))
    held = {v.function for v in verdicts if v.holds}
    assert held == set(program.functions)
    judged = [v for v in verdicts if not v.holds and v.status != Status.NOT_OFFERED]
    assert [v.message for v in judged] == []


@pytest.mark.parametrize("dtype", INTEGERS)
def test_an_example_reads_integers_or_refuses_them(program: Implementation, dtype: str) -> None:
    """It refuses a dtype that it does not offer, in words, and reads one that it does."""
    f, x = program.functions["softmax"], np.array([[0, 100]], dtype)
    if program.offers("softmax", dtype):
        assert f(x).tolist() == [[pytest.approx(np.exp(-100)), 1.0]]
    else:
        with pytest.raises(ValueError, match="the dtype must be"):
            f(x)


@pytest.mark.parametrize("axis", [2, -3])
def test_an_example_refuses_an_axis_that_is_not_there(program: Implementation, axis: int) -> None:
    """It does not read beyond the array."""
    with pytest.raises(ValueError, match="axis"):
        program.functions["softmax"](np.zeros((2, 3)), axis=axis)


def test_an_example_refuses_to_share_among_no_classes(program: Implementation) -> None:
    """Nothing sums to 1."""
    with pytest.raises(ValueError, match="no classes"):
        program.functions["softmax"](np.zeros((2, 0)))


def test_an_example_answers_as_the_schema_says(command: list[str]) -> None:
    """Its description, results with every kind of number, with none, and a refusal."""
    arrays = [np.array(x) for x in ([[1e-300, -0.0, 1e300], [np.nan, np.inf, -np.inf]], [], 1.0)]
    calls = [request(1, "softmax", args=[to_json(x)], options={"axis": 0}) for x in arrays]
    calls += [request(1, "relu", args=[to_json(x)], options={}) for x in arrays]
    running = Program(command)
    kinds = []
    for line in [request(0, "describe"), *calls]:
        answer = json.loads(running.ask(line, PATIENT))
        answers().validate(answer)
        kinds += [key for key in ("functions", "result", "error") if key in answer]
    running.stop()
    assert kinds == ["functions", "result", "error", "error", "result", "result", "result"]


def test_an_example_keeps_every_number(program: Implementation) -> None:
    """Zeros, subnormal numbers, the largest, infinity and NaN: relu gives those above 0 as are."""
    for f in FORMATS.values():
        x = np.array([0, f.smallest, 1 / 3, f.largest, np.inf, np.nan], f.dtype)
        y = program.functions["relu"](x)
        assert y.dtype == f.dtype
        np.testing.assert_array_equal(y.astype(np.float64), x.astype(np.float64))


def test_the_example_in_python_can_be_imported() -> None:
    """Its functions are Python functions: to read requests is all that it adds."""
    assert softmax([0.0, 0.0]) == [0.5, 0.5]
    assert [sigmoid(-1000.0), sigmoid(0.0), relu(-1.0), relu(2.0)] == [0.0, 0.5, 0.0, 2.0]


def test_the_example_in_python_answers_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line in, one line out, until the lines end."""
    nothing = {"dtype": "float32", "shape": [2, 0], "data": []}
    lines: list[dict[str, Any]] = [
        {"id": 0, "call": "describe"},
        {
            "id": 1,
            "call": "softmax",
            "options": {"axis": 1},
            "args": [matrix("int8", [0, 0, 0, 0])],
        },
        {"id": 2, "call": "sigmoid", "options": {}, "args": [matrix("float16", [0, "-inf", 0, 0])]},
        {"id": 3, "call": "relu", "options": {}, "args": [matrix("float32", [-1, "inf", 0, 1])]},
        {"id": 4, "call": "softmax", "options": {"axis": 2}, "args": [matrix("float32", [0] * 4)]},
        {"id": 5, "call": "softmax", "options": {"axis": -1}, "args": [nothing]},
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(map(json.dumps, lines))))
    runpy.run_path(str(EXAMPLES / "softmax.py"), run_name="__main__")
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    functions = {"softmax": None, "sigmoid": None, "relu": None}
    assert printed == [
        {"id": 0, "name": "softmax.py", "version": "1", "functions": functions},
        {"id": 1, "result": matrix("float64", [0.5, 0.5, 0.5, 0.5])},
        {"id": 2, "result": matrix("float16", [0.5, 0.0, 0.5, 0.5])},
        {"id": 3, "result": matrix("float32", [0.0, "inf", 0.0, 1.0])},
        {"id": 4, "error": "there is no axis 2 in an array of shape [2, 2]"},
        {"id": 5, "error": "there are no classes along axis 1 of an array of shape [2, 0]"},
    ]


def matrix(dtype: str, data: list[Any]) -> dict[str, Any]:
    """Return a JSON array of two rows and two columns."""
    return {"dtype": dtype, "shape": [2, 2], "data": data}
