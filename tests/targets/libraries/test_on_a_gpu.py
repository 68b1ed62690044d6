"""What is prepared for a GPU runs, here on the processor."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.targets.libraries import on_a_gpu

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("torch", reason="it verifies torch")


@pytest.mark.slow
def test_it_reports_a_strict_run_and_one_in_tf32(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The variable that allows TF32 is one that PyTorch reads, and the adapter declares it."""
    narrowed = [run._replace(options=["--law", "matmul.transposes"]) for run in on_a_gpu.RUNS]
    monkeypatch.setattr(on_a_gpu, "RUNS", narrowed)
    on_a_gpu.main([str(tmp_path), "--device", "cpu", "--examples", "2"])
    reports = {path.stem: json.loads(path.read_text()) for path in tmp_path.glob("*.json")}
    assert {name: report["arithmetic"] for name, report in reports.items()} == {
        "strict": "strict",
        "tf32": "tf32",
    }
    assert "strict: exit status" in capsys.readouterr().out


@pytest.mark.slow
def test_what_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what it has found by then is kept."""
    monkeypatch.setattr(on_a_gpu, "MINUTES", 1 / 60)
    assert on_a_gpu.ended(on_a_gpu.RUNS[0], "cpu", tmp_path, 100) == 124
