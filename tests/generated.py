"""The parts of the pages that are generated.

    python -m tests.generated

writes them anew, after a change of functions, laws, options, mutants or deviations; what takes
longer, if it is asked for by its name, as in `python -m tests.generated verify`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from typer.main import get_group

from mnist_nn.checking.deviations import known_deviations
from mnist_nn.cli import app, reading, sharing, specifying, verifying, weighing  # noqa: F401 - they add the commands
from mnist_nn.cli.program_argument import WithCommand
from mnist_nn.oracle.arithmetics import ARITHMETICS
from mnist_nn.report import deviations, laws
from mnist_nn.report.markdown import table
from mnist_nn.specification.catalogue import CATALOGUE, SPECIFICATION
from mnist_nn.specification.contract import CONTRACT
from mnist_nn.targets.libraries import LIBRARIES
from tests.digits.styles.tables import limits, styles, temperatures
from tests.oracle.tables import certificates, lessons_certificates, shares
from tests.pages import block, page_with, text_of, with_output
from tests.targets.libraries import table as libraries
from tests.targets.libraries import trials
from tests.targets.libraries.summary import summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

COMMAND = str(Path(sysconfig.get_path("scripts")) / "mnist-nn")
FUNCTIONS = tuple(SPECIFICATION.functions.values())


def session(line: str, folder: Path | None = None) -> str:
    """Return a block with a line for the shell, a call of mnist-nn, and what it prints."""
    _, *arguments = line.split()
    wide = os.environ | {"COLUMNS": "200"}
    printed = subprocess.run(
        [COMMAND, *arguments], cwd=folder, stdout=subprocess.PIPE, check=False, text=True, env=wide
    ).stdout
    return f"```text\n$ {line}\n{printed}```"


def refutation() -> str:
    """Return what is said of the softmax that stands in the page above it."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "mine.py").write_text(block(text_of(), "example: mine.py"))
        line = "mnist-nn verify mine.py --law softmax.does_not_overflow --dtype float32"
        return session(line, Path(folder))


def functions() -> str:
    """Return how each function is called, and what it gives."""
    return table(["call", "gives"], ([f"`{f.signature}`", f.formula] for f in FUNCTIONS))


def records() -> str:
    """Return what is specified of each function beside its laws."""
    rows = (
        [
            f"[{f.name}]({f.name}.py)",
            f"`{f.signature}`",
            f"{f.limits[0]} to {f.limits[1]}" if f.limits else "any number",
            ", ".join(f.formats),
        ]
        for f in FUNCTIONS
    )
    return table(["function", "call", "values", "formats"], rows)


def contract() -> str:
    """Return each law of the contract, and what it is called where it has another name."""
    rows = []
    for clause in CONTRACT:
        about = (f for f in FUNCTIONS if clause.asked_of(f) and clause.name not in f.exempt)
        laws_of = (clause.law_of(f) for f in about)
        names = ", ".join(f"`{law}`" for law in laws_of if law.name != clause.name)
        rows.append([f"`{clause.name}`", _first_line(clause.claim.__doc__), names])
    return table(["law", "statement", "is called otherwise"], rows)


def exceptions() -> str:
    """Return where a law of the contract is not required, and why."""
    rows = (
        [f.name, f"`{law}`", level, reason]
        for f in FUNCTIONS
        for level, reasons in (("advisory", f.advisory), ("not a law", f.exempt))
        for law, reason in reasons.items()
    )
    return table(["of", "the law", "is", "because"], rows)


def arithmetics() -> str:
    """Return each named arithmetic, what computes so, and in which formats it is not the strict."""
    rows = ([f"`{name}`", it.describes, ", ".join(it.fields)] for name, it in ARITHMETICS.items())
    return table(["name", "describes", "formats"], rows)


def commands() -> str:
    """Return how each command is called, and what it does."""
    rows = (
        [f"`mnist-nn {' '.join([name, *_arguments(command)])}`", _first_line(command.help)]
        for name, command in get_group(app.app).commands.items()
    )
    return table(["command", "does"], rows)


def _arguments(command: Any) -> Iterator[str]:
    """Yield what stands behind the name of a command, beside options."""
    for argument in (p for p in command.params if p.param_type_name == "argument"):
        name = (argument.metavar or argument.name).upper() + ("..." if argument.nargs < 0 else "")
        yield name if argument.required else f"[{name}]"
    if isinstance(command, WithCommand):
        yield "[-- COMMAND ARGS]"


def options() -> str:
    """Return the options of `mnist-nn verify`, with their defaults."""
    parameters = get_group(app.app).commands["verify"].params
    shown = (p for p in parameters if p.param_type_name == "option")
    rows = ([f"`{p.opts[0]}`", str(getattr(p, "help", "")), _default(p)] for p in shown)
    return table(["option", "means", "default"], rows)


def _default(option: Any) -> str:
    """Return the default of an option, if it has one that is worth telling."""
    if isinstance(option.show_default, str):
        return option.show_default
    is_off = option.default is None or option.default is False
    return "" if is_off else str(option.default)


def _first_line(text: str | None) -> str:
    """Return the first line of a docstring."""
    return (text or "").partition("\n")[0]


GENERATED: dict[str, Callable[[], str]] = {
    "functions": functions,
    "refutation": refutation,
    "libraries in short": summary,
    "evaluate": lambda: session("mnist-nn evaluate"),
    "commands": commands,
    "records": records,
    "arithmetics": arithmetics,
    "shares": shares,
    "certificates": certificates,
    "certificates of the lesson": lessons_certificates,
    "contract": contract,
    "exceptions": exceptions,
    "laws": lambda: laws.as_markdown(CATALOGUE),
    "options": options,
    "deviations": lambda: deviations.as_markdown({n: known_deviations(n) for n in LIBRARIES}),
    "verify": lambda: session("mnist-nn verify"),
    libraries.NAME: lambda: libraries.part(Path(os.environ[trials.KEPT])),
    "styles": styles,
    "limits": limits,
    "temperatures": temperatures,
}
"""What generates the part of a page that follows the comment `<!-- output: NAME -->`."""

SLOW = (
    "verify",
    "certificates",
    "certificates of the lesson",
    libraries.NAME,
    "styles",
    "limits",
    "temperatures",
)
"""What takes minutes, weights or libraries that not everybody has: written if its name is given."""

QUICK = tuple(name for name in GENERATED if name not in SLOW)


def main(names: Sequence[str]) -> None:
    """Write parts of the pages anew."""
    for name in names or QUICK:
        page, part = page_with(name), GENERATED[name]()
        text = page.read_text(encoding="utf-8")
        page.write_text(with_output(text, name, part), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
