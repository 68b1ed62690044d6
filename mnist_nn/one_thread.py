"""Products in one thread, whatever NumPy would take.

The products here are small: threads cost more than they save, and where the cores have other work,
they wait for one another. Whoever reads many images on many cores gives each a share of the images.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from functools import cache
from threading import Lock

from threadpoolctl import ThreadpoolController

_CHOSEN_BY_THE_USER = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class OneThread:
    """A context in which products are computed in one thread, unless the environment says how many.

    The number of threads belongs to the process: it is set when the first caller comes, and set
    back when the last one goes, so that callers in several threads do not undo each other's work.
    """

    def __init__(self) -> None:
        self._lock, self._callers, self._limit = Lock(), 0, ExitStack()

    def __enter__(self) -> None:
        with self._lock:
            if self._callers == 0 and not any(map(os.environ.get, _CHOSEN_BY_THE_USER)):
                self._limit.enter_context(libraries().limit(limits=1))
            self._callers += 1

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self._callers -= 1
            if self._callers == 0:
                self._limit.close()


@cache
def libraries() -> ThreadpoolController:
    """Return the libraries that compute products, which are loaded with NumPy."""
    return ThreadpoolController().select(user_api="blas")


ONE_THREAD = OneThread()
