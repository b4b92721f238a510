"""Writing the report: a note's words into a passage, a recommendation out and back."""

from sqlmodel import Session

from app.models.actors import Actor
from app.models.fields import Key, UnknownAnswer
from app.models.peer_review_fields import NOTE, RECOMMENDATION
from app.services.peer_review import Seat
from app.services.peer_review_report_texts import REFS, read_draft
from app.services.peer_review_texts import book_of
from app.services.texts import save_text

RESTS_ON = {"strengths": "strengths_rest_on", "developments": "developments_rest_on", "text": "rests_on"}


def copy_note(session: Session, seat: Seat, note: str, to: Key, *, by: Actor) -> None:
    """The note's words stand at the end of the passage, and the passage rests on that note. Copying it twice changes
    nothing. What stood there before is in the history.

    Raises UnknownAnswer for what is no note or no passage, BadAnswer where both are too long together, ReportLocked.
    """
    sheet = read_draft(session, seat)
    words = sheet.value(note, "text")
    if not NOTE.fullmatch(note) or not words or to.field in REFS or to.field == "judgement":
        raise UnknownAnswer(note)
    book = book_of(session, seat)
    now = sheet.text(to.place, to.field)
    if words not in now.value:
        both = f"{now.value}\n\n{words}" if now.value else words
        save_text(session, book, to, both, base=now.version, by=by)
    if rests_on := RESTS_ON.get(to.field):
        refs = sheet.text(to.place, rests_on)
        chosen = " ".join(dict.fromkeys([*refs.value.split(), note]))
        save_text(session, book, Key(to.place, rests_on), chosen, base=refs.version, by=by)


def mark_recommendation(session: Session, seat: Seat, place: str, *, removed: bool, by: Actor) -> None:
    """The recommendation is out of the report, or back. Its words stay. Raises UnknownAnswer or ReportLocked."""
    if not RECOMMENDATION.fullmatch(place):
        raise UnknownAnswer(place)
    base = read_draft(session, seat).text(place, "removed").version
    save_text(session, book_of(session, seat), Key(place, "removed"), "yes" if removed else "", base=base, by=by)
