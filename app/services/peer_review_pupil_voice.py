"""What groups of pupils say about their own timetable: counts per subject, and nobody's name."""

from dataclasses import dataclass

from app.models.self_evaluation_sheet import Sheet
from app.services.peer_review_notes import rows_of

VOICE = "voice"
FEW = 5
"""In a smaller group, people who know it could tell who said what."""
COLOURS = ("red", "amber", "green")


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
