"""The deliberate pages of pairing: making the proposed groups, one put together by hand, and a repair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from app.access.guard import Allowed
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.programme import Cohort
from app.pages.pairing import MOST_AT_ONCE, GroupShown, by_region, proposed_of, read_for, show_groups
from app.pages.pairing_form import PairingForm
from app.services.pairing import Group, Placement, group_of, place
from app.services.pairing_cohort import PairingRecord
from app.services.pairing_cost import PairSchool
from app.services.pairing_explain import WhyLeft, broken_rules, explain_left, km, reasons
from app.services.pairing_repair import Repair, StandingGroup

Errors = tuple[tuple[str, str], ...]


def fingerprint(groups: Iterable[Group], ended: Iterable[StandingGroup] = ()) -> str:
    """Of what a page shows: a form made for other groups than those of now is noticed."""
    said = [sorted(group.ids) for group in groups], [one.id for one in ended]
    return sha256(repr(said).encode()).hexdigest()[:16]


class _Sent:
    """A page whose form may come back, with what was wrong with it."""

    __slots__ = ()
    errors: Errors

    def error(self, name: str) -> str:
        return dict(self.errors).get(name, "")


@dataclass(frozen=True, slots=True)
class ApplyPage(_Sent):
    cohort: Cohort
    form: PairingForm
    groups: tuple[GroupShown, ...]
    left: tuple[WhyLeft, ...]
    asked: tuple[str, ...]
    """Schools without one open review to bring: they are asked, and join with the one that they choose."""
    shown: str
    why: str
    errors: Errors = ()

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/pairing"

    @property
    def back(self) -> str:
        return self.form.address(self.here)

    @classmethod
    def of(
        cls, allowed: Allowed[VisibleCohort], form: PairingForm, *, why: str | None = None, errors: Errors = ()
    ) -> "ApplyPage":
        record = read_for(allowed, form)
        placement, judge = proposal(record, form), record.judge(form.settings)
        groups = proposed_of(placement)
        standard = _("Of all ways to bring the schools of your region together, this one costs least altogether.")
        return cls(
            allowed.thing.cohort,
            form,
            show_groups(by_region(groups), judge, form, ""),
            explain_left(placement, record.schools, judge),
            tuple(one.name for group in groups for one in group.schools if record.review_of(one.id) is None),
            fingerprint(groups),
            standard if why is None else why,
            (*form.errors, *errors),
        )


def proposal(record: PairingRecord, form: PairingForm) -> Placement:
    """Nobody is brought together where there are more schools than a page can wait for, or the form is not right."""
    if form.errors or sum(one.enrolled for one in record.schools) > MOST_AT_ONCE:
        return Placement((), ())
    return record.propose(form.settings)


@dataclass(frozen=True, slots=True)
class OwnGroupPage(_Sent):
    """Two or three schools that somebody chose, held against the rules, and what it means for all others."""

    cohort: Cohort
    form: PairingForm
    schools: tuple[tuple[str, str], ...]
    """To choose from: those that are in no group."""
    chosen: tuple[str, ...]
    group: Group | None
    reasons: tuple[str, ...]
    broken: tuple[str, ...]
    effect: str
    why: str
    errors: Errors = ()

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/pairing"

    @property
    def back(self) -> str:
        return self.form.address(self.here)

    @property
    def km(self) -> str:
        return km(self.group.metres) if self.group and self.group.is_fully_measured else _("not known")

    @classmethod
    def of(
        cls,
        allowed: Allowed[VisibleCohort],
        form: PairingForm,
        chosen: Sequence[str],
        *,
        why: str = "",
        errors: Errors = (),
    ) -> "OwnGroupPage":
        record = read_for(allowed, form)
        judge = record.judge(form.settings)
        free = free_schools(record)
        picked = picked_of(free, chosen)
        group = group_of(picked, judge) if len(picked) in (2, 3) else None
        return cls(
            allowed.thing.cohort,
            form,
            tuple((str(one.id), f"{one.name} ({one.region_label})") for one in free),
            tuple(str(one.id) for one in picked),
            group,
            tuple(one for one in reasons(group, judge) if one not in broken_rules(group, judge)) if group else (),
            broken_rules(group, judge) if group else (),
            _effect(record, form, group) if group else "",
            why,
            (*form.errors, *errors),
        )


def free_schools(record: PairingRecord) -> list[PairSchool]:
    """Those that take part and are in no group, by name."""
    grouped = {id_ for group in record.groups for id_ in group.ids}
    free = [one for one in record.schools if one.enrolled and one.id not in grouped]
    return sorted(free, key=lambda one: (one.name.casefold(), one.urn))


def picked_of(free: Sequence[PairSchool], chosen: Sequence[str]) -> list[PairSchool]:
    """Each once, however often it was chosen."""
    by_id = {str(one.id): one for one in free}
    return [by_id[id_] for id_ in dict.fromkeys(chosen) if id_ in by_id]


def _effect(record: PairingRecord, form: PairingForm, group: Group) -> str:
    """What the best way for everybody else then comes to, against the proposal."""
    before = proposal(record, form)
    if not before.groups and not before.left:
        return ""
    standing = [one.ids for one in record.groups]
    after = place(record.schools, record.judge(form.settings), existing=[*standing, group.ids])
    more_left, dearer = len(after.left) - len(before.left), after.cost - before.cost
    if more_left > 0:
        names = ", ".join(one.name for one in after.left)
        return _("With this group, and the best for all others, these are left over: %(names)s.") % {"names": names}
    if more_left < 0:
        return _("With this group one school more has a place than in the proposal, because a rule is broken.")
    if dearer == 0:
        return _("It is part of the proposal, or as good: nothing changes for the others.")
    words = {"km": km(abs(dearer))}
    if dearer < 0:
        return _("All groups together cost %(km)s less than the proposal, because a rule is broken.") % words
    return _("All groups together cost %(km)s more than the proposal, distance and differences counted.") % words


@dataclass(frozen=True, slots=True)
class RepairPage(_Sent):
    cohort: Cohort
    form: PairingForm
    break_begun: bool
    broken: tuple[str, ...]
    """Groups that a school has left, by the names of who was in them."""
    changed: tuple[str, ...]
    goes_on: tuple[GroupShown, ...]
    """What remains of a triad, as a pair."""
    new: tuple[GroupShown, ...]
    left: tuple[WhyLeft, ...]
    shown: str
    why: str
    errors: Errors = ()

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/pairing"

    @property
    def back(self) -> str:
        return self.form.address(self.here)

    @property
    def other_href(self) -> str:
        """The same page, with the other answer to whether groups that have begun may change."""
        return self.form.address(f"{self.here}/repair", [] if self.break_begun else [("begun", "yes")])

    @classmethod
    def of(
        cls,
        allowed: Allowed[VisibleCohort],
        form: PairingForm,
        *,
        break_begun: bool,
        why: str | None = None,
        errors: Errors = (),
    ) -> "RepairPage":
        record = read_for(allowed, form)
        found, judge = mended(record, form, break_begun=break_begun), record.judge(form.settings)
        names = {one.id: one.name for one in record.schools}
        rests = {group.ids - gone_of(record) for group in found.broken}
        standard = _("A school of your group has withdrawn, or groups had to change because one did.")
        return cls(
            allowed.thing.cohort,
            form,
            break_begun,
            tuple(_names(group, names) for group in found.broken),
            tuple(_names(group, names) for group in found.changed),
            show_groups([group for group in found.new if group.ids in rests], judge, form, ""),
            show_groups([group for group in found.new if group.ids not in rests], judge, form, ""),
            explain_left(found.placement, record.schools, judge),
            fingerprint(found.new, found.ended),
            standard if why is None else why,
            (*form.errors, *errors),
        )


def gone_of(record: PairingRecord) -> frozenset[int]:
    return frozenset(one.id for one in record.schools if not one.enrolled)


def mended(record: PairingRecord, form: PairingForm, *, break_begun: bool) -> Repair:
    """Nothing, where there are more schools than a page can wait for."""
    if form.errors or sum(one.enrolled for one in record.schools) > MOST_AT_ONCE:
        return Repair(Placement((), ()), (), ())
    return record.repair(form.settings, break_begun=break_begun)


def _names(group: StandingGroup, names: dict[int, str]) -> str:
    return _(" and ").join(names[id_] for id_ in sorted(group.ids) if id_ in names)
