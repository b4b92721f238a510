"""Where people see one item differently, side by side. Nobody is wrong, nothing is added up."""

from dataclasses import dataclass

from sqlmodel import Session

from app.access.guard import Allowed
from app.language import gettext as _
from app.models.reviews import Review
from app.models.schools import School
from app.pages.contributions import ViewShown
from app.pages.self_evaluation_views import judgement_label
from app.review_framework.types import Framework, Item
from app.services.contributions_differences import Group, SideBySide, compare, widest
from app.services.self_evaluation import framework_of


@dataclass(frozen=True, slots=True)
class Conversation:
    """One item: what the school says, and who else says what."""

    item: Item
    own: str
    differs: bool
    groups: list[tuple[str, list[ViewShown]]]

    @property
    def views(self) -> list[ViewShown]:
        return [shown for _label, views in self.groups for shown in views]


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    """Every item with somebody's judgement beside the school's own, in the order of the framework."""

    review: Review
    conversations: list[Conversation]

    @property
    def differing(self) -> int:
        return sum(one.differs for one in self.conversations)

    @classmethod
    def of(cls, allowed: Allowed[Review]) -> "DifferencesPage":
        framework = framework_of(allowed.thing)
        found = compare(allowed.session, allowed.thing)
        return cls(allowed.thing, [_conversation(framework, one) for one in found])


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """The five items on which views lie furthest apart, for a meeting: who sees what, and room to write."""

    review: Review
    school: School
    conversations: list[Conversation]

    @classmethod
    def of(cls, session: Session, review: Review, school: School) -> "MeetingSheet":
        framework = framework_of(review)
        return cls(review, school, [_conversation(framework, one) for one in widest(compare(session, review))])


def group_label(group: Group) -> str:
    return {
        Group.SENCO: _("SENCO"),
        Group.SENIOR_LEADERS: _("Senior leaders"),
        Group.GOVERNORS: _("Governors"),
        Group.COLLEAGUES: _("Colleagues"),
    }[group]


def _conversation(framework: Framework, one: SideBySide) -> Conversation:
    shown = [group for group in Group if group is not Group.SENCO or one.of(group)]
    groups = [(group_label(group), [ViewShown.of(framework, view) for view in one.of(group)]) for group in shown]
    return Conversation(one.item, judgement_label(framework, one.own), bool(one.width), groups)
