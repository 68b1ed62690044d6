"""A program is asked line by line; however it ends, it is told in words, and nothing is left."""

from __future__ import annotations

import os
import select
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from mnist_nn.specification.failure import Failure, Hang
from mnist_nn.targets._program import KEPT, Program

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENT = 60.0
"""Seconds that no test needs, unless something is wrong."""

IMPATIENT = 0.2
"""Seconds that a test waits in vain."""

SAY = "say = lambda text: os.write(1, str(text).encode())\n"
"""Not `print`, which fails in a signal handler that interrupts a `print`."""

READ_FOREVER = "sys.stdin.read()\n"


@contextmanager
def running(code: str) -> Iterator[Program]:
    """Run Python, and end it."""
    program = Program([sys.executable, "-S", "-c", f"import os, signal, sys\n{SAY}{code}"])
    try:
        yield program
    finally:
        program.stop()


def failure_of(code: str) -> str:
    """Return how Python fails that is asked once."""
    with running(code) as program, pytest.raises(Failure) as failure:
        program.ask(b"?\n", PATIENT)
    return str(failure.value)


def wait_for_the_end_of(pid: int) -> None:
    """Wait until a child process has ended, but leave it to be asked how."""
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


def is_gone(pid: int) -> bool:
    """Return whether there is no such process, not even one that has ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_line_is_answered_with_a_line() -> None:
    """Again and again, in order."""
    program = Program(["cat"])
    assert [program.ask(line, PATIENT) for line in (b"one\n", b"two\n")] == [b"one", b"two"]
    program.stop()


def test_lines_longer_than_a_pipe_holds_pass_in_both_directions_at_once() -> None:
    """`cat` answers while it is still being asked: nobody waits for the other."""
    line = b"0123456789" * 300_000
    program = Program(["cat"])
    assert program.ask(line + b"\n", PATIENT) == line
    program.stop()


def test_a_program_that_does_not_exist_is_an_error() -> None:
    """The command stands in it."""
    expected = r"^cannot start no-such-program --fast: No such file or directory$"
    with pytest.raises(OSError, match=expected):
        Program(["no-such-program", "--fast"])


def test_a_file_that_is_no_program_is_an_error(tmp_path: Path) -> None:
    """It lacks the permission to be run."""
    path = tmp_path / "softmax"
    path.touch(mode=0o600)
    with pytest.raises(OSError, match=f"^cannot start {path}: Permission denied$"):
        Program([str(path)])


def test_a_program_in_the_current_folder_is_suggested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell does not look there either."""
    monkeypatch.chdir(tmp_path)
    Path("my-softmax").touch()
    with pytest.raises(OSError, match=r"directory; did you mean \./my-softmax\?$"):
        Program(["my-softmax"])


def test_the_exit_status_is_told() -> None:
    """A program that ends has not answered."""
    assert failure_of("sys.exit(3)") == "exited with status 3 instead of answering"


def test_a_signal_is_told_by_its_name() -> None:
    """Not by a number."""
    code = """
import resource
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # it leaves no file behind
os.kill(os.getpid(), signal.SIGSEGV)
"""
    assert failure_of(code) == "died of SIGSEGV instead of answering"


def test_a_signal_without_a_name_is_told_by_its_number() -> None:
    """The real-time signals have none, but for the first and the last."""
    number = signal.SIGRTMIN + 1
    expected = f"died of signal {number} instead of answering"
    assert failure_of(f"os.kill(os.getpid(), {number})") == expected


def test_what_was_printed_before_the_end_is_told() -> None:
    """It may say why."""
    code = "input(); say('Segfault'); sys.exit(1)"
    assert failure_of(code) == "exited with status 1 after printing only 'Segfault'"


def test_a_program_that_reads_nothing_may_still_end() -> None:
    """Its stdin is closed while it is being asked, and how it ended is told."""
    code = "os.close(0); say(os.getpid()); sys.exit(4)"
    expected = r"^exited with status 4 after printing only '\d+'$"
    with running(code) as program, pytest.raises(Failure, match=expected):
        program.ask(b"?" * 1_000_000 + b"\n", PATIENT)


def test_a_question_is_sent_whole_even_where_the_answer_comes_early() -> None:
    """What is left of it must not be the beginning of the next."""
    code = "os.read(0, 1); say('early\\n'); input()\nfor line in sys.stdin: say(line)"
    with running(code) as program:
        assert program.ask(b"?" * 1_000_000 + b"\n", PATIENT) == b"early"
        assert program.ask(b"two\n", PATIENT) == b"two"


