"""What the pages about a time show: offering, taking, booking, cancelling, naming a coach; and the calendar file."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.language import gettext as _
from app.language import moment
from app.models.coaching import CoachingOffer
from app.pages.sent import Sent
from app.services.coaching import CoachingSeat
from app.services.coaching_booking import MOST_OFFERS, Slot, list_offers
from app.services.coaching_calendar import Booked
from app.services.jobs import CalendarEntry


@dataclass(frozen=True, slots=True)
class SlotForm:
    day: str = ""
    begins: str = ""


@dataclass(frozen=True, slots=True)
class SlotsForm(Sent):
    """As it was sent, with what was wrong with it."""

    slots: tuple[SlotForm, ...] = ()
    minutes: str = ""
    place: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OfferView:
    id: int
    when: str
    by: str
    place: str


@dataclass(frozen=True, slots=True)
class BookingPage:
    """To take: what the other side offers. To offer: up to three times; or one to book, with a coach of one's own."""

    seat: CoachingSeat
    theirs: list[OfferView]
    mine: list[OfferView]
    form: SlotsForm
    errors: tuple[tuple[str, str], ...]
    person_id: int | None

    @property
    def here(self) -> str:
        return self.seat.path

    @property
    def books_directly(self) -> bool:
        return self.seat.desk.has_own_coach

    @property
    def rows(self) -> list[SlotForm]:
        most = rows_of(self.seat)
        return [*self.form.slots, *[SlotForm() for _row in range(most)]][:most]

    @classmethod
    def of(
        cls, allowed: Allowed[CoachingSeat], form: SlotsForm | None = None, *, error: tuple[str, str] | None = None
    ) -> "BookingPage":
        seat = allowed.thing
        offers = list_offers(allowed.session, seat)
        form = form or SlotsForm(place=seat.row.place)
        return cls(
            seat,
            [_view(one) for one in offers if one.side != seat.desk.side],
            [_view(one) for one in offers if one.side == seat.desk.side],
            form,
            (*form.errors, *((error,) if error else ())),
            allowed.person.id,
        )


def rows_of(seat: CoachingSeat) -> int:
    return 1 if seat.desk.has_own_coach else MOST_OFFERS


@dataclass(frozen=True, slots=True)
class CancellationPage:
    seat: CoachingSeat
    why: str = ""
    error: str = ""

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return (("why", self.error),) if self.error else ()


@dataclass(frozen=True, slots=True)
class CoachForm(Sent):
    name: str = ""
    email: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CoachPage:
    seat: CoachingSeat
    form: CoachForm
    errors: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, seat: CoachingSeat, form: CoachForm | None = None) -> "CoachPage":
        form = form or CoachForm(seat.row.coach_name, seat.row.coach_email)
        return cls(seat, form, form.errors)


def entry_of(seat: CoachingSeat, *, link: str = "") -> CalendarEntry | None:
    """The booked time as calendars need it; None while there is none."""
    if seat.row.starts_at is None:
        return None
    return Booked(seat.row, seat.defined, seat.desk.school).entry(link=link)


def _view(offer: CoachingOffer) -> OfferView:
    when = _("%(when)s, %(minutes)s minutes") % {"when": moment(offer.starts_at), "minutes": offer.minutes}
    return OfferView(offer.id or 0, when, offer.offered_by, offer.place)


def slot_in_words(slot: Slot) -> str:
    when = _("%(when)s, %(minutes)s minutes") % {"when": moment(slot.starts_at), "minutes": slot.minutes}
    return f"{when}, {slot.place}" if slot.place else when
