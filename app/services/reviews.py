"""Starting a review, changing its depth, cancelling it."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app import clock
from app.models.actors import Actor
from app.models.reviews import Depth, Review
from app.models.schools import School
from app.models.self_evaluation import SCOPE
from app.review_framework.types import Framework
from app.services.self_evaluation import ReviewClosed, save_answer


def start_review(
    session: Session,
    school: School,
    framework: Framework,
    depth: Depth,
    *,
    scope: dict[str, str],
    by: Actor,
    previous: Review | None = None,
) -> Review:
    """The review is open, and `scope` (field → text) is its first answers, with their history."""
    assert school.id is not None
    review = Review(
        school_id=school.id,
        framework_id=framework.id,
        framework_version=framework.version,
        depth=depth,
        previous_id=previous.id if previous else None,
        started_at=clock.now(),
        started_by=by.name,
    )
    session.add(review)
    session.flush()
    for field, value in scope.items():
        if value:
            save_answer(session, review, SCOPE, field, value, base=0, by=by)
    return review


@dataclass(frozen=True, slots=True)
class Wanted:
    """A review as somebody asks for it."""

    framework: Framework
    depth: Depth
    scope: dict[str, str]
    previous: Review | None = None


def start_review_once(session: Session, school: School, wanted: Wanted, *, key: str, by: Actor) -> Review:
    """As start_review; if a form with this key has started one already, it is that one."""
    # Two senders at once take turns: the second one sees what the first one started.
    session.exec(select(School.id).where(School.id == school.id).with_for_update(key_share=True)).one()
    started = session.exec(select(Review).where(Review.school_id == school.id, Review.start_key == key)).first()
    if started is None:
        started = start_review(
            session,
            school,
            wanted.framework,
            wanted.depth,
            scope=wanted.scope,
            by=by,
            previous=wanted.previous,
        )
        started.start_key = key
        session.add(started)
        session.flush()
    return started


def list_reviews(session: Session, *schools: School) -> list[Review]:
    """Newest first, cancelled ones included."""
    return list(
        session.exec(
            select(Review)
            .where(col(Review.school_id).in_([school.id for school in schools]))
            .order_by(col(Review.id).desc())
        )
    )


def change_depth(session: Session, review: Review, depth: Depth) -> None:
    """Other items are shown from now on. No answer is touched. Raises ReviewClosed."""
    if not review.is_open:
        raise ReviewClosed
    review.depth = depth
    session.add(review)


def cancel_review(session: Session, review: Review, *, why: str, by: Actor) -> None:
    """The review is closed to changes; everything in it can still be read. Raises ReviewClosed if it was already."""
    # Of two people at once the second is told, and the first one's reason stays.
    session.refresh(review, with_for_update=True)
    if not review.is_open:
        raise ReviewClosed
    review.cancelled_at = clock.now()
    review.cancelled_by = by.name
    review.cancelled_why = why
    session.add(review)
