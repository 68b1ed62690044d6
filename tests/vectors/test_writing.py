"""The files of test vectors: valid, small, always the same, and laid out as they say."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from mnist_nn.formats import FORMATS
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.vectors.catalogue import cases_of
from mnist_nn.vectors.reading import read
from mnist_nn.vectors.writing import write_vectors

if TYPE_CHECKING:
    from pathlib import Path

FUNCTIONS = SPECIFICATION.functions
FILES = [(name, dtype) for name, function in FUNCTIONS.items() for dtype in function.formats]
QUICK = {"float32"}
every_file = pytest.mark.parametrize(
    ("function", "dtype"),
    [pytest.param(*file, marks=[] if file[1] in QUICK else [pytest.mark.slow]) for file in FILES],
)

NUMBER = r'"[^"]+"'
NUMBERS = rf"\[({NUMBER}(,{NUMBER})*)?\]"
SHAPE = r'"shape":\[[0-9,]*\]'
LINE = re.compile(
    r'{"reason":"[^"\\]+","options":{("axis":-?\d)?},'
    rf'"inputs":{{("\w+":{{{SHAPE},"data":{NUMBERS}}},?)+}},'
    rf'"expected":("error"|{{{SHAPE},"hi":{NUMBERS},"lo":{NUMBERS},"radius":{NUMBERS}}},'
    rf'"allowed":{NUMBERS})}},?'
)


def schema() -> Draft202012Validator:
    """Return what validates a file."""
    path = files("mnist_nn") / "vectors" / "vectors.schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def test_the_schema_is_one() -> None:
    """It obeys the schema of schemas."""
    Draft202012Validator.check_schema(schema().schema)


def test_the_schema_lists_what_is_specified() -> None:
    """The functions, their options, and the formats."""
    properties = schema().schema["properties"]
    assert properties["function"]["enum"] == list(FUNCTIONS)
    assert properties["dtype"]["enum"] == list(FORMATS)
    options = schema().schema["$defs"]["case"]["properties"]["options"]["properties"]
    assert set(options) == {name for function in FUNCTIONS.values() for name in function.options}


def test_the_page_names_every_format() -> None:
    """And those of the one function that has not all."""
    page = (files("mnist_nn") / "vectors" / "README.md").read_text(encoding="utf-8")
    *first, last = FORMATS
    (own,) = (f for f in FUNCTIONS.values() if f.formats != tuple(FORMATS))
    said = (
        f"The dtypes are {', '.join(first)} and {last}; {own} has {', '.join(own.formats)} alone."
    )
    assert said in " ".join(page.split())


@pytest.mark.unmeasured
@every_file
def test_a_file_is_as_the_schema_says(folder: Path, function: str, dtype: str) -> None:
    """Of one function, at one dtype."""
    content = json.loads((folder / f"{function}.{dtype}.json").read_text())
    schema().validate(content)
    assert (content["schema"], content["function"], content["dtype"]) == (3, function, dtype)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"cases": []},
        {"dtype": "int8"},
        {"between": ["0x0p+0"]},
        {"cases": [{"reason": "", "options": {}, "inputs": {}, "expected": "error"}]},
    ],
)
def test_the_schema_refuses_what_is_none(folder: Path, change: dict[str, Any]) -> None:
    """Another version, no cases, no arrays."""
    content = json.loads((folder / "relu.float16.json").read_text())
    assert not schema().is_valid(content | change)


@every_file
def test_a_case_is_a_line_with_its_keys_in_order(folder: Path, function: str, dtype: str) -> None:
    """So that a program without a JSON library can look for them."""
    head, *cases, end = (folder / f"{function}.{dtype}.json").read_text().splitlines()
    assert head.endswith('],"cases":[')
    assert [line for line in cases if not LINE.fullmatch(line)] == []
    assert end == "]}"


@pytest.mark.unmeasured
@every_file
def test_what_is_read_is_what_was_meant(folder: Path, function: str, dtype: str) -> None:
    """Bit for bit, but for the error allowed, which is rounded up by less than a 500th."""
    vectors = read(function, folder, [dtype])
    for vector, case in zip(vectors, cases_of(FUNCTIONS[function], dtype), strict=True):
        given = [x.tobytes() for x in case.inputs.values()]
        assert [x.tobytes() for x in vector.inputs] == given
        assert {x.dtype.name for x in vector.inputs} == {dtype}
        assert (vector.reason, vector.options) == (case.reason, case.options)
        assert (vector.expected is None) == (case.truth is None)
        if vector.expected and case.truth:
            true = case.truth.enclosure
            np.testing.assert_array_equal(vector.expected.hi, true.hi)
            np.testing.assert_array_equal(vector.expected.lo, true.lo)
            least = case.truth.allowed + true.radius
            assert (least <= vector.expected.tolerance).all()
            assert (vector.expected.tolerance <= least * (1 + 1 / 500)).all()


@every_file
def test_no_two_cases_have_one_reason(folder: Path, function: str, dtype: str) -> None:
    """A failure that names the reason names the case."""
    content = json.loads((folder / f"{function}.{dtype}.json").read_text())
    reasons = [case["reason"] for case in content["cases"]]
    assert len(set(reasons)) == len(reasons)


@pytest.mark.slow
def test_the_same_bytes_are_written_again(folder: Path, tmp_path: Path) -> None:
    """Into a folder that is made, or over older files."""
    new = tmp_path / "new" / "folder"
    new.mkdir(parents=True)
    (new / "softmax.float64.json").write_text("older")
    written = write_vectors(str(new))  # a path may be a text
    assert {path.name for path in new.iterdir()} == {path.name for path in written}
    assert [p.name for p in written if p.read_bytes() != (folder / p.name).read_bytes()] == []


def test_all_files_together_are_small(folder: Path) -> None:
    """Below 5 MB, to be kept beside a program's own tests."""
    assert sum(path.stat().st_size for path in folder.iterdir()) < 5e6


def test_a_long_row_is_written_briefly(folder: Path) -> None:
    """Its numbers begin again until there are 70,000."""
    lines = (folder / "softmax.float16.json").read_text().splitlines()
    (equal,) = (line for line in lines if '"70,000 equal scores, in a row"' in line)
    assert '{"shape":[1,70000],"data":["0x0p+0"]}' in equal
    assert max(len(line) for line in lines if '"70,000 ' in line) < 2000


def test_a_number_that_stands_many_times_in_a_row_is_written_once(folder: Path) -> None:
    """With how many times it does."""
    lines = (folder / "softmax.float64.json").read_text().splitlines()
    (last,) = (line for line in lines if '"one score far above all others, 70,000 classes"' in line)
    assert '"data":["-0x1.f4p+8*69999","0x1.f4p+8"]' in last
    assert len(last) < 500


def test_the_example_of_the_page_is_real(folder: Path) -> None:
    """What the README shows of a file stands in it, as far as it is shown."""
    page, text = ((folder / name).read_text() for name in ("README.md", "softmax.float32.json"))
    shown = re.findall(r"^ {4,5}(?! )(\S.*)$", page.partition("## A reader")[0], re.MULTILINE)
    parts = [part for line in shown for part in re.split(r",?\.\.\.|\[\.\.\.\]", line)]
    assert len(shown) == 7
    version = re.search(r'"producer":"([^"]+)"', text)
    assert version
    parts = [re.sub(r"mnist_nn [\d.]+", version[1], part) for part in parts]
    assert [part for part in parts if part.removesuffix(",") not in text.replace("\n", "")] == []
