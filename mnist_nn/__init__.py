"""Reads handwritten digits with NumPy, and says what a correct softmax is."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# NumPy takes its number of threads from the environment when it is loaded. The command `mnist-nn`
# sets it there, and could not, if NumPy were loaded with this package: so what the package offers
# is imported when it is first used.
if TYPE_CHECKING:
    from mnist_nn.public import *  # noqa: F403 - its __all__ says what
    from mnist_nn.public import __all__ as __all__
else:

    def __getattr__(name: str) -> Any:
        """Return one of the things that the package offers."""
        return getattr(import_module("mnist_nn.public"), name)

    def __dir__() -> list[str]:
        """Return what there is, for those who complete names."""
        return [*globals(), *__getattr__("__all__")]
