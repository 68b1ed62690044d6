"""How long it takes to read the 10,000 test images, as bytes, beside others in one run."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from onnx import TensorProto, helper

from mnist_nn import Network, load_test_set, load_weights
from mnist_nn.targets.onnx_files import session
from mnist_nn.weights.onnx_models import IMAGES, network_model
from tests.benchmarks.in_turn import median_times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from pytest_benchmark.fixture import BenchmarkFixture

    Array = NDArray[Any]

PIXELS = load_test_set(normalize=False)[0]
WEIGHTS = load_weights()
NETWORK = Network(WEIGHTS | {"W1": WEIGHTS["W1"] / np.float32(255)})
"""The reference network, of bytes: nobody has to divide them."""

BATCHES = (64, 128, 256, 512, 1024, 10_000)


def of_onnxruntime() -> Callable[[Array], Array]:
    """Return what reads bytes in onnxruntime, in one thread."""
    model = network_model(NETWORK.layers)
    model.graph.input[0].type.tensor_type.elem_type = TensorProto.UINT8
    model.graph.node[0].input[0] = "pixels"
    model.graph.node.insert(0, helper.make_node("Cast", [IMAGES], ["pixels"], to=TensorProto.FLOAT))
    opened = session(model.SerializeToString())

    def read(images: Array) -> Array:
        p: Array = opened.run(None, {IMAGES: images})[0]
        return p

    return read


def of_torch() -> Callable[[Array], Array]:
    """Return what reads bytes in torch, in one thread."""
    torch.set_num_threads(1)
    *hidden, last = (
        (torch.from_numpy(W.copy()), torch.from_numpy(b.copy())) for W, b in NETWORK.layers
    )

    def read(images: Array) -> Array:
        with torch.inference_mode():
            x = torch.from_numpy(images).to(torch.float32)
            for W, b in hidden:
                x = torch.sigmoid(torch.addmm(b, x, W))
            p: Array = torch.softmax(torch.addmm(last[1], x, last[0]), dim=-1).numpy()
        return p

    return read


def in_batches_of(size: int, read: Callable[[Array], Array]) -> Callable[[], Array]:
    """Return what reads all test images, so many at a time."""
    return lambda: np.concatenate([read(PIXELS[i : i + size]) for i in range(0, len(PIXELS), size)])


def bench_the_test_set_beside_others(benchmark: BenchmarkFixture) -> None:
    """Wanted: at most 1.0 times what onnxruntime and torch take at their best batch."""
    others = {"onnxruntime": of_onnxruntime(), "torch": of_torch()}
    calls: dict[str, Callable[[], object]] = {"mnist_nn": lambda: NETWORK.predict(PIXELS)}
    calls |= {
        f"{name} {size}": in_batches_of(size, read)
        for name, read in others.items()
        for size in BATCHES
    }
    seconds = benchmark.pedantic(median_times, [calls])
    for name in others:
        best = min(t for call, t in seconds.items() if call.startswith(name))
        benchmark.extra_info[f"times {name}"] = round(seconds["mnist_nn"] / best, 2)


EVALUATE = """
from statistics import median
from time import perf_counter
from mnist_nn import Network, evaluate, load_test_set, load_weights
network, (images, labels) = Network(load_weights()), load_test_set()
times = []
for _ in range(30):
    start = perf_counter()
    evaluate(network, images, labels)
    times.append(perf_counter() - start)
print(median(times))
"""


def time_to_evaluate(**variables: str) -> float:
    """Return how long a new process takes to evaluate the network, at the median."""
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    command = [sys.executable, "-c", EVALUATE]
    done = subprocess.run(
        command, env=environment | variables, stdout=subprocess.PIPE, check=True, text=True
    )
    return float(done.stdout)


@contextmanager
def load() -> Iterator[None]:
    """Give every core something else to do."""
    command = [sys.executable, "-c", "while True: pass"]
    busy = [subprocess.Popen(command) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def bench_evaluate_on_a_loaded_machine(benchmark: BenchmarkFixture) -> None:
    """Wanted: at most 1.5 times what it takes with one thread that is set by hand."""
    with load():
        ours = benchmark.pedantic(time_to_evaluate)
        one = time_to_evaluate(OMP_NUM_THREADS="1")
        all_cores = time_to_evaluate(OMP_NUM_THREADS=str(os.cpu_count()))
    benchmark.extra_info["times one thread"] = round(ours / one, 2)
    benchmark.extra_info["a thread a core, times one"] = round(all_cores / one, 2)
