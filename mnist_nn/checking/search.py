"""How a domain is searched: by Hypothesis, from a seed and nothing else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import seed as seeded
from hypothesis.errors import HypothesisException
from hypothesis.internal.cache import LRUCache
from hypothesis.internal.conjecture import providers
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
        with _from_no_sources():
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
def _from_no_sources() -> Iterator[None]:
    """Draw no numbers that stand in the sources of modules that happen to be loaded.

    Hypothesis draws some from those of modules that are no installed library, as this package is in
    a clone of its repository: the same seed would draw others in a test, or in another process.
    """
    usual = {name: getattr(providers, name) for name in _OF_SOURCES if hasattr(providers, name)}
    vars(providers).update({name: _OF_SOURCES[name] for name in usual})
    try:
        yield
    finally:
        vars(providers).update(usual)


_OF_SOURCES = {
    "_get_local_constants": Constants,
    "CONSTANTS_CACHE": LRUCache(1024),
}
"""What Hypothesis has to draw them, with none to be drawn; older versions have nothing of it."""


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
