"""Arrays survive the protocol bit by bit, messages are lines, and what is neither is told."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from jsonschema import Draft202012Validator

from mnist_nn.formats import FORMATS, INTEGERS
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.failure import Failure
from mnist_nn.targets.description import Description, description
from mnist_nn.targets.implementation import SPECIFIED
from mnist_nn.targets.json_arrays import DTYPES, from_json, to_json
from mnist_nn.targets.protocol import (
    VERSION,
    Refusal,
    read_answer,
    request,
    result,
)

_DTYPES, _SPECIFIED = ", ".join(DTYPES), ", ".join(SPECIFIED)
NATIVE = [np.dtype(name) for name in DTYPES if name != "bfloat16"]
"""The dtypes that Hypothesis draws."""

README = Path(__file__).parents[2] / "mnist_nn" / "targets" / "README.md"
SHAPES = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
ARRAYS = st.sampled_from(NATIVE).flatmap(lambda dtype: hnp.arrays(dtype, SHAPES))

NUMBERS = (
    st.sampled_from(["nan", "inf", "-inf", "NaN", None, True, [1], 2**63, 2**64, -(2**63) - 1, 0.5])
    | st.integers(-129, 256)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
)
SCALARS = st.none() | st.booleans() | st.text() | NUMBERS
KEYS = st.sampled_from(["id", "result", "error", "dtype", "shape", "data", "name"]) | st.text()
JSON = st.recursive(SCALARS, lambda v: st.lists(v) | st.dictionaries(KEYS, v), max_leaves=8)


@cache
def schema() -> dict[str, Any]:
    """Return the schema that the package carries."""
    text = (files("mnist_nn") / "targets" / "protocol.schema.json").read_text()
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def validator(part: str) -> Draft202012Validator:
    """Return what validates a part of the schema, such as `request`."""
    return Draft202012Validator(schema() | {"anyOf": [{"$ref": f"#/$defs/{part}"}]})


def passed_on(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return an array that was written as a request, and read as an answer."""
    line = request(1, "identity", args=[to_json(array)])
    return result(read_answer(line.replace(b'"args":[{', b'"result":{').replace(b"}]}", b"}}"), 1))


def assert_same(passed: np.ndarray[Any, Any], array: np.ndarray[Any, Any]) -> None:
    """Assert that an array is another one bit by bit, where every NaN counts as one."""
    assert (passed.dtype.name, passed.shape) == (array.dtype.name, array.shape)
    assert passed.dtype.isnative
    with np.errstate(invalid="ignore"):  # ml_dtypes warns of comparisons with NaN
        native = array.astype(passed.dtype)
        numbers = native == native  # noqa: PLR0124 - NaN alone is not itself, in every dtype
        assert ((passed == passed) == numbers).all()  # noqa: PLR0124 - as above
    assert passed[numbers].tobytes() == native[numbers].tobytes()


def answered(**content: Any) -> bytes:
    """Return the answer to request 1, as a program would write it."""
    return json.dumps({"id": 1, **content}).encode()


def array_of(dtype: str, data: Any, shape: Any = None) -> dict[str, Any]:
    """Return a JSON array of one dimension, unless another shape is given."""
    return {"dtype": dtype, "shape": [len(data)] if shape is None else shape, "data": data}


@pytest.mark.unmeasured
@given(ARRAYS)
def test_every_array_is_passed_on_bit_by_bit(array: np.ndarray[Any, Any]) -> None:
    """Of every dtype but bfloat16, with no dimension, with no elements, and with -0.0."""
    assert_same(passed_on(array), array)


@pytest.mark.parametrize("dtype", [np.float16, ml_dtypes.bfloat16])
def test_every_number_of_half_precision_is_passed_on(dtype: Any) -> None:
    """All 65,536 patterns."""
    assert_same(passed_on(every := np.arange(2**16, dtype=np.uint16).view(dtype)), every)


@pytest.mark.parametrize("dtype", [d for d in NATIVE if d.kind in "iu"], ids=str)
def test_the_least_and_the_greatest_integer_are_passed_on(dtype: np.dtype[Any]) -> None:
    """Even where no float64 is that integer."""
    info = np.iinfo(dtype)
    assert_same(passed_on(ends := np.array([info.min, 0, info.max], dtype)), ends)


