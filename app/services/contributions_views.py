"""What the school does with the views it received: reads, quotes, folds in, replies. Its own words change only by
save_answer, against the version that was on the page.
"""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, func, select

from app.language import gettext as _
from app.models.actors import Actor
from app.models.book_tables import Change
from app.models.contributions import TEXTS, Contribution, ContributionChange, Outcome
from app.models.fields import UnknownAnswer
from app.models.reviews import Review
from app.models.self_evaluation import AnswerChange
from app.models.self_evaluation_fields import DEVELOPMENTS, STRENGTHS
from app.review_framework.vocabulary import vocabulary
from app.services.contributions_writing import record_handled
from app.services.self_evaluation import ReviewClosed, read_sheet, save_answer
from app.services.texts import Clash, Saved

QUOTED_UNDER = (STRENGTHS, DEVELOPMENTS)
"""The school's own fields that a quotation can stand in."""
WEIGHT = {Outcome.NEW: 0, Outcome.READ: 1, Outcome.QUOTED: 2, Outcome.FOLDED_IN: 3}


def list_views(session: Session, review: Review) -> list[Contribution]:
    """All of the review, in the order they were first written."""
    return list(
        session.exec(select(Contribution).where(Contribution.review_id == review.id).order_by(col(Contribution.id)))
    )


def count_by_item(session: Session, review: Review) -> Mapping[str, int]:
    """How many views each item has, in one query."""
    rows = session.exec(
        select(Contribution.item, func.count()).where(Contribution.review_id == review.id).group_by(Contribution.item)
    )
    return dict(rows.all())


def list_waiting(session: Session, reviews: Sequence[Review]) -> Mapping[int, list[str]]:
    """By the review's id, whose views nobody at the school has read yet, those who wrote first first; one query."""
    rows = session.exec(
        select(Contribution.review_id, Contribution.name)
        .where(col(Contribution.review_id).in_([review.id for review in reviews]), Contribution.outcome == Outcome.NEW)
        .group_by(col(Contribution.review_id), col(Contribution.opening_id), col(Contribution.name))
        .order_by(func.min(Contribution.id))
    )
    waiting: dict[int, list[str]] = {}
    for review_id, name in rows:
        waiting.setdefault(review_id, []).append(name)
    return waiting


def find_view(session: Session, review: Review, contribution_id: int) -> Contribution | None:
    return session.exec(
        select(Contribution).where(Contribution.id == contribution_id, Contribution.review_id == review.id)
    ).first()


def list_history(session: Session, view: Contribution) -> list[ContributionChange]:
    """Everything that its writer and the school did with it, newest first."""
    return list(
        session.exec(
            select(ContributionChange)
            .where(ContributionChange.contribution_id == view.id)
            .order_by(col(ContributionChange.id).desc())
        )
    )


def mark(session: Session, view: Contribution, outcome: Outcome, *, by: Actor) -> None:
    """The view has come as far as `outcome`; one that has come further stays there."""
    if WEIGHT[outcome] > WEIGHT[Outcome(view.outcome)]:
        view.outcome = outcome
        record_handled(session, view, by=by)


def reply(session: Session, view: Contribution, words: str, *, by: Actor) -> None:
    """Its writer reads these words on their page. A reply shows that the view was read."""
    if words != view.reply:
        view.reply = words
        if view.outcome == Outcome.NEW:
            view.outcome = Outcome.READ
        record_handled(session, view, by=by)


def quote(
    session: Session, review: Review, view: Contribution, text: str, field: str, *, base: int, by: Actor
) -> Saved | Clash:
    """One text of the view stands at the end of the school's own field, with name and role.

    A Clash where somebody changed that field since version `base`: theirs stays, and both are there to choose from.
    Raises ReviewClosed, UnknownAnswer or BadAnswer.
    """
    if text not in TEXTS or field not in QUOTED_UNDER or not getattr(view, text):
        raise UnknownAnswer(f"{text} in {field}")
    if not review.is_open:
        raise ReviewClosed
    own = _text_at(session, review, view.item, field, base)
    value = f"{own}\n\n{quotation(view, text)}".strip()
    result = save_answer(session, review, view.item, field, value, base=base, by=by)
    if isinstance(result, Saved):
        mark(session, view, Outcome.QUOTED, by=by)
    return result


def quotation(view: Contribution, text: str) -> str:
    """A text in quotation marks, with whose it is."""
    role = vocabulary("school_roles").label(view.role) if view.role else ""
    return _("“%(text)s” (%(who)s)") % {
        "text": getattr(view, text),
        "who": f"{view.name}, {role}" if role else view.name,
    }


def _text_at(session: Session, review: Review, item: str, field: str, version: int) -> str:
    """What stood in the field in this version; nothing for a version that there never was."""
    current = read_sheet(session, review).text(item, field)
    if current.version == version:
        return current.value
    return (
        session.exec(
            select(AnswerChange.value).where(
                AnswerChange.review_id == review.id,
                AnswerChange.place == item,
                AnswerChange.field == field,
                AnswerChange.version == version,
                AnswerChange.kind != Change.SET_ASIDE,
            )
        ).first()
        or ""
    )
