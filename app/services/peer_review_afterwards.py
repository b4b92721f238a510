"""After the final report a school reads in a letter, once, that its partner has written to it.

The words save themselves while somebody types, so the letter leaves on a later day than the last word: nobody is told
of half a sentence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from sqlmodel import Session, col, exists, select

from app import clock
from app.language import gettext as _
from app.models.actors import Actor, ActorKind
from app.models.fields import Key
from app.models.peer_review import PeerEvent, PeerGroup, PeerReview, PeerText, Side
from app.services.peer_review import Seat, may_still_read
from app.services.peer_review_contact import THANKS
from app.services.peer_review_documents import take_seat
from app.services.peer_review_events import Happened, record
from app.services.peer_review_follow_up import FOLLOW_UP
from app.services.peer_review_letters import tell
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Written:
    """A text that the other side is told of, whose it is, and what is on record then."""

    key: Key
    side: Side
    what: Happened


WRITTEN = (
    Written(Key(FOLLOW_UP, "seen"), Side.REVIEWER, Happened.FOLLOW_UP_WRITTEN),
    Written(Key(THANKS, "from_host"), Side.HOST, Happened.THANKED_BY_HOST),
    Written(Key(THANKS, "from_reviewer"), Side.REVIEWER, Happened.THANKED_BY_REVIEWER),
)


def tell_of_what_followed(session: Session, *, settings: Settings) -> int:
    """Each school whose partner wrote about the follow-up visit, or its thanks, before today has one letter about it.
    How many were told.
    """
    told = 0
    for review, written, who in list(_due(session)):
        # Two processes may look at once; the second one finds it on record.
        session.exec(select(PeerReview.id).where(PeerReview.id == review.id).with_for_update()).one()
        if _is_on_record(session, review, written.what):
            continue
        put_on_record(session, review, written.what, by=Actor(ActorKind.PERSON, None, who))
        seat, link = take_seat(session, review, written.side), f"{settings.base_url}/peer-reviews/{review.id}"
        _tell(session, seat, written.what, link=link)
        session.flush()
        told += 1
    return told


def put_on_record(session: Session, review: PeerReview, what: Happened, *, by: Actor) -> None:
    """It is in the history, and nobody is told of it again."""
    record(session, session.get_one(PeerGroup, review.group_id), what, review=review, by=by)


def _due(session: Session) -> Iterator[tuple[PeerReview, Written, str]]:
    """What nobody was told of yet, with who wrote it: one query for each kind, however many peer reviews there are."""
    this_morning = datetime.combine(clock.today(), time(), tzinfo=clock.LONDON)
    for written in WRITTEN:
        on_record = exists().where(
            col(PeerEvent.peer_review_id) == col(PeerReview.id), col(PeerEvent.kind) == written.what
        )
        reviews = session.exec(
            select(PeerReview, PeerText.changed_by)
            .join(PeerText, col(PeerText.peer_review_id) == col(PeerReview.id))
            .where(
                PeerText.place == written.key.place,
                PeerText.field == written.key.field,
                PeerText.value != "",
                PeerText.changed_at < this_morning,
                col(PeerReview.final_at).is_not(None),
                col(PeerReview.ended_at).is_(None),
                ~on_record,
            )
        )
        for review, who in reviews:
            if written.side is Side.REVIEWER or may_still_read(review):
                yield review, written, who


def _is_on_record(session: Session, review: PeerReview, what: Happened) -> bool:
    query = select(PeerEvent.id).where(PeerEvent.peer_review_id == review.id, PeerEvent.kind == what)
    return session.exec(query).first() is not None


def _tell(session: Session, seat: Seat, what: Happened, *, link: str) -> None:
    own = seat.host if seat.side is Side.HOST else seat.reviewer
    words: Mapping[str, str] = {"school": own.name, "link": link}
    if what is Happened.FOLLOW_UP_WRITTEN:
        subject = _("%(school)s has written about its follow-up visit") % words
        text = _(
            "%(school)s has written what it saw when it visited you again, and what could come next.\n\n"
            "Read it, and say what became of each recommendation:\n\n%(link)s/follow-up"
        )
    else:
        subject = _("%(school)s says thank you") % words
        text = _("%(school)s has written to you about what it took home.\n\nRead it here:\n\n%(link)s/contact")
    assert seat.other_school.id is not None
    tell(session, seat.other_school.id, subject=subject, text=text % words)
