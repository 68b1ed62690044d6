"""What `import mnist_nn` offers."""

from mnist_nn.digits.mnist import load_mnist, load_test_set
from mnist_nn.digits.pictures import read_image
from mnist_nn.evaluation import Evaluation, accuracy, evaluate
from mnist_nn.functions import identity, naive_softmax, relu, sigmoid, softmax, step
from mnist_nn.layers import affine, matmul
from mnist_nn.network import Network, mlp
from mnist_nn.pixels import RawPixelsWarning
from mnist_nn.weights.files import load_weights, save_weights

__all__ = [
    "Evaluation",
    "Network",
    "RawPixelsWarning",
    "accuracy",
    "affine",
    "evaluate",
    "identity",
    "load_mnist",
    "load_test_set",
    "load_weights",
    "matmul",
    "mlp",
    "naive_softmax",
    "read_image",
    "relu",
    "save_weights",
    "sigmoid",
    "softmax",
    "step",
]
