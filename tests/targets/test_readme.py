"""The page of targets: all of them are listed, its programs are run, its messages are valid."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from shutil import copy

import pytest
from jsonschema import Draft202012Validator

from mnist_nn.cli.exit_statuses import MEANINGS, ExitStatus
from mnist_nn.targets.json_arrays import DTYPES
from mnist_nn.targets.libraries import LIBRARIES
from mnist_nn.targets.protocol import VERSION
from tests.generated import COMMAND
from tests.pages import ROOT, block, text_of
from tests.test_examples import found

PAGE = text_of("mnist_nn/targets")
MESSAGES = re.findall(r"^\| (request|answer|or) \| `(.*)` \|$", PAGE, re.MULTILINE)
QUICK = "--examples", "20"


def verified(folder: Path, *arguments: str) -> str:
    """Return what `mnist-nn verify` prints in a folder."""
    command = [COMMAND, "verify", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True, text=True).stdout


def test_every_target_that_has_a_name_is_listed() -> None:
    """And no other, but for devices of a library."""
    cells = re.findall(r"^\| (`[^|]*) \| (?:the functions|a library)", PAGE, re.MULTILINE)
    names = re.findall(r"[\w:]+", " ".join(cells))
    assert {name for name in names if ":" not in name} == {"numpy", *LIBRARIES}
    assert {name.partition(":")[0] for name in names if ":" in name} <= set(LIBRARIES)


def test_every_library_can_be_installed_as_an_extra() -> None:
    """As is told of torch."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(LIBRARIES) <= set(settings["project"]["optional-dependencies"])


@pytest.mark.slow
def test_a_file_of_python_is_a_target(tmp_path: Path) -> None:
    """Its functions are found by their names."""
    (tmp_path / "file.py").write_text("from mnist_nn import softmax")
    printed = verified(tmp_path, "file.py", "--law", "softmax.sums_to_one", *QUICK)
    assert "file.py (no version) conforms" in printed


@pytest.mark.slow
def test_laws_stand_in_a_class_with_fixtures(tmp_path: Path) -> None:
    """They hold, in a file of somebody's own."""
    (tmp_path / "test_class.py").write_text(block(PAGE, "example: test_class.py"))
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-k", "never or rectifier"]
    end = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True)
    assert " 3 passed" in end.stdout


RUN = re.compile(r"^      - run: (.*)$", re.MULTILINE)


def test_the_workflow_installs_the_package_and_verifies() -> None:
    """The first line installs what has the name of this distribution."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    install, verify = RUN.findall(block(PAGE, "example: workflow"))
    assert install == f"python -m pip install {settings['project']['name']}"
    assert verify.startswith("mnist-nn verify mine.py ")


@pytest.mark.slow
def test_the_lines_of_the_workflow_verify_what_is_there(tmp_path: Path) -> None:
    """In a shell as GitHub has it; what is uploaded is there though a law is refuted."""
    (tmp_path / "mine.py").write_text("def relu(x): return x")
    page = block(PAGE, "example: workflow")
    _, *lines = RUN.findall(page)  # what the first one installs is installed
    path = f"{Path(COMMAND).parent}{os.pathsep}{os.environ['PATH']}"
    script = ["bash", "-e", "-c", "\n".join(lines)]
    end = subprocess.run(script, cwd=tmp_path, check=False, env={**os.environ, "PATH": path})
    assert end.returncode == ExitStatus.DOES_NOT_CONFORM
    (uploaded,) = re.findall(r"^          path: (.*)$", page, re.MULTILINE)
    files = {"laws.json", "laws.xml", "laws.html"}
    assert {file.name for file in tmp_path.glob(uploaded)} == files


@pytest.mark.parametrize("status", MEANINGS)
def test_every_exit_status_is_told(status: int) -> None:
    """Where it matters."""
    _, _, section = PAGE.partition("## In continuous integration")
    assert f" {status:d} " in " ".join(section.partition("<!--")[0].split())


@pytest.mark.slow
def test_the_program_in_python_is_whole(tmp_path: Path) -> None:
    """It is run, and verified."""
    (tmp_path / "mine.py").write_text(block(PAGE, "example: program"))
    program = "--", sys.executable, "mine.py"
    assert "mine 1 conforms" in verified(tmp_path, "--function", "relu", *QUICK, *program)


@pytest.mark.slow
def test_the_lines_for_c_verify_a_softmax(tmp_path: Path) -> None:
    """Built as they say, from the program in the package."""
    found("cc")
    copy(ROOT / "mnist_nn" / "examples" / "softmax.c", tmp_path)
    build, verify = block(PAGE, "example: C").splitlines()
    subprocess.run(shlex.split(build), cwd=tmp_path, check=True)
    _, _, *program = shlex.split(verify)
    printed = verified(tmp_path, "--law", "softmax.sums_to_one", *QUICK, *program)
    assert "softmax.c 1 conforms" in printed


def test_the_version_of_the_protocol_is_told() -> None:
    """The one that is sent."""
    assert f"The protocol has version {VERSION}, and" in PAGE


@pytest.mark.parametrize(("kind", "message"), MESSAGES)
def test_every_message_is_as_the_schema_says(kind: str, message: str) -> None:
    """A request or an answer."""
    text = (ROOT / "mnist_nn" / "targets" / "protocol.schema.json").read_text(encoding="utf-8")
    part = "request" if kind == "request" else "answer"
    schema = json.loads(text) | {"anyOf": [{"$ref": f"#/$defs/{part}"}]}
    Draft202012Validator(schema).validate(json.loads(message))


def test_every_request_is_written_as_it_is_sent() -> None:
    """Without white space."""
    requests = [message for kind, message in MESSAGES if kind == "request"]
    assert len(requests) == 2
    assert [json.dumps(json.loads(m), separators=(",", ":")) for m in requests] == requests


def test_the_dtypes_of_arrays_are_listed() -> None:
    """In the first cells of a table."""
    _, _, table = PAGE.partition("| dtype | in `data` |\n")
    cells = re.findall(r"^\| ((?:`\w+` ?)+)\|", table.partition("\n\n")[0], re.MULTILINE)
    assert re.findall(r"\w+", " ".join(cells)) == list(DTYPES)
