"""A survey is made: a function is asked for many results, which are compared with the truth."""

from __future__ import annotations

import warnings
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.checking.survey.questions import questions_about
from mnist_nn.checking.survey.survey import Survey
from mnist_nn.checking.survey.tally import Tally
from mnist_nn.formats import FORMATS
from mnist_nn.specification.failure import Hang
from mnist_nn.specification.guard import guarded

if TYPE_CHECKING:
    from mnist_nn.checking.survey.questions import Questions
    from mnist_nn.specification.function import Function, Implemented

SECONDS, FEWEST, LONGEST = 5.0, 18, 15.0
"""After how long no more is asked for, if there were so many calls, and after how long at any rate.

A slow function, or one that is compiled for each size, is surveyed with fewer results.
"""


def survey_of(
    specified: Function,
    function: Implemented,
    dtype: str,
    seed: int = 0,
    *,
    exhaustive: bool = False,
) -> Survey:
    """Survey how far the results of a function are off, at one dtype.

    They are judged by the arithmetic that is declared: see `mnist_nn.oracle.declared`. Whatever the
    function does, the survey tells of what it answered before.

    Args:
        specified: the record of the function.
        function: the implementation.
        dtype: a format at which it is specified.
        seed: decides which arguments are tried.
        exhaustive: whether all the numbers of float32 are, however long that takes.

    """
    questions = questions_about(specified, dtype, seed, exhaustive=exhaustive)
    tally = Tally(len(questions.ends), FORMATS[dtype])
    with warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):  # as laws do
        trouble = _answered(questions, specified, guarded(specified, function), tally)
    return Survey(
        specified.name,
        dtype,
        questions.along,
        tally.count,
        tally.exact,
        questions.whole and not trouble,
        tally.quantiles,
        tally.used,
        tally.worst,
        tally.nearest,
        tally.shares,
        tally.stretches(questions.ends) if questions.along else (),
        trouble,
    )


def _answered(
    questions: Questions, specified: Function, function: Implemented, tally: Tally
) -> str:
    """Count the answers, and return why there are no more of them, if that is not the end."""
    taken = 0.0
    for calls, question in enumerate(questions.each):
        if not questions.exhaustive and taken > (LONGEST if calls < FEWEST else SECONDS):
            return f"after {tally.seen:,} results it had taken {taken:.0f} s, which is enough"
        start, given = monotonic(), [a.copy() for a in question.arguments]
        try:
            y = function(*given)
        except (Exception, Hang) as error:  # noqa: BLE001 - whatever it is, verdicts tell of it
            what = f"{type(error).__name__}: {error}".partition("\n")[0]
            return f"after {tally.seen:,} results it ended with {what}"
        taken += monotonic() - start
        tally.add(y, specified.truth(*question.arguments), question.places, question.at)
    return ""