def test_what_follows_an_early_answer_is_a_line_of_its_own() -> None:
    """It is printed while the question, longer than a pipe holds, is still being sent."""
    code = "say('early\\n'); sys.stdin.read(900_000); say('more\\n'); input(); signal.pause()"
    with running(code) as program:
        assert program.ask(b"?" * 1_000_000 + b"\n", PATIENT) == b"early"
        assert program.unasked() == b"more"


def test_a_closed_stdout_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a program that runs on, but will never answer."""
    monkeypatch.setattr("mnist_nn.targets._program.MOMENT", 0.05)
    assert failure_of(f"os.close(1)\n{READ_FOREVER}") == "closed its stdout instead of answering"


def test_a_program_that_leaves_its_pipes_to_a_child_has_ended() -> None:
    """The child keeps stdout open, and yet there is nobody to answer."""
    code = """
input()
say(f"{os.getpid()}\\n")
if os.fork():
    os._exit(5)
sys.stdin.read()
"""
    with running(code) as program:
        wait_for_the_end_of(int(program.ask(b"?\n", PATIENT)))
        with pytest.raises(Failure, match=r"^exited with status 5 instead of answering$"):
            program.ask(b"?\n", IMPATIENT)


def test_no_answer_in_time_is_a_hang() -> None:
    """The usual mistake is named."""
    expected = r"^did not answer within 0.2 seconds; does it flush its output after each line\?$"
    with running(READ_FOREVER) as program, pytest.raises(Hang, match=expected):
        program.ask(b"?\n", IMPATIENT)


def test_not_to_read_a_question_is_a_hang() -> None:
    """A question that is longer than the pipe holds waits no longer than others."""
    with running("signal.pause()") as program, pytest.raises(Hang, match=r"^did not answer"):
        program.ask(b"?" * 1_000_000 + b"\n", IMPATIENT)


def test_half_a_line_in_time_is_a_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was printed is told: the end of the line may be all that is missing."""
    early = iter([0.0] * 3)  # the question begins, it is sent, half an answer is read; then:
    clock = SimpleNamespace(monotonic=lambda: next(early, 2 * PATIENT))
    monkeypatch.setattr("mnist_nn.targets._program.time", clock)
    expected = r"^printed '\[1, 2\]' and no end of line within 60 seconds; does it flush"
    code = f"input(); say('[1, 2]'); {READ_FOREVER}"
    with running(code) as program, pytest.raises(Hang, match=expected):
        program.ask(b"?\n", PATIENT)


def test_a_second_line_is_unasked_for() -> None:
    """It is told as it was printed, an empty line too; others wait."""
    with running(f"input(); say('one\\n\\nthree\\n')\n{READ_FOREVER}") as program:
        assert program.ask(b"?\n", PATIENT) == b"one"
        assert [program.unasked() for _ in range(3)] == [b"", b"three", None]


def test_a_second_line_is_waited_for_once_it_has_begun() -> None:
    """What was printed of it depends on the moment, and the whole line does not."""
    code = f"""
def go_on(*_):
    say("ond\\n")
signal.signal(signal.SIGUSR1, go_on)
input(); say(f"{{os.getpid()}}\\nsec")
{READ_FOREVER}
"""
    with running(code) as program:
        pid = int(program.ask(b"?\n", PATIENT))
        os.kill(pid, signal.SIGUSR1)
        assert program.unasked() == b"second"


def test_half_a_second_line_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its end may never come."""
    monkeypatch.setattr("mnist_nn.targets._program.MOMENT", 0.05)
    with running(f"input(); say('one\\ntw')\n{READ_FOREVER}") as program:
        assert program.ask(b"?\n", PATIENT) == b"one"
        assert program.unasked() == b"tw"


def test_a_line_between_the_questions_is_what_is_read_next() -> None:
    """It stands before the next answer, whenever it comes."""
    code = f"""
def interrupt(*_):
    say("unasked\\n")
    os._exit(0)
