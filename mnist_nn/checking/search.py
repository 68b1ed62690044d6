"""How a domain is searched: by Hypothesis, from a seed and nothing else."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, cast

from hypothesis import HealthCheck, Phase, Verbosity, core, given, settings
from hypothesis import seed as seeded
from hypothesis.errors import HypothesisException
from hypothesis.internal.cache import LRUCache
from hypothesis.internal.conjecture import providers
from hypothesis.internal.conjecture.engine import ConjectureRunner
from hypothesis.internal.constants_ast import Constants
from hypothesis.statistics import collector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hypothesis.strategies import SearchStrategy
    from hypothesis.utils.dynamicvariables import DynamicVariable


class GaveUp(Exception):  # noqa: N818 - what gave up is the search, whatever the reason was
    """Hypothesis ended its search with an error of its own: the message is the first line of it."""


def explore(
    domain: SearchStrategy[Any],
    example: Callable[[tuple[Any, ...]], object],
    examples: int,
    seed: str,
) -> bool:
    """Try so many inputs, or all that there are, if they are fewer; return whether it was all.

    Where one of them raises an error, the simplest that does is sought, and its error is raised.

    Raises:
        GaveUp: the same input gave different results, or there was none, or several errors at once.

    """

    def search(drawn: Any) -> None:
        example(drawn if isinstance(drawn, tuple) else (drawn,))

    try:
        with _to_the_point():
            return _exhausts(seeded(seed)(_settings(examples)(given(domain)(search))))
    except (HypothesisException, BaseExceptionGroup) as error:
        raise GaveUp(str(error).partition("\n")[0]) from error


def _exhausts(search: Callable[[], None]) -> bool:
    """Run a search, and return whether it tried every input that there is.

    Nothing else tells it apart from a search that failed to draw more, for a filter refused nearly
    all: Hypothesis says in its statistics why it stopped.
    """
    reasons: list[str] = []

    def note(statistics: dict[str, Any]) -> None:
        reasons.append(statistics["stopped-because"])

    with cast("DynamicVariable[Any]", collector).with_value(note):
        search()
    return reasons == ["nothing left to do"]


@contextmanager
def _to_the_point() -> Iterator[None]:
    """Let Hypothesis draw inputs by their seed alone, each anew, and do nothing else.

    It draws some of the numbers that stand in the sources of modules that are no installed library,
    as this package is in a clone of its repository: the same seed would draw others elsewhere. Of
    six inputs it makes five from the first, by putting a part of it in another place: for as many
    inputs these tell less, and take longer. And it seeds the generators of random numbers before
    each input, from which nothing is drawn here.
    """
    usual = [(where, name, getattr(where, name)) for where, name, _ in _INSTEAD]
    for where, name, other in _INSTEAD:
        setattr(where, name, other)
    try:
        yield
    finally:
        for where, name, it in usual:
            setattr(where, name, it)


def _change_nothing(*_: Any) -> None:
    """Go on with the next input."""


_INSTEAD: list[tuple[Any, str, Any]] = [
    (where, name, other)
    for where, name, other in (
        (providers, "_get_local_constants", Constants),
        (providers, "CONSTANTS_CACHE", LRUCache(1024)),
        (ConjectureRunner, "generate_mutations_from", _change_nothing),
        (core, "deterministic_PRNG", nullcontext),
    )
    if hasattr(where, name)
]
"""What stands in for parts of Hypothesis, of those that the installed version has."""


def _settings(examples: int) -> settings:
    """Return settings under which nothing but the seed decides what is searched."""
    return settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=False,
        print_blob=False,
        phases=[Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
