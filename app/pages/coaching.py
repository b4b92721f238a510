"""What the coaching of a review shows: both sessions with what is next, and one session by itself."""

from dataclasses import dataclass

from sqlmodel import Session

from app import clock
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import day, moment
from app.language import gettext as _
from app.models.coaching import CoachingEvent, CoachingHappened, CoachingOffer, CoachingSession, CoachingSide
from app.models.programme_engagement import Answer
from app.models.reviews import Review
from app.review_framework.vocabulary import vocabulary
from app.services.coaching import CoachingSeat, Desk, list_events, list_seats, make_desk
from app.services.coaching_booking import list_offers


@dataclass(frozen=True, slots=True)
class Standing:
    """How a session stands, for one side. `state` is done, next, waiting (for the other side) or later."""

    state: str
    label: str
    about: str
    action_label: str = ""
    action_href: str = ""

    @property
    def tag_kind(self) -> str:
        return {"done": "done", "next": "next"}.get(self.state, "soft")


def standing_of(
    row: CoachingSession | None,
    side: CoachingSide,
    offered_by: CoachingSide | None,
    *,
    here: str,
    has_own_coach: bool = False,
) -> Standing:
    """What somebody of this side reads first, and the one thing that they can do next."""
    if row is not None and row.is_recorded:
        return _recorded(row)
    records = has_own_coach if side is CoachingSide.SCHOOL else True
    if row is not None and row.is_booked and row.starts_at:
        when = moment(row.starts_at)
        if row.starts_at <= clock.now():
            about = _("It was booked for %(when)s. Nobody has said yet who came.") % {"when": when}
            if records:
                return Standing("next", _("Who came?"), about, _("Record who came"), f"{here}/attendance")
            return Standing("waiting", _("Who came?"), about)
        about = _("%(when)s, %(minutes)s minutes.") % {"when": when, "minutes": row.minutes}
        if side is CoachingSide.SCHOOL:
            return Standing("next", _("Booked"), about, _("Prepare with the worksheet"), f"{here}/worksheet")
        return Standing("waiting", _("Booked"), about)
    return _not_booked(row, side, offered_by, here=here, has_own_coach=has_own_coach)


def _recorded(row: CoachingSession) -> Standing:
    on = day(row.starts_at) if row.starts_at else ""
    if row.state == "held":
        return Standing("done", _("Held"), _("It took place on %(day)s.") % {"day": on})
    return Standing("later", _("Not held"), _("It did not take place as booked for %(day)s.") % {"day": on})


def _not_booked(
    row: CoachingSession | None, side: CoachingSide, offered_by: CoachingSide | None, *, here: str, has_own_coach: bool
) -> Standing:
    label, booking = _("Not booked"), f"{here}/booking"
    if has_own_coach and (row is None or not row.coach_name):
        about = _("Name your coach first: a colleague from another school, or from your trust or authority.")
        return Standing("next", label, about, _("Name your coach"), f"{here}/coach")
    if has_own_coach:
        return Standing("next", label, _("Agree a time with your coach, and book it."), _("Book a time"), booking)
    if offered_by is side:
        return Standing("waiting", label, _("The other side has the times that you offered."))
    if offered_by is not None:
        return Standing("next", label, _("Times are offered. Take one that suits you."), _("Choose a time"), booking)
    return Standing("next", label, _("Offer up to three times. The other side takes one."), _("Offer times"), booking)


@dataclass(frozen=True, slots=True)
class SessionCard:
    seat: CoachingSeat
    standing: Standing

    @property
    def href(self) -> str:
        return self.seat.path


@dataclass(frozen=True, slots=True)
class CoachingPage:
    """Both sessions of a review."""

    desk: Desk
    sessions: list[SessionCard]
    source_note: str

    @property
    def back(self) -> tuple[str, str]:
        return back_of(self.desk)

    @classmethod
    def of(cls, allowed: Allowed[Desk]) -> "CoachingPage":
        cards = cards_of(allowed.session, allowed.thing)
        return cls(allowed.thing, cards, cards[0].seat.definition.source_note)