@pytest.mark.unmeasured
@given(ARRAYS.filter(lambda array: array.ndim > 0))
def test_an_array_is_sent_by_value(array: np.ndarray[Any, Any]) -> None:
    """Its byte order, its strides and its order in memory are not seen."""
    swapped = array.astype(array.dtype.newbyteorder("S"))
    assert to_json(swapped) == to_json(array)
    assert to_json(np.asfortranarray(array)) == to_json(array)
    assert to_json(np.repeat(array, 2, axis=0)[::2]) == to_json(array)


def test_an_array_lists_its_values_row_by_row() -> None:
    """The last dimension is the fastest."""
    expected = {"dtype": "int8", "shape": [2, 3], "data": [0, 1, 2, 3, 4, 5]}
    assert to_json(np.arange(6, dtype=np.int8).reshape(2, 3)) == expected


@pytest.mark.parametrize("dtype", [np.complex64, np.longdouble, "U3", object])
def test_other_dtypes_are_not_sent(dtype: Any) -> None:
    """The error names those that are."""
    with pytest.raises(TypeError, match=r"^an array of dtype \w+ cannot be sent, only of float64,"):
        to_json(np.zeros(1, dtype))


def test_a_request_is_one_line_of_ascii_without_white_space() -> None:
    """With its keys in an order that a program may rely on."""
    x = np.array([[0, 1.5, np.nan]], np.float32)
    assert request(1, "softmax", args=[to_json(x)], options={"axis": -1}) == (
        b'{"protocol":1,"id":1,"call":"softmax",'
        b'"args":[{"dtype":"float32","shape":[1,3],"data":[0.0,1.5,"nan"]}],'
        b'"options":{"axis":-1}}\n'
    )


@pytest.mark.unmeasured
@given(st.sampled_from(SPECIFIED), st.lists(ARRAYS, min_size=1, max_size=3), st.integers(0))
def test_every_request_is_as_the_schema_says(
    name: str, arrays: list[np.ndarray[Any, Any]], number: int
) -> None:
    """Of every function, for every array."""
    options = dict(SPECIFICATION.functions[name].options)
    line = request(number, name, args=[to_json(array) for array in arrays], options=options)
    validator("request").validate(json.loads(line))


def test_the_request_for_a_description_is_as_the_schema_says() -> None:
    """It has neither arguments nor options."""
    validator("request").validate(json.loads(request(0, "describe")))


def test_the_schema_is_a_schema() -> None:
    """Of the draft that it names."""
    Draft202012Validator.check_schema(schema())


def test_the_schema_knows_the_words_of_the_protocol() -> None:
    """The same functions, dtypes and version."""
    parts = schema()["$defs"]
    assert parts["function"]["enum"] == list(SPECIFIED)
    assert parts["dtype"]["enum"] == list(DTYPES)
    assert parts["protocol"]["const"] == VERSION


def test_the_schema_knows_which_function_has_which_options() -> None:
    """Each is required in a request for its function, and there are no others."""
    call = schema()["$defs"]["call"]
    required = call["then"]["properties"]["options"]["required"]
    options = {f.name: [*f.options] for f in SPECIFICATION.functions.values() if f.options}
    assert {call["if"]["properties"]["call"]["const"]: required} == options
    assert list(call["properties"]["options"]["properties"]) == required


def test_the_schema_knows_the_numbers_of_every_dtype() -> None:
    """Floating-point numbers, the range of each integer dtype, and booleans."""
    floats, *rules = schema()["$defs"]["array"]["allOf"]
    pattern = floats["if"]["properties"]["dtype"]["pattern"]
    assert [name for name in DTYPES if re.search(pattern, name)] == list(FORMATS)
    limits = {name: np.iinfo(name) for name in INTEGERS}
    expected = {name: {"minimum": i.min, "maximum": i.max} for name, i in limits.items()}
    numbers = {name: {"type": "integer", **ends} for name, ends in expected.items()}
    assert {
        rule["if"]["properties"]["dtype"]["const"]: rule["then"]["properties"]["data"]["items"]
        for rule in rules
    } == {"bool": {"type": "boolean"}} | numbers


