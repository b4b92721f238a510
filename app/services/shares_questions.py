"""Questions that come back through a link, and their answers: every text that was ever sent is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select

from app import clock
from app.language import gettext as _
from app.models.accounts import Grant, LinkOpening, Membership, Person, Role
from app.models.actors import Actor
from app.models.reviews import Review
from app.models.schools import School
from app.models.shares import QuestionEvent, Share, ShareQuestion, ShareQuestionChange
from app.services.jobs import post_letter
from app.settings import Settings

LONGEST_WORDS = 4_000
"""Of a question or an answer."""


def ask_question(
    session: Session, share: Share, opening: LinkOpening, words: str, *, by: Actor, settings: Settings
) -> None:
    """The question stands on the school's page, and the SENCO has a letter that says so. The same question asked
    again by the same browser is the one that is there.
    """
    session.exec(select(LinkOpening.id).where(LinkOpening.id == opening.id).with_for_update())
    again = session.exec(
        select(ShareQuestion.id).where(ShareQuestion.opening_id == opening.id, ShareQuestion.question == words)
    ).first()
    if again is not None:
        return
    assert opening.id is not None
    asked = ShareQuestion(
        grant_id=share.grant_id,
        review_id=share.review_id,
        school_id=share.school_id,
        opening_id=opening.id,
        name=by.name if opening.name else "",
        question=words,
        asked_at=clock.now(),
    )
    session.add(asked)
    session.flush()
    _keep(session, asked, QuestionEvent.ASKED, words, by=by)
    _tell(session, share, settings)


@dataclass(frozen=True, slots=True)
class AnswerClash:
    """Somebody else's answer came first: it stays, and the one sent is in the history."""

    mine: str
    theirs: ShareQuestion


def answer_question(
    session: Session, question: ShareQuestion, words: str, *, for_everybody: bool, base: int, by: Actor
) -> AnswerClash | None:
    """Whoever asked reads this answer on their page, and with `for_everybody` all who hold that link. A clash where
    somebody answered since version `base`.
    """
    session.refresh(question, with_for_update=True)
    if (words, for_everybody) == (question.answer, question.for_everybody):
        return None
    if question.version != base:
        _keep(session, question, QuestionEvent.SET_ASIDE, words, by=by, version=base)
        return AnswerClash(words, question)
    question.answer, question.for_everybody = words, for_everybody
    question.version += 1
    question.answered_by, question.answered_at = by.name, clock.now()
    session.add(question)
    session.flush()
    _keep(session, question, QuestionEvent.ANSWERED, words, by=by)
    return None


def find_question(session: Session, review: Review, question_id: int) -> ShareQuestion | None:
    return session.exec(
        select(ShareQuestion).where(ShareQuestion.id == question_id, ShareQuestion.review_id == review.id)
    ).first()


def list_questions(session: Session, review: Review) -> list[tuple[ShareQuestion, Grant, Share]]:
    """All questions of the review: those without an answer first, the oldest first; then the answered, latest first."""
    rows = session.exec(
        select(ShareQuestion, Grant, Share)
        .join(Grant, col(Grant.id) == col(ShareQuestion.grant_id))
        .join(Share, col(Share.grant_id) == col(ShareQuestion.grant_id))
        .where(ShareQuestion.review_id == review.id)
        .order_by(col(ShareQuestion.id))
    ).all()
    waiting = [row for row in rows if not row[0].answer]
    answered = sorted(
        (row for row in rows if row[0].answer), key=lambda row: row[0].answered_at or row[0].asked_at, reverse=True
    )
    return [(one, grant, share) for one, grant, share in [*waiting, *answered]]


def questions_seen(session: Session, opening: LinkOpening) -> list[ShareQuestion]:
    """What one browser reads: its own questions, and those whose answer is for all who hold this link."""
    return list(
        session.exec(
            select(ShareQuestion)
            .where(
                ShareQuestion.grant_id == opening.grant_id,
                or_(
                    ShareQuestion.opening_id == opening.id,
                    (col(ShareQuestion.for_everybody).is_(True)) & (col(ShareQuestion.answer) != ""),
                ),
            )
            .order_by(col(ShareQuestion.id))
        )
    )


def list_earlier_answers(session: Session, question: ShareQuestion) -> Sequence[ShareQuestionChange]:
    """Every answer that was sent, also those set aside, newest first."""
    return session.exec(
        select(ShareQuestionChange)
        .where(ShareQuestionChange.question_id == question.id, ShareQuestionChange.event != QuestionEvent.ASKED)
        .order_by(col(ShareQuestionChange.id).desc())
    ).all()


def count_waiting(session: Session, reviews: Sequence[Review]) -> Mapping[int, int]:
    """How many questions wait for an answer, by review, in one query."""
    if not reviews:
        return {}
    rows = session.exec(
        select(ShareQuestion.review_id, func.count(col(ShareQuestion.id)))
        .where(col(ShareQuestion.review_id).in_([review.id for review in reviews]), ShareQuestion.answer == "")
        .group_by(col(ShareQuestion.review_id))
    )
    return dict(rows.all())


def _keep(
    session: Session,
    question: ShareQuestion,
    event: QuestionEvent,
    words: str,
    *,
    by: Actor,
    version: int | None = None,
) -> None:
    assert question.id is not None
    session.add(
        ShareQuestionChange(
            question_id=question.id,
            school_id=question.school_id,
            event=event,
            version=question.version if version is None else version,
            words=words,
            for_everybody=question.for_everybody,
            actor_kind=by.kind,
            actor_id=by.id,
            actor_name=by.name,
            at=clock.now(),
        )
    )


def _tell(session: Session, share: Share, settings: Settings) -> None:
    """The words themselves are not in the letter: whoever holds the link could write anything there."""
    school = session.get_one(School, share.school_id)
    for person in _who_answers(session, share.school_id):
        post_letter(
            session,
            to=person.email,
            subject=_("A question about your SEND plan"),
            text=_(
                "Hello %(name)s,\n\nsomebody who reads what %(school)s shares of its SEND review has asked a question. "
                "Read and answer it here:\n\n%(link)s\n\nYour answer shows on their page. They need no account."
            )
            % {
                "name": person.name,
                "school": school.name,
                "link": f"{settings.base_url}/reviews/{share.review_id}/shares#questions",
            },
        )


def _who_answers(session: Session, school_id: int) -> list[Person]:
    """The SENCO; the school administrator where there is none."""
    rows = session.exec(
        select(Person, Membership.role)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            Membership.school_id == school_id,
            col(Membership.ended_at).is_(None),
            col(Membership.role).in_((Role.SENCO, Role.SCHOOL_ADMIN)),
        )
        .order_by(col(Person.id))
    ).all()
    sencos = [person for person, role in rows if role == Role.SENCO]
    return sencos or [person for person, _role in rows]
