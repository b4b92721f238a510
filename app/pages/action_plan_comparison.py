"""Two states of a plan compared in words."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import VisiblePlan
from app.language import day
from app.language import gettext as _
from app.models.action_plan import ActionPlanVersion
from app.models.action_plan_sheet import Plan, plan_from_texts
from app.models.fields import Key
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.pages.action_plan_labels import field_label, place_label, shown
from app.pages.action_plan_views import state_label
from app.review_framework.types import Framework
from app.services.action_plan import read_plan_texts
from app.services.action_plan_findings import list_findings
from app.services.action_plan_versions import find_version, list_versions, plan_in, shared_part, sheet_of
from app.services.action_plan_words import Piece, word_changes
from app.services.self_evaluation import framework_of

NOW = "now"
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: a version, or the plan as it stands."""

    code: str
    name: str
    plan: Plan
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class ChangedField:
    label: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class ChangedPlace:
    """What changed at one place of the plan. `standing` says whether it came, went or stayed."""

    label: str
    standing: str
    fields: list[ChangedField]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    review: Review
    before: Side
    after: Side
    places: list[ChangedPlace]
    choices: list[Choice]

    @property
    def here(self) -> str:
        return f"/reviews/{self.review.id}/action-plan"

    @classmethod
    def of(cls, allowed: Allowed[VisiblePlan], before: str, after: str) -> "ComparisonPage | None":
        """None where one of the two is not there for this reader."""
        seen, may_read_draft = allowed.thing, allowed.may(Permission.PLAN_READ)
        versions = [one for one in list_versions(allowed.session, seen.plan) if seen.shows(one)]
        choices = [(str(one.number), version_name(one)) for one in versions]
        if may_read_draft:
            choices.insert(0, (NOW, _("The plan as it stands")))
        named = dict(choices)
        if before not in named or after not in named:
            return None
        sides = [side_of(allowed.session, seen, code, named[code]) for code in (before, after)]
        framework = framework_of(seen.review)
        return cls(seen.review, sides[0], sides[1], compare(framework, sides[0], sides[1]), choices)


def version_name(version: ActionPlanVersion) -> str:
    return _("Version %(number)s: %(kind)s, %(day)s") % {
        "number": version.number,
        "kind": state_label(version.kind),
        "day": day(version.at),
    }


def side_of(session: Session, seen: VisiblePlan, code: str, name: str) -> Side:
    if code == NOW:
        sheet = shared_part(read_plan_texts(session, seen.plan))
        return Side(code, name, plan_from_texts(sheet, list_findings(session, seen.review)), sheet)
    version = find_version(session, seen.plan, int(code))
    assert version is not None
    return Side(code, name, plan_in(version), sheet_of(version))


def compare(framework: Framework, before: Side, after: Side) -> list[ChangedPlace]:
    """Place by place in the order of the later one, every text that differs."""
    changed: dict[str, list[Key]] = {}
    for key in after.sheet.changed_from(before.sheet):
        changed.setdefault(key.place, []).append(key)
    places = [_place(framework, before, after, place, keys) for place, keys in changed.items()]
    return sorted((one for one in places if one.fields), key=lambda one: one.label)


def _place(framework: Framework, before: Side, after: Side, place: str, keys: list[Key]) -> ChangedPlace:
    plans = (after.plan, before.plan)
    was, is_ = (_is_there(side.sheet, place) for side in (before, after))
    # To which priority a new action belongs stands in its label.
    passed_over = {"position", "origin", *(() if was and is_ else ("priority",))}
    fields = []
    for key in keys:
        if key.field in passed_over:
            continue
        old, new = (shown(framework, plans, key, side.sheet.value(key.place, key.field)) for side in (before, after))
        if old != new:
            fields.append(ChangedField(field_label(key.field), word_changes(old, new)))
    standing = _("new") if not was else _("taken out") if not is_ else ""
    return ChangedPlace(place_label(after.plan if is_ else before.plan, place), standing, fields)


def _is_there(sheet: Sheet, place: str) -> bool:
    keys = sheet.keys()
    return any(key.place == place and sheet.value(place, key.field) for key in keys)


@dataclass(frozen=True, slots=True)
class SinceThen:
    """What has changed since the version that counts: its name, day and the number of it."""

    version: ActionPlanVersion
    name: str
    at: datetime
    places: list[ChangedPlace]

    @property
    def count(self) -> int:
        return sum(len(one.fields) for one in self.places)


def since(framework: Framework, version: ActionPlanVersion, sheet: Sheet, plan: Plan) -> SinceThen:
    """From this version to the plan as it stands."""
    name = version_name(version)
    before = Side(str(version.number), name, plan_in(version), sheet_of(version))
    return SinceThen(version, name, version.at, compare(framework, before, Side(NOW, "", plan, shared_part(sheet))))
