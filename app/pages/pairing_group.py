"""Groups by hand: who would suit a school, a group held against the rules, and one that stands and changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app import clock
from app.access.errors import NotFound
from app.access.guard import Allowed
from app.access.visible import VisibleCohort, VisibleGroup
from app.language import gettext as _
from app.models.programme import Cohort
from app.pages.pairing import GroupShown, read_for, show_groups
from app.pages.pairing_changes import ProposalPage, proposal
from app.pages.pairing_form import PairingForm
from app.pages.sent import Errors, Sent
from app.services.pairing import Group, Standing, group_of, place
from app.services.pairing_changes import group_in, has_room
from app.services.pairing_cohort import PairingRecord, read_pairing
from app.services.pairing_cost import PairSchool, distance_m
from app.services.pairing_explain import broken_rules, km, reasons
from app.services.pairing_rules import Judge
from app.services.peer_review_groups import find_kept
from app.services.peer_review_states import find_schools

MOST_OFFERED = 40
"""The nearest. Any other can be chosen from the list of all schools."""

Option = tuple[str, str, str]
"""Value, name, and what is worth knowing."""


@dataclass(frozen=True, slots=True)
class OwnGroupPage(ProposalPage):
    """Two or three schools that somebody chose, held against the rules, and what it means for all others."""

    cohort: Cohort
    form: PairingForm
    schools: tuple[tuple[str, str], ...]
    """To choose from: those that are in no group."""
    chosen: tuple[str, ...]
    first: str
    """The name of the only school that is chosen yet."""
    candidates: tuple[Option, ...]
    """Who could be with it."""
    group: Group | None
    reasons: tuple[str, ...]
    broken: tuple[str, ...]
    effect: str
    why: str
    errors: Errors = ()

    @property
    def plain_href(self) -> str:
        """Nobody chosen yet."""
        return self.form.address(f"{self.here}/own-group")

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
        free = record.free
        picked = picked_of(free, chosen)
        group = group_of(picked, judge) if len(picked) in (2, 3) else None
        return cls(
            allowed.thing.cohort,
            form,
            tuple((str(one.id), f"{one.name} ({one.region_label})") for one in free),
            tuple(str(one.id) for one in picked),
            picked[0].name if len(picked) == 1 else "",
            candidates(allowed.session, record, judge, picked) if len(picked) == 1 else (),
            group,
            tuple(one for one in reasons(group, judge) if one not in broken_rules(group, judge)) if group else (),
            broken_rules(group, judge) if group else (),
            _effect(record, form, group) if group else "",
            why,
            (*form.errors, *errors),
        )


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
class GroupPage(Sent):
    """A group that stands, as its facilitator changes it: what is known of it, who could join, who leaves."""

    cohort: Cohort
    group_id: int
    shown: GroupShown
    broken: tuple[str, ...]
    members: tuple[tuple[str, str], ...]
    rows: tuple[tuple[int, str], ...]
    """Enrolments and names: the way to each school's row."""
    withdrawn: tuple[str, ...]
    candidates: tuple[Option, ...]
    """Only while there is room."""
    chosen: str
    why: str
    errors: Errors = ()

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/pairing/groups/{self.group_id}"

    @classmethod
    def of(cls, allowed: Allowed[VisibleGroup], *, chosen: str = "", why: str = "", errors: Errors = ()) -> "GroupPage":
        """Raises NotFound once the group is over."""
        visible, group = allowed.thing.visible, allowed.thing.group
        record = read_pairing(allowed.session, visible, on=clock.today())
        standing = group_in(record, group)
        if standing is None:
            raise NotFound
        form = PairingForm()
        judge = record.judge(form.settings)
        present = [one for one in record.schools if one.id in standing.ids]
        of_them = group_of(present, judge, Standing.EXISTING)
        return cls(
            visible.cohort,
            standing.id,
            show_groups([of_them], judge, form, "")[0],
            broken_rules(of_them, judge),
            tuple((str(one.id), one.name) for one in present),
            tuple((record.enrolments[one.id].id or 0, one.name) for one in present),
            tuple(one.name for one in present if not one.enrolled),
            candidates(allowed.session, record, judge, present) if has_room(standing, group) else (),
            chosen,
            why,
            errors,
        )


def candidates(
    session: Session, record: PairingRecord, judge: Judge, present: Sequence[PairSchool]
) -> tuple[Option, ...]:
    """Schools in no group that could be with these, the nearest to the first of them first, each held against the
    rules. Nothing here forbids anything.
    """

    def way(one: PairSchool) -> tuple[bool, int, str]:
        metres = distance_m(present[0], one)
        return metres is None, metres or 0, one.name.casefold()

    free = sorted((one for one in record.free if one not in present), key=way)[:MOST_OFFERED]
    kept = find_kept(session, list(find_schools(session, [one.id for one in free]).values()))
    return tuple((str(one.id), one.name, " · ".join(_about(one, record, judge, present, kept))) for one in free)


def _about(
    one: PairSchool, record: PairingRecord, judge: Judge, present: Sequence[PairSchool], kept: set[int]
) -> Iterator[str]:
    metres = distance_m(present[0], one)
    yield one.region_label
    yield _("distance not known") if metres is None else km(metres)
    before = broken_rules(group_of(present, judge), judge) if len(present) > 1 else ()
    broken = [said for said in broken_rules(group_of([*present, one], judge), judge) if said not in before]
    yield " ".join(broken) or _("keeps every rule")
    yield from _locks(one, record, judge, present)
    if not record.reviews.get(one.id):
        yield _("has no open review yet")
    if one.id not in kept:
        yield _("nobody of it is here yet")


def _locks(one: PairSchool, record: PairingRecord, judge: Judge, present: Sequence[PairSchool]) -> Iterator[str]:
    tied = [other for other in record.schools if judge.is_locked(one, other)]
    if any(other in present for other in tied):
        yield _("the two are to be together")
    elsewhere = [other.name for other in tied if other not in present]
    if elsewhere:
        yield _("is to be with %(schools)s: worth talking about") % {"schools": _(" and ").join(elsewhere)}