def test_the_page_lists_every_dtype() -> None:
    """The floating-point formats on one line of the table, the integers on another."""
    page = README.read_text(encoding="utf-8")
    for names in (FORMATS, INTEGERS, ["bool"]):
        assert f"| {' '.join(f'`{name}`' for name in names)} | " in page


@pytest.mark.parametrize(
    ("written", "dtype", "value"),
    [
        ("1e5", "float64", 1e5),
        ("1E+2", "float32", 100.0),
        ("-0", "float64", -0.0),
        ("3", "float32", 3.0),
        ("1" + 400 * "0", "float64", np.inf),
        ("-1" + 5000 * "0", "float64", -np.inf),
        ("1e39", "float32", np.inf),
        ("65520", "float16", np.inf),
        ("1e-9", "float16", 0.0),
        ("0.1000000014901161", "float32", np.float32(0.1)),
        ("0.100000001", "float32", np.float32(0.1)),
        ("0.10000000000000001", "float64", 0.1),
        ('"nan"', "bfloat16", np.nan),
        ('"-inf"', "float16", -np.inf),
        ("1.00390625000001", "bfloat16", 1.0078125),  # 1.00390625 alone would be rounded to 1
        ("1e300", "bfloat16", np.inf),
        ("1e2", "int8", 100),
        ("-0", "int8", 0),
        ("18446744073709551615", "uint64", 2**64 - 1),
    ],
)
def test_numbers_may_be_written_as_json_allows(written: str, dtype: str, value: Any) -> None:
    """They are rounded to the nearest number of their dtype."""
    line = f'{{"id": 1, "result": {{"data": [{written}], "shape": [1], "dtype": "{dtype}"}}}}\r'
    answer = result(read_answer(line.encode(), 1))
    assert_same(answer, np.array([value], answer.dtype))


def test_an_answer_may_have_more_keys() -> None:
    """A program may add what it likes."""
    array = array_of("float64", [0.5])
    assert result(read_answer(answered(result=array, seconds=0.1), 1)) == 0.5


def test_an_answer_is_a_new_array() -> None:
    """That can be written to."""
    answer = from_json(array_of("float32", [1.0]))
    answer += 1
    assert answer == 2


def test_an_error_is_a_refusal_in_its_own_words() -> None:
    """A refusal is a ValueError."""
    with pytest.raises(Refusal, match=r"^x has 3 columns but W has 2 rows$") as refusal:
        result(read_answer(answered(error="x has 3 columns but W has 2 rows"), 1))
    assert isinstance(refusal.value, ValueError)


