"""Coaching of a demo school: a session held, and one booked with a worksheet that is begun and shared."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from app import clock
from app.clock import LONDON
from app.demo import demo_file
from app.models.actors import Actor
from app.models.coaching import CoachingSide
from app.models.coaching_fields import COACH, NEXT_STEPS, PRIVATE_NOTES, SHARED_NOTES, WORKSHEET
from app.models.fields import Key
from app.models.programme_engagement import Answer, Attended
from app.models.reviews import Review
from app.review_framework.school_terms import school_day_from
from app.services.coaching import CoachingSeat, find_seat, make_desk, take_seat
from app.services.coaching_attendance import Came, record_attendance
from app.services.coaching_booking import Slot, book
from app.services.coaching_sharing import share_worksheet
from app.services.coaching_texts import book_of
from app.services.demo_people import demo_day
from app.services.texts import read_texts, save_text

FIRST, SECOND = "coaching_1", "coaching_2"
AT = time(15, 45)


def add_coaching(session: Session, review: Review, *, school: Actor, coach: Actor) -> None:
    """Both sessions are as far as the file says."""
    content, today = demo_file("coaching.yaml"), clock.today()
    first, second = content["first"], content["second"]
    held_on = demo_day(today, -first["days_ago"])
    with clock.earlier(today - held_on + timedelta(days=7)):
        seat = _take(session, review, CoachingSide.SCHOOL, FIRST)
        book(session, seat, _slot(held_on, first["place"], seat), by=school)
        _write(session, seat, WORKSHEET, first["worksheet"], by=school)
        share_worksheet(session, seat, by=school)
    # The day after: by then the session is over at any time of day.
    with clock.earlier(today - held_on - timedelta(days=1)):
        seat = _take(session, review, CoachingSide.COACH, FIRST)
        record_attendance(session, seat, Came(Attended.ATTENDED, Answer.YES), by=coach)
        notes = {SHARED_NOTES: first["shared_notes"], PRIVATE_NOTES: first["private_notes"]}
        _write(session, seat, COACH, notes, by=coach)
        for step in first["next_steps"]:
            due = school_day_from(held_on + timedelta(weeks=step["weeks"])).isoformat()
            fields = {name: step[name] for name in ("text", "who", "role")}
            _write(session, seat, f"{NEXT_STEPS}/{step['key']}", {**fields, "due": due}, by=coach)
    with clock.earlier(timedelta(days=2)):
        seat = _take(session, review, CoachingSide.SCHOOL, SECOND)
        day = demo_day(today, second["in_days"])
        book(session, seat, _slot(day, second["place"], seat), by=school)
        _write(session, seat, WORKSHEET, second["worksheet"], by=school)
        share_worksheet(session, seat, by=school)


def _take(session: Session, review: Review, side: CoachingSide, code: str) -> CoachingSeat:
    seat = find_seat(session, make_desk(session, review, side), code)
    assert seat is not None
    return take_seat(session, seat)


def _slot(day: date, place: str, seat: CoachingSeat) -> Slot:
    return Slot(datetime.combine(day, AT, LONDON), seat.defined.minutes, place)


def _write(session: Session, seat: CoachingSeat, place: str, fields: Mapping[str, str], *, by: Actor) -> None:
    book = book_of(seat)
    sheet = read_texts(session, book)
    for name, value in fields.items():
        save_text(session, book, Key(place, name), value.strip(), base=sheet.text(place, name).version, by=by)
