"""What the pages of contributions show to the school: the links it sent, and the views that came back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app import clock
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import day
from app.language import gettext as _
from app.models.contributions import EVERYTHING, Contribution, ContributionChange, Outcome
from app.models.reviews import Review
from app.models.self_evaluation_fields import DEVELOPMENTS, STRENGTHS
from app.models.self_evaluation_sheet import Sheet
from app.pages.schools import job_titles
from app.pages.self_evaluation_views import FieldView, judgement_label, view_field
from app.pages.sent import Sent
from app.review_framework.types import Framework, Item
from app.review_framework.vocabulary import vocabulary
from app.services.contributions import DAYS, USUAL_DAYS, Asked, LinkState, list_links
from app.services.contributions_reminders import list_unanswered, next_day
from app.services.contributions_views import list_history, list_views
from app.services.self_evaluation import framework_of, read_sheet
from app.services.texts import Clash
from app.services.texts_forms import Outcome as FormOutcome


def declared_role(code: str) -> str:
    return vocabulary("school_roles").label(code) if code else ""


def outcome_label(outcome: str) -> str:
    """What became of a view, in words for its writer and for the school."""
    return {
        Outcome.NEW: _("Not read yet"),
        Outcome.READ: _("Read"),
        Outcome.QUOTED: _("Quoted"),
        Outcome.FOLDED_IN: _("Part of the school’s own words"),
    }[Outcome(outcome)]


def place_label(framework: Framework, place: str) -> str:
    if place == EVERYTHING:
        return _("The whole review")
    if "-" in place:
        return f"{place}: {framework.item(place).statement}"
    return framework.area(place).title


@dataclass(frozen=True, slots=True)
class ViewShown:
    """One person's view, ready to read."""

    view: Contribution
    judgement: str
    role: str
    outcome: str

    @property
    def texts(self) -> list[tuple[str, str, str]]:
        """Name, label and words of each text that holds something."""
        labels = {"strengths": _("Strengths"), "developments": _("Areas for development"), "basis": _("Based on")}
        return [(name, label, words) for name, label in labels.items() if (words := getattr(self.view, name))]

    @classmethod
    def of(cls, framework: Framework, view: Contribution) -> "ViewShown":
        judgement = judgement_label(framework, view.judgement) if view.judgement else ""
        return cls(view, judgement, declared_role(view.role), outcome_label(view.outcome))


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text of the school's own, with the version that a quotation would follow."""

    name: str
    label: str
    words: str
    version: int


@dataclass(frozen=True, slots=True)
class ItemViews:
    """The views of one item beside the school's own words."""

    item: Item
    judgement: str
    own: list[OwnText]
    views: list[ViewShown]

    @classmethod
    def of(cls, framework: Framework, sheet: Sheet, item: Item, views: list[ViewShown]) -> "ItemViews":
        labels = {STRENGTHS: _("Strengths"), DEVELOPMENTS: _("Areas for development")}
        texts = {name: sheet.text(item.code, name) for name in labels}
        own = [OwnText(name, label, texts[name].value, texts[name].version) for name, label in labels.items()]
        return cls(item, judgement_label(framework, sheet.judgement(item)), own, views)


@dataclass(frozen=True, slots=True)
class ContributionsPage:
    """Everything that came in, by item in the order of the framework, and every link that was sent."""

    review: Review
    items: list[ItemViews]
    links: list[tuple[LinkState, str]]
    can_manage: bool
    unanswered: int
    reminders_leave: date
    is_school_day: bool

    declared_role = staticmethod(declared_role)

    @property
    def new(self) -> int:
        return sum(one.view.outcome == Outcome.NEW for item in self.items for one in item.views)

    @classmethod
    def of(cls, allowed: Allowed[Review]) -> "ContributionsPage":
        review, session = allowed.thing, allowed.session
        framework, sheet = framework_of(review), read_sheet(session, review)
        by_item: dict[str, list[ViewShown]] = {}
        for view in list_views(session, review):
            by_item.setdefault(view.item, []).append(ViewShown.of(framework, view))
        items = [
            ItemViews.of(framework, sheet, item, by_item[item.code]) for item in framework.items if item.code in by_item
        ]
        leave = next_day(clock.today())
        return cls(
            review,
            items,
            [(state, place_label(framework, state.link.place)) for state in list_links(session, review)],
            review.is_open and allowed.may(Permission.CONTRIBUTIONS_MANAGE),
            len(list_unanswered(session, review)),
            leave,
            leave == clock.today(),
        )


@dataclass(frozen=True, slots=True)
class AskForm(Sent):
    """As it was sent, with what was wrong with it."""

    place: str = EVERYTHING
    whom: str = "one"
    name: str = ""
    email: str = ""
    role_wanted: str = ""
    note: str = ""
    days: str = str(USUAL_DAYS)
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def asked(self) -> Asked:
        """Only for a form without errors."""
        one = self.whom == "one"
        return Asked(
            self.place,
            self.name if one else "",
            self.email if one else "",
            self.role_wanted,
            self.note,
            int(self.days),
        )


@dataclass(frozen=True, slots=True)
class AskPage:
    """The form that makes a link."""

    review: Review
    form: AskForm
    places: list[tuple[str, str]]
    days: list[tuple[str, str]]

    roles = staticmethod(job_titles)

    @property
    def errors(self) -> Sequence[tuple[str, str]]:
        return self.form.errors

    @classmethod
    def of(cls, allowed: Allowed[Review], form: AskForm) -> "AskPage":
        framework = framework_of(allowed.thing)
        places = [(EVERYTHING, _("The whole review"))]
        for area in framework.areas:
            places.append((area.code, area.title))
            places += [(item.code, f"{item.code}: {item.statement}") for item in area.items]
        return cls(allowed.thing, form, places, [(str(days), _days(days)) for days in DAYS])


def _days(days: int) -> str:
    until = clock.now().date().fromordinal(clock.today().toordinal() + days)
    return _("%(days)s days, until %(day)s") % {"days": days, "day": day(until)}


@dataclass(frozen=True, slots=True)
class AddressPage:
    """The address of a link for several people, the only time that it is shown."""

    review: Review
    address: str
    about: str
    ends: date


@dataclass(frozen=True, slots=True)
class QuotationClashPage:
    """Somebody changed the school's own text meanwhile: theirs stands, and the quotation can follow it."""

    review: Review
    shown: ViewShown
    text: str
    field: str
    clash: Clash


@dataclass(frozen=True, slots=True)
class FoldInPage:
    """A view beside the school's own fields of its item."""

    review: Review
    item: Item
    shown: ViewShown
    person_id: int
    fields: list[tuple[FieldView, str]]
    history: list[ContributionChange]
    errors: list[tuple[str, str]] = field(default_factory=list)
    clashes: int = 0

    @classmethod
    def of(cls, allowed: Allowed[Review], view: Contribution, outcome: FormOutcome | None = None) -> "FoldInPage":
        review = allowed.thing
        framework, sheet = framework_of(review), read_sheet(allowed.session, review)
        labels = {STRENGTHS: _("Strengths"), DEVELOPMENTS: _("Areas for development")}
        assert allowed.person.id is not None
        return cls(
            review,
            framework.item(view.item),
            ViewShown.of(framework, view),
            allowed.person.id,
            [(view_field(sheet, view.item, name, outcome), label) for name, label in labels.items()],
            list_history(allowed.session, view),
            [(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else [],
            len(outcome.clashes) if outcome else 0,
        )
