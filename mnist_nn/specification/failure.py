"""Ways in which an implementation ends without an answer, which are no refusals either."""

from __future__ import annotations


class Failure(Exception):  # noqa: N818 - what failed is the implementation, not this package
    """It broke: it died, or said what nobody can read. The message is for its author."""


class Hang(BaseException):
    """It did not answer in time.

    It is no Exception, because Hypothesis would wait for as many hangs as it takes to shrink one.
    """
