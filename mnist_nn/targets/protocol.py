"""The messages of the command protocol, version 1: one JSON object on one line for each.

A request goes to a program, an answer comes back; `protocol.schema.json` describes both. What a
program says wrongly is a `Failure`, told as what it did: "printed 'hello', which is not JSON".
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from mnist_nn.specification.failure import Failure
from mnist_nn.targets._wording import encodable, shortened
from mnist_nn.targets.json_arrays import from_json

if TYPE_CHECKING:
    from numpy.typing import NDArray

VERSION = 1
"""The version of the protocol, sent with every request."""

_ELSEWHERE = "; one line answers each request, and whatever else is printed belongs on stderr"

_LONGEST_INTEGER = 20  # characters, in -9223372036854775808 and in 18446744073709551615


class Refusal(ValueError):  # noqa: N818 - to refuse an input is right, and no error of anybody
    """The program refused its input, in words of its own."""


class NoAnswer(Failure):
    """A line is no answer to what was asked: perhaps it was printed beside an answer."""


def request(number: int, call: str, **content: Any) -> bytes:
    r"""Return a request as a line.

    >>> request(0, "describe")
    b'{"protocol":1,"id":0,"call":"describe"}\n'
    >>> request(1, "relu", args=[{"dtype": "bool", "shape": [], "data": [True]}], options={})[35:]
    b'"args":[{"dtype":"bool","shape":[],"data":[true]}],"options":{}}\n'

    """
    message = {"protocol": VERSION, "id": number, "call": call, **content}
    return json.dumps(message, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"


def read_answer(line: bytes, number: int) -> dict[str, Any]:
    """Return the answer to the request of that number.

    Raises:
        NoAnswer: the line is not JSON, no object, or the answer to another request.

    """
    answer = _json(line)
    if not isinstance(answer, dict):
        raise NoAnswer(f"answered {shortened(answer)} where a JSON object was expected")
    if answer.get("id") != number:
        raise NoAnswer(f'answered {shortened(answer)} where "id":{number} was expected')
    return answer


def refuse_more(line: bytes, number: int) -> None:
    """Refuse a line that was printed after the answer to the request of that number.

    Had it come later, it would have been taken for the next answer: it is told as that.

    Raises:
        NoAnswer: always.

    """
    read_answer(line, number + 1)
    raise NoAnswer(f"printed {shortened(line)} without being asked")


def result(answer: dict[str, Any]) -> NDArray[Any]:
    """Return the array in an answer.

    Raises:
        Refusal: the answer is an error.
        Failure: it is neither an array nor an error.

    """
    given = answer.keys() & {"result", "error"}
    if given == {"result"}:
        return from_json(answer["result"])
    if given == {"error"} and isinstance(answer["error"], str):
        raise Refusal(encodable(answer["error"]))
    raise Failure(
        f"answered {shortened(answer)} where either a result or an error in words was expected"
    )


def _json(line: bytes) -> Any:
    """Return the JSON value on a line."""
    text = line.decode(errors="replace")
    try:
        return json.loads(text, parse_int=_integer, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        rest = text[error.pos :]
        if constant := re.match(r"[+-]?(nan|inf)\w*", rest, re.IGNORECASE):
            _refuse_constant(constant[0])
        place = f", from {shortened(rest.encode(), 40)} on" if error.pos else ""
        hint = "" if text.lstrip().startswith("{") else _ELSEWHERE
        raise NoAnswer(f"printed {shortened(line)}, which is not JSON{place}{hint}") from None
    except RecursionError:
        raise NoAnswer(f"printed {shortened(line)}, which is nested too deeply") from None


def _integer(text: str) -> int | float:
    """Return a JSON number without a point; -0, and what no integer dtype holds, as a float."""
    return float(text) if text == "-0" or len(text) > _LONGEST_INTEGER else int(text)


def _refuse_constant(text: str) -> None:
    """Refuse what C, Python and JavaScript print for numbers that JSON has not."""
    raise NoAnswer(f'printed {text}, which is not JSON: write "nan", "inf" or "-inf", in quotes')
