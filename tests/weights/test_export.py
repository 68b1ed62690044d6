"""A network is exported whole, with every bit, or not at all."""

from __future__ import annotations

import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.atomic_files import write_atomically
from mnist_nn.formats import FORMATS
from mnist_nn.weights import c_header
from mnist_nn.weights.export import export
from mnist_nn.weights.files import REFERENCE_WEIGHTS, load_weights, save_weights
from mnist_nn.weights.hex_floats import to_hex
from tests.test_examples import found

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.parameters import Layer

ONNX_MODELS = "mnist_nn.weights.onnx_models"

PROGRAM = """
#include "net.h"
#include "net.h" /* the guard lets it be included twice */
#include <stdio.h>

int main(void)
{
    if (MNIST_LAYERS != 3 || MNIST_WIDTH_0 * MNIST_WIDTH_1 != sizeof mnist_W1 / sizeof *mnist_W1)
        return 1;
    fwrite(mnist_W1, sizeof mnist_W1, 1, stdout);
    fwrite(mnist_b1, sizeof mnist_b1, 1, stdout);
    fwrite(mnist_W2, sizeof mnist_W2, 1, stdout);
    fwrite(mnist_b2, sizeof mnist_b2, 1, stdout);
    fwrite(mnist_W3, sizeof mnist_W3, 1, stdout);
    fwrite(mnist_b3, sizeof mnist_b3, 1, stdout);
    return 0;
}
"""


def parameters(dtype: str) -> dict[str, FloatArray]:
    """Return parameters that are hard to write: subnormal, largest, of many digits."""
    f = FORMATS[dtype]
    W = np.array([[f.smallest, -0.0, f.largest], [1 / 3, f.eta, -1 / 3]], f.dtype)
    return {"W1": W, "b1": np.array([0.1, 1.0, -f.largest], f.dtype)}


@pytest.mark.parametrize("suffix", [".npz", ".safetensors", ".NPZ"])
def test_parameters_come_back_as_they_were(tmp_path: Path, suffix: str) -> None:
    """Those of the reference, or others."""
    others = tmp_path / "others.npz"
    save_weights(parameters("float16"), others)
    for weights in (REFERENCE_WEIGHTS, others):
        path = tmp_path / f"net{suffix}"
        export(path, weights)
        given, read = load_weights(weights), load_weights(path)
        assert {n: (a.dtype, a.tobytes()) for n, a in read.items()} == {
            n: (a.dtype, a.tobytes()) for n, a in given.items()
        }


@pytest.mark.parametrize(("compiler", "standard"), [("cc", "c99"), ("c++", "c++17")])
def test_a_header_keeps_every_bit(tmp_path: Path, compiler: str, standard: str) -> None:
    """A program of C99 or C++17 that includes it, twice, writes the bytes of the parameters."""
    export(tmp_path / "net.h")
    source = tmp_path / ("main.c" if compiler == "cc" else "main.cc")
    source.write_text(PROGRAM)
    strict = f"-std={standard}", "-Wall", "-Wextra", "-Werror", "-pedantic"
    program = tmp_path / "main"
    subprocess.run([found(compiler), *strict, "-o", str(program), str(source)], check=True)
    written = subprocess.run([str(program)], capture_output=True, check=True).stdout
    assert written == b"".join(array.tobytes() for array in load_weights().values())


@pytest.mark.parametrize(
    ("dtype", "number"),
    [("bfloat16", "float"), ("float16", "float"), ("float32", "float"), ("float64", "double")],
)
def test_a_header_holds_every_number_of_a_format(dtype: str, number: str) -> None:
    """As literals of a type of C that has it: a half precision becomes single."""
    arrays = parameters(dtype)
    text = c_header.as_c_header(arrays, "An example.")
    (W,) = re.findall(rf"static const {number} mnist_W1\[2 \* 3\] = {{(.*?)}};", text, re.DOTALL)
    literals = [literal.strip() for literal in W.split(",")][:-1]
    assert {literal[-1] == "f" for literal in literals} == {number == "float"}
    values = [float.fromhex(literal.removesuffix("f")) for literal in literals]
    assert np.array(values, FORMATS[dtype].dtype).tobytes() == arrays["W1"].tobytes()


def test_a_header_says_where_the_reference_comes_from(tmp_path: Path) -> None:
    """The file, its digest, and the licence, whose holders are those of LICENSE."""
    export(tmp_path / "net.h")
    head = (tmp_path / "net.h").read_text().partition("*/")[0]
    assert "Parameters of reference_weights.npz, written by mnist_nn " in head
    assert sha256(REFERENCE_WEIGHTS.read_bytes()).hexdigest() in head
    assert " * SPDX-License-Identifier: MIT\n" in head
    (holders,) = re.findall(r" \* (Copyright .*)\n", head)
    assert holders.replace("(c) ", "") in (
        Path(__file__).parent.parent.parent / "LICENSE"
    ).read_text().replace("(c) ", "")


