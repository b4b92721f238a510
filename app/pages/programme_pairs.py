"""Pairs and triads of a cohort: who is without a partner, who would suit, who is together."""

from dataclasses import dataclass, field

from app import clock
from app.access.guard import Allowed
from app.access.visible import VisibleCohort, VisibleGroup
from app.language import gettext as _
from app.models.programme import Cohort
from app.models.schools import School
from app.services.peer_review import MOST_SCHOOLS
from app.services.programme_pairs import (
    Pairs,
    Placed,
    Together,
    distance_m,
    find_ready,
    nearest_first,
    read_pairs,
)


@dataclass(frozen=True, slots=True)
class PairForm:
    """As it was sent, with what was wrong with it."""

    partners: tuple[str, ...] = ()
    school: str = ""
    why: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    def error(self, name: str) -> str:
        return dict(self.errors).get(name, "")


@dataclass(frozen=True, slots=True)
class GroupShown:
    together: Together
    title: str
    legs: str
    """How far its schools are apart."""
    notes: tuple[str, ...]
    """What is worth talking about."""
    can_open: bool


@dataclass(frozen=True, slots=True)
class PairsPage:
    cohort: Cohort
    single: tuple[Placed, ...]
    waiting: tuple[GroupShown, ...]
    groups: tuple[GroupShown, ...]

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort]) -> "PairsPage":
        pairs = read_pairs(allowed.session, allowed.thing, on=clock.today())
        shown = [group_shown(pairs, one) for one in pairs.groups]
        return cls(
            allowed.thing.cohort,
            tuple(pairs.single),
            tuple(one for one in shown if one.together.waits),
            tuple(one for one in shown if not one.together.waits),
        )


@dataclass(frozen=True, slots=True)
class PartnersPage:
    """One school, and who could be with it: the nearest first, with what is worth talking about beside each."""

    cohort: Cohort
    placed: Placed
    notes: tuple[str, ...]
    candidates: tuple[tuple[str, str, str], ...]
    form: PairForm

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.form.errors

    @classmethod
    def of(
        cls, allowed: Allowed[VisibleCohort], pairs: Pairs, placed: Placed, form: PairForm | None = None
    ) -> "PartnersPage":
        candidates, notes = candidates_for(allowed, pairs, [placed])
        return cls(allowed.thing.cohort, placed, notes, candidates, form or PairForm())


@dataclass(frozen=True, slots=True)
class PairGroupPage:
    """A group as its facilitator changes it: who is in it, who could join, who leaves."""

    cohort: Cohort
    group: GroupShown
    members: tuple[tuple[str, str], ...]
    candidates: tuple[tuple[str, str], ...]
    """Only while there is room."""
    form: PairForm = field(default_factory=PairForm)

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/pairs/{self.group.together.group_id}"

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.form.errors

    @classmethod
    def of(cls, allowed: Allowed[VisibleGroup], pairs: Pairs, form: PairForm | None = None) -> "PairGroupPage":
        visible, group = allowed.thing.visible, allowed.thing.group
        together = next(one for one in pairs.groups if one.group_id == group.id)
        has_room = len(together.here) < MOST_SCHOOLS and not group.one_way and not together.is_alone
        candidates = candidates_for(allowed, pairs, list(together.here))[0] if has_room else ()
        return cls(
            visible.cohort,
            group_shown(pairs, together),
            tuple((str(one.enrolment.id), one.school.name) for one in together.here),
            tuple((value, f"{name} ({about})" if about else name) for value, name, about in candidates),
            form or PairForm(),
        )


def candidates_for(
    allowed: Allowed[VisibleCohort] | Allowed[VisibleGroup], pairs: Pairs, present: list[Placed]
) -> tuple[tuple[tuple[str, str, str], ...], tuple[str, ...]]:
    """Schools without a partner, the nearest to the first of `present` first: value, name, and what is worth knowing.
    Beside it, what is worth knowing of `present` itself.
    """
    free = [one for one in pairs.single if one not in present]
    with_review, kept = find_ready(allowed.session, [*free, *present])
    lines = []
    for one, metres in nearest_first(present[0].school, free):
        about = [one.region, kilometres(metres)]
        about += _between(pairs, present, one.school)
        about += _own(one, with_review, kept)
        lines.append((str(one.enrolment.id), one.school.name, " · ".join(about)))
    notes = tuple(note for one in present for note in _own(one, with_review, kept))
    return tuple(lines), notes


def group_shown(pairs: Pairs, together: Together) -> GroupShown:
    schools = [one.school for one in together.here]
    names = [one.name for one in schools]
    if together.others:
        names.append(_("a school that is not in your part of the cohort"))
    couples = [(a, b) for place, a in enumerate(schools) for b in schools[place + 1 :]]
    notes = [
        _("%(one)s and %(other)s have worked together before: worth talking about")
        % {"one": one.name, "other": other.name}
        for one, other in couples
        if pairs.have_met(one, other)
    ]
    notes += [
        _("%(school)s has withdrawn from the programme") % {"school": one.school.name}
        for one in together.here
        if one.is_withdrawn
    ]
    if together.is_alone:
        notes.append(_("its partner has left, or has not come yet"))
    return GroupShown(
        together,
        _(" and ").join(names),
        ", ".join(kilometres(distance_m(one, other)) for one, other in couples),
        tuple(notes),
        not together.others,
    )


def kilometres(metres: int | None) -> str:
    return _("distance not known") if metres is None else _("%(km)s km") % {"km": f"{metres / 1000:.1f}"}


def _between(pairs: Pairs, present: list[Placed], other: School) -> list[str]:
    """What is worth weighing about these two together. Nothing here forbids anything."""
    notes = []
    if any(pairs.have_met(one.school, other) for one in present):
        notes.append(_("they have worked together before: worth talking about"))
    if any(pairs.are_locked(one.school, other) for one in present):
        notes.append(_("the two are to be together"))
    ids = {one.school.id for one in present}
    elsewhere = [one.name for one in pairs.locked_with(other) if one.id not in ids]
    if elsewhere:
        notes.append(_("is to be with %(schools)s: worth talking about") % {"schools": _(" and ").join(elsewhere)})
    return notes


def _own(placed: Placed, with_review: set[int], kept: set[int]) -> list[str]:
    notes = []
    if placed.school.id not in with_review:
        notes.append(_("has no open review yet"))
    if placed.school.id not in kept:
        notes.append(_("nobody of it is here yet"))
    return notes
