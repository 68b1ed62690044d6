"""Reads handwritten digits with NumPy, and says what a correct softmax is."""

from mnist_nn.evaluation import Evaluation, accuracy, evaluate
from mnist_nn.functions import identity, naive_softmax, relu, sigmoid, softmax, step
from mnist_nn.layers import affine, matmul
from mnist_nn.network import Network

__all__ = [
    "Evaluation",
    "Network",
    "accuracy",
    "affine",
    "evaluate",
    "identity",
    "matmul",
    "naive_softmax",
    "relu",
    "sigmoid",
    "softmax",
    "step",
]
