"""What somebody writes through a link. Nothing here touches the school's own words.

One person's view of one item is a row of its own, so whoever writes at the same time as others, or as the SENCO, can
neither wait long for them nor overwrite them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from app import clock
from app.models.accounts import Grant, LinkOpening
from app.models.actors import Actor
from app.models.contributions import (
    TEXTS,
    Contribution,
    ContributionChange,
    ContributionEvent,
    ContributionLink,
    Outcome,
)
from app.models.fields import BadAnswer, text
from app.models.reviews import Review
from app.models.self_evaluation_fields import JUDGEMENT, judgement
from app.review_framework.types import Framework
from app.services.contributions import items_asked
from app.services.self_evaluation import ReviewClosed, framework_of
from app.tokens import hashed, new_token


def open_link(session: Session, grant: Grant) -> str:
    """The secret for one more browser's cookie. A link to one person carries their words on to each of them."""
    secret = new_token()
    before = None
    if grant.email:
        before = session.exec(
            select(LinkOpening).where(LinkOpening.grant_id == grant.id).order_by(col(LinkOpening.id)).limit(1)
        ).first()
    assert grant.id is not None
    assert grant.school_id is not None
    session.add(
        LinkOpening(
            grant_id=grant.id,
            school_id=grant.school_id,
            cookie_hash=hashed(secret),
            continues_id=before.id if before else None,
            name=before.name if before else "",
            role=before.role if before else "",
            opened_at=clock.now(),
        )
    )
    grant.opened_at = grant.opened_at or clock.now()
    session.add(grant)
    return secret


def introduce(session: Session, opening: LinkOpening, *, name: str, role: str) -> None:
    """The writer's name and role, as they give them, stand beside all they write from now on."""
    opening.name, opening.role = name, role
    session.add(opening)


@dataclass(frozen=True, slots=True)
class SentView:
    """What was sent about one item, and the version of the view that it was written against."""

    item: str
    base: int
    judgement: str
    strengths: str
    developments: str
    basis: str

    @property
    def texts(self) -> tuple[str, ...]:
        return self.judgement, self.strengths, self.developments, self.basis


@dataclass(slots=True)
class Received:
    """What became of each item. What could not be kept as current stands here as it was sent."""

    saved: int = 0
    faults: dict[tuple[str, str], str] = field(default_factory=dict)
    """By item and field."""
    clashes: dict[str, Contribution] = field(default_factory=dict)
    """By item: the person's own newer text from another window."""


def own_views(session: Session, opening: LinkOpening) -> Mapping[str, Contribution]:
    """What this person has written so far, by item."""
    rows = session.exec(select(Contribution).where(Contribution.opening_id == opening.writer_id))
    return {row.item: row for row in rows}


def save_views(
    session: Session,
    review: Review,
    link: ContributionLink,
    opening: LinkOpening,
    sent: Iterable[SentView],
    *,
    by: Actor,
) -> Received:
    """Every view that holds something new is kept, each by itself; a faulty one does not hold up the others.

    A text sent against an older version is kept in the history, and shown beside the newer one. Raises ReviewClosed.
    """
    if not review.is_open:
        raise ReviewClosed
    framework = framework_of(review)
    asked = {item.code for item in items_asked(review, link)}
    # One person in two windows: the second one waits for the first.
    session.exec(select(LinkOpening.id).where(LinkOpening.id == opening.writer_id).with_for_update())
    current, received = own_views(session, opening), Received()
    for raw in sent:
        if raw.item not in asked:
            continue
        view = _clean(framework, raw, received)
        if view is None:
            continue
        before = current.get(view.item)
        if view.texts == (_texts(before) if before else ("", "", "", "")):
            continue
        if before is not None and before.version != view.base:
            _record(session, before, ContributionEvent.SET_ASIDE, by=by, sent=view)
            received.clashes[view.item] = before
            continue
        _keep(session, link, opening, before, view, by)
        received.saved += 1
    return received


def _clean(framework: Framework, sent: SentView, received: Received) -> SentView | None:
    cleaned: dict[str, str] = {}
    for name, rule in ((JUDGEMENT, judgement), *((name, text) for name in TEXTS)):
        try:
            cleaned[name] = rule(getattr(sent, name).strip(), framework)
        except BadAnswer as error:
            received.faults[sent.item, name] = str(error)
    return SentView(sent.item, sent.base, **cleaned) if len(cleaned) == len(TEXTS) + 1 else None


def _texts(view: Contribution) -> tuple[str, ...]:
    return view.judgement, view.strengths, view.developments, view.basis


def _keep(
    session: Session,
    link: ContributionLink,
    opening: LinkOpening,
    before: Contribution | None,
    sent: SentView,
    by: Actor,
) -> None:
    view = before or Contribution(
        review_id=link.review_id,
        school_id=link.school_id,
        grant_id=link.grant_id,
        opening_id=opening.writer_id,
        item=sent.item,
        name="",
        role="",
        version=0,
        at=clock.now(),
    )
    view.judgement, view.strengths, view.developments, view.basis = sent.texts
    view.name, view.role = by.name, opening.role
    view.version, view.at = view.version + 1, clock.now()
    # It says something new, so it waits to be read again. What was done with it before is in its history.
    view.outcome = Outcome.NEW
    session.add(view)
    session.flush()
    _record(session, view, ContributionEvent.SAVED, by=by)


def _record(
    session: Session, view: Contribution, event: ContributionEvent, *, by: Actor, sent: SentView | None = None
) -> None:
    """The view as it stands, or the text that was sent and set aside, is in the history."""
    judged, strengths, developments, basis = sent.texts if sent else _texts(view)
    assert view.id is not None
    session.add(
        ContributionChange(
            contribution_id=view.id,
            school_id=view.school_id,
            event=event,
            version=sent.base if sent else view.version,
            judgement=judged,
            strengths=strengths,
            developments=developments,
            basis=basis,
            outcome_then=view.outcome,
            reply=view.reply,
            actor_kind=by.kind,
            actor_id=by.id,
            actor_name=by.name,
            at=clock.now(),
        )
    )


def record_handled(session: Session, view: Contribution, *, by: Actor) -> None:
    """What the school did with a view is in its history."""
    session.add(view)
    _record(session, view, ContributionEvent.HANDLED, by=by)