signal.signal(signal.SIGUSR1, interrupt)
input(); say(f"{{os.getpid()}}\\n")
{READ_FOREVER}
"""
    with running(code) as program:
        pid = int(program.ask(b"?\n", PATIENT))
        os.kill(pid, signal.SIGUSR1)
        wait_for_the_end_of(pid)
        assert program.ask(b"?\n", PATIENT) == b"unasked"


def test_a_program_that_ends_after_its_answer_has_answered() -> None:
    """That it is gone is told when it is asked again."""
    with running("input(); say(f'{os.getpid()}\\n')") as program:
        wait_for_the_end_of(int(program.ask(b"?\n", PATIENT)))
        assert program.unasked() is None
        with pytest.raises(Failure, match=r"^exited with status 0 instead of answering$"):
            program.ask(b"?\n", PATIENT)


def test_a_line_without_end_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would fill the memory before the time is over."""
    monkeypatch.setattr("mnist_nn.targets._program.LONGEST_ANSWER", 1000)
    told = failure_of("while True: say('x' * 1000)")
    assert told == f"printed '{'x' * 119}..., and goes on and on"


def test_stderr_is_what_was_written_since_it_was_last_asked_for() -> None:
    """Nothing is told twice."""
    code = "for line in sys.stdin: print(line.upper(), file=sys.stderr, flush=True); say(line)"
    with running(code) as program:
        program.ask(b"one\n", PATIENT)
        first = program.stderr()
        program.ask(b"two\n", PATIENT)
        assert (first, program.stderr(), program.stderr()) == ("ONE", "TWO", "")


def test_megabytes_on_stderr_do_not_block_the_answer() -> None:
    """They are read while the answer is waited for, and the end of them is kept."""
    code = f"input(); sys.stderr.write('x' * 5_000_000 + '!'); say('done\\n')\n{READ_FOREVER}"
    with running(code) as program:
        assert program.ask(b"?\n", PATIENT) == b"done"
        assert program.stderr() == f"...{'x' * (KEPT - 1)}!"


def test_a_program_without_stderr_is_asked_like_any_other() -> None:
    """It has closed it, as daemons do."""
    with running("os.close(2)\nfor line in sys.stdin: say(line)") as program:
        assert program.ask(b"?\n", PATIENT) == b"?"
        assert program.ask(b"!\n", PATIENT) == b"!"
        assert program.stderr() == ""


def test_a_closed_stderr_is_not_looked_at_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of a pipe can always be read: who waits for it does not wait."""
    rounds, wait = [], Program._wait  # noqa: SLF001 - how often it is woken cannot be seen otherwise

    def counted(program: Program, seconds: float) -> None:
        rounds.append(seconds)
        wait(program, seconds)

    monkeypatch.setattr(Program, "_wait", counted)
    with running("os.close(2); signal.pause()") as program, pytest.raises(Hang):
        program.ask(b"?\n", IMPATIENT)
    assert len(rounds) < 10  # before the question, to send it, at the end of stderr, at the end


def test_a_program_may_end_by_itself(tmp_path: Path) -> None:
    """Its stdin is closed, and it has time to leave its things in order."""
    left = tmp_path / "left"
    program = Program([sys.executable, "-c", f"input(); open({str(left)!r}, 'w').close()"])
    program.stop(PATIENT)
    assert not left.exists()  # input() has raised EOFError
    code = f"import sys; sys.stdin.read(); open({str(left)!r}, 'w').close()"
    Program([sys.executable, "-c", code]).stop(PATIENT)
    assert left.exists()


def test_a_stopped_program_is_gone() -> None:
    """It reads no more than its stdin, of which the end does not impress it: it is killed."""
    code = "for line in sys.stdin: say(f'{os.getpid()}\\n')\nwhile True: signal.pause()"
    with running(code) as program:
        pid = int(program.ask(b"?\n", PATIENT))
        assert not is_gone(pid)
    assert is_gone(pid)


def test_what_a_program_has_started_ends_with_it(tmp_path: Path) -> None:
    """A child of it holds a pipe open until it is killed: then the pipe ends."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    code = f"""
if os.fork() == 0:
    held = os.open({str(pipe)!r}, os.O_WRONLY)
    say("held\\n")
    signal.pause()
{READ_FOREVER}
"""
    with running(code) as program:
        assert program.ask(b"?\n", PATIENT) == b"held"
        with pytest.raises(BlockingIOError):
            os.read(end, 1)
    assert select.select([end], [], [], PATIENT)[0] == [end]
    assert os.read(end, 1) == b""
    os.close(end)


def test_a_second_interrupt_leaves_no_program_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C, while it is given time to end, kills it at once."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    program = Program([sys.executable, "-c", "import os; input(); print(os.getpid(), flush=True)"])
    pid = int(program.ask(b"?\n", PATIENT))
    monkeypatch.setattr(Program, "_exited", interrupted)
    with pytest.raises(KeyboardInterrupt):
        program.stop(PATIENT)
    assert is_gone(pid)
