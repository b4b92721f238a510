"""A paper that governors have opened, with a question, an answer and an entry in the register; no browser needed."""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, select

from app import clock
from app.models.accounts import LinkOpening
from app.models.actors import Actor, ActorKind
from app.models.book_tables import Change
from app.models.reviews import Review
from app.models.shares import Audience, QuestionEvent, SharedDocument, ShareQuestion, Telling
from app.services.shares import Wanted, confirm_reading, make_share, open_share
from app.services.shares_questions import ask_question
from app.services.shares_register import Entry, add_telling
from app.settings import Settings

CHECKED: dict[str, type[StrEnum]] = {
    "plan_telling.audience": Audience,
    "pupil_count_change.actor_kind": ActorKind,
    "pupil_count_change.kind": Change,
    "share.audience": Audience,
    "share.document": SharedDocument,
    "share_question_change.actor_kind": ActorKind,
    "share_question_change.event": QuestionEvent,
}
"""Which columns hold the values of which enum."""


@dataclass(frozen=True)
class Shared:
    grant_id: int
    question_id: int
    telling_id: int
    address: str

    def in_paths(self, pattern: str) -> dict[str, object]:
        """What the pattern of a route of shares stands for."""
        if "/shares" not in pattern and "/who-knows" not in pattern:
            return {}
        ids = {"grant_id": self.grant_id, "question_id": self.question_id, "telling_id": self.telling_id}
        return {**ids, "document": SharedDocument.GOVERNORS_PAPER}


def share_with_governors(
    session: Session, review: Review, settings: Settings, words: str, *, by: Actor, passcode: str = ""
) -> Shared:
    """`words` stand in everything that somebody typed."""
    wanted = Wanted(SharedDocument.GOVERNORS_PAPER, Audience.GOVERNORS, words, passcode=passcode, note=words)
    grant, share, address = make_share(session, review, wanted, by=by, settings=settings)
    open_share(session, grant, name=words)
    session.flush()
    opening = session.exec(select(LinkOpening).where(LinkOpening.grant_id == grant.id)).one()
    confirm_reading(session, opening, of_version="review 1", name="")
    holder = Actor(ActorKind.LINK, opening.id, words)
    ask_question(session, share, opening, words, by=holder, settings=settings)
    add_telling(session, review, Entry("k3f9", Audience.TEACHERS, words, clock.today(), 12), by=by)
    session.flush()
    question = session.exec(select(ShareQuestion).where(ShareQuestion.grant_id == grant.id)).one()
    telling = session.exec(select(Telling).where(Telling.review_id == review.id, Telling.how == words)).one()
    return Shared(share.grant_id, question.id or 0, telling.id or 0, address)
