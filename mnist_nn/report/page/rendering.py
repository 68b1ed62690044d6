"""Pages are made of templates, in which all text is escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from mnist_nn.report.wording import many


def rendered(template: str, **context: Any) -> str:
    """Return what a template of this folder makes of some objects.

    Args:
        template: the name of a file in `templates`.
        context: the objects, by the names that the template has for them. Text is escaped, but for
            `markupsafe.Markup`.

    Raises:
        jinja2.TemplateError: the template needs an object that is not given, or there is none.

    """
    return _environment().get_template(template).render(context)


@cache
def _environment() -> Environment:
    """Return where templates are found; it keeps those that were read."""
    environment = Environment(
        loader=PackageLoader("mnist_nn.report.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["many"] = many
    return environment
