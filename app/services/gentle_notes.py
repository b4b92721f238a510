"""Notes that a text gets, never a refusal: it looks like a pupil's identifier, or talks about what pupils lack."""

import re
from dataclasses import dataclass

from app import clock
from app.language import gettext as _
from app.review_framework.language import find_deficit_language

_UPN = re.compile(r"\b[A-Z]\d{11}[A-Z0-9]\b", re.IGNORECASE)
"""A letter, eleven digits, and a digit or (in a temporary number) a letter: unique pupil number."""
_ULN = re.compile(r"(?<![\d+])[1-9]\d{9}(?!\d)")
"""Ten digits that do not start with 0, as telephone numbers do: unique learner number."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-](\d{{4}}|\d{{2}})|\d{{1,2}}(?:st|nd|rd|th)?\s+(?i:{_MONTH})\s+(\d{{4}}))"
_BORN = re.compile(rf"(?i:\b(?:born|dob|d\.o\.b|date of birth|birthday)\b)[^\n\d]{{0,12}}{_DATE}")
# From the start of a word, and no longer than names are: a page of capitals would otherwise be tried from each letter.
_WORD = r"\b[A-ZÀ-Þ][^\W\d_]{0,40}(?:[’'-][^\W\d_]{1,40}){0,3}"
_NAME = rf"{_WORD}[ \t]{{1,9}}{_WORD}"
_NAME_THEN_DATE = re.compile(rf"{_NAME}[^\n\d.]{{0,12}}{_DATE}")

YOUNGEST, OLDEST = 2, 26
"""In years: a date that long ago beside a name could be the birth date of a child or young person with SEND."""


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
    """A unique pupil number, a unique learner number, or a name with a birth date. By shape alone."""
    return bool(
        _UPN.search(text)
        or _ULN.search(text)
        or _BORN.search(text)
        or any(_could_be_a_birth_year(match) for match in _NAME_THEN_DATE.finditer(text))
    )


def _could_be_a_birth_year(match: re.Match[str]) -> bool:
    """“Sam Jones, 3/4/2015” could be a pupil; “Learning Walk, 3/4/2026” is not."""
    year = int(match.group(1) or match.group(2))
    this_year = clock.today().year
    if year < 100:
        year += 2000 if year <= this_year % 100 else 1900
    return YOUNGEST < this_year - year < OLDEST
