"""A visit to write about: an agenda, some notes, and what one group of pupils said."""

from sqlmodel import Session

from app.models.actors import Actor
from app.models.fields import Key
from app.services.peer_review import Seat
from app.services.peer_review_notes import save_note
from app.services.peer_review_texts import book_of
from app.services.texts import save_text

AGENDA = {
    "meet": ("09:00", "09:30", "meeting_senco", "Room 3", "Asha", ""),
    "walk": ("09:30", "10:30", "learning_walk", "", "Ben", "LEAD-1 TL-1"),
    "talk": ("10:45", "11:30", "pupil_conversation", "Library", "", "VOICE-1"),
}
NOTES = {
    "k3f9": {"text": "Every door has the same routine on it.", "activity": "learning_walk", "slot": "walk"},
    "k3fa": {"text": "Staff know who leads on SEND.", "about": "LEAD-1", "evidence_kind": "conversation_teachers"},
    "k3fb": {"text": "Leaders meet every week.\nMinutes are kept.", "about": "LEAD"},
}
VOICES = {"v3f9": ("Year 8, mixed", "Music", 0, 1, 6), "v3fa": ("Year 10", "Mathematics and statistics", 1, 2, 1)}


def write_agenda(session: Session, seat: Seat, *, by: Actor) -> None:
    names = ("starts", "ends", "activity", "room", "people", "items")
    for key, values in AGENDA.items():
        for name, value in zip(names, values, strict=True):
            _write(session, seat, f"agenda/{key}", name, value, by=by)


def write_visit(session: Session, seat: Seat, *, by: Actor) -> None:
    """As the reviewer."""
    book = book_of(session, seat)
    for key, fields in NOTES.items():
        save_note(session, book, key, fields, by=by)
    for key, (group, subject, *counts) in VOICES.items():
        row = {
            "group": group,
            "subject": subject,
            **dict(zip(("red", "amber", "green"), map(str, counts), strict=True)),
        }
        for name, value in row.items():
            _write(session, seat, f"voice/{key}", name, value, by=by)


def _write(session: Session, seat: Seat, place: str, name: str, value: str, *, by: Actor) -> None:
    if value:
        save_text(session, book_of(session, seat), Key(place, name), value, base=0, by=by)
