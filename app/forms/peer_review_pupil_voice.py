"""A group's timetable as a form sends it: one name for the group, and a row for each subject."""

import re
from dataclasses import dataclass, field
from uuid import uuid4

from app.access.posted import Posted
from app.language import gettext as _
from app.models.fields import BadAnswer, Key
from app.models.peer_review_fields import ROW_KEY
from app.services.peer_review_pupil_voice import COLOURS, VOICE
from app.services.texts import Book
from app.services.texts_forms import Sent

ROWS = 6


@dataclass(frozen=True, slots=True)
class SentRow:
    number: int
    key: str
    subject: str = ""
    counts: dict[str, str] = field(default_factory=lambda: dict.fromkeys(COLOURS, ""))

    @property
    def is_blank(self) -> bool:
        return not self.subject.strip() and not any(one.strip() for one in self.counts.values())


@dataclass(frozen=True, slots=True)
class SentGroup:
    """As it was typed, to be saved or shown again. Row keys come back unchanged, so a form sent twice is there once."""

    group: str
    rows: list[SentRow]

    @classmethod
    def blank(cls) -> "SentGroup":
        return cls("", [SentRow(number, str(uuid4())) for number in range(1, ROWS + 1)])

    @classmethod
    def read(cls, posted: Posted) -> "SentGroup":
        rows = []
        for number in range(1, ROWS + 1):
            key = posted.get(f"key-{number}")
            counts = {colour: posted.get(f"{colour}-{number}") for colour in COLOURS}
            good = re.fullmatch(ROW_KEY, key)
            rows.append(SentRow(number, key if good else str(uuid4()), posted.get(f"subject-{number}"), counts))
        return cls(posted.get("group"), rows)

    def texts(self) -> list[Sent]:
        return [
            Sent(Key(f"{VOICE}/{row.key}", name), value, 0)
            for row in self.rows
            if not row.is_blank
            for name, value in {"group": self.group, "subject": row.subject, **row.counts}.items()
        ]

    def faults(self, book: Book) -> list[tuple[str, str]]:
        """(field, sentence) of everything that is in the way."""
        faults: list[tuple[str, str]] = []
        if not self.group.strip():
            faults.append(("group", _("Say which group it is, such as “Year 8, mixed”. No names.")))
        filled = [row for row in self.rows if not row.is_blank]
        if not filled:
            faults.append(("subject-1", _("Enter at least one subject with its counts.")))
        for row in filled:
            faults += _faults_of(row, book)
        return faults


def _faults_of(row: SentRow, book: Book) -> list[tuple[str, str]]:
    faults = []
    if not row.subject.strip():
        faults.append((f"subject-{row.number}", _("Name the subject that these counts are about.")))
    elif not any(one.strip() for one in row.counts.values()):
        faults.append((f"red-{row.number}", _("Count how many pupils chose each colour.")))
    for name, value in {"subject": row.subject, **row.counts}.items():
        try:
            book.clean(Key(f"{VOICE}/{row.key}", name), value)
        except BadAnswer as error:
            faults.append((f"{name}-{row.number}", str(error)))
    return faults
