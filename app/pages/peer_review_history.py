"""Everything that a side ever wrote on one page of a peer review. Each side reads its own earlier words, never the
other's; what both write, both read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.access.guard import Allowed
from app.language import gettext as _
from app.models.book_tables import Change
from app.models.fields import Key, UnknownAnswer
from app.models.peer_review import PeerTextChange
from app.models.peer_review_fields import ACCURACY, field_of
from app.models.peer_review_report import ReportState
from app.models.self_evaluation_sheet import Sheet
from app.pages.self_evaluation_views import judgement_label
from app.review_framework.types import Framework
from app.review_framework.vocabulary import vocabulary
from app.services.peer_review import Seat
from app.services.peer_review_report_state import ReportLocked, check_open, find_report, is_of_report
from app.services.peer_review_texts import AFTER_THE_REPORT, book_of
from app.services.texts import MOST_CHANGES, list_changes, read_texts

VOCABULARIES = {
    "activity": "visit_activities",
    "evidence_kind": "evidence_kinds",
    "document": "visit_documents",
    "outcome": "follow_through",
}
NOT_TOLD = frozenset({"rests_on", "strengths_rest_on", "developments_rest_on", "noted_at", "slot"})
"""Fields without words of their own."""


@dataclass(frozen=True, slots=True)
class PeerPastText:
    """One text that was sent. `version` is that of the field now, against which it can be put back."""

    change: PeerTextChange
    label: str
    shown: str
    version: int
    is_current: bool
    is_set_aside: bool
    can_restore: bool


@dataclass(frozen=True, slots=True)
class PeerHistoryPage:
    seat: Seat
    title: str
    back: str
    past: list[PeerPastText]
    earlier: str
    """Where the texts are that came before these; empty if there can be none."""
    overtaken_by: str = ""

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}/history"

    @classmethod
    def of(
        cls, allowed: Allowed[Seat], what: str, *, before: int | None = None, overtaken_by: str = ""
    ) -> "PeerHistoryPage":
        """`what` is a list (`agenda`) or a place (`report/LEAD`). Raises UnknownAnswer."""
        session, seat = allowed.session, allowed.thing
        if what.partition("/")[0] not in _titles():
            raise UnknownAnswer(what)
        book = book_of(session, seat)
        changes = list_changes(session, book, what, before=before)
        sheet, is_open = read_texts(session, book), _opener(allowed)
        own = [one for one in changes if is_own(book.framework, seat, Key(one.place, one.field))]
        return cls(
            seat,
            _("History: %(label)s") % {"label": _titles()[what.partition("/")[0]]},
            page_of(seat, what),
            [_past(book.framework, sheet, one, is_open) for one in own if one.field not in NOT_TOLD],
            f"/peer-reviews/{seat.id}/history?of={what}&before={changes[-1].id}"
            if len(changes) == MOST_CHANGES
            else "",
            overtaken_by,
        )


def is_own(framework: Framework, seat: Seat, key: Key) -> bool:
    """Whether this side writes it. Places of a framework before a change of it are nobody's."""
    try:
        return seat.side in field_of(framework, key).sides
    except UnknownAnswer:
        return False


def page_of(seat: Seat, place: str) -> str:
    """Where the words of a place are written."""
    listed, _slash, rest = place.partition("/")
    area = rest.partition("/")[0].partition("-")[0]
    paths = {
        "report": f"report/areas/{area}" if area else "report",
        "accuracy": "report/comments",
        "terms": "dates",
        "enquiries": "brief",
        "follow_up": "follow-up",
        "follow_through": "follow-up",
        "thanks": "contact",
        "voice": "pupil-voice",
    }
    return f"/peer-reviews/{seat.id}/{paths.get(listed, listed)}"


def _opener(allowed: Allowed[Seat]) -> Callable[[Key], bool]:
    """Tells whether a field of one's own can be written in now."""
    review = allowed.thing.review
    state = ReportState(find_report(allowed.session, review).state)

    def is_open(key: Key) -> bool:
        if review.ended_at or (review.final_at is None and key.place.partition("/")[0] in AFTER_THE_REPORT):
            return False
        if is_of_report(key):
            try:
                check_open(key, state)
            except ReportLocked:
                return False
        return True

    return is_open


def _past(framework: Framework, sheet: Sheet, change: PeerTextChange, is_open: Callable[[Key], bool]) -> PeerPastText:
    key = Key(change.place, change.field)
    version, set_aside = sheet.text(change.place, change.field).version, change.kind == Change.SET_ASIDE
    is_current = not set_aside and change.version == version
    label = " · ".join(_words_of(framework, key))
    return PeerPastText(
        change, label, _shown(framework, change), version, is_current, set_aside, is_open(key) and not is_current
    )


def _words_of(framework: Framework, key: Key) -> Iterable[str]:
    """The area or item that it is about, and what the field is called on its page."""
    about = ACCURACY.fullmatch(key.place)
    code = (about[1] if about else key.place.removeprefix("report/")).partition("/")[0].partition(".")[0]
    titles = {area.code: area.title for area in framework.areas}
    titles |= {item.code: item.code for item in framework.items}
    if code in titles:
        yield titles[code]
    yield _labels().get(key.field, _titles()[key.place.partition("/")[0]])


def _shown(framework: Framework, change: PeerTextChange) -> str:
    """What people read for a stored value."""
    value: str = change.value
    if value and change.field in VOCABULARIES:
        words = vocabulary(VOCABULARIES[change.field])
        return words.label(value) if value in words.codes else value
    return judgement_label(framework, value) if value and change.field == "judgement" else value


def _titles() -> Mapping[str, str]:
    return {
        "terms": _("Dates"),
        "profile": _("School profile"),
        "requests": _("Requests and answers"),
        "enquiries": _("Lines of enquiry"),
        "agenda": _("Agenda for the visit"),
        "notes": _("Notes"),
        "voice": _("Pupil voice"),
        "report": _("The report"),
        "accuracy": _("Comments on the report"),
        "follow_up": _("Follow-up"),
        "follow_through": _("What became of each recommendation"),
        "thanks": _("Thank you"),
        "contact": _("Your contact"),
    }


def _labels() -> Mapping[str, str]:
    return {
        "visit_on": _("Date of the visit"),
        "report_due": _("Report due by"),
        "overall": _("Overall summary"),
        "strengths": _("Strengths"),
        "developments": _("Areas for development"),
        "judgement": _("Where did you see the school?"),
        "comment": _("Comment"),
        "reply": _("Your answer"),
        "text": _("Text"),
        "wanted": _("What you would like to know or see"),
        "document": _("Document asked for"),
        "answer": _("Your note"),
        "link": _("Link"),
        "line": _("Line of enquiry"),
        "about": _("What it is about"),
        "starts": _("Starts"),
        "ends": _("Ends"),
        "activity": _("Activity"),
        "people": _("People"),
        "room": _("Room, or meeting link"),
        "items": _("Areas and items it serves"),
        "removed": _("Removed"),
        "dropped": _("Dropped"),
        "held_on": _("Date of the follow-up visit"),
        "met": _("Whom you met"),
        "seen": _("What you saw"),
        "next_steps": _("Next steps"),
        "changed": _("What has changed since the report"),
        "help_wanted": _("Where help is welcome"),
        "outcome": _("What became of it?"),
        "why": _("Why, or how"),
    }
