"""A program that speaks the protocol is an implementation; how it breaks is told to its author."""

from __future__ import annotations

import os
import re
import select
import shlex
import sys
from textwrap import dedent, indent
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.checking.check import Check
from mnist_nn.checking.counterexample import Crashed, Refuted
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.failure import Failure, Hang
from mnist_nn.targets._program import Program
from mnist_nn.targets.command import implementation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Write = Callable[..., list[str]]

PATIENT = 60.0
"""Seconds that no test needs, unless something is wrong."""

X = np.array([[-1.0, 2.0]])

PROGRAM = """
import json, os, signal, sys, time

def say(text):
    print(text, end="", flush=True)

def forever():
    while True:
        signal.pause()

def answer(asked, **content):
    say(json.dumps({{"id": asked["id"], **content}}) + "\\n")

def relu(x):
    return [0.0 if type(n) is float and n < 0 else n for n in x]

def describe(asked):
    assert asked["id"] == 0  # the first after every start
    answer(asked, name="it", version=str(os.getpid()), functions={functions!r})

def call(asked):
    x = asked["args"][0]
    y = relu(x["data"])
{body}
    answer(asked, result={{**x, "data": y}})

{start}
for line in sys.stdin:
    asked = json.loads(line)
    describe(asked) if asked["call"] == "describe" else call(asked)
"""

