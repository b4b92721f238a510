"""What somebody sees who holds a link: what is asked, and their own text. Never the school's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.access.links import LinkHolder
from app.language import gettext as _
from app.models.accounts import Grant
from app.models.contributions import TEXTS, Contribution, ContributionLink
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation_fields import JUDGEMENT
from app.pages.contributions import declared_role, outcome_label
from app.pages.schools import job_titles
from app.pages.self_evaluation_views import judgement_label, minutes
from app.pages.sent import Sent
from app.review_framework.types import Framework, Item
from app.review_framework.vocabulary import vocabulary
from app.services.contributions import items_asked
from app.services.contributions_writing import Received, SentView, own_views
from app.services.self_evaluation import framework_of


@dataclass(frozen=True, slots=True)
class LandingPage:
    """Who asks, for which school, about how much. The button opens it."""

    grant: Grant
    link: ContributionLink
    school_name: str
    items: int
    minutes: int
    action: str
    can_stop_reminders: bool
    reminders_off: bool = False
    errors: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, holder: LinkHolder, action: str, *, reminders_off: bool = False, error: str = "") -> "LandingPage":
        link = holder.session.get_one(ContributionLink, holder.grant.id)
        review = holder.session.get_one(Review, link.review_id)
        school = holder.session.get_one(School, link.school_id)
        items = len(items_asked(review, link))
        stoppable = bool(holder.grant.email) and link.wants_reminders
        errors = (("", error),) if error else ()
        return cls(holder.grant, link, school.name, items, minutes(items), action, stoppable, reminders_off, errors)


@dataclass(frozen=True, slots=True)
class OwnItem:
    """One item, and what the writer has said about it: what they sent just now where it could not be kept."""

    item: Item
    look_at: list[str]
    ask: list[str]
    levels: list[tuple[str, str, str]]
    values: Mapping[str, str]
    version: int
    saved: Contribution | None
    became: str
    clash: list[tuple[str, str]]
    """Label and words of the text that came from another window of theirs."""
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WritingPage(Sent):
    """The one page of a contribution: name and role once, then each item with a plain form."""

    grant: Grant
    link: ContributionLink
    school_name: str
    is_open: bool
    name: str
    role: str
    knows_name: bool
    items: list[OwnItem]
    minutes: int
    reminders_off: bool
    errors: list[tuple[str, str]] = field(default_factory=list)

    roles = staticmethod(job_titles)
    declared_role = staticmethod(declared_role)

    @classmethod
    def of(
        cls,
        holder: LinkHolder,
        *,
        sent: Mapping[str, SentView] | None = None,
        received: Received | None = None,
        writer: tuple[str, str] | None = None,
        errors: list[tuple[str, str]] | None = None,
    ) -> "WritingPage":
        """With what was sent, where some of it could not be kept."""
        session, opening = holder.session, holder.opening
        assert opening is not None
        link = session.get_one(ContributionLink, holder.grant.id)
        review = session.get_one(Review, link.review_id)
        school = session.get_one(School, link.school_id)
        framework, own = framework_of(review), own_views(session, opening)
        items = items_asked(review, link)
        received, sent = received or Received(), sent or {}
        shown = [_own_item(framework, item, own.get(item.code), sent.get(item.code), received) for item in items]
        faults = [(f"{item}.{name}", sentence) for (item, name), sentence in received.faults.items()]
        clashes = [
            (f"{code}.{JUDGEMENT}", _("%(item)s: choose between two texts of yours") % {"item": code})
            for code in received.clashes
        ]
        name, role = writer or (opening.name or holder.grant.name, opening.role or link.role_wanted)
        return cls(
            holder.grant,
            link,
            school.name,
            review.is_open,
            name,
            role,
            bool(opening.name),
            shown,
            minutes(len(items)),
            not link.wants_reminders,
            [*(errors or []), *faults, *clashes],
        )


def _own_item(
    framework: Framework, item: Item, saved: Contribution | None, sent: SentView | None, received: Received
) -> OwnItem:
    people, kinds = vocabulary("stakeholders"), vocabulary("evidence_kinds")
    stands: Contribution | SentView | None = sent or saved
    return OwnItem(
        item,
        [f"{kinds.label(look.kind)}: {look.what}" for look in item.look_at],
        [people.label(code) for code in item.ask],
        [(level.code, level.label, item.descriptors[level.code]) for level in framework.scale],
        {name: getattr(stands, name) if stands else "" for name in (JUDGEMENT, *TEXTS)},
        saved.version if saved else 0,
        saved,
        outcome_label(saved.outcome) if saved else "",
        _texts(framework, saved) if saved and item.code in received.clashes else [],
        {name: sentence for (code, name), sentence in received.faults.items() if code == item.code},
    )


def _texts(framework: Framework, view: Contribution) -> list[tuple[str, str]]:
    found = [
        (_("Where the school is now"), judgement_label(framework, view.judgement) if view.judgement else ""),
        (_("Strengths"), view.strengths),
        (_("Areas for development"), view.developments),
        (_("Based on"), view.basis),
    ]
    return [(label, words) for label, words in found if words]
