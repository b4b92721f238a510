"""What the notes of a session show: the coach's notes, next steps of both sides, and taking one into the plan."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import day
from app.language import gettext as _
from app.models.coaching_fields import COACH, NEXT_STEPS, PRIVATE_NOTES, SHARED_NOTES
from app.models.fields import Key
from app.models.self_evaluation_sheet import Sheet
from app.pages.self_evaluation_views import FieldView, new_key, view_field
from app.review_framework.vocabulary import vocabulary
from app.services.action_plan import plan_of, read_plan
from app.services.coaching import CoachingSeat
from app.services.coaching_next_steps import NextStep, list_acceptances, next_steps_in
from app.services.coaching_texts import is_next_step, may_write, read_seat_texts
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class StepView:
    """One row. `step` is None in a row that nobody has written in yet."""

    key: str
    step: NextStep | None
    text: FieldView
    who: FieldView
    role: FieldView
    due: FieldView
    taken: str = ""
    """That it is in the plan, in words."""


def role_options() -> list[tuple[str, str]]:
    return [("", ""), *vocabulary("school_roles").labels.items()]


@dataclass(frozen=True, slots=True)
class StepRowPage:
    """One empty row, to put into a page that is open."""

    row: StepView
    roles: list[tuple[str, str]]

    @classmethod
    def blank(cls) -> "StepRowPage":
        return cls(_step(Sheet({}), new_key(), None, None), role_options())


@dataclass(frozen=True, slots=True)
class NotesPage:
    seat: CoachingSeat
    person_id: int
    can_write: bool
    writes_notes: bool
    """Whether what was said is for this reader to write: the coach, or a school whose coach has no account."""
    shared_notes: FieldView
    private_notes: FieldView | None
    """For the coach alone: for the school there is no such field."""
    steps: list[StepView]
    removed: list[NextStep]
    roles: list[tuple[str, str]]
    can_accept: bool
    errors: list[tuple[str, str]]
    clashes: int

    @property
    def here(self) -> str:
        return self.seat.path

    @property
    def plan(self) -> str:
        """Where the school's plan is; empty for the coach, who reads versions that are shared."""
        return f"/reviews/{self.seat.desk.review_id}/action-plan" if self.seat.desk.is_school else ""

    @classmethod
    def of(cls, allowed: Allowed[CoachingSeat], *, outcome: Outcome | None = None, add: bool = False) -> "NotesPage":
        seat = allowed.thing
        sheet = read_seat_texts(allowed.session, seat)
        known = {one.key: one for one in next_steps_in(sheet, list_acceptances(allowed.session, seat))}
        is_open = seat.desk.review.is_open
        steps = [_step(sheet, key, known.get(key), outcome) for key in _rows(known, outcome)]
        if is_open and (add or not steps):
            steps.append(_step(sheet, new_key(), None, None))
        assert allowed.person.id is not None
        return cls(
            seat,
            allowed.person.id,
            is_open,
            is_open and may_write(seat, Key(COACH, SHARED_NOTES)),
            view_field(sheet, COACH, SHARED_NOTES, outcome),
            None if seat.desk.is_school else view_field(sheet, COACH, PRIVATE_NOTES, outcome),
            steps,
            [one for one in known.values() if one.removed],
            role_options(),
            is_open and seat.desk.is_school and allowed.may(Permission.COACHING_WRITE),
            [(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else [],
            len(outcome.clashes) if outcome else 0,
        )


def is_on_notes(seat: CoachingSeat, key: Key) -> bool:
    """What this side writes on the page; for anybody else's field there is no such page."""
    return (key.place == COACH and may_write(seat, key)) or (is_next_step(key) and key.field != "removed")


@dataclass(frozen=True, slots=True)
class AcceptancePage:
    """Which priority a next step belongs to."""

    seat: CoachingSeat
    step: NextStep
    priorities: list[tuple[str, str]]
    person_id: int | None
    chosen: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def facts(self) -> list[tuple[str, str]]:
        roles = vocabulary("school_roles")
        said = [(_("Next step"), self.step.text)]
        said += [(_("Who"), self.step.who)] if self.step.who else []
        said += [(_("Role"), roles.label(self.step.role))] if self.step.role in roles else []
        said += [(_("By"), day(self.step.due))] if self.step.due else []
        return said

    @classmethod
    def of(
        cls, allowed: Allowed[CoachingSeat], step: NextStep, *, chosen: str = "", error: str = ""
    ) -> "AcceptancePage":
        plan = plan_of(allowed.session, allowed.thing.desk.review)
        priorities = read_plan(allowed.session, plan).priorities if plan else ()
        named = [
            (one.key, _("Priority %(n)s: %(title)s") % {"n": one.number, "title": one.title or _("no title yet")})
            for one in priorities
        ]
        if len(named) == 1:
            chosen = chosen or named[0][0]
        errors = (("priority", error),) if error else ()
        return cls(allowed.thing, step, named, allowed.person.id, chosen, errors)


def _rows(known: dict[str, NextStep], outcome: Outcome | None) -> list[str]:
    """Those with words in them, and those whose words could not be saved."""
    stored = [one.key for one in known.values() if not one.removed]
    kept = {key.place.partition("/")[2] for key in outcome.kept if is_next_step(key)} if outcome else set()
    return [*stored, *sorted(kept - set(known))]


def _step(sheet: Sheet, key: str, step: NextStep | None, outcome: Outcome | None) -> StepView:
    text, who, role, due = (
        view_field(sheet, f"{NEXT_STEPS}/{key}", name, outcome) for name in ("text", "who", "role", "due")
    )
    taken = ""
    if step and (accepted := step.accepted):
        taken = _("In the plan since %(day)s, by %(who)s") % {"day": day(accepted.at), "who": accepted.by}
    return StepView(key, step, text, who, role, due, taken)