def cards_of(session: Session, desk: Desk) -> list[SessionCard]:
    """Each session with how it stands; two queries at most."""
    seats = list_seats(session, desk)
    offers = list_offers(session, *seats)
    return [
        SessionCard(one, _standing(one, [offer for offer in offers if one.is_stored and offer.session_id == one.id]))
        for one in seats
    ]


@dataclass(frozen=True, slots=True)
class EventLine:
    who: str
    when: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session: how it stands, who comes, what there is to do, and what happened."""

    seat: CoachingSeat
    standing: Standing
    must_attend: list[str]
    attendance: list[tuple[str, str]]
    events: list[EventLine]
    can_record: bool
    can_book: bool

    @property
    def here(self) -> str:
        return self.seat.path

    @property
    def is_open(self) -> bool:
        return self.seat.desk.review.is_open

    @classmethod
    def of(cls, allowed: Allowed[CoachingSeat]) -> "SessionPage":
        seat = allowed.thing
        roles = vocabulary("school_roles")
        is_open = seat.desk.review.is_open
        return cls(
            seat,
            _standing(seat, list_offers(allowed.session, seat)),
            [roles.label(code) for code in seat.defined.must_attend],
            attendance_of(seat.row),
            [_line(one) for one in list_events(allowed.session, seat)],
            is_open and allowed.may(Permission.COACHING_COACH),
            is_open and not seat.row.is_recorded and allowed.may(Permission.COACHING_BOOK),
        )


def cards_for_review(allowed: Allowed[Review], *, is_agreed: bool) -> list[SessionCard]:
    """For the first page of a review: once a version is agreed, or anybody has done anything for a session. None for
    whoever is not part of the coaching; four queries at most.
    """
    if not allowed.may(Permission.COACHING_READ):
        return []
    cards = cards_of(allowed.session, make_desk(allowed.session, allowed.thing, CoachingSide.SCHOOL))
    return cards if is_agreed or any(one.seat.is_stored for one in cards) else []


def attendance_of(row: CoachingSession) -> list[tuple[str, str]]:
    """Who came, in words; nothing while nobody has said anything."""
    if row.recorded_at is None:
        return []
    said = [(_("SENCO’s side"), vocabulary("attendance_outcomes").label(row.outcome))]
    said.append((_("Senior leader"), vocabulary("senior_leader_attendance").label(Answer(row.senior_leader))))
    if row.reason:
        said.append((_("Reason"), vocabulary("absence_reasons").label(row.reason)))
    said.append((_("Recorded"), _("%(day)s by %(who)s") % {"day": day(row.recorded_at), "who": row.recorded_by}))
    return said


def back_of(desk: Desk) -> tuple[str, str]:
    """Where somebody came from: the school from its review, a facilitator from the list of their cohort."""
    if desk.is_school or desk.enrolment is None:
        return f"/reviews/{desk.review_id}", _("Your SEND review")
    return f"/cohorts/{desk.enrolment.cohort_id}/coaching", _("Coaching in this cohort")


def _standing(seat: CoachingSeat, offers: list[CoachingOffer]) -> Standing:
    sides = [CoachingSide(one.side) for one in offers]
    other = seat.desk.side.other
    offered_by = other if other in sides else (sides[0] if sides else None)
    return standing_of(seat.row, seat.desk.side, offered_by, here=seat.path, has_own_coach=seat.desk.has_own_coach)


def _line(event: CoachingEvent) -> EventLine:
    when = {"when": moment(event.starts_at) if event.starts_at else ""}
    kind = CoachingHappened(event.kind)
    what = {
        CoachingHappened.OFFERED: _("offered times"),
        CoachingHappened.BOOKED: _("booked %(when)s"),
        CoachingHappened.MOVED: _("moved it to %(when)s"),
        CoachingHappened.CANCELLED: _("cancelled %(when)s"),
        CoachingHappened.RECORDED: _("recorded who came"),
        CoachingHappened.SHARED: _("shared the worksheet"),
        CoachingHappened.TAKEN_BACK: _("took the worksheet back"),
        CoachingHappened.COACH_NAMED: _("named the coach"),
    }[kind]
    why = event.why if kind is not CoachingHappened.RECORDED else ""
    return EventLine(event.actor_name, moment(event.at), what % when, why)
