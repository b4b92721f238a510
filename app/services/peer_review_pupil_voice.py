"""What groups of pupils say about their own timetable: counts per subject, and nobody's name."""

from dataclasses import dataclass, field
from uuid import uuid4

from app.language import gettext as _
from app.models.fields import BadAnswer, Key
from app.models.self_evaluation_sheet import Sheet
from app.services.peer_review_notes import rows_of
from app.services.texts import Book
from app.services.texts_forms import Sent

VOICE = "voice"
FEW = 5
"""In a smaller group, people who know it could tell who said what."""
COLOURS = ("red", "amber", "green")
ROWS = 6
"""So many subjects fit in one form."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How well supported one group feels in one subject: how many pupils chose each colour."""

    key: str
    group: str
    subject: str
    red: int
    amber: int
    green: int

    @property
    def ref(self) -> str:
        return f"{VOICE}/{self.key}"

    @property
    def pupils(self) -> int:
        return self.red + self.amber + self.green


def list_voices(sheet: Sheet, *, removed: bool = False) -> list[Voice]:
    """By group, then by subject as they were entered."""
    voices = [
        Voice(
            row,
            sheet.value(place, "group"),
            sheet.value(place, "subject"),
            *(int(sheet.value(place, colour) or 0) for colour in COLOURS),
        )
        for row, place in rows_of(sheet, VOICE, removed=removed)
    ]
    return sorted((one for one in voices if one.subject or one.pupils), key=lambda one: (one.group.casefold(), one.key))


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
