"""Agreeing a version: the self-evaluation as it stands becomes a dated copy that never changes."""

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from app import clock
from app.models.actors import Actor
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation import AgreedVersion
from app.models.self_evaluation_sheet import Sheet
from app.services.self_evaluation import ReviewClosed, framework_of, read_sheet


class NothingToAgree(ValueError):
    """No item has been judged yet."""


class ChangedSince(ValueError):
    """Somebody changed an answer between the check and the agreement."""


def agree_version(session: Session, review: Review, *, checked: str, present: str, by: Actor) -> AgreedVersion:
    """A dated copy of all answers exists; no second one is made while nothing has changed.

    `checked` is the fingerprint of what was on the page when it was agreed to.

    Raises ReviewClosed, NothingToAgree or ChangedSince.
    """
    if not review.is_open:
        raise ReviewClosed
    # Two people who agree at once take turns: each version has its own number, and both people their answer.
    session.exec(select(Review.id).where(Review.id == review.id).with_for_update(key_share=True)).one()
    sheet = read_sheet(session, review)
    if not any(sheet.is_answered(item) for item in framework_of(review).items_for(review.shown)):
        raise NothingToAgree
    if sheet.fingerprint() != checked:
        raise ChangedSince
    assert review.id is not None
    latest = find_latest_version(session, review)
    if latest and (latest.fingerprint, latest.depth) == (checked, review.depth):
        # A button pressed twice, or nothing new to agree.
        return latest
    version = AgreedVersion(
        review_id=review.id,
        school_id=review.school_id,
        number=latest.number + 1 if latest else 1,
        depth=review.depth,
        agreed_at=clock.now(),
        agreed_by=by.name,
        present=present.strip(),
        answers=sheet.rows(),
        fingerprint=sheet.fingerprint(),
    )
    session.add(version)
    session.flush()
    return version


def list_versions_of(session: Session, *schools: School) -> dict[int, AgreedVersion]:
    """The latest agreed version of each of these schools' reviews, by the review's id, without the answers in it."""
    versions = session.exec(
        select(AgreedVersion)
        .where(col(AgreedVersion.school_id).in_([school.id for school in schools]))
        .order_by(col(AgreedVersion.number))
        .options(defer(AgreedVersion.answers, raiseload=True))  # type: ignore[arg-type]  # An attribute of the table.
    )
    return {version.review_id: version for version in versions}


def find_latest_version(session: Session, review: Review) -> AgreedVersion | None:
    query = select(AgreedVersion).where(AgreedVersion.review_id == review.id)
    return session.exec(query.order_by(col(AgreedVersion.number).desc()).limit(1)).first()


def find_version(session: Session, review: Review, number: int) -> AgreedVersion | None:
    return session.exec(
        select(AgreedVersion).where(AgreedVersion.review_id == review.id, AgreedVersion.number == number)
    ).first()


def sheet_of(version: AgreedVersion) -> Sheet:
    return Sheet.of_rows(version.answers)
