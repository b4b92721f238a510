"""Two who press at the same moment: one action, one booking, one row."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlmodel import select

from app.db import Database
from app.models.action_plan import PlanText
from app.models.coaching import CoachingAcceptance, CoachingSession, CoachingSide
from app.models.fields import Key
from app.services.coaching_next_steps import accept
from app.services.coaching_texts import book_of
from app.services.texts import save_text
from tests.coaching.lived import seat_of
from tests.coaching.world import Coached

STEP = "Ask the governors"
PRESSES = 4


def test_next_step_that_is_pressed_several_times_at_once_is_one_action(coached: Coached, database: Database) -> None:
    people, start = coached.people, Barrier(PRESSES)
    by = people["senco"].actor
    with database.writing() as session:
        seat = seat_of(session, people, CoachingSide.SCHOOL)
        save_text(session, book_of(seat), Key("next_steps/k3f9", "text"), STEP, base=0, by=by)

    def press(number: int) -> str:
        start.wait()
        with database.writing() as session:
            seat = seat_of(session, people, CoachingSide.SCHOOL)
            priority = "prio-one" if number % 2 else "prio-two"
            return accept(session, seat, "k3f9", priority=priority, by=by).action

    with ThreadPoolExecutor(PRESSES) as pool:
        actions = set(pool.map(press, range(PRESSES)))
    with database.reading() as session:
        kept = session.exec(select(CoachingAcceptance)).one()
        assert actions == {kept.action}
        assert len(session.exec(select(PlanText).where(PlanText.value == STEP)).all()) == 1
        priority = select(PlanText.value).where(
            PlanText.place == f"actions/{kept.action}", PlanText.field == "priority"
        )
        assert session.exec(priority).one() == kept.priority, "The one that came first"


def test_row_of_a_session_is_begun_once(coached: Coached, database: Database) -> None:
    start = Barrier(PRESSES)

    def begin(_number: int) -> int:
        start.wait()
        with database.writing() as session:
            return seat_of(session, coached.people, CoachingSide.COACH).id

    with ThreadPoolExecutor(PRESSES) as pool:
        assert len(set(pool.map(begin, range(PRESSES)))) == 1
    with database.reading() as session:
        assert len(session.exec(select(CoachingSession)).all()) == 1
