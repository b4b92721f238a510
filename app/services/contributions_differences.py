"""Where people see one item differently: views side by side, as conversations worth having. No mean and no score."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from app.models.contributions import Contribution
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.types import DOES_NOT_APPLY, Framework, Item
from app.services.contributions_views import list_views
from app.services.self_evaluation import framework_of, read_sheet

MOST_ON_A_SHEET = 5


class Group(StrEnum):
    SENCO = "senco"
    """Shown where one of them gave a view beside the school’s own."""
    SENIOR_LEADERS = "senior_leaders"
    GOVERNORS = "governors"
    COLLEAGUES = "colleagues"


GROUP_OF = {
    "senco": Group.SENCO,
    "deputy_senco": Group.SENCO,
    "headteacher": Group.SENIOR_LEADERS,
    "senior_leader": Group.SENIOR_LEADERS,
    "send_governor": Group.GOVERNORS,
    "governor": Group.GOVERNORS,
}
"""By the role as declared; everybody else is a colleague."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One item: the school's own judgement, and the views that carry one. `width` only chooses what to talk about."""

    item: Item
    own: str
    views: tuple[Contribution, ...]
    width: int

    def of(self, group: Group) -> list[Contribution]:
        return [view for view in self.views if GROUP_OF.get(view.role, Group.COLLEAGUES) == group]


def compare(session: Session, review: Review, *, sheet: Sheet | None = None) -> list[SideBySide]:
    """Every item about which somebody gave a judgement of their own, in the order of the framework; two queries. The
    school's own is as it stands now, or in the sheet of an agreed version.
    """
    framework, sheet = framework_of(review), sheet or read_sheet(session, review)
    by_item: dict[str, list[Contribution]] = {}
    for view in list_views(session, review):
        if view.judgement:
            by_item.setdefault(view.item, []).append(view)
    return [_compared(framework, item, sheet, by_item[item.code]) for item in framework.items if item.code in by_item]


def _compared(framework: Framework, item: Item, sheet: Sheet, views: list[Contribution]) -> SideBySide:
    own = sheet.judgement(item)
    return SideBySide(item, own, tuple(views), _width(framework, [own, *(view.judgement for view in views)]))


def _width(framework: Framework, judgements: Iterable[str]) -> int:
    """How many levels lie between the two that are furthest apart. "Does not apply" beside a level is one apart."""
    steps = {level.code: number for number, level in enumerate(framework.scale)}
    given = set(judgements)
    found = [steps[code] for code in given if code in steps]
    apart = max(found) - min(found) if found else 0
    return max(apart, 1) if DOES_NOT_APPLY in given and found else apart


def widest(compared: list[SideBySide]) -> list[SideBySide]:
    """At most five on which views differ, those that differ most; in the order of the framework."""
    differing = [one for one in compared if one.width]
    chosen = sorted(differing, key=lambda one: -one.width)[:MOST_ON_A_SHEET]
    return [one for one in differing if one in chosen]
