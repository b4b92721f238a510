"""Links that let somebody read one paper without an account: made, opened, taken back (domain rules, “Links”)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from app import clock
from app.models.accounts import Grant, GrantKind, LinkOpening
from app.models.actors import Actor
from app.models.reviews import Review
from app.models.shares import Audience, Share, SharedDocument, ShareReading
from app.services.accounts import hash_password, verify_secret
from app.services.rate_limits import count_attempt, is_over
from app.services.self_evaluation import ReviewClosed
from app.settings import Settings
from app.tokens import hashed, new_token

log = logging.getLogger(__name__)

DAYS = (14, 30, 60, 120)
"""How long a link can be set to work."""
USUAL_DAYS = 60
SHORTEST_PASSCODE, LONGEST_PASSCODE = 6, 64
WRONG_PER_SHARE = 10
WRONG_PER_CLIENT = 5
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shared with whom. Without a version it is the latest agreed one of the day it is read."""

    document: SharedDocument
    audience: Audience
    name: str = ""
    """Whom it is for, in the school's own words: “Full governing board”."""
    version: int | None = None
    days: int = USUAL_DAYS
    passcode: str = ""
    note: str = ""


class WrongPasscode(Exception):
    """It was not the passcode. The attempt is counted."""


class PasscodeLocked(Exception):
    """So many were tried that none is looked at until the hour is over, the right one neither."""


def make_share(
    session: Session, review: Review, wanted: Wanted, *, by: Actor, settings: Settings
) -> tuple[Grant, Share, str]:
    """The link works from now on. Its address is given back, and can be seen nowhere else. Raises ReviewClosed."""
    if not review.is_open:
        raise ReviewClosed
    token, now = new_token(), clock.now()
    grant = Grant(
        kind=GrantKind.SHARE,
        token_hash=hashed(token),
        school_id=review.school_id,
        name=wanted.name,
        created_by=by.name,
        created_at=now,
        expires_at=now + timedelta(days=wanted.days),
    )
    session.add(grant)
    session.flush()
    assert grant.id is not None
    assert review.id is not None
    share = Share(
        grant_id=grant.id,
        review_id=review.id,
        school_id=review.school_id,
        document=wanted.document,
        audience=wanted.audience,
        version=wanted.version,
        note=wanted.note,
        passcode_hash=hash_password(wanted.passcode) if wanted.passcode else "",
    )
    session.add(share)
    return grant, share, f"{settings.base_url}/shares/{grant.id}/link/{token}"


def revoke_share(session: Session, grant: Grant, share: Share, *, by: Actor) -> None:
    """The link opens nothing from now on, also where it is open already. Who opened it stays known."""
    if grant.revoked_at is None:
        grant.revoked_at, share.revoked_by = clock.now(), by.name
        session.add_all([grant, share])


def check_passcode(session: Session, share: Share, passcode: str, *, client: str) -> None:
    """Returns if the link needs none, or this is it. Raises WrongPasscode or PasscodeLocked.

    Whoever holds the lock on the grant looks and counts before anybody else can look.
    """
    if not share.passcode_hash:
        return
    limits = (
        (f"share-passcode:{share.grant_id}", WRONG_PER_SHARE),
        (f"share-passcode-from:{client}", WRONG_PER_CLIENT),
    )
    if any(is_over(session, key, limit=limit, seconds=HOUR) for key, limit in limits):
        log.warning("Share %s: a passcode was tried while none is looked at", share.grant_id)
        raise PasscodeLocked
    if verify_secret(share.passcode_hash, passcode):
        return
    for key, limit in limits:
        count_attempt(session, key, limit=limit, seconds=HOUR)
    share.wrong_passcodes += 1
    share.wrong_passcode_at = clock.now()
    session.add(share)
    log.warning("Share %s: a wrong passcode was tried", share.grant_id)
    raise WrongPasscode


def open_share(session: Session, grant: Grant, *, name: str) -> str:
    """The secret for one more browser's cookie. That it was opened, and by whom as they say, is recorded."""
    secret = new_token()
    assert grant.id is not None
    assert grant.school_id is not None
    session.add(
        LinkOpening(
            grant_id=grant.id,
            school_id=grant.school_id,
            cookie_hash=hashed(secret),
            name=name,
            opened_at=clock.now(),
        )
    )
    grant.opened_at = grant.opened_at or clock.now()
    session.add(grant)
    return secret


def confirm_reading(session: Session, opening: LinkOpening, *, of_version: str, name: str) -> None:
    """“I have read this” is recorded, once for each version of the paper; with a name, if none was given before."""
    assert opening.id is not None
    if name and not opening.name:
        opening.name = name
        session.add(opening)
    # One button pressed twice: the second waits for the first.
    session.exec(select(LinkOpening.id).where(LinkOpening.id == opening.id).with_for_update())
    if find_reading(session, opening, of_version=of_version) is None:
        session.add(
            ShareReading(
                opening_id=opening.id,
                grant_id=opening.grant_id,
                school_id=opening.school_id,
                of_version=of_version,
                read_at=clock.now(),
            )
        )
        session.flush()


def find_reading(session: Session, opening: LinkOpening, *, of_version: str) -> ShareReading | None:
    return session.exec(
        select(ShareReading).where(ShareReading.opening_id == opening.id, ShareReading.of_version == of_version)
    ).first()


def find_share(session: Session, review: Review, grant_id: int) -> tuple[Grant, Share] | None:
    return session.exec(
        select(Grant, Share)
        .join(Share, col(Share.grant_id) == col(Grant.id))
        .where(Grant.id == grant_id, Share.review_id == review.id)
    ).first()


@dataclass(frozen=True, slots=True)
class ShareState:
    """A link with everybody who opened it, and when they said that they have read it."""

    grant: Grant
    share: Share
    openings: Sequence[tuple[LinkOpening, Sequence[ShareReading]]]

    @property
    def works(self) -> bool:
        return self.grant.revoked_at is None and self.grant.expires_at > clock.now()

    @property
    def readings(self) -> int:
        return sum(bool(readings) for _opening, readings in self.openings)


def list_shares(session: Session, review: Review) -> list[ShareState]:
    """All links of the review, newest first, in three queries."""
    shares = session.exec(
        select(Grant, Share)
        .join(Share, col(Share.grant_id) == col(Grant.id))
        .where(Share.review_id == review.id)
        .order_by(col(Grant.id).desc())
    ).all()
    of_review = select(Share.grant_id).where(Share.review_id == review.id)
    readings: dict[int, list[ShareReading]] = {}
    for reading in session.exec(
        select(ShareReading).where(col(ShareReading.grant_id).in_(of_review)).order_by(col(ShareReading.id))
    ):
        readings.setdefault(reading.opening_id, []).append(reading)
    openings: dict[int, list[tuple[LinkOpening, Sequence[ShareReading]]]] = {}
    for opening in session.exec(
        select(LinkOpening).where(col(LinkOpening.grant_id).in_(of_review)).order_by(col(LinkOpening.id))
    ):
        openings.setdefault(opening.grant_id, []).append((opening, readings.get(opening.id or 0, [])))
    return [ShareState(grant, share, openings.get(share.grant_id, [])) for grant, share in shares]
