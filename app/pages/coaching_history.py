"""Everything that one side ever sent for a place of a coaching session, to put back."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import gettext as _
from app.models.book_tables import Change
from app.models.coaching import CoachingTextChange
from app.models.coaching_fields import PRIVATE_NOTES, SHARED_NOTES, WORKSHEET, fields_at
from app.models.fields import Key
from app.pages.coaching_worksheet import answer_in_words
from app.services.coaching import CoachingSeat
from app.services.coaching_texts import book_of, may_write, read_seat_texts
from app.services.texts import MOST_CHANGES, list_changes


@dataclass(frozen=True, slots=True)
class PastText:
    """`version` is the field's current one, against which it can be put back."""

    change: CoachingTextChange
    label: str
    shown: str
    version: int
    is_current: bool
    is_set_aside: bool


@dataclass(frozen=True, slots=True)
class CoachingHistoryPage:
    seat: CoachingSeat
    past: list[PastText]
    back: str
    about: str
    earlier: str
    can_write: bool
    overtaken_by: str

    @classmethod
    def of(
        cls, allowed: Allowed[CoachingSeat], place: str, *, before: int | None = None, overtaken_by: str = ""
    ) -> "CoachingHistoryPage":
        """Of the fields that this side writes itself: what the other side wrote first is its own.

        Raises UnknownAnswer for a place that the session does not have.
        """
        seat = allowed.thing
        fields_at(seat.defined, place)
        sheet = read_seat_texts(allowed.session, seat)
        changes = list_changes(allowed.session, book_of(seat), place, before=before) if seat.is_stored else []
        past = []
        for one in changes:
            if not may_write(seat, Key(one.place, one.field)):
                continue
            version, aside = sheet.text(one.place, one.field).version, one.kind == Change.SET_ASIDE
            current = not aside and one.version == version
            past.append(PastText(one, _label(seat, one), _shown(seat, one), version, current, aside))
        is_worksheet = place == WORKSHEET
        may = allowed.may(Permission.COACHING_WRITE) if seat.desk.is_school else allowed.may(Permission.COACHING_COACH)
        return cls(
            seat,
            past,
            f"{seat.path}/{'worksheet' if is_worksheet else 'notes'}",
            _("Worksheet") if is_worksheet else _("Notes and next steps"),
            f"{seat.path}/history?of={place}&before={changes[-1].id}" if len(changes) == MOST_CHANGES else "",
            seat.desk.review.is_open and may,
            overtaken_by,
        )


def _label(seat: CoachingSeat, change: CoachingTextChange) -> str:
    if change.place == WORKSHEET:
        return seat.defined.by_prompt[change.field].label
    return {
        SHARED_NOTES: _("What was said"),
        PRIVATE_NOTES: _("Notes for you alone"),
        "text": _("What happens next"),
        "who": _("Who"),
        "role": _("Their role"),
        "due": _("By when"),
        "removed": _("Removed"),
    }[change.field]


def _shown(seat: CoachingSeat, change: CoachingTextChange) -> str:
    if change.place == WORKSHEET:
        return answer_in_words(seat.defined.by_prompt[change.field], change.value)
    return change.value
