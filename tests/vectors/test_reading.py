"""What a reader says of a function, word for word."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.formats import FORMATS
from mnist_nn.vectors.reading import check, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RESULT = {"shape": [1, 2], "hi": ["0x1p-1", "nan"], "lo": ["0x1p-60"], "radius": ["0x1p-62"]}
CASE = {
    "reason": "a half",
    "options": {"axis": 1},
    "inputs": {"x": {"shape": [1, 2], "data": ["0x1p+0", "nan"]}},
    "expected": RESULT,
    "allowed": ["0x1p-2"],
}
NAN = np.nan


@pytest.fixture
def one_case(tmp_path: Path) -> Path:
    """Return a folder with one test vector, which allows 1/4 to 3/4, but nothing above 5/8."""
    return folder_with(tmp_path, CASE)


def folder_with(folder: Path, case: dict[str, Any]) -> Path:
    """Return the folder, with a file of one case."""
    head = {"dtype": "float32", "between": ["-inf", "0x1.4p-1"]}
    (folder / "softmax.float32.json").write_text(json.dumps(head | {"cases": [case]}))
    return folder


def giving(y: Any) -> Callable[..., Any]:
    """Return a function that gives y, whatever it takes."""
    return lambda *_, **__: y


@pytest.mark.parametrize("y", [0.25, 0.5, 0.625])
def test_what_is_near_enough_passes(one_case: Path, y: float) -> None:
    """The error allowed includes its end."""
    assert check("softmax", giving(np.array([[y, NAN]])), one_case) == []


def test_the_folder_may_be_a_text(one_case: Path) -> None:
    """As those who call it from a script have it."""
    assert check("softmax", giving(np.array([[0.5, NAN]])), str(one_case)) == []
    assert len(read("softmax", str(one_case))) == 1


@pytest.mark.parametrize(
    ("y", "complaint"),
    [
        ([[0.125, NAN]], "gave 0.125 at [0, 0], expected 0.5 within 0.25"),
        ([[NAN, NAN]], "gave nan at [0, 0], expected 0.5 within 0.25"),
        ([[0.5, 0.5]], "gave 0.5 at [0, 1], expected nan within 0.25"),
        ([[0.7, NAN]], "gave 0.7 at [0, 0], expected 0.5 within 0.25, between -inf and 0.625"),
        ([0.5, NAN], "gave a result of shape (2,), expected (1, 2)"),
        ([[0.5, 1j]], "gave an array of complex128, expected real numbers"),
        (None, "gave an array of object, expected real numbers"),
    ],
)
def test_what_is_wrong_is_named(one_case: Path, y: Any, complaint: str) -> None:
    """With the file, the line, and the reason of the case."""
    line = f"softmax.float32.json:2 (a half): {complaint}"
    assert check("softmax", giving(y), one_case) == [line]


def test_an_infinite_result_is_the_same_one(tmp_path: Path) -> None:
    """Where one is due: not the other, and not the largest number."""
    folder = folder_with(tmp_path, CASE | {"expected": RESULT | {"hi": ["-inf", "nan"]}})
    assert check("softmax", giving(np.array([[-np.inf, NAN]])), folder) == []
    for wrong in (np.inf, NAN, np.finfo(float).min):
        (complaint,) = check("softmax", giving(np.array([[wrong, NAN]])), folder)
        assert f"gave {wrong} at [0, 0], expected -inf within 0.25" in complaint


def test_what_is_missing_from_a_float64_counts(tmp_path: Path) -> None:
    """Where hi is nearer than lo says, hi is wrong: the truth is hi + lo."""
    folder = folder_with(tmp_path, CASE | {"allowed": ["0x0p+0"]})
    (complaint,) = check("softmax", giving(np.array([[0.5, NAN]])), folder)
    assert complaint.endswith("gave 0.5 at [0, 0], expected 0.5 within 2.17e-19")


def test_the_numbers_of_a_short_list_begin_again(tmp_path: Path) -> None:
    """Row by row, until all places are filled."""
    x = {"shape": [2, 3], "data": ["0x1p+0", "0x1p+1"]}
    expected = RESULT | {"shape": [2, 3], "hi": ["0x1p-1", "0x1p-2", "0x1p-3"]}
    folder = folder_with(tmp_path, CASE | {"inputs": {"x": x}, "expected": expected})
    (vector,) = read("softmax", folder)
    assert vector.inputs[0].tolist() == [[1, 2, 1], [2, 1, 2]]
    assert vector.expected is not None
    assert vector.expected.hi.tolist() == [[0.5, 0.25, 0.125]] * 2


def test_a_number_stands_as_often_as_it_says(tmp_path: Path) -> None:
    """And then all of them begin again."""
    x = {"shape": [2, 4], "data": ["0x1p+0*2", "nan", "-0x1p+1*2"]}
    (vector,) = read("softmax", folder_with(tmp_path, CASE | {"inputs": {"x": x}}))
    np.testing.assert_array_equal(vector.inputs[0], [[1, 1, NAN, -2], [-2, 1, 1, NAN]])


def test_a_list_without_numbers_is_refused(tmp_path: Path) -> None:
    """There is nothing to begin again with; NumPy would fill the places with zeros."""
    folder = folder_with(tmp_path, CASE | {"inputs": {"x": {"shape": [1, 2], "data": []}}})
    with pytest.raises(ValueError, match=r"^an array of shape \[1, 2\] has no numbers: the file "):
        read("softmax", folder)


@pytest.mark.parametrize("dtype", FORMATS)
def test_numbers_are_read_in_every_format(tmp_path: Path, dtype: str) -> None:
    """The file says which."""
    head = {"dtype": dtype, "between": ["-inf", "inf"]}
    (tmp_path / f"relu.{dtype}.json").write_text(json.dumps(head | {"cases": [CASE]}))
    (vector,) = read("relu", tmp_path)
    assert vector.inputs[0].dtype == FORMATS[dtype].dtype
    assert np.isnan(vector.inputs[0]).tolist() == [[False, True]]
    assert vector.inputs[0][0, 0] == 1


def test_a_result_may_be_of_any_format(one_case: Path) -> None:
    """Of bfloat16 too, which is no dtype of NumPy's own."""
    for each in FORMATS.values():
        assert check("softmax", giving(np.array([[0.5, NAN]], each.dtype)), one_case) == []


