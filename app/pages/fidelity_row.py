"""One school's row: every component with who says what of it, and for facilitators the place to rule."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app import clock
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import VisibleEnrolment
from app.language import day
from app.language import gettext as _
from app.models.programme import Changed, Cohort, Enrolment, ProgrammeChange
from app.models.programme_engagement import Answer, Met, Reason
from app.pages.fidelity_due import due, is_over
from app.pages.fidelity_marks import CellShown
from app.pages.fidelity_tables import band_label, origin_label, outcome_label
from app.pages.sent import Sent
from app.review_framework.vocabulary import vocabulary
from app.services.fidelity import Row
from app.services.fidelity_cells import Cell, Origin
from app.services.fidelity_journeys import Said
from app.services.fidelity_record import read_record
from app.services.pairing_cohort import read_pairing
from app.services.programme_history import list_changes


@dataclass(frozen=True, slots=True)
class RulingForm(Sent):
    """As it was sent, with what was wrong with it."""

    component: str = ""
    outcome: str = ""
    senior_leader: str = Answer.UNKNOWN
    reason: str = ""
    note: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceShown:
    """What one source says, in words."""

    who: str
    outcome: str
    about: str
    href: str
    differs: bool


@dataclass(frozen=True, slots=True)
class ComponentShown:
    code: str
    title: str
    due: str
    core: bool
    is_late: bool
    """Met after its window: a fact beside the outcome, which it does not change."""
    shown: CellShown
    senior_leader: str
    reason: str
    sources: tuple[SourceShown, ...]
    is_ruled: bool


@dataclass(frozen=True, slots=True)
class RowPage:
    cohort: Cohort
    enrolment: Enrolment
    row: Row
    region: str
    band: str
    best: str
    worst: str
    components: tuple[ComponentShown, ...]
    changes: tuple["ChangeShown", ...]
    can_rule: bool
    can_manage: bool
    can_sign: bool
    sees_cohort: bool
    left: tuple[tuple[int, str], ...]
    """Where it has withdrawn: the groups in which partners are left, and who they are."""
    form: RulingForm
    errors: tuple[tuple[str, str], ...]

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/schools/{self.enrolment.id}"

    def outcomes(self) -> list[tuple[str, str]]:
        return [("", ""), *((one.value, outcome_label(one)) for one in Met)]

    def answers(self) -> list[tuple[str, str]]:
        return [(one.value, vocabulary("senior_leader_attendance").label(one)) for one in reversed(Answer)]

    def reasons(self) -> list[tuple[str, str]]:
        return [("", _("Not said")), *vocabulary("absence_reasons").labels.items()]

    def choices(self) -> list[tuple[str, str]]:
        return [("", ""), *((one.code, one.title) for one in self.components)]

    @classmethod
    def of(
        cls,
        allowed: Allowed[VisibleEnrolment],
        form: RulingForm | None = None,
        errors: tuple[tuple[str, str], ...] = (),
    ) -> "RowPage":
        visible, enrolment = allowed.thing.visible, allowed.thing.enrolment
        record = read_record(allowed.session, allowed.thing.alone, on=clock.today())
        (row,) = record.rows
        changes = [] if visible.pseudonyms else list_changes(allowed.session, enrolment)
        sees_cohort = allowed.may(Permission.COHORT_READ)
        manages = allowed.may(Permission.COHORT_ENROLMENT_MANAGE)
        return cls(
            record.cohort,
            enrolment,
            row,
            record.region_label(row.region),
            band_label(record.programme, row.band),
            band_label(record.programme, row.best),
            band_label(record.programme, row.worst),
            tuple(
                _component(record.cohort, one, cell, links_registers=sees_cohort, links_work=allowed.school is not None)
                for one, cell in zip(record.programme.components, row.cells, strict=True)
            ),
            tuple(ChangeShown.of(one, row) for one in changes),
            allowed.may(Permission.COHORT_RULE),
            manages,
            allowed.may(Permission.COHORT_AGREEMENT_SIGN),
            sees_cohort,
            _left_behind(allowed) if manages and enrolment.is_withdrawn_on(clock.today()) else (),
            form or RulingForm(),
            form.errors if form else errors,
        )

    @property
    def heading(self) -> str:
        return _("Components") if self.sees_cohort else _("What your school takes part in")


def _left_behind(allowed: Allowed[VisibleEnrolment]) -> tuple[tuple[int, str], ...]:
    """Each group that the school is still in, with the partners whom it leaves there."""
    record = read_pairing(allowed.session, allowed.thing.visible, on=clock.today())
    own = allowed.thing.enrolment.school_id
    groups = [
        (group.id, [one.name for one in record.schools if one.id in group.ids and one.id != own])
        for group in record.broken
        if own in group.ids
    ]
    return tuple((group_id, ", ".join(names)) for group_id, names in groups if names)


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One line of the history."""

    when: Any
    who: str
    what: str
    before: str
    after: str
    note: str

    @classmethod
    def of(cls, change: ProgrammeChange, row: Row) -> "ChangeShown":
        labels = {
            Changed.IMPORTED: _("Imported"),
            Changed.RULING: _("Ruling"),
            Changed.ATTENDANCE: _("Register"),
            Changed.EVENT: _("Event"),
            Changed.ENROLMENT: _("Taking part"),
        }
        component = row.programme.by_code.get(change.component)
        what = labels.get(Changed(change.what), change.what)
        what = f"{what}: {component.title}" if component else what
        return cls(change.at, change.actor_name, what, _in_words(change.before), _in_words(change.after), change.note)


def _in_words(values: dict[str, Any]) -> str:
    """What is set in these values, without notes, which have a place of their own."""
    names = {
        "insight_consent": _("figures join those of others"),
        "enrolled_on": _("since"),
        "withdrawn_on": _("withdrawn on"),
        "agreement_signed_on": _("agreement signed on"),
    }
    return ", ".join(
        f"{names.get(name, name.replace('_', ' '))}: {_in_word(value)}"
        for name, value in values.items()
        if name not in ("note", "wording") and value not in ("", False, None, [], "unknown")
    ) or _("nothing")


def _in_word(value: Any) -> str:
    if value is True:
        return _("yes")
    try:
        return day(date.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value).replace("_", " ")


def _outcome(said: Said) -> str:
    """With the day, where it is known: of a report a facilitator reads that, and the school decides who reads more."""
    label = outcome_label(said.outcome)
    return _("%(outcome)s, on %(day)s") % {"outcome": label, "day": day(said.on)} if said.on else label


def _component(cohort: Cohort, one: Any, cell: Cell, *, links_registers: bool, links_work: bool) -> ComponentShown:
    answers, why = vocabulary("senior_leader_attendance").labels, vocabulary("absence_reasons").labels
    return ComponentShown(
        one.code,
        one.title,
        due(cohort, one.window.closes),
        one.core,
        cell.counts_as is Met.MET
        and cell.happened_on is not None
        and is_over(cohort, one.window.closes, on=cell.happened_on),
        CellShown.of(cell),
        answers[cell.senior_leader] if cell.senior_leader is not Answer.UNKNOWN or one.wants_senior_leader else "",
        why.get(cell.reason, "") if cell.reason is not Reason.NOT_SAID else "",
        tuple(
            SourceShown(
                origin_label(origin),
                _outcome(said),
                " – ".join(part for part in (said.by, said.note) if part),
                said.path if (links_work if origin is Origin.JOURNEY else links_registers) else "",
                origin in cell.disagreeing,
            )
            for origin, said in cell.said
        ),
        any(origin is Origin.RULING for origin, _said in cell.said),
    )
