"""The proposal for a cohort: every group with its reasons, who is left over, a map, and the switches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app import clock
from app.access.guard import Allowed
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.programme import Cohort
from app.pages.pairing_form import PairingForm
from app.pages.pairing_map import PairingMap
from app.services.pairing import Group, Placement, Standing
from app.services.pairing_cohort import PairingRecord, read_pairing
from app.services.pairing_cost import PairSchool
from app.services.pairing_explain import WhyLeft, explain_left, km, reasons
from app.services.pairing_rules import Judge
from app.services.programme import list_regions

MOST_AT_ONCE = 600
"""Schools that a page brings together while somebody waits: less than two seconds. More are for the command line."""


@dataclass(frozen=True, slots=True)
class GroupShown:
    number: int
    group: Group
    reasons: tuple[str, ...]
    change: str
    """Where it is changed by hand."""

    @property
    def title(self) -> str:
        return _(" and ").join(one.name for one in self.group.schools)

    @property
    def kind(self) -> str:
        return _("Triad") if self.group.kind == "triad" else _("Pair")

    @property
    def km(self) -> str:
        return km(self.group.metres) if self.group.is_fully_measured else _("distance not known")

    @property
    def standing(self) -> str:
        return {
            Standing.PROPOSED: _("proposed"),
            Standing.LOCKED: _("locked with each other"),
            Standing.EXISTING: _("in place"),
        }[self.group.standing]


@dataclass(frozen=True, slots=True)
class PairingPage:
    cohort: Cohort
    form: PairingForm
    regions: tuple[tuple[str, str], ...]
    """To choose from, with every one of them first."""
    too_many: int
    """Schools, where they are more than a page brings together; 0 otherwise."""
    groups: tuple[GroupShown, ...] = ()
    left: tuple[WhyLeft, ...] = ()
    map: PairingMap | None = None
    total_km: str = ""
    gap: str = ""
    proposed: int = 0
    broken: int = 0
    """Groups that a school which has withdrawn is still in."""
    free: frozenset[int] = frozenset()
    """Schools that are in no group."""

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/pairing"

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.form.errors

    @property
    def sections(self) -> list[tuple[str, list[GroupShown]]]:
        """The groups of each region, under its name."""
        return [
            (label, list(shown)) for label, shown in groupby(self.groups, lambda one: one.group.schools[0].region_label)
        ]

    @property
    def apply_href(self) -> str:
        return self.form.address(f"{self.here}/groups/new")

    @property
    def own_href(self) -> str:
        return self.form.address(f"{self.here}/own-group")

    def partner_href(self, school: PairSchool) -> str:
        """Where somebody finds it a partner by hand; empty for one that a repair is for."""
        more = [("school", str(school.id))]
        return self.form.address(f"{self.here}/own-group", more) if school.id in self.free else ""

    @property
    def repair_href(self) -> str:
        return self.form.address(f"{self.here}/repair")

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort], form: PairingForm) -> "PairingPage":
        record = read_for(allowed, form)
        regions = region_choices(allowed)
        taking_part = [one for one in record.schools if one.enrolled]
        if len(taking_part) > MOST_AT_ONCE or form.errors:
            too_many = len(taking_part) if len(taking_part) > MOST_AT_ONCE else 0
            return cls(allowed.thing.cohort, form, regions, too_many)
        placement, judge = record.propose(form.settings), record.judge(form.settings)
        groups = by_region(placement.groups)
        path = f"/cohorts/{allowed.thing.cohort.id}/pairing"
        return cls(
            allowed.thing.cohort,
            form,
            regions,
            0,
            show_groups(groups, judge, form, path, {one.ids: one.id for one in record.groups}),
            explain_left(placement, record.schools, judge),
            PairingMap.of(taking_part, groups),
            km(placement.metres),
            km(placement.gap) if placement.gap else "",
            len(proposed_of(placement)),
            len(record.broken),
            frozenset(one.id for one in record.free),
        )


def read_for(allowed: Allowed[VisibleCohort], form: PairingForm) -> PairingRecord:
    """What somebody sees of the cohort today, of the region that they chose."""
    return narrowed(read_pairing(allowed.session, allowed.thing, on=clock.today()), form)


def narrowed(record: PairingRecord, form: PairingForm) -> PairingRecord:
    if not form.region:
        return record
    return replace(record, schools=tuple(one for one in record.schools if one.region == form.region))


def region_choices(allowed: Allowed[VisibleCohort]) -> tuple[tuple[str, str], ...]:
    seen = [one for one in list_regions(allowed.session, allowed.thing.cohort) if allowed.thing.holds(one.id)]
    return (("", _("Every region")), *((region.code, region.label) for region in seen))


def by_region(groups: Sequence[Group]) -> list[Group]:
    """Those of a region beside each other, in order of URN."""
    return sorted(groups, key=lambda group: group.schools[0].region_label)


def show_groups(
    groups: Sequence[Group],
    judge: Judge,
    form: PairingForm,
    path: str,
    standing: Mapping[frozenset[int], int] | None = None,
) -> tuple[GroupShown, ...]:
    """With the way to change each, where there is a `path`; `standing` has the ids of those that are in place."""

    def change(group: Group) -> str:
        if group.ids in (standing or {}):
            return f"{path}/groups/{(standing or {})[group.ids]}"
        return form.address(f"{path}/own-group", [("school", str(one.id)) for one in group.schools]) if path else ""

    return tuple(
        GroupShown(number, group, reasons(group, judge), change(group)) for number, group in enumerate(groups, 1)
    )


def proposed_of(placement: Placement) -> tuple[Group, ...]:
    return tuple(group for group in placement.groups if group.standing is not Standing.EXISTING)