def test_an_error_is_a_failure(one_case: Path) -> None:
    """Unless it is due."""

    def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError("it broke")

    complaint = "softmax.float32.json:2 (a half): raised RuntimeError: it broke"
    assert check("softmax", breaks, one_case) == [complaint]
    folder_with(one_case, CASE | {"expected": "error"})
    assert check("softmax", breaks, one_case) == []


def test_a_result_where_an_error_is_due_is_a_failure(tmp_path: Path) -> None:
    """Whatever it is."""
    folder = folder_with(tmp_path, CASE | {"expected": "error"})
    complaint = "softmax.float32.json:2 (a half): gave a result of shape (3,), expected an error"
    assert check("softmax", giving(np.zeros(3)), folder) == [complaint]


def test_a_function_is_given_the_inputs_and_options(one_case: Path) -> None:
    """Of the dtype of the file, and by name."""

    def mirror(x: Any, *, axis: int) -> Any:
        assert x.dtype == np.float32
        assert axis == 1
        return x / 2

    assert check("softmax", mirror, one_case) == []


def test_no_vectors_are_no_success(one_case: Path) -> None:
    """Of another function, or at another dtype."""
    message = f"{one_case}: there are no test vectors relu.float32.json or relu.float16.json"
    with pytest.raises(FileNotFoundError, match=f"^{re.escape(message)}$"):
        check("relu", giving(None), one_case, ["float32", "float16"])
    with pytest.raises(
        FileNotFoundError, match=r"there are no test vectors softmax\.float64\.json"
    ):
        check("softmax", giving(None), one_case, ["float64"])
