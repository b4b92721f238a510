"""One page for senior leaders: what moves, what is worth talking about, what waits for them, on whom it rests."""

from datetime import date

from sqlmodel import Session

from app.documents.paper import Block, Paper, said
from app.language import day, ngettext
from app.language import gettext as _
from app.models.action_plan_sheet import Priority
from app.models.reviews import Review
from app.models.schools import School
from app.pages.documents_one_page import Cutter, heading, labelled, on_one_page
from app.pages.documents_plan import ShownPlan, lead_of, numbered, plan_frame, shown_plan, term, title_of, who_is_asked
from app.services.action_plan_progress import CHANGED, Stuck, rests_on_one, reviews_due, stuck


def build_slt_summary(session: Session, review: Review, school: School) -> Paper | None:
    shown = shown_plan(session, review)
    return lay_out_slt_summary(shown, school) if shown else None


def lay_out_slt_summary(shown: ShownPlan, school: School) -> Paper:
    """As it stood on the day of the version: the same paper on every day."""
    paper = plan_frame(
        school,
        shown,
        title=_("Our SEND Action Plan: where it stands"),
        kicker=_("Summary for senior leaders"),
        about=_("What is moving, what is worth talking about, and what waits for a decision, on the day above."),
        blocks=(),
        one_page=True,
    )
    return on_one_page(paper, lambda cutter: _blocks(shown, cutter))


def _blocks(shown: ShownPlan, cutter: Cutter) -> list[Block]:
    plan = shown.plan
    blocks: list[Block] = []
    if not plan.priorities:
        blocks.append(said(_("No priority is chosen yet."), quiet=True))
    for one in plan.priorities:
        blocks += _priority(one, cutter)
    held_up = stuck(plan, shown.on)
    if held_up:
        blocks += [
            heading(_("Worth talking about"), cutter),
            *_at_least_one(cutter, [_in_the_way(one) for one in held_up]),
        ]
    waiting = [_decision(on, one) for on, one in reviews_due(plan, shown.on)]
    waiting += [_cost(one) for one in plan.priorities if one.cost]
    waiting += [_nobody(one) for one in plan.priorities if not (one.lead_name or one.lead_role)]
    if waiting:
        blocks += [heading(_("What waits for you"), cutter), *_at_least_one(cutter, waiting)]
    if rests_on_one(plan):
        blocks.append(
            said(_("All of it rests with one person. Who else could lead a priority, or own an action?"), quiet=True)
        )
    return blocks


def _at_least_one(cutter: Cutter, texts: list[str]) -> list[Block]:
    if cutter.room.lines:
        return cutter.bullets(texts)
    cutter.cut = cutter.cut or len(texts) > 1
    return [said(cutter.text(texts[0]))]


def _priority(one: Priority, cutter: Cutter) -> list[Block]:
    blocks: list[Block] = [heading(numbered(one), cutter)]
    blocks += labelled(_("Lead:"), cutter.text(lead_of(one), most=90))
    blocks += labelled(_("What it has changed:"), cutter.text(one.changed))
    blocks.append(said(progress_of(one)))
    measured = [
        _("%(what)s: %(baseline)s at the start; now %(now)s; target %(target)s")
        % {
            "what": each.what,
            "baseline": each.baseline or _("not measured"),
            "now": each.now or _("not measured yet"),
            "target": each.target or _("not set yet"),
        }
        for each in one.measures
        if each.what
    ]
    return [*blocks, *cutter.bullets(measured)]


def progress_of(one: Priority) -> str:
    """How many of its actions show change, and when the next one is due."""
    if not one.actions:
        return _("No action is planned yet.")
    changed = sum(action.status in CHANGED for action in one.actions)
    told = ngettext(
        "%(changed)s of %(num)s action shows change.", "%(changed)s of %(num)s actions show change.", len(one.actions)
    ) % {"changed": changed, "num": len(one.actions)}
    due = min((action.due_on for action in one.actions if action.due_on and not action.is_settled), default=None)
    return f"{told} {_('The next is due on %(day)s.') % {'day': day(due)}}" if due else told


def _in_the_way(one: Stuck) -> str:
    told = {
        "what": one.action.what.rstrip("."),
        "who": who_is_asked(one.action),
        "why": ", ".join(term("blockers", code) for code in one.action.blockers),
        "day": day(one.action.due_on) if one.action.due_on else "",
    }
    if one.action.blockers:
        return _("%(what)s. In the way: %(why)s. Whom to ask: %(who)s") % told
    return _("%(what)s. Planned for %(day)s. Whom to ask: %(who)s") % told


def _decision(on: date, one: Priority) -> str:
    return _("Continue, change, reduce or escalate: %(title)s, %(day)s") % {"title": title_of(one), "day": day(on)}


def _cost(one: Priority) -> str:
    return _("Time and money for %(title)s: %(cost)s") % {"title": title_of(one), "cost": one.cost}


def _nobody(one: Priority) -> str:
    return _("A lead for %(title)s") % {"title": title_of(one)}
