"""The whole SEND Action Plan on paper, each priority with the trail that leads to it."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session

from app.documents.paper import Block, Bullet, Bullets, Heading, Paper, Table, said
from app.language import day
from app.language import gettext as _
from app.models.action_plan_sheet import Action, Finding, Plan, Priority
from app.models.reviews import Review
from app.models.schools import School
from app.pages.action_plan_timeline import parts_of, timeline_of
from app.pages.documents_plan import (
    ShownPlan,
    lead_of,
    numbered,
    owner_of,
    plan_frame,
    shown_plan,
    status_of,
    term,
    title_of,
)
from app.pages.documents_plan_changes import changes_since


def build_action_plan(session: Session, review: Review, school: School) -> Paper | None:
    """The agreed version and everything that has changed since; a draft where none is agreed."""
    shown = shown_plan(session, review)
    if shown is None:
        return None
    return lay_out_action_plan(shown, school, changes=changes_since(session, review, shown))


def lay_out_action_plan(shown: ShownPlan, school: School, *, changes: Sequence[Block] = ()) -> Paper:
    """`changes` are what is said at the end of the time since this version; nothing for those who read it alone."""
    plan = shown.plan
    blocks: list[Block] = [said(plan.summary)] if plan.summary else []
    blocks += _at_a_glance(plan)
    for priority in plan.priorities:
        blocks += _priority(priority)
    blocks += [*_timeline(plan, shown.on), *changes]
    return plan_frame(
        school,
        shown,
        title=_("Our SEND Action Plan"),
        kicker=_("SEND Action Plan"),
        about=_("What we will change for pupils with SEND, why, who leads it, and how we will know."),
        blocks=blocks,
    )


def _at_a_glance(plan: Plan) -> list[Block]:
    if not plan.priorities:
        return [said(_("No priority is chosen yet. Three is a good number: few enough to carry through."), quiet=True)]
    rows = tuple(
        (str(one.number), title_of(one), lead_of(one), str(len(one.actions)), _next_day(one.actions))
        for one in plan.priorities
    )
    columns = (_("No."), _("Priority"), _("Lead"), _("Actions"), _("Last one due"))
    table = Table(_("Every priority with its lead"), columns, rows, shares=(1, 7, 4, 2, 3))
    why = [said(plan.why_number, label=_("Why this number:"))] if plan.why_number else []
    return [Heading(_("The priorities at a glance")), *why, table]


def _next_day(actions: tuple[Action, ...]) -> str:
    last = max((one.due_on for one in actions if one.due_on), default=None)
    return day(last) if last else "–"


def _priority(one: Priority) -> list[Block]:
    told = (
        (_("Intended outcome for pupils:"), one.intended),
        (_("Lead:"), lead_of(one)),
        (_("Why:"), one.why),
        (_("Themes:"), ", ".join(term("focus_themes", code) for code in one.themes)),
        (_("In the school improvement plan:"), one.sip),
        (_("Cost and resources:"), one.cost),
        (_("What it has changed:"), one.changed),
    )
    blocks: list[Block] = [Heading(numbered(one)), *(said(words, label=label) for label, words in told if words)]
    blocks += [*_trail(one), *_measures(one), *_actions(one), *_involved(one), *_reviews(one)]
    return blocks


def _trail(one: Priority) -> list[Block]:
    """What it came from: the finding, and what that rests on."""
    if not one.findings:
        return [Heading(_("Where it comes from"), 2), said(_("It is not tied to a finding."), quiet=True)]
    return [
        Heading(_("Where it comes from"), 2),
        Bullets(
            tuple(
                Bullet(found.text or _("The finding is no longer there."), found.item, _rests_on(found))
                for found in one.findings
            )
        ),
    ]


def _rests_on(finding: Finding) -> str:
    traces = "; ".join(f"{trace.label}: {trace.words}" if trace.words else trace.label for trace in finding.traces)
    rests = _("It rests on: %(traces)s") % {"traces": traces} if traces else ""
    return " ".join(_with_full_stop(words) for words in (finding.heading, rests) if words)


def _with_full_stop(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _measures(one: Priority) -> list[Block]:
    if not one.measures:
        return []
    rows = tuple(
        (each.what, each.baseline or "–", each.target or "–", day(each.by_on) if each.by_on else "–", each.now or "–")
        for each in one.measures
    )
    columns = (_("What we look at"), _("At the start"), _("Target"), _("By"), _("Now"))
    caption = _("Priority %(number)s: how we will know") % {"number": one.number}
    return [Heading(_("How we will know"), 2), Table(caption, columns, rows, shares=(6, 4, 4, 3, 4))]


def _actions(one: Priority) -> list[Block]:
    if not one.actions:
        return [Heading(_("Actions"), 2), said(_("No action is planned yet."), quiet=True)]
    rows = tuple((each.what, owner_of(each), _when(each), _so_far(each)) for each in one.actions)
    columns = (_("What"), _("Who"), _("When"), _("Change so far"))
    caption = _("Priority %(number)s: actions") % {"number": one.number}
    blocks: list[Block] = [Heading(_("Actions"), 2), Table(caption, columns, rows, shares=(8, 4, 4, 4))]
    impact = tuple(Bullet(each.impact, note=each.what) for each in one.actions if each.impact)
    return [*blocks, Heading(_("Evidence of impact"), 2), Bullets(impact)] if impact else blocks


def _when(action: Action) -> str:
    days = [day(one) for one in (action.starts_on, action.due_on) if one]
    return " – ".join(dict.fromkeys(days)) or _("no date yet")


def _so_far(action: Action) -> str:
    blockers = ", ".join(term("blockers", code) for code in action.blockers)
    return f"{status_of(action)}. {_('In the way:')} {blockers}" if blockers else status_of(action)


def _involved(one: Priority) -> list[Block]:
    if not one.stakeholders:
        return []
    items = tuple(Bullet(_who(each.who, each.how)) for each in one.stakeholders if each.who or each.how)
    return [Heading(_("Who is involved, and how"), 2), Bullets(items)]


def _who(code: str, how: str) -> str:
    return ": ".join(filter(None, [term("stakeholders", code), how]))


def _reviews(one: Priority) -> list[Block]:
    if not one.reviews:
        return []
    rows = tuple(
        (
            day(each.review_on) if each.review_on else _("no date yet"),
            term("review_outcomes", each.decision) or _("To come"),
            each.note or "–",
        )
        for each in one.reviews
    )
    caption = _("Priority %(number)s: when we look at it again") % {"number": one.number}
    return [
        Heading(_("When we look at it again"), 2),
        Table(caption, (_("Day"), _("Decision"), _("Note")), rows, shares=(3, 3, 10)),
    ]


def _timeline(plan: Plan, on: date) -> list[Block]:
    """The picture, and everything with a day in order."""
    dated = sorted((on, one.number, what) for one in plan.priorities for on, what in _days_of(one) if on)
    if not dated:
        return []
    rows = tuple((day(on), str(number), what) for on, number, what in dated)
    columns = (_("Day"), _("Priority"), _("What"))
    picture = timeline_of(plan, on)
    legend = _(
        "A bar is an action: dark where it has changed what it should, light where it has begun to, dashed before. "
        "A diamond is a review date. The dashed line is %(day)s."
    ) % {"day": day(on)}
    pictures: list[Block] = [*parts_of(picture), said(legend, quiet=True)] if picture else []
    table = Table(_("Everything with a day, in order"), columns, rows, shares=(3, 2, 12))
    return [Heading(_("Timeline")), *pictures, table]


def _days_of(one: Priority) -> Iterator[tuple[date | None, str]]:
    for action in one.actions:
        yield action.due_on, _("Due: %(what)s") % {"what": action.what}
    for measure in one.measures:
        yield measure.by_on, _("Target: %(what)s, %(target)s") % {"what": measure.what, "target": measure.target or "–"}
    for review in one.reviews:
        yield review.review_on, _("We look at it again")
