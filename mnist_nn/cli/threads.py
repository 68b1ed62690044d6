"""How many threads NumPy and other libraries compute with."""

import os


def default_to_one_thread() -> None:
    """Compute with one thread, unless the user says otherwise; call it before NumPy is loaded.

    The products here are small: threads cost more than they save, and spin while they wait, which
    slows down whoever else works on the machine. OpenBLAS and MKL read this variable too, unless
    OPENBLAS_NUM_THREADS or MKL_NUM_THREADS is set.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")
