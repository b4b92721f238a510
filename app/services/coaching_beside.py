"""What a school has said elsewhere, to stand beside a question of the worksheet: asked once, never typed again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from sqlmodel import Session

from app.language import day
from app.language import gettext as _
from app.models.action_plan_sheet import Plan, Priority
from app.models.actors import Actor
from app.models.coaching_fields import COACH, SHARED_NOTES, WORKSHEET
from app.models.fields import LONGEST_TEXT, BadAnswer, Key
from app.review_framework.coaching_types import Prompt
from app.review_framework.vocabulary import vocabulary
from app.services.action_plan import plan_of, read_plan
from app.services.action_plan_findings import list_findings
from app.services.coaching import CoachingSeat, find_seat
from app.services.coaching_next_steps import next_steps_in
from app.services.coaching_texts import book_of, read_seat_texts
from app.services.texts import Clash, Saved, save_text


@dataclass(frozen=True, slots=True)
class Beside:
    """One source, in words that can be brought over as they are."""

    code: str
    title: str
    href: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(f"• {line}" for line in self.lines)


def read_beside(session: Session, seat: CoachingSeat) -> dict[str, Beside]:
    """By the code of the source; those that say nothing are left out. For the school alone: it is its own words."""
    wanted = {code for prompt in seat.defined.prompts for code in prompt.beside}
    found: dict[str, Beside] = {}
    if wanted & OF_PLAN.keys():
        stored = plan_of(session, seat.desk.review)
        plan = read_plan(session, stored) if stored else None
        found |= {code: _of_plan(seat, code, plan) for code in OF_PLAN if plan and code in wanted}
    if "report" in wanted:
        found["report"] = _report(session, seat)
    if "last_session" in wanted:
        found["last_session"] = _last_session(session, seat)
    return {code: one for code, one in found.items() if one.lines}


def beside_prompt(prompt: Prompt, beside: Mapping[str, Beside]) -> list[Beside]:
    return [beside[code] for code in prompt.beside if code in beside]


def bring_over(session: Session, seat: CoachingSeat, prompt: Prompt, code: str, *, by: Actor) -> Saved | Clash | None:
    """What stands beside is in the field, below what was written there. None where it is there already, or there is
    nothing to bring. Raises BadAnswer where both together are too long.
    """
    found = read_beside(session, seat).get(code) if code in prompt.beside else None
    stands = read_seat_texts(session, seat).text(WORKSHEET, prompt.code)
    if found is None or found.text in stands.value:
        return None
    value = f"{stands.value}\n\n{found.text}" if stands.value else found.text
    if len(value) > LONGEST_TEXT:
        raise BadAnswer(_("Both texts are too long together. Copy the part that you need."))
    return save_text(session, book_of(seat), Key(WORKSHEET, prompt.code), value, base=stands.version, by=by)


def _report(session: Session, seat: CoachingSeat) -> Beside:
    findings = [one for one in list_findings(session, seat.desk.review) if one.is_recommendation]
    return Beside(
        "report",
        _("What the report recommends"),
        f"/reviews/{seat.desk.review_id}",
        tuple(f"{one.text} ({one.area_title})" for one in findings),
    )


def _last_session(session: Session, seat: CoachingSeat) -> Beside:
    before = seat.definition.before(seat.defined)
    last = find_seat(session, seat.desk, before.code) if before else None
    if last is None:
        return Beside("last_session", "", "", ())
    sheet = read_seat_texts(session, last)
    notes = sheet.value(COACH, SHARED_NOTES)
    steps = [one for one in next_steps_in(sheet) if not one.removed]
    return Beside(
        "last_session",
        _("What you agreed in %(session)s") % {"session": last.defined.title},
        f"{last.path}/notes",
        (*((notes,) if notes else ()), *(one.text for one in steps)),
    )


def _of_plan(seat: CoachingSeat, code: str, plan: Plan) -> Beside:
    title, lines = OF_PLAN[code]
    said = tuple(line for one in plan.priorities for line in lines(one))
    return Beside(code, title(), f"/reviews/{seat.desk.review_id}/action-plan", said)


def _priority_lines(one: Priority) -> list[str]:
    head = _("Priority %(n)s: %(title)s") % {"n": one.number, "title": one.title}
    return [head, *(_action_line(one, n) for n in range(len(one.actions)))]


def _action_line(one: Priority, n: int) -> str:
    action = one.actions[n]
    status = vocabulary("change_status")
    said = [action.owner] if action.owner else []
    said += [status.label(action.status)] if action.status in status else []
    said += [_("by %(day)s") % {"day": day(action.due_on)}] if action.due_on else []
    return f"{action.what} ({', '.join(said)})" if said else action.what


def _lead_lines(one: Priority) -> list[str]:
    roles = vocabulary("school_roles")
    named = one.lead_name or (roles.label(one.lead_role) if one.lead_role in roles else "")
    owners = list(dict.fromkeys(action.owner for action in one.actions if action.owner))
    said = [*([_("led by %(who)s") % {"who": named}] if named else []), *([", ".join(owners)] if owners else [])]
    return [f"{one.title}: {'; '.join(said)}"] if said else []


def _stakeholder_lines(one: Priority) -> list[str]:
    people = vocabulary("stakeholders")
    return [
        f"{people.label(each.who)}: {each.how}" if each.how else people.label(each.who)
        for each in one.stakeholders
        if each.who in people
    ]


def _sip_lines(one: Priority) -> list[str]:
    return [f"{one.title}: {one.sip}"] if one.sip else []


Lines = Callable[[Priority], list[str]]

OF_PLAN: Mapping[str, tuple[Callable[[], str], Lines]] = {
    "plan": (partial(_, "Your plan’s priorities and actions"), _priority_lines),
    "leads": (partial(_, "Who leads in your plan"), _lead_lines),
    "stakeholders": (partial(_, "Stakeholders in your plan"), _stakeholder_lines),
    "improvement_plan": (partial(_, "Where your plan names the School Improvement Plan"), _sip_lines),
}
"""What of the plan stands beside a question; a title is looked up when it is shown."""
