"""Notes that a text gets, never a refusal: it looks like a pupil's identifier, or talks about what pupils lack."""

import re
from dataclasses import dataclass

from app.language import gettext as _
from app.review_framework.language import find_deficit_language

_UPN = re.compile(r"\b[A-HJ-NP-RT-Z]\d{3}\d{4}\d{2}\d{2}[A-HJ-NP-RT-Z0-9]\b", re.IGNORECASE)
_ULN = re.compile(r"\b\d{10}\b")
_NAME = r"[A-Z][a-z’'-]+(?:\s+[A-Z][a-z’'-]+)+"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS}|[A-Z][a-z]{{2}})\.?,?\s+\d{{4}})"
)
_BORN = r"(?:\(?\s*(?:,|–|-)?\s*(?:born|born on|dob|d\.o\.b\.?|date of birth|birthday)\s*:?\s*)"
_NAME_WITH_BIRTH_DATE = re.compile(rf"{_NAME}\s*(?:(?i:{_BORN}){_DATE}|\(\s*{_DATE}\s*\))")
_BIRTH_DATE = re.compile(rf"(?i:\b(?:dob|d\.o\.b\.?|date of birth|born on|born))\s*:?\s*{_DATE}")


@dataclass(frozen=True, slots=True)
class GentleNote:
    key: str
    sentence: str


def notes_on(text: str) -> list[GentleNote]:
    """At most one note of each kind. Nothing is stored, sent or counted."""
    notes = []
    if looks_like_a_pupil(text):
        notes.append(
            GentleNote(
                "pupil",
                _(
                    "This looks like it could identify a pupil. This review is about the school: write what happens "
                    "for pupils, without names, numbers or birth dates."
                ),
            )
        )
    if found := find_deficit_language(text):
        notes.append(
            GentleNote(
                "language",
                _("You wrote “%(words)s”. You could say what provision enables instead: %(instead)s.")
                % {"words": found[0].found, "instead": found[0].instead},
            )
        )
    return notes


def looks_like_a_pupil(text: str) -> bool:
    """A unique pupil number, a unique learner number, or a name with a birth date."""
    return (
        any(is_upn(match.group()) for match in _UPN.finditer(text))
        or any(is_uln(match.group()) for match in _ULN.finditer(text))
        or bool(_NAME_WITH_BIRTH_DATE.search(text))
        or bool(_BIRTH_DATE.search(text))
    )


def is_upn(text: str) -> bool:
    """Thirteen characters, the first a check letter over the rest (Department for Education, Unique Pupil Numbers).
    A temporary number ends in a letter, which counts by its place in the same alphabet.
    """
    alphabet = "ABCDEFGHJKLMNPQRTUVWXYZ"
    text = text.upper()
    values = [int(character) if character.isdigit() else alphabet.find(character) for character in text[1:]]
    if len(text) != 13 or -1 in values:
        return False
    total = sum(value * weight for weight, value in enumerate(values, start=2))
    return alphabet[total % 23] == text[0]


def is_uln(text: str) -> bool:
    """Ten digits of which the last checks the others (Learning Records Service)."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:9], range(10, 1, -1), strict=True))
    remainder = total % 11
    return remainder != 0 and int(text[9]) == 10 - remainder and text[0] != "0"
