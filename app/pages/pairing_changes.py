"""The deliberate pages of pairing that follow the proposal: making its groups, and a repair."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from app.access.guard import Allowed
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.programme import Cohort
from app.pages.pairing import MOST_AT_ONCE, GroupShown, by_region, proposed_of, read_for, show_groups
from app.pages.pairing_form import PairingForm
from app.pages.sent import Errors, Sent
from app.services.pairing import Group, Placement
from app.services.pairing_cohort import PairingRecord
from app.services.pairing_explain import WhyLeft, explain_left
from app.services.pairing_repair import Repair, StandingGroup


def fingerprint(groups: Iterable[Group], ended: Iterable[StandingGroup] = ()) -> str:
    """Of what a page shows: a form made for other groups than those of now is noticed."""
    said = [sorted(group.ids) for group in groups], [one.id for one in ended]
    return sha256(repr(said).encode()).hexdigest()[:16]


class ProposalPage(Sent):
    """A page that follows the proposal, under the same rules and weights."""

    __slots__ = ()
    cohort: Cohort
    form: PairingForm

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/pairing"

    @property
    def back(self) -> str:
        return self.form.address(self.here)


@dataclass(frozen=True, slots=True)
class ApplyPage(ProposalPage):
    cohort: Cohort
    form: PairingForm
    groups: tuple[GroupShown, ...]
    left: tuple[WhyLeft, ...]
    asked: tuple[str, ...]
    """Schools without one open review to bring: they are asked, and join with the one that they choose."""
    shown: str
    why: str
    errors: Errors = ()

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
class RepairPage(ProposalPage):
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
