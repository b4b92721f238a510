"""Which counts a school can give: by year group and by area of need, each for SEN support and for EHC plans."""

from collections.abc import Mapping
from itertools import chain

from app.language import gettext as _
from app.models.fields import BadAnswer, Key, Rule, UnknownAnswer, count, day, line, yes
from app.review_framework.types import Framework
from app.review_framework.vocabulary import vocabulary

COUNTS = "counts"
SUPPORT, PLANS = "support", "plans"
KINDS = (SUPPORT, PLANS)
YEARS = ("nursery", "reception", *(f"year_{number}" for number in range(1, 15)))
SHOWS_SMALL, COUNTED_ON, SOURCE = "shows_small", "counted_on", "source"
MOST_PUPILS = 999


def year_label(code: str) -> str:
    number = code.rpartition("_")[2]
    named = {"nursery": _("Nursery"), "reception": _("Reception")}
    return named.get(code) or _("Year %(number)s") % {"number": number}


def need_labels() -> Mapping[str, str]:
    return vocabulary("areas_of_need").labels


def field_name(row: str, kind: str) -> str:
    """`year_7_plans`, `semh_support`."""
    return f"{row}_{kind}"


def pupils_in_a_row(value: str, framework: Framework) -> str:
    """A whole number from 0 to 999."""
    stated = count(value, framework)
    if stated and int(stated) > MOST_PUPILS:
        raise BadAnswer(
            _("“%(value)s” is more than a year group or an area of need can hold. Check the number.")
            % {"value": value[:40]}
        )
    return stated


def rules() -> Mapping[str, Rule]:
    rows = chain(YEARS, need_labels())
    counts: dict[str, Rule] = {field_name(row, kind): pupils_in_a_row for row in rows for kind in KINDS}
    return {**counts, SHOWS_SMALL: yes, COUNTED_ON: day, SOURCE: line}


def clean(framework: Framework, key: Key, value: str) -> str:
    """The text as it is stored. Raises UnknownAnswer or BadAnswer."""
    rule = rules().get(key.field)
    if key.place != COUNTS or rule is None:
        raise UnknownAnswer(str(key))
    return rule(value.strip(), framework)