RECTIFIES = law_named("relu.rectifies_every_finite_number")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes a program that computes relu, but for what is done to its result y."""

    def write(
        body: str = "", *, start: str = "", functions: Mapping[str, Any] | None = None
    ) -> list[str]:
        path = tmp_path / "program.py"
        path.write_text(
            PROGRAM.format(
                body=indent(dedent(body), "    "),
                start=dedent(start),
                functions={"relu": None} if functions is None else functions,
            )
        )
        return [sys.executable, "-S", str(path)]

    return write


def told(command: list[str], what: str) -> str:
    """Return the start of a message about a command."""
    return f"{shlex.join(command)} {what}"


def is_gone(pid: str) -> bool:
    """Return whether there is no such process, not even one that has ended."""
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    return False


def test_a_program_is_an_implementation(write: Write) -> None:
    """With the name, the version, the functions and the dtypes of its own description."""
    command = write(functions={"softmax": ["float64", "float32"], "relu": None})
    with implementation(command) as program:
        assert (program.name, list(program.functions)) == ("it", ["softmax", "relu"])
        assert program.version.isdigit()
        assert [program.offers("softmax", d) for d in ("float32", "int8")] == [True, False]
        assert program.offers("relu", "int8")
        assert not program.offers("sigmoid", "float64")


def test_its_functions_take_and_return_arrays(write: Write) -> None:
    """Of the dtype and the shape of the answer."""
    with implementation(write()) as program:
        y = program.functions["relu"](np.array([[-1, 2.5]], np.float32))
        assert y.dtype == np.float32
        assert y.tolist() == [[0.0, 2.5]]


def test_its_functions_take_whatever_is_an_array(write: Write) -> None:
    """As the reference does."""
    with implementation(write()) as program:
        assert program.functions["relu"]([-1.0, 2.0]).tolist() == [0.0, 2.0]


def test_its_functions_have_the_arguments_of_the_reference(write: Write) -> None:
    """The axis of softmax is an option; other functions have arrays and nothing else."""
    body = "sys.exit(json.dumps([len(asked['args']), asked['options']]))"
    command = write(body, functions={"softmax": None, "affine": None})
    with implementation(command) as program:
        softmax, affine = program.functions.values()
        assert (softmax.__name__, affine.__name__) == ("softmax", "affine")
        with pytest.raises(Failure, match=r'stderr: \[1, \{"axis": -1\}\]$'):
            softmax(X)
        with pytest.raises(Failure, match=r'stderr: \[1, \{"axis": 0\}\]$'):
            softmax(X, axis=np.int64(0))
        with pytest.raises(Failure, match=r"stderr: \[3, \{\}\]$"):
            affine(X, X, X)


def test_an_axis_is_an_integer(write: Write) -> None:
    """Nothing else is sent."""
    command, expected = write(functions={"softmax": None}), "'float' object cannot be interpreted"
    with implementation(command) as program, pytest.raises(TypeError, match=expected):
        program.functions["softmax"](X, axis=0.5)


def test_an_array_that_cannot_be_sent_is_no_fault_of_the_program(write: Write) -> None:
    """It is not ended."""
    with implementation(write()) as program:
        with pytest.raises(TypeError, match="an array of dtype complex128 cannot be sent"):
            program.functions["relu"](1j)
        assert not is_gone(program.version)


def test_an_error_is_a_refusal(write: Write) -> None:
    """A ValueError in the words of the program, which is asked the next time as before."""
    body = "if x['shape'] == []: return answer(asked, error='x has no rows', of=os.getpid())"
    with implementation(write(body)) as program:
        with pytest.raises(ValueError, match=r"^x has no rows$"):
            program.functions["relu"](1.0)
        assert program.functions["relu"](X).tolist() == [[0.0, 2.0]]
        assert not is_gone(program.version)


@pytest.mark.parametrize("command", ["./softmax", []], ids=repr)
def test_no_command_is_an_error(command: Any) -> None:
    """A command is a program and its arguments, one by one."""
    with pytest.raises(ValueError, match=r'^expected a command such as \["./softmax"\], not '):
        implementation(command).__enter__()


def test_a_program_that_cannot_be_started_is_an_error() -> None:
    """The command line shows it as it is."""
    expected = r"^cannot start no-such-program: No such file or directory$"
    with pytest.raises(OSError, match=expected):
        implementation(["no-such-program"]).__enter__()


@pytest.mark.parametrize(
    ("start", "what"),
    [
        ("sys.exit('no GPU')", "exited with status 1 instead of answering\nits stderr: no GPU"),
        ("describe = lambda asked: say('Hello!\\n')", "printed 'Hello!', which is not JSON"),
        ("describe = lambda asked: answer(asked, error='no')", "described itself as {"),
        ("describe = lambda asked: answer({'id': 7})", 'answered {"id":7} where "id":0 was'),
    ],
)
def test_a_program_that_does_not_describe_itself_is_an_error(
    write: Write, start: str, what: str
) -> None:
    """It has not been verified, so this is no verdict."""
    command = write(start=f"{start}\n")
    expected = f"^{re.escape(told(command, what))}"
    with pytest.raises(ValueError, match=expected):
        implementation(command, PATIENT).__enter__()


def test_a_program_that_describes_itself_too_late_is_an_error(write: Write) -> None:
    """The timeout is for the first answer too."""
    command = write(start="forever()")
    with pytest.raises(ValueError, match=r"did not answer within 0.1 seconds; does it flush"):
        implementation(command, timeout=0.1).__enter__()


def test_an_unknown_function_is_an_error(write: Write) -> None:
    """And perhaps a misspelt one."""
    with pytest.raises(ValueError, match=r'offers "softmx", .*; did you mean .softmax.\?$'):
        implementation(write(functions={"softmx": None})).__enter__()


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("sys.exit(3)", "exited with status 3 instead of answering"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "died of SIGKILL instead of answering"),
        ("return say('Segfault\\n')", "printed 'Segfault', which is not JSON"),
        ("say('{\"id\":1,')\nsys.exit()", "exited with status 0 after printing only '{\"id\":1,'"),
        ("asked['id'] = 0", 'answered {"id":0,"result":{"dtype":"float64","shape":[1,2],"data":['),
        ("y = [1.0]", "answered 1 data where a list of 2 was expected, for [1, 2]"),
        ("y = [0.0, float('nan')]", 'printed NaN, which is not JSON: write "nan", "inf" or "-inf"'),
        ("say('Overflow\\n{}\\n')", "printed 'Overflow', which is not JSON; one line answers each"),
    ],
)
def test_a_program_that_breaks_is_told_and_started_again(
    write: Write, body: str, what: str
) -> None:
    """At the next call, with the first answers forgotten."""
    command = write(f"if x['shape'] == [1, 2]:\n{indent(body, '    ')}")
    with implementation(command, PATIENT) as program:
        relu = program.functions["relu"]
        with pytest.raises(Failure) as failure:
            relu(X)
        assert str(failure.value).startswith(told(command, what))
        assert is_gone(program.version)
        assert relu(X.T).tolist() == [[0.0], [2.0]]


LINE = "'debug\\n'"
ANSWER = "json.dumps({'id': asked['id'], 'result': x}) + '\\n'"


@pytest.mark.parametrize(
    "body",
    [
        f"return say({LINE} + {ANSWER})",
        f"say({LINE}); return say({ANSWER})",
        f"return say({ANSWER} + {LINE})",
        f"return say({ANSWER} + {LINE} + {LINE})",
        f"return say(json.dumps({{'id': asked['id'], 'error': 'no'}}) + '\\n' + {LINE})",
    ],
)
def test_a_line_beside_the_answer_is_one_error(write: Write, body: str) -> None:
    """Before it or after it, in one piece or in several."""
    command = write(body)
    with implementation(command, PATIENT) as program, pytest.raises(Failure) as failure:
        program.functions["relu"](X)
    expected = "printed 'debug', which is not JSON; one line answers each request, and whatever "
    assert str(failure.value) == told(command, f"{expected}else is printed belongs on stderr")


def test_a_line_that_comes_late_is_the_same_error(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read as the next answer, and the call that has met with it will not be repeated."""
    command = write(f"if x['shape'] == [1, 2]: return say({ANSWER} + {LINE})")
    with implementation(command, PATIENT) as program:
        relu = program.functions["relu"]
        with monkeypatch.context() as patched:
            patched.setattr(Program, "unasked", lambda _: None)  # it has not come yet
            assert relu(X).tolist() == X.tolist()
        errors = []
        for x in (X.T, X.T, X):
            with pytest.raises(Failure) as failure:
                relu(x)
            errors.append(str(failure.value))
        assert len(set(errors)) == 1
        assert relu(np.zeros((2, 2))).tolist() == np.zeros((2, 2)).tolist()


