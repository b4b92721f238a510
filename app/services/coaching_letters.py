"""Letters about coaching: to the school's SENCO, administrator and senior leaders, and to whoever coaches."""

from sqlmodel import Session, col, select

from app.language import gettext as _
from app.language import moment
from app.models.accounts import Person
from app.models.coaching import CoachingSide
from app.models.programme import CohortRole, ProgrammeRole
from app.services.coaching import CoachingSeat
from app.services.jobs import CalendarEntry, post_letter
from app.services.peer_review_letters import list_told

Recipient = tuple[str, str]
"""Name and address."""


def coaches_of(session: Session, seat: CoachingSeat) -> list[Recipient]:
    """The school's facilitator, else all of its region, else the school's own coach if their address is known."""
    if seat.desk.facilitator is not None:
        return [(seat.desk.facilitator.name, seat.desk.facilitator.email)]
    enrolment = seat.desk.enrolment
    if enrolment is None:
        return [(seat.row.coach_name, seat.row.coach_email)] if seat.row.coach_email else []
    people = session.exec(
        select(Person)
        .join(CohortRole, col(CohortRole.person_id) == col(Person.id))
        .where(
            CohortRole.cohort_id == enrolment.cohort_id,
            CohortRole.role == ProgrammeRole.FACILITATOR,
            CohortRole.region_id == enrolment.region_id,
            col(CohortRole.ended_at).is_(None),
        )
        .order_by(col(Person.id))
    )
    return [(one.name, one.email) for one in people]


def tell_side(
    session: Session,
    seat: CoachingSeat,
    side: CoachingSide,
    *,
    subject: str,
    text: str,
    calendar: CalendarEntry | None = None,
) -> int:
    """A letter is on its way to everybody of that side; gives how many."""
    people = (
        coaches_of(session, seat)
        if side is CoachingSide.COACH
        else [(one.name, one.email) for one in list_told(session, seat.row.school_id)]
    )
    for name, email in people:
        words = _("Hello %(name)s,\n\n%(text)s") % {"name": name, "text": text}
        post_letter(session, to=email, subject=subject, text=words, calendar=calendar)
    return len(people)


def tell_offered(session: Session, seat: CoachingSeat, times: list[str], *, link: str, by: str) -> None:
    tell_side(
        session,
        seat,
        seat.desk.side.other,
        subject=_("Times for %(session)s") % _names(seat),
        text=_(
            "%(by)s offers these times for %(session)s of %(school)s:\n\n%(times)s\n\nTake one here, or offer "
            "others:\n\n%(link)s"
        )
        % {**_names(seat), "by": by, "times": "\n".join(f"- {one}" for one in times), "link": link},
    )


def tell_booked(session: Session, seat: CoachingSeat, *, moved: bool, calendar: CalendarEntry, link: str) -> None:
    """Both sides have the time, with a file for their calendars."""
    assert seat.row.starts_at is not None
    when = {**_names(seat), "when": moment(seat.row.starts_at), "minutes": seat.row.minutes}
    place = _("\n\nWhere: %(place)s") % {"place": seat.row.place} if seat.row.place else ""
    subject = _("%(session)s: now on %(when)s") if moved else _("%(session)s: %(when)s")
    text = _("%(session)s of %(school)s is on %(when)s and takes %(minutes)s minutes.%(place)s")
    for side in CoachingSide:
        # Somebody without an account cannot follow a link.
        has_account = side is CoachingSide.SCHOOL or not seat.desk.has_own_coach
        more = _("\n\nPrepare for it here:\n\n%(link)s") % {"link": link} if has_account else ""
        words = text % {**when, "place": place} + more
        tell_side(session, seat, side, subject=subject % when, text=words, calendar=calendar)


def tell_cancelled(
    session: Session, seat: CoachingSeat, when: str, *, why: str, calendar: CalendarEntry, by: str
) -> None:
    """Both sides can take it out of their calendars, and read why."""
    names = {**_names(seat), "when": when, "by": by, "why": why}
    for side in CoachingSide:
        tell_side(
            session,
            seat,
            side,
            subject=_("Cancelled: %(session)s on %(when)s") % names,
            text=_("%(by)s has cancelled %(session)s of %(school)s on %(when)s.\n\nThe reason: %(why)s") % names,
            calendar=calendar,
        )


def tell_shared(session: Session, seat: CoachingSeat, *, link: str, by: str) -> None:
    if seat.desk.has_own_coach:
        return
    tell_side(
        session,
        seat,
        CoachingSide.COACH,
        subject=_("%(school)s shares its worksheet") % _names(seat),
        text=_("%(by)s shares the worksheet of %(school)s for %(session)s with you:\n\n%(link)s")
        % {**_names(seat), "by": by, "link": link},
    )


def _names(seat: CoachingSeat) -> dict[str, str]:
    return {"session": seat.defined.title, "school": seat.desk.school.name}
