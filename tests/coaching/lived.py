"""What a coached school and its coach have written by the middle of a year: each a word that stands nowhere else."""

from datetime import timedelta

from sqlmodel import Session

from app import clock
from app.models.coaching import CoachingSide
from app.models.fields import Key
from app.services.action_plan import plan_of
from app.services.coaching import CoachingSeat, find_seat, make_desk, take_seat
from app.services.coaching_booking import Slot, book
from app.services.coaching_sharing import share_worksheet
from app.services.coaching_texts import book_of
from app.services.texts import save_text
from tests.coaching.world import PRIVATE, write_plan
from tests.people import People

WORKSHEET, SHARED, STEP = COACHED = ("zqworksheet", "zqsharednote", "zqnextstep")
NOT_COACHED = (*COACHED, PRIVATE)


def seat_of(session: Session, people: People, side: CoachingSide, code: str = "coaching_2") -> CoachingSeat:
    """With its row in the database."""
    found = find_seat(session, make_desk(session, people.review, side, code=code), code)
    assert found is not None
    return take_seat(session, found)


def live_coached(session: Session, people: People) -> None:
    """Session 2 is booked, its worksheet shared, with notes of both kinds and a next step."""
    if plan_of(session, people.review) is None:
        write_plan(session, people)
    senco, fay = people["senco"].actor, people["facilitator"].actor
    school = seat_of(session, people, CoachingSide.SCHOOL)
    book(session, school, Slot(clock.now() + timedelta(minutes=20), 40, "Room 4"), by=senco)
    for name, value in {"worksheet.senco_role": WORKSHEET, "next_steps/k3f9.text": STEP}.items():
        save_text(session, book_of(school), Key.parse(name), value, base=0, by=senco)
    share_worksheet(session, school, by=senco)
    coach = seat_of(session, people, CoachingSide.COACH)
    for name, value in {"coach.shared_notes": SHARED, "coach.private_notes": PRIVATE}.items():
        save_text(session, book_of(coach), Key.parse(name), value, base=0, by=fay)
