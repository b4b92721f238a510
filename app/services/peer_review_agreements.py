"""What both sides put their names to before any word of the host is shown, and what the host then shares."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlmodel import Session, col, func, select

from app import clock
from app.models.accounts import Person
from app.models.actors import Actor
from app.models.peer_review import PeerAgreement, PeerConfirmation, PeerGroup, PeerReview, Side
from app.services.peer_review import Seat, sign
from app.services.peer_review_events import Happened, record
from app.services.peer_review_texts import PeerReviewClosed

TIES = "ties"
FEWEST_DAYS, MOST_DAYS = 7, 365


class ReviewerFirst(Exception):
    """The host commits once it has read what a reviewer declares, and nobody of them has signed yet."""


def list_agreements(session: Session, review: PeerReview) -> list[PeerAgreement]:
    """All that was signed, in that order."""
    query = select(PeerAgreement).where(PeerAgreement.peer_review_id == review.id)
    return list(session.exec(query.order_by(col(PeerAgreement.id))))


def sign_agreement(session: Session, seat: Seat, person: Person, *, wording: str, interests: str = "") -> bool:
    """The person has signed for their side; False where they had before. Raises PeerReviewClosed or ReviewerFirst."""
    _take_turn(session, seat.review)
    before = list_agreements(session, seat.review)
    if any(one.person_id == person.id for one in before):
        return False
    if seat.side is Side.HOST and not any(one.side == Side.REVIEWER for one in before):
        raise ReviewerFirst
    sign(session, seat.review, person, seat.side, wording=wording, interests=interests)
    what = Happened.COMMITTED if seat.side is Side.HOST else Happened.SIGNED
    record(session, group_of(session, seat), what, review=seat.review, by=person.actor)
    return True


def ties_to_read(session: Session, seat: Seat, agreements: Sequence[PeerAgreement]) -> list[PeerAgreement]:
    """Ties that reviewers declared after the host had committed, and nobody of the host has read. Whoever declared
    one sees no word of the host until then. No query where there is none.
    """
    committed = next((one.signed_at for one in agreements if one.side == Side.HOST), None)
    if committed is None:
        return []
    late = [one for one in agreements if one.side == Side.REVIEWER and one.interests and one.signed_at > committed]
    if not late:
        return []
    latest = select(func.max(PeerConfirmation.at)).where(
        PeerConfirmation.peer_review_id == seat.id, PeerConfirmation.subject == TIES
    )
    read_at = session.exec(latest).one()
    return [one for one in late if read_at is None or one.signed_at > read_at]


def accept_ties(session: Session, seat: Seat, *, shown: Collection[int], by: Actor) -> bool:
    """The host has read the ties with these numbers, and those who declared them go on; False where there is none to
    read, or one that was not shown. Raises PeerReviewClosed.
    """
    _take_turn(session, seat.review)
    ties = ties_to_read(session, seat, list_agreements(session, seat.review))
    if not ties or any(one.id not in shown for one in ties):
        return False
    words = json.dumps([[one.id, one.interests] for one in ties])
    session.add(
        PeerConfirmation(
            peer_review_id=seat.id,
            school_id=seat.host_id,
            subject=TIES,
            side=Side.HOST,
            fingerprint=sha256(words.encode()).hexdigest(),
            name=by.name,
            at=clock.now(),
        )
    )
    record(session, group_of(session, seat), Happened.TIES_READ, review=seat.review, by=by)
    return True


@dataclass(frozen=True, slots=True)
class Sharing:
    """What the host shows beyond its agreed self-evaluation, and how long after the final report."""

    contributions: bool
    files: bool
    profile: bool
    days: int

    @classmethod
    def of(cls, review: PeerReview) -> "Sharing":
        return cls(review.shares_contributions, review.shares_files, review.shares_profile, review.access_days)


def change_sharing(session: Session, seat: Seat, wanted: Sharing, *, why: str, by: Actor) -> bool:
    """It counts at once; False where nothing is different. `why` says what is shared now. Raises PeerReviewClosed."""
    review = seat.review
    _take_turn(session, review)
    if Sharing.of(review) == wanted:
        return False
    review.shares_contributions, review.shares_files = wanted.contributions, wanted.files
    review.shares_profile, review.access_days = wanted.profile, wanted.days
    session.add(review)
    session.flush()
    record(session, group_of(session, seat), Happened.SHARING_CHANGED, review=review, why=why, by=by)
    return True


def group_of(session: Session, seat: Seat) -> PeerGroup:
    return session.get_one(PeerGroup, seat.review.group_id)


def _take_turn(session: Session, review: PeerReview) -> None:
    """Two who sign or share at once come after each other, and neither after it was stopped."""
    session.refresh(review, with_for_update={"key_share": True})
    if review.ended_at:
        raise PeerReviewClosed