def test_a_header_says_nothing_of_whose_other_weights_are(tmp_path: Path) -> None:
    """They are not ours to license."""
    weights = tmp_path / "mine.npz"
    save_weights(parameters("float32"), weights)
    export(tmp_path / "net.h", weights)
    text = (tmp_path / "net.h").read_text()
    assert "Parameters of mine.npz, " in text
    assert "MIT" not in text
    assert "Copyright" not in text


def test_a_name_does_not_end_the_comment() -> None:
    """Of a file that is called as a comment ends."""
    text = c_header.as_c_header(parameters("float32"), "Parameters of */#error.npz\nAnd more.")
    assert text.startswith("/* Parameters of * /#error.npz\n * And more.\n *\n * A network of 1 ")
    assert text.count("*/") == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("net.txt", "expected a name that ends in .onnx, .h, .npz, .safetensors"),
        ("none/net.h", "there is no folder {0}/none to write it to"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, name: str, message: str) -> None:
    """The error names the file."""
    path = tmp_path / name
    expected = f"{path}: {message.format(tmp_path)}"
    with pytest.raises(ValueError, match=f"^{re.escape(expected)}$"):
        export(path)


def test_weights_that_are_missing_are_refused(tmp_path: Path) -> None:
    """And nothing is written."""
    with pytest.raises(FileNotFoundError, match=r"missing\.npz"):
        export(tmp_path / "net.h", tmp_path / "missing.npz")
    assert list(tmp_path.iterdir()) == []


def test_a_model_needs_onnx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install, and the file that was there is there still."""
    path = tmp_path / "net.onnx"
    path.write_text("older")
    monkeypatch.setitem(sys.modules, "onnx", None)
    monkeypatch.delitem(sys.modules, ONNX_MODELS, raising=False)
    message = "a .onnx file needs the library onnx: pip install 'mnist_nn[onnxruntime]'"
    with pytest.raises(ImportError, match=f"^{re.escape(message)}$"):
        export(path)
    assert path.read_text() == "older"


def test_a_format_that_onnx_lacks_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says what to do, and nothing is written; a stand-in takes the library's place."""

    def network_model(_: object) -> None:
        raise TypeError("ONNX has no tensors of bfloat16")

    stand_in = ModuleType(ONNX_MODELS)
    monkeypatch.setattr(stand_in, "network_model", network_model, raising=False)
    monkeypatch.setitem(sys.modules, ONNX_MODELS, stand_in)
    path = tmp_path / "net.onnx"
    advice = f"{path}: ONNX has no tensors of bfloat16; convert {REFERENCE_WEIGHTS} to float32"
    with pytest.raises(ValueError, match=f"^{re.escape(advice)}$"):
        export(path)
    assert list(tmp_path.iterdir()) == []


def test_a_model_is_written_as_onnx_serialises_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With every parameter in it, always the same; a stand-in takes the place of the library."""
    given: list[Any] = []

    def network_model(layers: list[Layer]) -> SimpleNamespace:
        given.extend(array for layer in layers for array in layer)
        return SimpleNamespace(SerializeToString=lambda *, deterministic: b"%d" % deterministic)

    stand_in = ModuleType(ONNX_MODELS)
    monkeypatch.setattr(stand_in, "network_model", network_model, raising=False)
    monkeypatch.setitem(sys.modules, ONNX_MODELS, stand_in)
    export(tmp_path / "net.onnx")
    assert (tmp_path / "net.onnx").read_bytes() == b"1"
    assert [a.tobytes() for a in given] == [a.tobytes() for a in load_weights().values()]


def test_a_file_is_replaced_when_all_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full leaves the older file, and no part of the new one."""
    path = tmp_path / "net.h"
    write_atomically(path, b"older")

    def write_a_part(self: Path, data: bytes) -> None:
        with self.open("wb") as file:
            file.write(data[:3])
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_bytes", write_a_part)
    with pytest.raises(OSError, match="no space left"):
        write_atomically(path, b"newer")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("net.h", b"older")]


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_a_number_in_hexadecimal_is_the_number(dtype: str) -> None:
    """The greatest, the smallest, both zeros, and infinity."""
    info = np.finfo(dtype)
    sizes = np.array([info.max, info.smallest_subnormal, info.tiny, 1 + info.eps, 0.0, np.inf])
    for number in (*sizes.tolist(), *(-sizes).tolist()):
        read = float.fromhex(to_hex(number))
        assert np.float64(read).tobytes() == np.float64(number).tobytes()
