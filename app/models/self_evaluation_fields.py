"""Which fields there are at each kind of place, and what each of them can hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from app.language import gettext as _
from app.language import ngettext
from app.models.self_evaluation import SCOPE
from app.review_framework.types import DOES_NOT_APPLY, NOT_LOOKED_AT, Framework
from app.review_framework.vocabulary import vocabulary

LONGEST_TEXT = 20_000
LONGEST_LINE = 300

EVIDENCE_PLACE = re.compile(r"([A-Z]+-[0-9]+)/([a-z0-9]{4,16})")

JUDGEMENT = "judgement"
NOT_APPLICABLE_WHY = "not_applicable_why"
STRENGTHS = "strengths"
DEVELOPMENTS = "developments"
STAKEHOLDERS = "stakeholders"
SUMMARY = "summary"
REMOVED = "removed"


class BadAnswer(ValueError):
    """The text cannot stand in this field. Carries the sentence that says why and what to do."""


class UnknownAnswer(LookupError):
    """There is no such place or field in this framework."""


Rule = Callable[[str, Framework], str]
"""Gives the text as it is stored, or raises BadAnswer."""


@dataclass(frozen=True, slots=True)
class Key:
    """Where an answer stands: `LEAD-3.strengths` in a form, place and field in the database."""

    place: str
    field: str

    def __str__(self) -> str:
        return f"{self.place}.{self.field}"

    @classmethod
    def parse(cls, text: str) -> "Key":
        """Raises UnknownAnswer."""
        place, dot, field = text.rpartition(".")
        if not dot or not place:
            raise UnknownAnswer(text)
        return cls(place, field)


def clean(framework: Framework, key: Key, value: str) -> str:
    """The text as it is stored. Raises UnknownAnswer or BadAnswer."""
    rule = fields_at(framework, key.place).get(key.field)
    if rule is None:
        raise UnknownAnswer(str(key))
    return rule(value.strip(), framework)


def fields_at(framework: Framework, place: str) -> Mapping[str, Rule]:
    """Raises UnknownAnswer for a place that the framework does not have."""
    if place == SCOPE:
        return SCOPE_FIELDS
    evidence = EVIDENCE_PLACE.fullmatch(place)
    item = evidence.group(1) if evidence else place
    if any(known.code == item for known in framework.items):
        return EVIDENCE_FIELDS if evidence else ITEM_FIELDS
    if any(area.code == place for area in framework.areas):
        return AREA_FIELDS
    raise UnknownAnswer(place)


def item_of(place: str) -> str:
    """The code of the item that a place belongs to: `LEAD-3/k3f9` → `LEAD-3`."""
    return place.partition("/")[0]


def text(value: str, _framework: Framework) -> str:
    return _no_longer_than(LONGEST_TEXT, value)


def line(value: str, _framework: Framework) -> str:
    return _no_longer_than(LONGEST_LINE, " ".join(value.split()))


def day(value: str, _framework: Framework) -> str:
    """A date as 2027-03-03."""
    if not value:
        return ""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise BadAnswer(
            _("“%(value)s” is not a date. Write it as year-month-day: 2027-03-03.") % {"value": value[:40]}
        ) from None


def link(value: str, _framework: Framework) -> str:
    if not value:
        return ""
    try:
        address = urlsplit(value)
        good = address.scheme in {"http", "https"} and bool(address.hostname)
    except ValueError:
        good = False
    if not good or any(character.isspace() for character in value):
        raise BadAnswer(_("Copy the whole web address, from https:// on. A place on paper goes into the description."))
    return _no_longer_than(2_000, value)


def judgement(value: str, framework: Framework) -> str:
    return _one_of({*(level.code for level in framework.scale), NOT_LOOKED_AT, DOES_NOT_APPLY}, value)


def yes(value: str, _framework: Framework) -> str:
    return _one_of({"yes"}, value)


def term(name: str) -> Rule:
    return lambda value, _framework: _one_of(set(vocabulary(name).codes), value)


def terms(name: str) -> Rule:
    """Codes separated by spaces, stored in the vocabulary's order."""

    def rule(value: str, _framework: Framework) -> str:
        codes = vocabulary(name).codes
        chosen = set(value.split())
        if unknown := chosen - set(codes):
            raise BadAnswer(_("“%(value)s” is not in the list. Choose from the boxes.") % {"value": min(unknown)[:40]})
        return " ".join(code for code in codes if code in chosen)

    return rule


def _one_of(choices: set[str], value: str) -> str:
    if value and value not in choices:
        raise BadAnswer(_("“%(value)s” is not one of the choices. Choose from the list.") % {"value": value[:40]})
    return value


def _no_longer_than(most: int, value: str) -> str:
    if len(value) > most:
        raise BadAnswer(
            ngettext(
                "This is %(over)s character too long: the most is %(most)s. Shorten it, or move part of it elsewhere.",
                "This is %(over)s characters too long: the most is %(most)s. Shorten it, or move part of it elsewhere.",
                len(value) - most,
            )
            % {"over": f"{len(value) - most:,}", "most": f"{most:,}"}
        )
    return value


SCOPE_FIELDS: Mapping[str, Rule] = {
    "why_now": text,
    "focus_themes": terms("focus_themes"),
    "sponsor_name": line,
    "sponsor_role": term("school_roles"),
    "commitment": text,
    "commitment_date": day,
    **{f"stage_{number}_due": day for number in range(1, 7)},
}
AREA_FIELDS: Mapping[str, Rule] = {SUMMARY: text}
ITEM_FIELDS: Mapping[str, Rule] = {
    JUDGEMENT: judgement,
    NOT_APPLICABLE_WHY: text,
    STRENGTHS: text,
    DEVELOPMENTS: text,
    STAKEHOLDERS: terms("stakeholders"),
}
EVIDENCE_FIELDS: Mapping[str, Rule] = {
    "kind": term("evidence_kinds"),
    "description": text,
    "dated": day,
    "link": link,
    REMOVED: yes,
}
