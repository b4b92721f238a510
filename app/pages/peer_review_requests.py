"""What the page of requests shows: to the reviewer what to ask for, to the host what to answer."""

from collections.abc import Callable
from dataclasses import dataclass

from app.access.guard import Allowed
from app.language import day
from app.language import gettext as _
from app.models.peer_review import Side
from app.models.self_evaluation_sheet import Sheet
from app.pages.evidence_views import FileView
from app.pages.peer_review_files import view_answer_file
from app.pages.self_evaluation_views import FieldView, new_key, view_field
from app.review_framework.vocabulary import vocabulary
from app.services.peer_review import Seat
from app.services.peer_review_files import answer_files
from app.services.peer_review_requests import DOCUMENT_KEYS, DOCUMENTS, REQUESTS, Request, requests_in
from app.services.peer_review_texts import read_seat_texts
from app.services.texts_forms import Outcome

Read = Callable[[str, str], FieldView]


@dataclass(frozen=True, slots=True)
class RequestView:
    """One thing to ask for or to answer. `asked` is None in a line that nobody has written in yet."""

    key: str
    label: str
    asked: Request | None
    document: FieldView
    wanted: FieldView
    answer: FieldView
    link: FieldView
    file: FileView | None
    code: str = ""
    """Of a document in the checklist."""

    @property
    def state(self) -> tuple[str, str]:
        """In words, and the kind of tag it is shown in; empty where nothing is asked."""
        one = self.asked
        if one is None or not one.is_asked:
            return "", ""
        if one.sent_at is None:
            return _("Not sent yet"), "soft"
        if one.is_answered and one.marked_at:
            return _("Answered on %(day)s") % {"day": day(one.marked_at)}, "done"
        return _("Outstanding since %(day)s") % {"day": day(one.sent_at)}, "next"


@dataclass(frozen=True, slots=True)
class RequestRowPage:
    """One empty line."""

    row: RequestView

    @classmethod
    def blank(cls) -> "RequestRowPage":
        return cls(_view(None, new_key(), "", "", lambda place, name: view_field(Sheet({}), place, name), None))


@dataclass(frozen=True, slots=True)
class RequestsPage:
    seat: Seat
    person_id: int
    can_write: bool
    documents: list[RequestView]
    """For the reviewer the whole checklist; for the host nothing."""
    lines: list[RequestView]
    """For the reviewer own lines; for the host everything that was sent, what is outstanding first."""
    removed: list[Request]
    errors: list[tuple[str, str]]
    clashes: int
    outstanding: int
    answered: int
    unsent: int
    """For the reviewer requests, for the host answers."""

    @property
    def is_host(self) -> bool:
        return self.seat.side is Side.HOST

    @property
    def title(self) -> str:
        if self.is_host:
            return _("Information for %(school)s") % {"school": self.seat.reviewer.name}
        return _("Information from %(school)s") % {"school": self.seat.host.name}

    @classmethod
    def of(cls, allowed: Allowed[Seat], *, outcome: Outcome | None = None) -> "RequestsPage":
        seat = allowed.thing
        sheet, files = read_seat_texts(allowed.session, seat), answer_files(allowed.session, seat)
        known = {one.key: one for one in requests_in(sheet, files)}

        def read(place: str, name: str) -> FieldView:
            return view_field(sheet, place, name, outcome)

        def view(key: str, label: str, code: str = "") -> RequestView:
            return _view(known.get(key), key, label, code, read, seat)

        sent = [one for one in known.values() if one.is_sent]
        can_write = not seat.review.ended_at
        labels = vocabulary(DOCUMENTS).labels
        is_host = seat.side is Side.HOST
        if is_host:
            documents, removed = [], []
            lines = [view(one.key, one.label) for one in sorted(sent, key=lambda one: one.is_answered)]
            unsent = sum(one.has_answer and not one.marked_at for one in sent)
        else:
            documents = [view(key, labels[code], code) for code, key in DOCUMENT_KEYS.items()]
            removed = [one for one in known.values() if one.is_own_line and one.removed and one.wanted]
            lines = [view(key, "") for key in _own_lines(known, outcome)]
            if can_write and (not lines or lines[-1].asked is not None):
                lines.append(view(new_key(), ""))
            unsent = sum(one.is_asked and not one.sent_at for one in known.values())
        assert allowed.person.id is not None
        return cls(
            seat,
            allowed.person.id,
            can_write,
            documents,
            lines,
            removed,
            [(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else [],
            len(outcome.clashes) if outcome else 0,
            sum(one.is_outstanding for one in sent),
            sum(one.is_answered for one in sent),
            unsent,
        )


def _own_lines(known: dict[str, Request], outcome: Outcome | None) -> list[str]:
    """Those with words in them, and those whose words could not be saved."""
    stored = [one.key for one in known.values() if one.is_own_line and one.is_asked]
    kept = {key.place.partition("/")[2] for key in outcome.kept} if outcome else set()
    return [*stored, *sorted(kept - set(stored) - set(DOCUMENT_KEYS.values()))]


def _view(one: Request | None, key: str, label: str, code: str, read: Read, seat: Seat | None) -> RequestView:
    def field(name: str) -> FieldView:
        return read(f"{REQUESTS}/{key}", name)

    file = view_answer_file(seat, one.file) if seat and one and one.file else None
    return RequestView(key, label, one, field("document"), field("wanted"), field("answer"), field("link"), file, code)