def test_half_a_character_can_be_printed() -> None:
    """JSON can spell the half of a surrogate pair, which no file can hold."""
    with pytest.raises(Refusal, match=r"^\?$"):
        result(read_answer(b'{"id": 1, "error": "\\ud800"}', 1))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"Segfault", "printed 'Segfault', which is not JSON"),
        (b"", "printed '', which is not JSON"),
        (b"\xff", "printed '\N{REPLACEMENT CHARACTER}', which is not JSON"),
        (b"{'id': 1}", "printed \"{'id': 1}\", which is not JSON, from \"'id': 1}\" on"),
        (b'{"id":1}{', "printed '{\"id\":1}{', which is not JSON, from '{' on"),
        (b"x" * 1000, f"printed '{'x' * 119}..., which is not JSON"),
        (b"[1, NaN]", 'printed NaN, which is not JSON: write "nan", "inf" or "-inf", in quotes'),
        (b"-Infinity", 'printed -Infinity, which is not JSON: write "nan", "inf" or "-inf", in '),
        (b"[1, -nan]", 'printed -nan, which is not JSON: write "nan", "inf" or "-inf", in quotes'),
        (b"[inf]", 'printed inf, which is not JSON: write "nan", "inf" or "-inf", in quotes'),
        (b"[" * 100_000, f"printed '{'[' * 119}..., which is nested too deeply"),
        (b"[1]", "answered [1] where a JSON object was expected"),
        (b'{"result":1}', 'answered {"result":1} where "id":1 was expected'),
        (b'{"id":2}', 'answered {"id":2} where "id":1 was expected'),
    ],
)
def test_what_is_no_answer_is_told(line: bytes, told: str) -> None:
    """With what was printed, shortened, and what was expected."""
    with pytest.raises(Failure) as failure:
        read_answer(line, 1)
    assert str(failure.value).startswith(told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({}, 'answered {"id":1} where either a result or an error in words was expected'),
        ({"error": None}, 'answered {"id":1,"error":null} where either a result or an error'),
        ({"error": "no", "result": []}, 'answered {"id":1,"error":"no","result":[]} where either'),
        ({"result": [1]}, "answered [1] where dtype, shape and data were expected"),
        ({"result": {"dtype": "bool"}}, 'answered {"dtype":"bool"} where dtype, shape and data'),
        (
            {"result": array_of("float", [])},
            f"answered the dtype \"float\", which is none of {_DTYPES}; did you mean 'float64'?",
        ),
        ({"result": array_of("float80", [])}, 'answered the dtype "float80", which is none of'),
        ({"result": array_of("int8", [], 3)}, "answered the shape 3 where a list of sizes was"),
        ({"result": array_of("int8", [], [-1])}, "answered the shape [-1] where a list of sizes"),
        ({"result": array_of("int8", [], [True])}, "answered the shape [true] where a list of"),
        (
            {"result": array_of("float64", [1, 2], [1, 3])},
            "answered 2 data where a list of 3 was expected, for [1, 3]",
        ),
        (
            {"result": array_of("float64", [[1, 2]], [2])},
            "answered 1 data where a list of 2 was expected, for [2]",
        ),
        (
            {"result": array_of("float64", 1.5, [])},
            "answered the data 1.5 where a list of 1 was expected, for []",
        ),
        ({"result": array_of("float64", [], [0, 2**63])}, "answered the shape [0,9223372036854775"),
        ({"result": array_of("float64", [1], [1] * 65)}, "answered the shape [1,1,1,1,1,1,1,1,1,"),
        (
            {"result": array_of("float16", ["NaN"])},
            'answered "NaN" where a number of float16, or "nan", "inf" or "-inf", was expected',
        ),
        ({"result": array_of("float64", [None])}, "answered null where a number of float64, or"),
        ({"result": array_of("float64", [True])}, "answered true where a number of float64, or"),
        ({"result": array_of("float64", [[1]])}, "answered [1] where a number of float64, or"),
        (
            {"result": array_of("uint8", [256])},
            "answered 256 where an integer of uint8, from 0 to 255, was expected",
        ),
        ({"result": array_of("uint64", [-1])}, "answered -1 where an integer of uint64, from 0"),
        ({"result": array_of("int64", [2**63])}, "answered 9223372036854775808 where an integer"),
        ({"result": array_of("int8", [0.5])}, "answered 0.5 where an integer of int8, from -128"),
        ({"result": array_of("int8", ["nan"])}, 'answered "nan" where an integer of int8, from'),
        ({"result": array_of("int8", [True])}, "answered true where an integer of int8, from"),
        ({"result": array_of("bool", [1])}, "answered 1 where true or false was expected"),
    ],
)
def test_what_is_no_array_is_told(content: dict[str, Any], told: str) -> None:
    """With what was answered, shortened, and what was expected."""
    with pytest.raises(Failure) as failure:
        result(read_answer(answered(**content), 1))
    assert str(failure.value).startswith(told)


# A schema cannot count, so it cannot compare data with a shape, or a shape with NumPy's limits.
@pytest.mark.parametrize(
    "content",
    [
        {},
        {"error": None},
        {"error": "no", "result": array_of("bool", [])},
        {"result": [1]},
        {"result": {"dtype": "bool"}},
        {"result": array_of("float", [])},
        {"result": array_of("int8", [], 3)},
        {"result": array_of("int8", [], [-1])},
        {"result": array_of("int8", [], [True])},
        {"result": array_of("float64", 1.5, [])},
        {"result": array_of("float16", ["NaN"])},
        {"result": array_of("bfloat16", [None])},
        {"result": array_of("float64", [True])},
        {"result": array_of("float64", [[1]])},
        {"result": array_of("uint8", [256])},
        {"result": array_of("int64", [2**63])},
        {"result": array_of("int8", [0.5])},
        {"result": array_of("int8", ["nan"])},
        {"result": array_of("bool", [1])},
        {"name": "it", "version": "1", "functions": {}},
        {"name": "it", "version": "1", "functions": {"softmx": None}},
        {"name": "it", "version": "1", "functions": {"relu": []}},
        {"name": "it", "version": "1", "functions": {"relu": ["float"]}},
        {"name": "it", "version": 1, "functions": {"relu": None}},
    ],
)
def test_what_is_refused_is_not_as_the_schema_says(content: dict[str, Any]) -> None:
    """Who validates against the schema finds the mistake first."""
    assert not validator("answer").is_valid({"id": 1, **content})


