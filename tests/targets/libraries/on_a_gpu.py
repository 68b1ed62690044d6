"""Verifies PyTorch on a GPU, strictly and with tensor cores allowed, in at most eight minutes.

    python -m tests.targets.libraries.on_a_gpu FOLDER [--device cuda]

writes a report of each run, and what was printed, into the folder. What is refuted there belongs
into `mnist_nn/targets/libraries/torch.toml`, with its counterexample.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.generated import COMMAND

MINUTES = 4
"""How long each of the two runs may take: what is slower is ended, and keeps what it found."""


class Run(NamedTuple):
    """A run of `mnist-nn verify`.

    Attributes:
        name: of its report.
        environment: what PyTorch is told by variables.
        options: beside those that all runs have.

    """

    name: str
    environment: dict[str, str]
    options: list[str]


RUNS = [
    Run("strict", {}, []),
    Run("tf32", {"TORCH_ALLOW_TF32_CUBLAS_OVERRIDE": "1"}, ["--dtype", "float32"]),
]
"""Float32 products as they come, and with TF32 allowed, which the adapter then declares."""


def ended(run: Run, device: str, folder: Path, examples: int) -> int:
    """Verify, and return the exit status; 124, if it had to be ended."""
    command = [COMMAND, "verify", f"torch:{device}", "--jobs", "1", "--examples", str(examples)]
    command += ["--json", str(folder / f"{run.name}.json")]
    with (folder / f"{run.name}.txt").open("w") as printed:
        process = subprocess.Popen(
            [*command, *run.options],
            env=os.environ | run.environment,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            return process.wait(60 * MINUTES)
        except subprocess.TimeoutExpired:
            process.terminate()  # what was found is written
            process.wait()
            return 124


def main(arguments: list[str]) -> None:
    """Run both, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--examples", type=int, default=20)
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    for run in RUNS:
        status = ended(run, options.device, options.folder, options.examples)
        sys.stdout.write(f"{run.name}: exit status {status}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
