"""scikit-learn: a softmax for the rows of a matrix, and a classifier that reads images."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier
from sklearn.utils import extmath

from mnist_nn.parameters import layers_of
from mnist_nn.targets.implementation import NUMPYS_OWN, Implementation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray


def implementation(parameters: Sequence[FloatArray]) -> Implementation:
    """Return scikit-learn's softmax, and its classifier of these parameters, at dtypes of NumPy.

    It has no `mlp` of any parameters, because its classifier of one class is a sigmoid.
    """
    functions = {"softmax": _softmax, "predict": _classifier(parameters).predict_proba}
    dtypes = dict.fromkeys(functions, NUMPYS_OWN)
    return Implementation("sklearn", sklearn.__version__, functions, dtypes)


# scikit-learn takes a matrix, whose rows it maps: other axes are moved there. A matrix stays as
# it is, in the memory it is in.
def _softmax(x: NDArray[Any], axis: int = -1) -> Any:
    rows = np.moveaxis(x, axis, -1)
    y = extmath.softmax(rows.reshape(math.prod(rows.shape[:-1]), rows.shape[-1]))
    return np.moveaxis(y.reshape(rows.shape), -1, axis)


def _classifier(parameters: Sequence[FloatArray]) -> Any:
    """Return a classifier as if it had been fitted, with the attributes that `fit` documents."""
    classifier = MLPClassifier(activation="logistic")
    classifier.coefs_, classifier.intercepts_ = zip(*layers_of(parameters), strict=True)
    classifier.n_layers_ = len(classifier.coefs_) + 1
    classifier.n_features_in_, classifier.n_outputs_ = len(parameters[0]), len(parameters[-1])
    classifier.out_activation_ = "softmax"
    return classifier
