"""Asking colleagues for their view, by a link to one person or one that several may open."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, func, select

from app import clock
from app.language import day, ngettext
from app.language import gettext as _
from app.models.accounts import Grant, GrantKind, LinkOpening
from app.models.actors import Actor
from app.models.contributions import EVERYTHING, Contribution, ContributionLink
from app.models.reviews import Review
from app.models.schools import School
from app.review_framework.types import Framework, Item
from app.services.accounts import normal_email
from app.services.jobs import post_letter
from app.services.self_evaluation import ReviewClosed, framework_of
from app.settings import Settings
from app.tokens import hashed, new_token

DAYS = (7, 14, 21, 42)
"""How long a link can be set to work."""
USUAL_DAYS = 21


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, about what. Without an e-mail address the link is open to several people."""

    place: str = EVERYTHING
    name: str = ""
    email: str = ""
    role_wanted: str = ""
    note: str = ""
    days: int = USUAL_DAYS


@dataclass(frozen=True, slots=True)
class Invitation:
    """The link as made, and its address: the only time that anybody can see it here."""

    grant: Grant
    link: ContributionLink
    address: str


def invite(session: Session, review: Review, asked: Asked, *, by: Actor, settings: Settings) -> Invitation:
    """The link works from now on. Where it is for one person, a letter to them is on its way. Raises ReviewClosed."""
    grant, link, token = make_link(session, review, asked, by=by)
    address = address_of(grant, token, settings)
    if grant.email:
        _post_invitation(session, review, grant, link, address)
    return Invitation(grant, link, address)


def make_link(session: Session, review: Review, asked: Asked, *, by: Actor) -> tuple[Grant, ContributionLink, str]:
    """The link works from now on, and nobody has been told its secret but the caller. Raises ReviewClosed."""
    if not review.is_open:
        raise ReviewClosed
    token, now = new_token(), clock.now()
    grant = Grant(
        kind=GrantKind.CONTRIBUTION,
        token_hash=hashed(token),
        school_id=review.school_id,
        email=normal_email(asked.email),
        name=asked.name.strip(),
        created_by=by.name,
        created_at=now,
        expires_at=now + timedelta(days=asked.days),
    )
    session.add(grant)
    session.flush()
    assert grant.id is not None
    assert review.id is not None
    link = ContributionLink(
        grant_id=grant.id,
        review_id=review.id,
        school_id=review.school_id,
        place=asked.place,
        role_wanted=asked.role_wanted,
        note=asked.note.strip(),
    )
    session.add(link)
    return grant, link, token


def address_of(grant: Grant, token: str, settings: Settings) -> str:
    return f"{settings.base_url}/contributions/{grant.id}/link/{token}"


def _post_invitation(session: Session, review: Review, grant: Grant, link: ContributionLink, address: str) -> None:
    school = session.get_one(School, grant.school_id)
    items = len(items_asked(review, link))
    asks = ngettext(
        "%(by)s asks for your view on %(items)s question of the SEND review of %(school)s.",
        "%(by)s asks for your view on %(items)s questions of the SEND review of %(school)s.",
        items,
    ) % {"by": grant.created_by, "items": items, "school": school.name}
    post_letter(
        session,
        to=grant.email,
        subject=_("%(by)s asks for your view on SEND at %(school)s") % {"by": grant.created_by, "school": school.name},
        text=_(
            "Hello %(name)s,\n\n%(asks)s You need no account. Open this link to begin:\n\n%(link)s\n\n%(note)s"
            "It works until %(day)s, and you can come back and change what you wrote. "
            "If you did not expect it, you can ignore it."
        )
        % {
            "name": grant.name,
            "asks": asks,
            "link": address,
            "note": f"{link.note}\n\n" if link.note else "",
            "day": day(grant.expires_at),
        },
    )


def revoke(session: Session, grant: Grant) -> None:
    """The link opens nothing from now on, also where it is open already. What was written through it stays."""
    grant.revoked_at = grant.revoked_at or clock.now()
    session.add(grant)


def find_link(session: Session, review: Review, grant_id: int) -> tuple[Grant, ContributionLink] | None:
    return session.exec(
        select(Grant, ContributionLink)
        .join(ContributionLink, col(ContributionLink.grant_id) == col(Grant.id))
        .where(Grant.id == grant_id, ContributionLink.review_id == review.id)
    ).first()


@dataclass(frozen=True, slots=True)
class LinkState:
    """A link with how often it was opened, and how many views came through it."""

    grant: Grant
    link: ContributionLink
    opened: int
    views: int

    @property
    def works(self) -> bool:
        return self.grant.revoked_at is None and self.grant.expires_at > clock.now()


def list_links(session: Session, review: Review) -> list[LinkState]:
    """All links of the review, newest first, in one query."""
    opened = select(func.count(col(LinkOpening.id))).where(LinkOpening.grant_id == Grant.id).scalar_subquery()
    views = select(func.count(col(Contribution.id))).where(Contribution.grant_id == Grant.id).scalar_subquery()
    rows = session.exec(
        select(Grant, ContributionLink, opened, views)
        .join(ContributionLink, col(ContributionLink.grant_id) == col(Grant.id))
        .where(ContributionLink.review_id == review.id)
        .order_by(col(Grant.id).desc())
    )
    return [LinkState(*row) for row in rows]


def items_asked(review: Review, link: ContributionLink) -> tuple[Item, ...]:
    """What a link shows. One item is asked even where a short review leaves it out; areas follow the review's depth."""
    framework = framework_of(review)
    return tuple(
        item
        for item in (framework.items if "-" in link.place else framework.items_for(review.shown))
        if link.place in (EVERYTHING, item.area_code, item.code)
    )


def is_place(framework: Framework, place: str) -> bool:
    known = {area.code for area in framework.areas} | {item.code for item in framework.items}
    return place == EVERYTHING or place in known
