"""What a field can hold: rules that give the text as it is stored, or say in a sentence why it cannot be."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from app.language import gettext as _
from app.language import ngettext
from app.review_framework.types import Framework
from app.review_framework.vocabulary import vocabulary

LONGEST_TEXT = 20_000
LONGEST_LINE = 300


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


def text(value: str, _framework: Framework) -> str:
    return no_longer_than(LONGEST_TEXT, value)


def line(value: str, _framework: Framework) -> str:
    return no_longer_than(LONGEST_LINE, " ".join(value.split()))


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
    return no_longer_than(2_000, value)


def yes(value: str, _framework: Framework) -> str:
    return one_of_these({"yes"}, value)


def time(value: str, _framework: Framework) -> str:
    """A time of day as 09:30."""
    if not value:
        return ""
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]?([0-5]\d)", value)
    if not found:
        raise BadAnswer(_("“%(value)s” is not a time. Write it as hours and minutes: 09:30.") % {"value": value[:40]})
    return f"{int(found[1]):02}:{found[2]}"


def moment(value: str, _framework: Framework) -> str:
    """A moment in UTC as 2027-03-03T09:30:00Z, from whatever zone it was sent in."""
    if not value:
        return ""
    try:
        sent = datetime.fromisoformat(value)
        return sent.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (ValueError, OverflowError):
        raise BadAnswer(_("“%(value)s” is not a moment in time.") % {"value": value[:40]}) from None


def count(value: str, _framework: Framework) -> str:
    """A whole number of people: 0 to 99,999."""
    if value and not (value.isascii() and value.isdigit() and len(value) <= 5):
        raise BadAnswer(_("“%(value)s” is not a count. Write a whole number, such as 12.") % {"value": value[:40]})
    return str(int(value)) if value else ""


def pupils(value: str, _framework: Framework) -> str:
    """How many of one group: 0 to 99."""
    if value and not (value.isascii() and value.isdigit() and len(value) <= 2):
        raise BadAnswer(
            _("“%(value)s” is not a number of pupils in a group. Write a whole number from 0 to 99.")
            % {"value": value[:40]}
        )
    return str(int(value)) if value else ""


def term(name: str) -> Rule:
    return lambda value, _framework: one_of_these(set(vocabulary(name).codes), value)


def terms(name: str) -> Rule:
    """Codes separated by spaces, stored in the vocabulary's order."""
    return lambda value, _framework: some_of_these(vocabulary(name).codes, value)


def some_of_these(codes: Sequence[str], value: str) -> str:
    """Codes separated by spaces, in the order of `codes`."""
    chosen = set(value.split())
    if unknown := chosen - set(codes):
        raise BadAnswer(_("“%(value)s” is not in the list. Choose from the boxes.") % {"value": min(unknown)[:40]})
    return " ".join(code for code in codes if code in chosen)


def one_of_these(choices: Collection[str], value: str) -> str:
    if value and value not in choices:
        raise BadAnswer(_("“%(value)s” is not one of the choices. Choose from the list.") % {"value": value[:40]})
    return value


def no_longer_than(most: int, value: str) -> str:
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
