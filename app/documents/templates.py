"""The Jinja environment of documents: the pages' templates folder, without a request or a session."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

TEMPLATES = Path(__file__).parents[1] / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment. Templates find their translations in the context, as `translate`."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        # Always, and not by file ending: what people typed goes into every one of these.
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.newstyle_gettext = True  # type: ignore[attr-defined]  # set by the i18n extension
    made.globals.update(gettext=_gettext, ngettext=_ngettext, _=_gettext)
    made.filters["long_date"] = _long_date
    return made


@pass_context
def _gettext(context: Context, message: str, /, **variables: Any) -> Markup:
    return _filled(context["translate"].gettext, variables, message)


@pass_context
def _ngettext(context: Context, singular: str, plural: str, number: int, /, **variables: Any) -> Markup:
    variables.setdefault("num", number)
    return _filled(context["translate"].ngettext, variables, singular, plural, number)


def _filled(translated: Callable[..., str], variables: dict[str, Any], *message: str | int) -> Markup:
    # Markup escapes what is filled in, so a name with an angle bracket stays a name.
    return Markup(translated(*message)) % variables  # noqa: S704  # our own messages


@pass_context
def _long_date(context: Context, day: date) -> str:
    """Write a date as "3 March 2027", or as the paper's language does."""
    return format_date(day, "d MMMM y", locale=Locale.parse(context["lang"], sep="-"))
