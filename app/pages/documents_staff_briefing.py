"""One page for everybody who works with pupils: what the school works on, and what that means for them."""

from sqlmodel import Session

from app.documents.paper import Block, Paper, said
from app.language import day
from app.language import gettext as _
from app.models.action_plan_sheet import Action, Priority
from app.models.reviews import Review
from app.models.schools import School
from app.pages.documents_one_page import Cutter, heading, labelled, on_one_page
from app.pages.documents_plan import ShownPlan, lead_of, numbered, plan_frame, shown_plan, term, who_is_asked

STAFF = frozenset(
    {
        "class_teacher",
        "teaching_assistant",
        "middle_leader",
        "head_of_department",
        "pastoral_lead",
        "administrator",
        "support_staff",
    }
)
"""Stakeholders, by their code, whom the briefing tells how they are involved."""


def build_staff_briefing(session: Session, review: Review, school: School) -> Paper | None:
    shown = shown_plan(session, review)
    return lay_out_staff_briefing(shown, school) if shown else None


def lay_out_staff_briefing(shown: ShownPlan, school: School) -> Paper:
    paper = plan_frame(
        school,
        shown,
        title=_("What we are working on for pupils with SEND"),
        kicker=_("Staff briefing"),
        about=_("Our priorities on one page: what changes for pupils, who does what, and whom to ask."),
        blocks=(),
        one_page=True,
    )
    return on_one_page(paper, lambda cutter: _blocks(shown, cutter))


def _blocks(shown: ShownPlan, cutter: Cutter) -> list[Block]:
    plan = shown.plan
    blocks: list[Block] = [said(cutter.text(plan.summary, most=420))] if plan.summary else []
    if not plan.priorities:
        blocks.append(said(_("No priority is chosen yet."), quiet=True))
    for one in plan.priorities:
        blocks += _priority(one, cutter)
    questions = _("Tell whoever leads a priority what you see: what helps, and what gets in the way.")
    return [*blocks, heading(_("What you can do"), cutter), said(questions)]


def _priority(one: Priority, cutter: Cutter) -> list[Block]:
    blocks: list[Block] = [heading(numbered(one), cutter)]
    blocks += labelled(_("What pupils will notice:"), cutter.text(one.intended))
    blocks += labelled(_("Whom to ask:"), cutter.text(lead_of(one), most=90))
    blocks += labelled(_("What it has changed so far:"), cutter.text(one.changed))
    next_first = [_line(action) for action in one.actions if not action.is_settled]
    if next_first and cutter.room.lines:
        blocks += [said(_("What happens next:")), *cutter.bullets(next_first)]
    asked = [
        f"{term('stakeholders', each.who)}: {each.how}" for each in one.stakeholders if _is_staff(each.who, each.how)
    ]
    if asked and cutter.room.lines:
        blocks += [said(_("What we ask of you:")), *cutter.bullets(asked)]
    return blocks


def _is_staff(who: str, how: str) -> bool:
    return who in STAFF and bool(how)


def _line(action: Action) -> str:
    due = _("by %(day)s") % {"day": day(action.due_on)} if action.due_on else ""
    return f"{action.what} ({', '.join(filter(None, [who_is_asked(action), due]))})"
