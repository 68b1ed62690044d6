"""Chapter 3 of *Deep Learning from Scratch* (K. Saitoh, 2016) under the names that it uses."""

from mnist_nn.digits.mnist import load_mnist
from mnist_nn.functions import relu, sigmoid, softmax
from mnist_nn.lesson.activations import identity_function, step_function
from mnist_nn.lesson.digits import get_data, img_show
from mnist_nn.lesson.networks import forward, init_network, predict

__all__ = [
    "forward",
    "get_data",
    "identity_function",
    "img_show",
    "init_network",
    "load_mnist",
    "predict",
    "relu",
    "sigmoid",
    "softmax",
    "step_function",
]
