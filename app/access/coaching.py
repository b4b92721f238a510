"""How people reach the coaching of a review: through their own school, or as those who lead its region of a cohort.

Somebody who evaluates finds nothing: attendance is in the figures, and a number of a review would undo a pseudonym.
"""

from typing import Any

from sqlmodel import Session

from app.access import guard
from app.access.guard import Found
from app.access.permissions import Permission
from app.access.programme import cohort
from app.models.accounts import Person
from app.models.coaching import CoachingSide
from app.models.reviews import Review
from app.services.coaching import CoachingSeat, Desk, find_seat, make_desk


def desk(session: Session, person: Person, path: dict[str, Any]) -> Found[Desk] | None:
    """Whoever is in the school takes its part, also where they coach: nobody coaches their own school."""
    code = path.get("code", "")
    own = guard.review(session, person, path)
    if own is not None:
        return _at_school(make_desk(session, own.thing, CoachingSide.SCHOOL, code=code), own)
    review = session.get(Review, path["review_id"])
    made = make_desk(session, review, CoachingSide.COACH, code=code) if review else None
    if made is None or made.enrolment is None:
        return None
    through = cohort(session, person, {"cohort_id": made.enrolment.cohort_id})
    if through is None or not through.thing.holds(made.enrolment.region_id):
        return None
    if Permission.COACHING_COACH not in (through.held_here or ()):
        return None
    return Found(made, None, through.held_here)


def seat(session: Session, person: Person, path: dict[str, Any]) -> Found[CoachingSeat] | None:
    """As `desk`, for one session by its code."""
    found = desk(session, person, path)
    taken = find_seat(session, found.thing, path["code"]) if found else None
    return Found(taken, found.school, found.held_here) if found and taken else None


def _at_school(made: Desk, own: Found[Review]) -> Found[Desk]:
    """A coach without an account says who came, and what was said, to whoever writes the worksheet."""
    held = own.held_here or frozenset()
    if made.has_own_coach and Permission.COACHING_WRITE in held:
        held |= {Permission.COACHING_COACH}
    return Found(made, own.school, held)
