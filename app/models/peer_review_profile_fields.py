"""The fields of a school profile: of each measure how much, of which day and where from.

Counts of the whole school only. What each measure is and how it is answered is in the vocabulary `profile_measures`.
"""

import re
from collections.abc import Mapping

from app.language import gettext as _
from app.models.fields import BadAnswer, Rule, count, day, line, term
from app.review_framework.types import Framework
from app.review_framework.vocabulary import vocabulary

MEASURES = "profile_measures"
UNIT, POSSIBLE, PERIOD, PERMANENT, SOURCE, DATE = "_unit", "_possible", "_period", "_permanent", "_source", "_date"


def amount(value: str, _framework: Framework) -> str:
    """A number that is not negative, with at most two decimals: 94.2, from “94.20 %” or “94,2” too."""
    plain = value.replace(",", ".").removesuffix("%").rstrip()
    if not plain:
        return ""
    if not re.fullmatch(r"\d{1,4}(\.\d{1,2})?", plain, re.ASCII):
        raise BadAnswer(_("“%(value)s” is not a number. Write it like 94.2, without words.") % {"value": value[:40]})
    whole, _point, decimals = plain.partition(".")
    decimals = decimals.rstrip("0")
    return f"{int(whole)}.{decimals}" if decimals else str(int(whole))


_FROM: Mapping[str, Rule] = {SOURCE: line, DATE: day}
PARTS: Mapping[str, Mapping[str, Rule]] = {
    "roll": {"": count, **_FROM},
    "pupils": {"": count, **_FROM},
    "attendance": {"": amount, UNIT: term("attendance_units"), POSSIBLE: count, PERIOD: line, **_FROM},
    "exclusions": {"": count, PERMANENT: count, PERIOD: line, **_FROM},
    "words": {"": line, **_FROM},
    "surroundings": {"": term("surroundings"), **_FROM},
}
"""By how a measure is answered: what its name is followed by, and what can stand there."""


def profile_rules() -> Mapping[str, Rule]:
    return {
        f"{one.code}{part}": rule for one in vocabulary(MEASURES) for part, rule in PARTS[one.answered_as or ""].items()
    }
