"""Files with pieces of evidence: added, replaced, removed, put back. Nothing that was ever added is lost."""

import re
from collections.abc import Mapping

from sqlmodel import Session, col, or_, select

from app import clock
from app.files.kinds import SafeFile
from app.files.store import FileStore
from app.models.actors import Actor
from app.models.evidence import EvidenceFile
from app.models.fields import UnknownAnswer
from app.models.reviews import Review
from app.models.self_evaluation_fields import EVIDENCE_PLACE, fields_at
from app.services.self_evaluation import ReviewClosed, framework_of, read_sheet, save_answer


def add_file(
    session: Session, review: Review, place: str, file: SafeFile, *, store: FileStore, by: Actor
) -> EvidenceFile:
    """The file stands with the evidence, and the one before it is in its history. A piece of evidence in which nobody
    has written yet is described by the file's name.

    Raises ReviewClosed, or UnknownAnswer for a place that is not one of evidence.
    """
    check_place(review, place)
    added = keep_file(session, review, place, file, store=store, by=by)
    sheet = read_sheet(session, review)
    if not sheet.has_evidence(place):
        version = sheet.text(place, "description").version
        save_answer(session, review, place, "description", file.name, base=version, by=by)
    return added


def keep_file(
    session: Session, review: Review, place: str, file: SafeFile, *, store: FileStore, by: Actor
) -> EvidenceFile:
    """As add_file, at a place that its caller answers for. Raises ReviewClosed."""
    _take_turn(session, review)
    # The store first: a row says that the file is there.
    content_hash = store.put(file.content)
    added = EvidenceFile(
        review_id=_id(review),
        school_id=review.school_id,
        place=place,
        content_hash=content_hash,
        name=file.name,
        kind=file.kind,
        size=len(file.content),
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        at=clock.now(),
    )
    standing = _standing(session, review, place)
    if standing and (standing.content_hash, standing.name) == (content_hash, file.name):
        # A button pressed twice.
        return standing
    _stand(session, review, added, by=by)
    return added


def remove_file(session: Session, review: Review, file: EvidenceFile, *, by: Actor) -> None:
    """The file no longer stands with its evidence, and can be put back. Raises ReviewClosed."""
    _take_turn(session, review)
    session.refresh(file)
    _end(file, by=by)
    session.add(file)


def put_back(session: Session, review: Review, file: EvidenceFile, *, by: Actor) -> None:
    """The earlier file stands again, as a new row; one that stood meanwhile is in the history. Raises ReviewClosed."""
    _take_turn(session, review)
    session.refresh(file)
    if file.removed_at is None:
        return
    again = EvidenceFile(
        **file.model_dump(include={"review_id", "school_id", "place", "content_hash", "name", "kind", "size"}),
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        at=clock.now(),
        restores_id=file.id,
    )
    _stand(session, review, again, by=by)


def find_file(
    session: Session, review: Review, file_id: int, *, at: re.Pattern[str] = EVIDENCE_PLACE
) -> EvidenceFile | None:
    """A file of the review that stands, or once stood, at such a place."""
    query = select(EvidenceFile).where(EvidenceFile.id == file_id, EvidenceFile.review_id == review.id)
    file = session.exec(query).first()
    return file if file and at.fullmatch(file.place) else None


def files_by_place(session: Session, review: Review) -> Mapping[str, EvidenceFile]:
    """The file that stands with each piece of evidence of the review, in one query."""
    query = select(EvidenceFile).where(EvidenceFile.review_id == review.id, col(EvidenceFile.removed_at).is_(None))
    return {file.place: file for file in session.exec(query)}


def list_files(session: Session, review: Review, place: str) -> list[EvidenceFile]:
    """Every file that a piece of evidence, or an item with all of its evidence, ever had; newest first."""
    query = select(EvidenceFile).where(
        EvidenceFile.review_id == review.id,
        or_(EvidenceFile.place == place, col(EvidenceFile.place).startswith(f"{place}/", autoescape=True)),
    )
    return list(session.exec(query.order_by(col(EvidenceFile.id).desc())))


def check_place(review: Review, place: str) -> None:
    """Raises UnknownAnswer for a place that is not one of evidence for an item of the review's framework."""
    if not EVIDENCE_PLACE.fullmatch(place):
        raise UnknownAnswer(place)
    fields_at(framework_of(review), place)


def _take_turn(session: Session, review: Review) -> None:
    """Two people at one review's files come after each other. Raises ReviewClosed."""
    if not review.is_open:
        raise ReviewClosed
    session.exec(select(Review.id).where(Review.id == review.id).with_for_update(key_share=True)).one()


def _standing(session: Session, review: Review, place: str) -> EvidenceFile | None:
    query = select(EvidenceFile).where(
        EvidenceFile.review_id == review.id, EvidenceFile.place == place, col(EvidenceFile.removed_at).is_(None)
    )
    return session.exec(query).first()


def _stand(session: Session, review: Review, file: EvidenceFile, *, by: Actor) -> None:
    if standing := _standing(session, review, file.place):
        _end(standing, by=by)
        session.add(standing)
        # Out first: the database lets one stand at a time.
        session.flush()
    session.add(file)
    session.flush()


def _end(file: EvidenceFile, *, by: Actor) -> None:
    if file.removed_at is None:
        file.removed_at = clock.now()
        file.removed_by_kind, file.removed_by_id, file.removed_by_name = by.kind, by.id, by.name


def _id(review: Review) -> int:
    assert review.id is not None
    return review.id
