"""An arithmetic is declared by a name or in a file, and results are judged by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.checking.check import Check
from mnist_nn.checking.counterexample import Refuted
from mnist_nn.checking.declaration import STRICT_ARITHMETIC, declaration_of
from mnist_nn.checking.deviations import Deviation
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.checking.verdict import Status
from mnist_nn.checking.verify import checks
from mnist_nn.formats import BFLOAT16, FORMATS
from mnist_nn.oracle.arithmetic import TF32
from mnist_nn.oracle.arithmetics import ARITHMETICS, named_arithmetic
from mnist_nn.specification.catalogue import law_named
from mnist_nn.targets.implementation import Implementation
from tests.pages import block, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Array = NDArray[Any]

LAW = law_named("matmul.is_the_true_product")


def in_tf32(x: Array, W: Array) -> Array:
    """Return x W, of operands rounded to TF32 where they are float32."""
    if x.dtype == np.float32:
        x, W = map(to_tf32, (x, W))
    return np.asarray(x @ W, np.result_type(x, W))


def to_tf32(x: Array) -> Array:
    """Round float32 numbers to 10 fraction bits, to nearest."""
    bits = x.copy().view(np.uint32)
    return ((bits + np.uint32(0xFFF) + (bits >> 13 & 1)) & np.uint32(0xFFFFE000)).view(np.float32)


@pytest.mark.parametrize("name", ARITHMETICS)
def test_an_arithmetic_has_a_name(name: str) -> None:
    """It is that of each format that it speaks of."""
    declared = declaration_of(name)
    fields = ARITHMETICS[name].fields if name != "strict" else {}
    assert declared.name == name
    assert declared.arithmetics == tuple(named_arithmetic(name, f) for f in fields)
    assert declared.is_strict == (name == "strict")


def test_what_is_no_name_is_refused_with_the_nearest() -> None:
    """Or with all of them."""
    with pytest.raises(ValueError, match="there is no arithmetic 'tf23': did you mean 'tf32'"):
        declaration_of("tf23")
    with pytest.raises(ValueError, match=r"expected one of strict, tree, .*, or a file\.toml"):
        declaration_of("x")


def test_the_file_in_the_page_is_an_arithmetic(tmp_path: Path) -> None:
    """What it does not state is as in the strict one."""
    file = tmp_path / "mine.toml"
    file.write_text(block(text_of("mnist_nn/oracle"), "example: arithmetic.toml"))
    (stated,) = declaration_of(str(file)).arithmetics
    assert (stated.k, stated.blocks, stated.operands) == (16, 128, BFLOAT16)
    assert (stated.c, stated.storage) == (3, FORMATS["float32"])


def test_every_field_can_be_stated(tmp_path: Path) -> None:
    """Numbers, words, yes and no, and formats."""
    file = tmp_path / "all.toml"
    file.write_text(
        '[float32]\nworking = "float64"\nk = 0.5\nc = 1\nshift = "folded"\ntail = "absolute"\n'
        'operands = "TF32"\naccumulate = "truncated"\nblocks = inf\nrescalings = 0\n'
        "exact_at_zero = false\nto_nearest = false\n"
    )
    (stated,) = declaration_of(str(file)).arithmetics
    assert (stated.operands, stated.shift, stated.to_nearest) == (TF32, "folded", False)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("k =", "it is not TOML"),
        ("", "it states nothing: expected a table such as"),
        ("k = 3", r"unknown key 'k': expected tables \[float64\], \[float32\]"),
        ("[int8]\nk = 3", "unknown key 'int8'"),
        ("[float32]\nrescaling = 3", "unknown key 'rescaling': did you mean 'rescalings'"),
        ("[float32]\nzzz = 3", "unknown key 'zzz': expected working, k"),
        ("[float32]\nk = -1", "k is -1: expected a number from 0 on"),
        ("[float32]\nk = true", "k is True: expected a number from 0 on"),
        ("[float32]\nk = nan", "k is nan: expected a number from 0 on"),
        ("[float32]\nblocks = 0", "blocks is 0: expected a number from 1 on"),
        ('[float32]\nshift = "x"', "shift is 'x': expected relative or folded or absolute"),
        ("[float32]\nto_nearest = 1", "to_nearest is 1: expected true or false"),
        ("[float32]\noperands = [1]", r"operands is \[1\]: expected one of float64, .*, TF32"),
    ],
)
def test_what_is_stated_wrongly_is_told(text: str, error: str, tmp_path: Path) -> None:
    """With the file, the key, and what was expected."""
    file = tmp_path / "wrong.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match=rf"wrong\.toml: {error}"):
        declaration_of(str(file))


def test_results_are_judged_by_what_is_declared() -> None:
    """TF32 products are refuted as float32, and hold as what they are."""
    with pytest.raises(Refuted):
        Check(LAW, in_tf32, "float32").run()
    declared = declaration_of("tf32")
    assert Check(LAW, in_tf32, "float32", declared=declared).run().examples == EXAMPLES


def test_a_refutation_in_a_weaker_arithmetic_is_shown_again_in_it() -> None:
    """The lines declare it, and print what the law says."""
    declared = declaration_of("tf32")
    with pytest.raises(Refuted) as refuted:
        Check(LAW, wrong_product, "float32", declared=declared).run()
    lines = refuted.value.reproduction
    assert "with declaring(*declaration_of('tf32').arithmetics):\n" in lines
    exec(lines, {})  # noqa: S102 - that it runs is the claim


def wrong_product(x: Array, W: Array) -> Array:
    """Return too much."""
    return np.asarray(2 * (x @ W) + 1, np.result_type(x, W))


def test_an_implementation_may_declare_its_own_arithmetic() -> None:
    """What is asked for counts more."""
    it = Implementation("it", "1", {"matmul": in_tf32}, arithmetic="tf32")
    assert {check.declared.name for check in checks(it, [LAW])} == {"tf32"}
    assert {check.declared for check in checks(it, [LAW], (), "strict")} == {STRICT_ARITHMETIC}


def test_a_deviation_that_holds_in_a_weaker_arithmetic_is_not_outdated() -> None:
    """It is known of the strict one, where it still has to fail."""
    x, W = np.ones((1, 1), np.float32), np.ones((1, 1), np.float32)
    deviation = Deviation(str(LAW), "float32", "it rounds", "https://x", "it 1", {"x": x, "W": W})
    strict = judge(Check(LAW, np.matmul, "float32", deviation=deviation), 5)
    weaker = Check(LAW, np.matmul, "float32", deviation=deviation, declared=declaration_of("tf32"))
    assert "holds now, though it is known not to" in str(strict.verdict.message)
    verdict = judge(weaker, 5).verdict
    assert (verdict.status, verdict.message, verdict.fails) == (Status.HELD, None, False)
