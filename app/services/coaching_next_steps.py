"""What coach and school agree to do next; and how a next step becomes an action of the plan, in the words it has."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from app import clock
from app.models.action_plan import ActionPlan
from app.models.actors import Actor
from app.models.coaching import CoachingAcceptance
from app.models.coaching_fields import NEXT_STEPS
from app.models.fields import Key
from app.models.self_evaluation_sheet import Sheet
from app.services.action_plan import plan_of, put, read_plan, read_plan_texts, take_turn
from app.services.action_plan_actions import add_action
from app.services.coaching import CoachingSeat
from app.services.coaching_texts import book_of, read_seat_texts
from app.services.texts import save_text


class NoSuchStep(LookupError):
    """There is no next step with this key, or it has no words yet."""


class NoPriority(ValueError):
    """The plan has no such priority, or there is no plan yet."""


@dataclass(frozen=True, slots=True)
class NextStep:
    key: str
    text: str
    who: str
    role: str
    """A code of the vocabulary `school_roles`, or empty."""
    due: date | None
    removed: bool = False
    accepted: CoachingAcceptance | None = None

    @property
    def place(self) -> str:
        return f"{NEXT_STEPS}/{self.key}"


def list_acceptances(session: Session, seat: CoachingSeat) -> dict[str, CoachingAcceptance]:
    """By the key of the next step."""
    if not seat.is_stored:
        return {}
    query = select(CoachingAcceptance).where(CoachingAcceptance.session_id == seat.id)
    return {one.key: one for one in session.exec(query)}


def next_steps_in(sheet: Sheet, accepted: dict[str, CoachingAcceptance] | None = None) -> list[NextStep]:
    """Those with words, in the order they were begun; the removed ones are marked."""
    keys = {key.place.partition("/")[2] for key in list(sheet.keys()) if key.place.startswith(f"{NEXT_STEPS}/")}
    steps = [_step(sheet, key, (accepted or {}).get(key)) for key in sorted(keys)]
    return [one for one in steps if one.text]


def find_step(session: Session, seat: CoachingSeat, key: str) -> NextStep:
    """Raises NoSuchStep."""
    steps = next_steps_in(read_seat_texts(session, seat), list_acceptances(session, seat))
    found = next((one for one in steps if one.key == key and not one.removed), None)
    if found is None:
        raise NoSuchStep
    return found


def accept(session: Session, seat: CoachingSeat, key: str, *, priority: str, by: Actor) -> CoachingAcceptance:
    """The next step is an action of that priority, with its words, its owner and its day, and each names the other.
    Accepted once: whoever presses twice finds what the first press made. Raises NoSuchStep or NoPriority.
    """
    step = find_step(session, seat, key)
    plan = plan_of(session, seat.desk.review)
    if plan is None or read_plan(session, plan).priority(priority) is None:
        raise NoPriority
    take_turn(session, plan)
    # Whoever waited for their turn looks again.
    if already := session.get(CoachingAcceptance, (seat.id, key), populate_existing=True):
        return already
    action = _write_action(session, seat, plan, step, priority, by=by)
    accepted = CoachingAcceptance(
        session_id=seat.id,
        key=key,
        school_id=seat.row.school_id,
        review_id=seat.desk.review_id,
        priority=priority,
        action=action,
        by=by.name,
        at=clock.now(),
    )
    session.add(accepted)
    session.flush()
    return accepted


def mark_step(session: Session, seat: CoachingSeat, key: str, *, removed: bool, by: Actor) -> None:
    """The row is out of the list, or back. Its words stay, and so does an action that it became.

    Raises UnknownAnswer or ReviewClosed.
    """
    book, place = book_of(seat), f"{NEXT_STEPS}/{key}"
    base = read_seat_texts(session, seat).text(place, "removed").version
    save_text(session, book, Key(place, "removed"), "yes" if removed else "", base=base, by=by)


def origin_of(seat: CoachingSeat, key: str) -> str:
    """How an action names the next step that it was: `coaching/coaching_2/k3f9`."""
    return f"coaching/{seat.defined.code}/{key}"


def _write_action(
    session: Session, seat: CoachingSeat, plan: ActionPlan, step: NextStep, priority: str, *, by: Actor
) -> str:
    key = f"{seat.defined.code.replace('_', '-')}-{step.key}"[:40]
    origin = origin_of(seat, step.key)
    place = add_action(session, plan, key, priority=priority, what=step.text, by=by, origin=origin)
    carried = {
        "owner": step.who,
        "owner_role": step.role,
        "due_on": step.due.isoformat() if step.due else "",
    }
    sheet = read_plan_texts(session, plan)
    put(session, plan, sheet, place, {name: value for name, value in carried.items() if value}, by=by)
    return place.rpartition("/")[2]


def _step(sheet: Sheet, key: str, accepted: CoachingAcceptance | None) -> NextStep:
    def value(field: str) -> str:
        return sheet.value(f"{NEXT_STEPS}/{key}", field)

    due = date.fromisoformat(value("due")) if value("due") else None
    return NextStep(key, value("text"), value("who"), value("role"), due, bool(value("removed")), accepted)
