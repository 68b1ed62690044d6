"""The options of `mnist-nn verify`: what each is called, what it means, and what completes it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from mnist_nn.cli.choices import arithmetics, completed, completed_target, dtypes, functions, laws
from mnist_nn.targets.libraries import LIBRARIES

Target: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="TARGET",
        help=f"numpy, {', '.join(LIBRARIES)}, or torch:cuda for a device; a model.onnx; "
        "package.module, package.module:object, file.py or file.py:object.",
        show_default="numpy, the reference",
        autocompletion=completed_target,
    ),
]
Functions: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--function",
        metavar="NAME",
        help="Only this function's laws; file.py:object is it, whatever its name. May be repeated.",
        autocompletion=completed(functions),
    ),
]
Laws: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--law",
        metavar="NAME",
        help="Only this law, of those that `mnist-nn laws` prints. May be repeated.",
        autocompletion=completed(laws),
    ),
]
Dtypes: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--dtype",
        metavar="NAME",
        help="Only at this dtype. May be repeated.",
        autocompletion=completed(dtypes),
    ),
]
Examples: TypeAlias = Annotated[
    int,
    typer.Option(
        min=1, help="Examples of each law: one input that is drawn, or up to 16 of all sizes."
    ),
]
Seed: TypeAlias = Annotated[int, typer.Option(help="Decides which inputs are tried.")]
Timeout: TypeAlias = Annotated[
    float, typer.Option(min=0.001, help="Seconds that a program may take to answer.")
]
Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Processes that work side by side, each with the target: 1 is this one alone, "
        "for a debugger, or where a device or a compiler is not to be shared.",
        show_default="one for each core, or 1 for fewer than 500 examples in all",
    ),
]
Scheduler: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Work on a cluster: where its Dask scheduler is, such as tcp://host:8786.",
    ),
]
Arithmetic: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Judge results by this arithmetic, such as tf32 or flash, or by that of a "
        "file.toml: see mnist_nn/oracle/README.md.",
        show_default="what the target declares, or else strict",
        autocompletion=completed(arithmetics),
    ),
]
OwnSpecification: TypeAlias = Annotated[
    Path | None,
    typer.Option("--specification", help="A file.py that specifies functions of one's own."),
]
Deviations: TypeAlias = Annotated[
    Path | None, typer.Option(help="Known deviations, as TOML: they do not count.")
]
JsonReport: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--json",
        metavar="FILE",
        help="Write the verdicts to this file too, or to stdout instead of the text: -.",
    ),
]
JunitReport: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--junit",
        metavar="FILE",
        help="Write them as JUnit XML, for a CI system, in the same way.",
    ),
]
HtmlReport: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--html", metavar="FILE", help="Write them as a page for a browser, in the same way."
    ),
]
Resume: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Keep in this file which parts of --exhaustive have held, and go on from there.",
    ),
]
Exhaustive: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--exhaustive",
        help="Try laws of every number on all 4,278,190,080 finite numbers of float32 too.",
    ),
]
Errors: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--errors",
        help="Tell how far results are off, in ulp, at the median and at worst, as a page does.",
    ),
]
FewShapes: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--few-shapes",
        help="Try few shapes and many numbers at each, for the target compiles anew for each "
        "shape, and does not say so itself.",
    ),
]
Verbose: TypeAlias = Annotated[
    bool, typer.Option("--verbose", help="Print a line for each law, not each function.")
]
Quiet: TypeAlias = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="Print nothing but errors: the exit status tells."),
]