def test_a_second_answer_is_an_error(write: Write) -> None:
    """Even one to a question that is still to be asked."""
    command = write(f"first = {ANSWER}; asked['id'] += 1; return say(first + {ANSWER})")
    expected = r"printed .{\"id\": 2, .* without being asked$"
    with implementation(command, PATIENT) as program, pytest.raises(Failure, match=expected):
        program.functions["relu"](X)


@pytest.mark.unmeasured
def test_a_law_crashes_where_a_line_comes_now_and_then(write: Write) -> None:
    """Sooner or later is no different answer of the function."""
    start = """
        from itertools import count
        calls = count()
    """
    command = write(f"if next(calls) == 7: say({LINE})", start=start)
    with implementation(command, PATIENT) as program, pytest.raises(Crashed, match="'debug'"):
        Check(RECTIFIES, program.functions["relu"], "float64").run(100)


def test_a_program_that_breaks_is_told_with_its_stderr(write: Write) -> None:
    """In which it says why."""
    command = write("sys.exit('out of memory')")
    expected = told(command, "exited with status 1 instead of answering\nits stderr: out of memory")
    with implementation(command) as program, pytest.raises(Failure) as failure:
        program.functions["relu"](X)
    assert str(failure.value) == expected


def test_a_program_that_hangs_is_told_and_started_again(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a Hang, which no law waits for twice; the program does not live on."""
    command = write(
        "if x['shape'] == [1, 2]: print('thinking', file=sys.stderr, flush=True); forever()"
    )
    ask = Program.ask

    def ask_patiently_but_once(program: Program, line: bytes, timeout: float) -> bytes:
        return ask(program, line, 1.0 if b'"shape":[1,2]' in line else timeout)

    monkeypatch.setattr(Program, "ask", ask_patiently_but_once)
    with implementation(command, PATIENT) as program:
        relu = program.functions["relu"]
        with pytest.raises(Hang) as hang:
            relu(X)
        what = "did not answer within 1 seconds; does it flush its output after each line?"
        assert str(hang.value) == told(command, f"{what}\nits stderr: thinking")
        assert is_gone(program.version)
        assert relu(X.T).tolist() == [[0.0], [2.0]]


def test_a_long_question_has_more_time_in_proportion(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten times as long as what everybody reads at once, ten times the seconds."""
    asked: list[tuple[int, float]] = []
    ask = Program.ask

    def ask_and_note(program: Program, line: bytes, timeout: float) -> bytes:
        asked.append((len(line), timeout))
        return ask(program, line, timeout)

    monkeypatch.setattr(Program, "ask", ask_and_note)
    monkeypatch.setattr("mnist_nn.targets.command.AT_ONCE", 200)
    with implementation(write(), PATIENT) as program:
        program.functions["relu"](np.zeros(500))
    (described, patience), (length, seconds) = asked
    assert (described < 200 < length, patience) == (True, PATIENT)
    assert seconds == PATIENT * (length / 200)


def test_a_program_that_cannot_be_started_again_is_no_refusal(write: Write, tmp_path: Path) -> None:
    """An error of the system in the middle of a check is a failure of what is checked."""
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\nexec {shlex.join(write('sys.exit(1)'))}\n")
    script.chmod(0o700)
    with implementation([str(script)], PATIENT) as program:
        with pytest.raises(Failure, match="exited with status 1"):
            program.functions["relu"](X)
        script.unlink()
        with pytest.raises(Failure, match=f"^cannot start {script}: No such file or directory$"):
            program.functions["relu"](X)


def test_what_is_written_to_stderr_is_a_warning(write: Write) -> None:
    """The law that a function warns of nothing hears it; the answer is returned."""
    command = write("if x['shape'] == [1, 2]: print('overflow', file=sys.stderr, flush=True)")
    with implementation(command) as program:
        with pytest.warns(UserWarning, match="^the program wrote to stderr: overflow$") as caught:
            y = program.functions["relu"](X)
        assert y.tolist() == [[0.0, 2.0]]
        assert caught[0].filename == __file__
        program.functions["relu"](X.T)  # silent, so that no warning is raised as an error


def test_a_greeting_is_no_warning(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """What a program writes to stderr before it describes itself is about no input: it is shown."""
    with implementation(write(start="print('loading', file=sys.stderr, flush=True)")) as program:
        assert program.functions["relu"](X).tolist() == [[0.0, 2.0]]
    assert capsys.readouterr().err == "loading\n"


def test_a_long_answer_is_read_whole(write: Write) -> None:
    """70,000 numbers pass in both directions."""
    x = np.random.default_rng(0).normal(size=(1, 70_000))
    with implementation(write(), PATIENT) as program:
        np.testing.assert_array_equal(program.functions["relu"](x), np.maximum(x, 0))


@pytest.mark.parametrize("end", [RuntimeError, KeyboardInterrupt])
def test_no_program_is_left_behind(write: Write, end: type[BaseException]) -> None:
    """However the context is left."""
    pids = []

    def leave() -> None:
        with implementation(write()) as program:
            pids.append(program.version)
            raise end

    with pytest.raises(end):
        leave()
    assert list(map(is_gone, pids)) == [True]


def test_nothing_that_it_has_started_is_left_behind(write: Write, tmp_path: Path) -> None:
    """A child of the program holds a pipe open until it is killed: then the pipe ends."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    start = f"""
        ready, done = os.pipe()
        if os.fork() == 0:
            held = os.open({str(pipe)!r}, os.O_WRONLY)
            os.write(done, b".")
            forever()
        os.read(ready, 1)
    """
    with implementation(write(start=start)), pytest.raises(BlockingIOError):
        os.read(end, 1)  # it is open, and nothing is in it
    assert select.select([end], [], [], PATIENT)[0] == [end]
    assert os.read(end, 1) == b""
    os.close(end)


def test_an_interrupt_while_waiting_leaves_no_program_behind(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends the program that has not answered: its answer must not be read as the next."""

    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    with implementation(write()) as program:
        relu = program.functions["relu"]
        with monkeypatch.context() as patched:
            patched.setattr(Program, "ask", interrupted)
            with pytest.raises(KeyboardInterrupt):
                relu(X)
        assert is_gone(program.version)
        assert relu(X).tolist() == [[0.0, 2.0]]


def test_an_interrupt_while_it_ends_leaves_no_program_behind(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is ended once more when the context is left."""
    stop, ends = Program.stop, iter([KeyboardInterrupt])

    def interrupted(program: Program, patience: float = 0) -> None:
        for end in ends:
            raise end
        stop(program, patience)

    pids = []

    def leave() -> None:
        with implementation(write()) as program:
            pids.append(program.version)
            monkeypatch.setattr(Program, "ask", failing)
            monkeypatch.setattr(Program, "stop", interrupted)
            program.functions["relu"](X)

    def failing(*_: object) -> bytes:
        raise Hang("no answer")

    with pytest.raises(KeyboardInterrupt):
        leave()
    assert list(map(is_gone, pids)) == [True]


def test_hypothesis_shrinks_what_a_program_does_wrong(write: Write) -> None:
    """A program that is wrong only above 100 is shown to be wrong at 101."""
    command = write("y = [0.0 if n > 100 else n for n in y]")
    with implementation(command) as program, pytest.raises(Refuted) as refuted:
        Check(RECTIFIES, program.functions["relu"], "float64").run()
    assert refuted.value.counterexample == "x = array([[101.]], dtype=float64)"


@pytest.mark.unmeasured
def test_hypothesis_shrinks_what_a_program_dies_of(write: Write) -> None:
    """It is started again for every step, and dies of the last one as of the first."""
    command = write("if max(y) > 100: os.kill(os.getpid(), signal.SIGKILL)")
    with implementation(command, PATIENT) as program, pytest.raises(Crashed) as crashed:
        Check(RECTIFIES, program.functions["relu"], "float64").run()
    assert crashed.value.counterexample == "x = array([[101.]], dtype=float64)"
    assert told(command, "died of SIGKILL instead of answering") in str(crashed.value)
