"""The address under which somebody's calendar program finds what is to come for them, and who wants reminders."""

from datetime import timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from app import clock
from app.models.accounts import Grant, GrantKind, Person
from app.tokens import hashed, new_token

LASTS = timedelta(days=3 * 365)
"""Longer than a programme, and not for ever: whoever subscribed may have left long ago."""


MOST_A_DAY = 10
"""New addresses for one person: nobody needs more, and each is a row."""


class TooManyAddresses(ValueError):
    """So many new addresses were made today that there is none until tomorrow. The present one goes on."""


def find_feed(session: Session, person: Person) -> Grant | None:
    """The address that works now, if there is one; not the address itself, of which only the mark is kept."""
    return session.exec(
        select(Grant).where(
            Grant.kind == GrantKind.CALENDAR,
            Grant.person_id == person.id,
            col(Grant.revoked_at).is_(None),
            Grant.expires_at > clock.now(),
        )
    ).first()


def renew_feed(session: Session, person: Person) -> str:
    """The token of a new address. Any address from before finds nothing. Raises TooManyAddresses."""
    token, now = new_token(), clock.now()
    made = select(func.count()).where(
        Grant.kind == GrantKind.CALENDAR, Grant.person_id == person.id, Grant.created_at > now - timedelta(days=1)
    )
    if session.exec(made).one() >= MOST_A_DAY:
        raise TooManyAddresses
    end_feed(session, person)
    session.add(
        Grant(
            kind=GrantKind.CALENDAR,
            token_hash=hashed(token),
            person_id=person.id,
            name=person.name,
            created_by=person.name,
            created_at=now,
            expires_at=now + LASTS,
        )
    )
    return token


def end_feed(session: Session, person: Person) -> None:
    """No address of theirs finds anything any more."""
    for grant in session.exec(
        select(Grant)
        .where(Grant.kind == GrantKind.CALENDAR, Grant.person_id == person.id, col(Grant.revoked_at).is_(None))
        .with_for_update()
    ):
        # Past its time from now on, too: the daily clearing takes it away.
        grant.revoked_at = grant.expires_at = clock.now()
        session.add(grant)


def choose_reminders(session: Session, person: Person, *, wanted: bool) -> None:
    """Letters that only remind them of something leave for them, or do not."""
    person.wants_reminders = wanted
    session.add(person)