@pytest.mark.unmeasured
@given(ARRAYS)
def test_every_array_is_as_the_schema_says(array: np.ndarray[Any, Any]) -> None:
    """So an answer with it is."""
    validator("answer").validate({"id": 1, "result": to_json(array)})


@pytest.mark.unmeasured
@given(st.builds(array_of, st.sampled_from(DTYPES), st.lists(NUMBERS, max_size=3)))
def test_what_is_read_is_as_the_schema_says(value: dict[str, Any]) -> None:
    """Whatever stands among the numbers: it is read, or it is a failure, and nothing else."""
    line = answered(result=value)
    try:
        array = result(read_answer(line, 1))
    except Failure:
        return
    validator("answer").validate(json.loads(line))
    assert array.shape == (len(value["data"]),)


@pytest.mark.unmeasured
@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_is_printed_is_an_answer_or_a_failure(line: bytes) -> None:
    """Nothing that a program prints breaks the reader."""
    try:
        answer = read_answer(line, 1)
    except Failure:
        return
    assert answer["id"] == 1


@pytest.mark.unmeasured
@given(JSON)
def test_whatever_is_answered_is_an_array_or_a_failure(value: Any) -> None:
    """Whatever it lacks, and whatever it has too much."""
    with suppress(Failure):
        assert isinstance(result({"result": value}), np.ndarray)


def test_a_description_names_the_program_and_what_it_offers() -> None:
    """With the dtypes of each function, or null for every one."""
    functions = {"softmax": ["float64", "float32"], "relu": None}
    answer = {"id": 0, "name": "softmax.c", "version": "1", "functions": functions}
    validator("answer").validate(answer)
    assert description(answer) == Description(
        "softmax.c", "1", {"softmax": ("float64", "float32"), "relu": None}
    )


def test_a_description_may_name_an_arithmetic() -> None:
    """By which the results are judged."""
    answer = {"id": 0, "name": "it", "version": "1", "functions": {"relu": None}}
    assert description(answer | {"arithmetic": "tf32"}).arithmetic == "tf32"
    assert description(answer).arithmetic == ""
    validator("answer").validate(answer | {"arithmetic": "tf32"})


def test_a_description_may_say_that_the_program_compiles_for_each_shape() -> None:
    """Then it is given few shapes."""
    answer = {"id": 0, "name": "it", "version": "1", "functions": {"relu": None}}
    assert description(answer | {"compiles": True}).compiles
    assert not description(answer).compiles
    validator("answer").validate(answer | {"compiles": True})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": None}, "a name and a version are missing"),
        ({"version": 1}, "a name and a version are missing"),
        ({"functions": None}, "it must offer one or more of the functions identity, step,"),
        ({"functions": {}}, "it must offer one or more of the functions identity, step,"),
        ({"arithmetic": "tf23"}, 'the arithmetic "tf23", which is none of strict, tree,'),
        ({"arithmetic": ["tf32"]}, 'declares the arithmetic ["tf32"], which is none of strict'),
        ({"compiles": 1}, "says that it compiles 1: true or false was expected"),
        ({"functions": {"relu": []}}, "offers relu for []: a list of dtypes was expected, or null"),
        ({"functions": {"relu": "int8"}}, 'offers relu for "int8": a list of dtypes was expected'),
        (
            {"functions": {"relu": ["float23"]}},
            f'offers relu for "float23", which is none of {_DTYPES}; did you mean \'float',
        ),
        (
            {"functions": {"softmx": None}},
            f'"softmx", which is none of the specified functions {_SPECIFIED}; did you mean \'soft',
        ),
    ],
)
def test_a_wrong_description_is_told(changes: dict[str, Any], told: str) -> None:
    """With what was expected, and perhaps meant."""
    answer = {"id": 0, "name": "it", "version": "1", "functions": {"relu": None}} | changes
    with pytest.raises(Failure) as failure:
        description(answer)
    assert told in str(failure.value)
