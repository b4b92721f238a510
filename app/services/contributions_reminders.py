"""Reminders to those who have a letter with a link and have not answered: two at most, and only on school days."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select, update

from app import clock
from app.language import day
from app.language import gettext as _
from app.models.accounts import Grant, LinkToken
from app.models.contributions import Contribution, ContributionLink
from app.models.reviews import Review
from app.models.schools import School
from app.review_framework.school_terms import school_day_from
from app.services.contributions import address_of
from app.services.jobs import post_letter
from app.settings import Settings
from app.tokens import hashed, new_token

MOST = 2
AFTER = timedelta(days=5)
"""Since the letter before it, for those that leave by themselves."""
AT_LEAST = timedelta(days=1)
"""Since the letter before it, for those that somebody asks for."""
AUGUST, SATURDAY = 8, 5


def may_remind_on(when: date) -> bool:
    """Never at a weekend, in August or in other holidays, also in years whose terms are not known yet."""
    return when.month != AUGUST and when.weekday() < SATURDAY and school_day_from(when) == when


def next_day(when: date) -> date:
    """The day itself, or the first after it on which a reminder may leave."""
    while not may_remind_on(when):
        when += timedelta(days=1)
    return when


def stop_reminders(session: Session, link: ContributionLink) -> None:
    link.wants_reminders = False
    session.add(link)


def list_unanswered(
    session: Session, review: Review | None = None, *, since: timedelta = AT_LEAST
) -> list[tuple[Grant, ContributionLink]]:
    """Whose link works, who have written nothing, and whose last letter is older than `since`; of all schools without a
    review.
    """
    query = select(Grant, ContributionLink).join(ContributionLink, col(ContributionLink.grant_id) == col(Grant.id))
    for condition in _waiting(since):
        query = query.where(condition)
    if review is not None:
        query = query.where(ContributionLink.review_id == review.id)
    return list(session.exec(query.order_by(col(Grant.id))))


def _waiting(since: timedelta) -> list[ColumnElement[bool]]:
    now = clock.now()
    answered = select(Contribution.grant_id).where(Contribution.grant_id == Grant.id).exists()
    open_review = select(Review.id).where(Review.id == ContributionLink.review_id, col(Review.cancelled_at).is_(None))
    return [
        col(Grant.email) != "",
        col(Grant.revoked_at).is_(None),
        col(Grant.expires_at) > now,
        col(ContributionLink.wants_reminders).is_(True),
        col(ContributionLink.reminders) < MOST,
        col(Grant.created_at) <= now - since,
        or_(col(ContributionLink.reminded_at).is_(None), col(ContributionLink.reminded_at) <= now - since),
        ~answered,
        open_review.exists(),
    ]


def remind(session: Session, review: Review | None = None, *, settings: Settings, since: timedelta = AT_LEAST) -> int:
    """A reminder is on its way to each of them, if today is a school day. Gives how many."""
    if not may_remind_on(clock.today()):
        return 0
    return sum(_remind(session, grant, link, settings) for grant, link in list_unanswered(session, review, since=since))


def _remind(session: Session, grant: Grant, link: ContributionLink, settings: Settings) -> bool:
    # Of two processes that look at the same moment, one finds the row as it was.
    taken = session.exec(
        update(ContributionLink)
        .where(col(ContributionLink.grant_id) == link.grant_id, col(ContributionLink.reminders) == link.reminders)
        .values(reminders=link.reminders + 1, reminded_at=clock.now())
    )
    if taken.rowcount != 1:
        return False
    token = new_token()
    session.add(LinkToken(token_hash=hashed(token), grant_id=link.grant_id))
    school = session.get_one(School, link.school_id)
    post_letter(
        session,
        to=grant.email,
        subject=_("A reminder: your view on SEND at %(school)s") % {"school": school.name},
        text=_(
            "Hello %(name)s,\n\n%(by)s asked for your view on SEND at %(school)s. It would still help:\n\n%(link)s\n\n"
            "The link works until %(day)s. The page behind it has a button if you want no further reminder."
        )
        % {
            "name": grant.name,
            "by": grant.created_by,
            "school": school.name,
            "link": address_of(grant, token, settings),
            "day": day(grant.expires_at),
        },
    )
    return True
