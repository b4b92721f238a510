"""What is new to somebody in a review: who waits for them, what others wrote or agreed since they last signed in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.models.accounts import Person
from app.models.reviews import Review
from app.models.self_evaluation import SCOPE
from app.review_framework.types import Framework
from app.services.contributions_views import list_waiting
from app.services.reviews_news import MOST, News, NewVersion, list_new_versions, list_news
from app.services.self_evaluation import framework_of
from app.services.shares_questions import count_waiting


@dataclass(frozen=True, slots=True)
class NewsLine:
    """Somebody's changes at one place, and the way there."""

    who: str
    what: str
    href: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewNews:
    """Nothing has `since` at a first sign-in: then all is new, and nothing is news."""

    review: Review
    since: datetime | None
    lines: list[NewsLine]
    more: int
    """How many lines there are beyond those shown."""
    versions: list[NewVersion]
    waiting: list[str]
    """Whose views wait to be read by them."""
    questions: int = 0
    """Questions about a shared paper that wait for their answer."""

    def __bool__(self) -> bool:
        return bool(self.lines or self.versions)


def news_of(
    session: Session, reviews: Sequence[Review], *, reader: Person, answers_views: Collection[Review]
) -> dict[int, ReviewNews]:
    """By the review's id; four queries however many reviews there are. Views wait for those who answer them."""
    since = reader.signed_in_before_at
    changes = list_news(session, reviews, reader=reader, since=since) if since and reviews else []
    versions = list_new_versions(session, reviews, since=since) if since and reviews else []
    waiting = list_waiting(session, [review for review in reviews if review in answers_views])
    questions = count_waiting(session, [review for review in reviews if review in answers_views])
    found = {}
    for review in reviews:
        assert review.id is not None
        own = [_line(framework_of(review), change) for change in changes if change.review_id == review.id]
        agreed = [version for version in versions if version.review_id == review.id]
        found[review.id] = ReviewNews(
            review,
            since,
            own[:MOST],
            max(0, len(own) - MOST),
            agreed,
            waiting.get(review.id, []),
            questions.get(review.id, 0),
        )
    return found


def _line(framework: Framework, change: News) -> NewsLine:
    here = f"/reviews/{change.review_id}"
    if change.place == SCOPE:
        return NewsLine(change.who, "", f"{here}/scope", change.at)
    titles = {area.code: area.title for area in framework.areas}
    if change.place in titles:
        what, href = titles[change.place], f"{here}/areas/{change.place}#summary-title"
    else:
        what, href = change.place, f"{here}/areas/{change.place.rpartition('-')[0]}#{change.place}"
    return NewsLine(change.who, what, href, change.at)
