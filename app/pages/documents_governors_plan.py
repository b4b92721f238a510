"""What a governors' paper says once there is an agreed plan: counts, priorities, progress, targets, more to ask."""

from collections.abc import Sequence
from datetime import date

from app.documents.paper import Block, Bullet, Bullets, Heading, Table, said
from app.documents.shorten import shorten
from app.language import day
from app.language import gettext as _
from app.models.action_plan_sheet import Plan, Priority
from app.pages.documents_plan import ShownPlan, lead_of, numbered, term, title_of
from app.pages.documents_slt_summary import progress_of
from app.review_framework.school_terms import academic_years
from app.services.pupil_counts import CountsShown

MOST = 420
"""Characters of a text: a governor reads the paper in ten minutes, and the plan has the whole."""
MOST_QUESTIONS = 5


def counts_blocks(counts: CountsShown) -> list[Block]:
    """The school's own counts, never another school's (domain rules, “Cohort data”)."""
    if not counts.any:
        return [Heading(_("Our pupils with SEND")), said(_("The school has not given its counts yet."), quiet=True)]
    columns = (_("SEN support"), _("EHC plans"))
    blocks: list[Block] = [Heading(_("Our pupils with SEND"))]
    if counts.by_year:
        blocks.append(Table(_("Pupils by year group"), (_("Year group"), *columns), tuple(counts.by_year), (6, 3, 3)))
    if counts.by_need:
        need = _("Main area of need")
        blocks.append(Table(_("Pupils by area of need"), (need, *columns), tuple(counts.by_need), (6, 3, 3)))
    counted = (
        _("Counted on %(day)s.") % {"day": day(date.fromisoformat(counts.counted_on))} if counts.counted_on else ""
    )
    source = _("Source: %(source)s.") % {"source": counts.source} if counts.source else ""
    small = _("Small counts are not shown, so that nobody can be recognised.") if counts.hides_small else ""
    meant = _("EHC plan: education, health and care plan.")
    return [*blocks, said(" ".join(filter(None, [counted, source, small, meant])), quiet=True)]


def plan_blocks(shown: ShownPlan) -> list[Block]:
    """The priorities, what has moved, and what is aimed at in the next term."""
    plan = shown.plan
    return [*_priorities(plan), *_progress(plan), *_targets(shown)]


def _priorities(plan: Plan) -> list[Block]:
    blocks: list[Block] = [Heading(_("Our priorities"))]
    for one in plan.priorities:
        blocks.append(Heading(numbered(one), 2))
        if one.intended:
            blocks.append(said(_cut(one.intended), label=_("What changes for pupils:")))
        if one.findings:
            found = one.findings[0]
            blocks.append(said(_cut(found.text), label=_("Because we found:"), source=found.item))
        blocks.append(said(lead_of(one), label=_("Lead:")))
    return blocks


def _progress(plan: Plan) -> list[Block]:
    blocks: list[Block] = [Heading(_("Progress and impact"))]
    for one in plan.priorities:
        told = [_cut(one.changed)] if one.changed else []
        told += [_cut(action.impact) for action in one.actions if action.impact][:2]
        decided = [each for each in one.reviews if each.decision]
        if decided:
            latest = decided[-1]
            told.append(": ".join(filter(None, [term("review_outcomes", latest.decision), _cut(latest.note)])))
        blocks.append(said(progress_of(one), label=_("%(title)s:") % {"title": numbered(one)}))
        if told:
            blocks.append(Bullets(tuple(Bullet(words) for words in told)))
    rows = tuple(
        (str(one.number), each.what, each.baseline or "–", each.now or "–", each.target or "–")
        for one in plan.priorities
        for each in one.measures
        if each.what
    )
    if rows:
        columns = (_("No."), _("What we look at"), _("At the start"), _("Now"), _("Target"))
        blocks.append(Table(_("Measures of every priority"), columns, rows, shares=(1, 6, 3, 3, 3)))
    return blocks


def _targets(shown: ShownPlan) -> list[Block]:
    """What is to be reached by the end of the term that follows the day of the paper."""
    until = end_of_next_term(shown.on)
    due = [
        (on, _("Priority %(number)s: %(what)s") % {"number": one.number, "what": what})
        for one in shown.plan.priorities
        for on, what in [
            *((each.by_on, f"{each.what}: {each.target}") for each in one.measures if each.target),
            *((action.due_on, action.what) for action in one.actions if not action.is_settled),
        ]
        if on and shown.on <= on <= until
    ]
    heading = Heading(_("Next term’s targets"))
    if not due:
        return [heading, said(_("Nothing has a day before %(day)s yet.") % {"day": day(until)}, quiet=True)]
    items = tuple(Bullet(shorten(f"{day(on)}: {what}", 200).text) for on, what in sorted(due)[:8])
    return [heading, said(_("To be reached by %(day)s:") % {"day": day(until)}), Bullets(items)]


def end_of_next_term(on: date) -> date:
    """The last day of the first term that begins after this day; half a year on where the terms are not known."""
    terms = sorted(term for year in academic_years() for term in [(one.starts, one.ends) for one in year.terms])
    return next((ends for starts, ends in terms if starts > on), date.fromordinal(on.toordinal() + 182))


def plan_questions(plan: Plan) -> Sequence[str]:
    """One for each priority, about what it needs or how anybody will know."""
    return [_question(one) for one in plan.priorities][:MOST_QUESTIONS]


def _question(one: Priority) -> str:
    title = {"title": shorten(title_of(one), 110).text}
    if any(action.blockers for action in one.actions):
        return _("“%(title)s”: what stands in the way, and what could governors do about it?") % title
    if not one.measures:
        return _("“%(title)s”: how will the school know that it has changed something for pupils?") % title
    if not one.changed:
        return _("“%(title)s”: what have pupils and staff noticed so far?") % title
    return _("“%(title)s”: what has to happen so that this lasts?") % title


def _cut(words: str) -> str:
    return shorten(words, MOST).text
