"""What the reviewer asks to have before the visit, and what the host answers. Nothing is asked until it is sent, and
nothing is answered until the host says so: both are told once for everything that goes together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, select

from app import clock
from app.language import gettext as _
from app.language import ngettext
from app.models.actors import Actor
from app.models.evidence import EvidenceFile
from app.models.fields import Key
from app.models.peer_review import PeerGroup, PeerReview, Side
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.vocabulary import vocabulary
from app.services.peer_review import Seat
from app.services.peer_review_events import Happened, record
from app.services.peer_review_files import answer_files
from app.services.peer_review_letters import tell
from app.services.peer_review_texts import PeerReviewClosed, book_of, read_seat_texts
from app.services.texts import save_clean

REQUESTS = "requests"
DOCUMENTS = "visit_documents"
LONGEST_KEY = 40


class NothingToSend(ValueError):
    """Every request is sent already, or every answer given."""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that the reviewer would like to have, with what the host gives."""

    key: str
    document: str
    """A code of the vocabulary `visit_documents`; empty for an own line."""
    wanted: str
    removed: bool
    sent_at: datetime | None
    answer: str
    link: str
    file: EvidenceFile | None
    marked_at: datetime | None

    @property
    def place(self) -> str:
        return f"{REQUESTS}/{self.key}"

    @property
    def label(self) -> str:
        return vocabulary(DOCUMENTS).label(self.document) if self.document else self.wanted

    @property
    def is_asked(self) -> bool:
        return bool(self.document or self.wanted) and not self.removed

    @property
    def is_sent(self) -> bool:
        return self.is_asked and self.sent_at is not None

    @property
    def has_answer(self) -> bool:
        return bool(self.answer or self.link or self.file)

    @property
    def is_answered(self) -> bool:
        return self.is_sent and self.has_answer and self.marked_at is not None

    @property
    def is_outstanding(self) -> bool:
        return self.is_sent and not self.is_answered

    @property
    def is_own_line(self) -> bool:
        return self.key not in DOCUMENT_KEYS.values()


def _key_of(document: str) -> str:
    return document.replace("_", "-")[:LONGEST_KEY]


DOCUMENT_KEYS: Mapping[str, str] = {code: _key_of(code) for code in vocabulary(DOCUMENTS).codes}
"""The key of the row in which a document is asked for: ticking it twice asks for it once."""


def list_requests(session: Session, seat: Seat) -> list[Request]:
    """In the order of the checklist, then own lines as they were added; two queries. The host sees what was sent to it,
    and the reviewer answers that were given.
    """
    sheet, files = read_seat_texts(session, seat), answer_files(session, seat)
    return [one for one in requests_in(sheet, files) if seat.side is Side.REVIEWER or one.is_sent]


def requests_in(sheet: Sheet, files: Mapping[str, EvidenceFile]) -> list[Request]:
    places = {key.place for key in sheet.keys() if key.place.startswith(f"{REQUESTS}/")}  # noqa: SIM118  Not a mapping.
    order = {key: number for number, key in enumerate(DOCUMENT_KEYS.values())}
    keys = sorted((place.partition("/")[2] for place in places), key=lambda key: (order.get(key, len(order)), key))
    return [_request(sheet, key, files.get(key)) for key in keys]


def find_request(session: Session, seat: Seat, key: str) -> Request | None:
    return next((one for one in list_requests(session, seat) if one.key == key), None)


def send_requests(session: Session, seat: Seat, *, link: str, by: Actor) -> int:
    """The host has them, and a letter that says so. Gives how many. Raises NothingToSend or PeerReviewClosed."""
    _take_turn(session, seat)
    ready = [one for one in list_requests(session, seat) if one.is_asked and not one.sent_at]
    _mark(session, seat, ready, "sent_at", by=by)
    record(session, _group(session, seat), Happened.REQUESTS_SENT, review=seat.review, by=by)
    asks = ngettext(
        "%(by)s of %(school)s asks for one thing before the visit.",
        "%(by)s of %(school)s asks for %(n)s things before the visit.",
        len(ready),
    ) % {"by": by.name, "school": seat.reviewer.name, "n": len(ready)}
    text = _("%(asks)s Answer with a note, a link or a file:\n\n%(link)s\n\nLeave out anything that names a pupil.")
    subject = _("%(school)s asks for information before its visit") % {"school": seat.reviewer.name}
    tell(session, seat.host_id, subject=subject, text=text % {"asks": asks, "link": link})
    return len(ready)


def give_answers(session: Session, seat: Seat, *, link: str, by: Actor) -> int:
    """The reviewer sees every answer that is there, and has a letter that says so. Gives how many are new.

    Raises NothingToSend or PeerReviewClosed.
    """
    _take_turn(session, seat)
    ready = [one for one in list_requests(session, seat) if one.has_answer and not one.marked_at]
    _mark(session, seat, ready, "answered_at", by=by)
    record(session, _group(session, seat), Happened.REQUESTS_ANSWERED, review=seat.review, by=by)
    says = ngettext(
        "%(by)s of %(school)s has answered one of your requests.",
        "%(by)s of %(school)s has answered %(n)s of your requests.",
        len(ready),
    ) % {"by": by.name, "school": seat.host.name, "n": len(ready)}
    subject = _("%(school)s has answered your requests") % {"school": seat.host.name}
    text = _("%(says)s You can read it here:\n\n%(link)s") % {"says": says, "link": link}
    tell(session, seat.review.reviewer_school_id, subject=subject, text=text)
    return len(ready)


def mark_request(session: Session, seat: Seat, key: str, *, removed: bool, by: Actor) -> None:
    """The reviewer's own line is out, or back. Its texts, and what the host answered, stay as they are.

    Raises UnknownAnswer, NotTheirField or PeerReviewClosed.
    """
    book, place = book_of(session, seat), f"{REQUESTS}/{key}"
    base = read_seat_texts(session, seat).text(place, "removed").version
    value = book.clean(Key(place, "removed"), "yes" if removed else "")
    save_clean(session, book, Key(place, "removed"), value, base=base, by=by)


def _request(sheet: Sheet, key: str, file: EvidenceFile | None) -> Request:
    def value(field: str) -> str:
        return sheet.value(f"{REQUESTS}/{key}", field)

    def when(field: str) -> datetime | None:
        return datetime.fromisoformat(value(field)) if value(field) else None

    return Request(
        key,
        value("document"),
        value("wanted"),
        bool(value("removed")),
        when("sent_at"),
        value("answer"),
        value("link"),
        file,
        when("answered_at"),
    )


def _mark(session: Session, seat: Seat, rows: list[Request], field: str, *, by: Actor) -> None:
    """The moment stands in a field that nobody types into."""
    if not rows:
        raise NothingToSend
    book = replace(book_of(session, seat), admit=lambda _key: None)
    sheet, now = read_seat_texts(session, seat), clock.now()
    for one in rows:
        key = Key(one.place, field)
        value = book.clean(key, now.isoformat())
        save_clean(session, book, key, value, base=sheet.text(one.place, field).version, by=by)


def _take_turn(session: Session, seat: Seat) -> None:
    """Two who press the button at once come after each other. Raises PeerReviewClosed."""
    query = select(PeerReview.ended_at).where(PeerReview.id == seat.id).with_for_update(key_share=True)
    if session.exec(query).one():
        raise PeerReviewClosed


def _group(session: Session, seat: Seat) -> PeerGroup:
    return session.get_one(PeerGroup, seat.review.group_id)
