"""The governors' paper and the summary, block by block. Both show what the governors' paper's page object holds."""

from typing import Any

from sqlmodel import Session

from app.documents.governors_paper import Findings, contents
from app.documents.governors_paper_page import GovernorsPaper, Highlight, NextStep
from app.documents.paper import Block, Bullet, Bullets, Heading, Paper, Table, said
from app.language import day, ngettext
from app.language import gettext as _
from app.models.action_plan_sheet import Plan
from app.models.reviews import Review
from app.models.schools import School
from app.pages.documents_frame import Shown, agreed_in_words, frame, framework_in_words, whole_status
from app.pages.documents_governors_plan import counts_blocks, plan_blocks, plan_questions
from app.pages.documents_plan import ShownPlan, shown_plan, title_of
from app.pages.governors_paper import build_paper
from app.services.pupil_counts import counts_shown, read_counts

MOST_QUESTIONS = 8


def build_governors_paper(session: Session, review: Review, school: School) -> Paper:
    """The governors' paper for Word: the same choice and the same words as its PDF. Once a plan is agreed, the full
    one, for both.
    """
    return build_full_paper(session, review, school) or _before_the_plan(session, review, school)


def build_full_paper(session: Session, review: Review, school: School, *, number: int | None = None) -> Paper | None:
    """With the latest agreed version of the plan, or that of this number; None where there is none."""
    plan = shown_plan(session, review, number=number)
    return None if plan is None or plan.is_draft else lay_out_full_paper(session, review, school, plan)


def lay_out_full_paper(session: Session, review: Review, school: School, plan: ShownPlan) -> Paper:
    """What the review found with the school's counts, this state of the plan, and questions about both."""
    shown, paper = Shown.of(session, review), build_paper(session, review, school)
    chosen = contents(paper)
    blocks: list[Block] = [
        *_in_a_minute(paper, chosen, _priorities_named(plan.plan)),
        *counts_blocks(counts_shown(read_counts(session, review))),
        Heading(_("What we found: strengths")),
        *_findings(chosen["strengths"], _("No strength is recorded yet. The review begins with what works.")),
        Heading(_("What we found: areas for development")),
        *_findings(chosen["developments"], _("No area for development is recorded yet.")),
        *plan_blocks(plan),
        *_questions([*plan_questions(plan.plan), *chosen["questions"]][:MOST_QUESTIONS]),
        *_standing(paper),
        *_about(paper),
    ]
    return frame(
        school,
        shown.framework,
        title=_("SEND at our school: what we found, what we do, what has changed"),
        kicker=_("Paper for governors"),
        about=_("What the school's review found, its priorities for pupils with SEND, and how far they have come."),
        dated=max(paper.dated, plan.on),
        status=_("%(review)s, %(plan)s") % {"review": whole_status(shown.version), "plan": plan.status},
        is_draft=paper.agreed is None,
        facts=(
            (_("Date"), day(max(paper.dated, plan.on))),
            (_("Self-evaluation"), agreed_in_words(shown.version)),
            (_("SEND Action Plan"), plan.status_in_words),
            (_("Framework"), framework_in_words(shown.framework)),
        ),
        blocks=tuple(blocks),
    )


def _before_the_plan(session: Session, review: Review, school: School) -> Paper:
    shown, paper = Shown.of(session, review), build_paper(session, review, school)
    chosen = contents(paper)
    blocks: list[Block] = [
        *_in_a_minute(paper, chosen),
        Heading(_("Why we are doing this now")),
        said(chosen["why_now"]) if chosen["why_now"] else said(_("The school has not written this yet."), quiet=True),
        Heading(_("What we looked at")),
        *_looked_at(paper, chosen),
        Heading(_("Strengths")),
        *_findings(chosen["strengths"], _("No strength is recorded yet. The review begins with what works.")),
        Heading(_("Areas for development")),
        *_findings(chosen["developments"], _("No area for development is recorded yet.")),
        *_standing(paper),
    ]
    for area, summary in chosen["summaries"]:
        if summary:
            blocks += [Heading(area.title, 2), said(summary)]
    blocks += [*_next(paper), *_questions(chosen["questions"]), *_about(paper)]
    return frame(
        school,
        shown.framework,
        title=paper.title,
        kicker=_("Paper for governors"),
        about=_("The school's review of its provision for pupils with special educational needs and disabilities."),
        dated=paper.dated,
        status=whole_status(shown.version),
        is_draft=paper.agreed is None,
        facts=shown.facts(),
        blocks=tuple(blocks),
    )


def build_summary(session: Session, review: Review, school: School) -> Paper:
    """What stands in each area, strengths before developments, in the school's words and whole."""
    shown, paper = Shown.of(session, review), build_paper(session, review, school)
    blocks: list[Block] = [Heading(_("Why we are doing this now"))]
    blocks.append(said(paper.why_now) if paper.why_now else said(_("The school has not written this yet."), quiet=True))
    blocks += _standing(paper)
    for area in paper.areas:
        blocks.append(Heading(area.title))
        blocks.append(said(area.summary) if area.summary else said(_("No summary is written yet."), quiet=True))
        for title, points in ((_("Strengths"), area.strengths), (_("Areas for development"), area.developments)):
            if points:
                blocks.append(Heading(title, 2))
                blocks.append(Bullets(tuple(Bullet(one.text, one.item_code) for one in points)))
    blocks += _about(paper)
    return frame(
        school,
        shown.framework,
        title=_("Our SEND self-evaluation in summary"),
        kicker=_("Summary of the self-evaluation"),
        about=_("What the school says of each area: its summary, then strengths, then areas for development."),
        dated=paper.dated,
        status=whole_status(shown.version),
        is_draft=paper.agreed is None,
        facts=shown.facts(),
        blocks=tuple(blocks),
    )


def _priorities_named(plan: Plan) -> str:
    titles = "; ".join(f"{one.number}. {title_of(one)}" for one in plan.priorities)
    return _("The school works on these priorities: %(titles)s") % {"titles": titles}


def _in_a_minute(paper: GovernorsPaper, chosen: dict[str, Any], plan: str = "") -> list[Block]:
    """`plan` names its priorities: then they stand instead of what the school expects to work on first."""
    points = [
        Bullet(_("The school is reviewing how well it includes and teaches pupils with SEND. The SENCO leads it."))
    ]
    if chosen["anything_judged"]:
        strengths, developments = chosen["strengths"].recorded, chosen["developments"].recorded
        found = " ".join(
            [
                ngettext("So far %(num)s strength is recorded", "So far %(num)s strengths are recorded", strengths)
                % {"num": strengths},
                ngettext("and %(num)s area for development.", "and %(num)s areas for development.", developments)
                % {"num": developments},
            ]
        )
        points.append(Bullet(found))
        points += _named(_("In place across the school:"), chosen["found"])
        points += [Bullet(plan)] if plan else _named(_("What we expect to work on first:"), chosen["first"])
    else:
        points.append(Bullet(_("The school has not made its judgements yet. This paper shows what the review covers.")))
    if not chosen["anything_judged"]:
        asked = _("Ask the questions at the end, and make sure that the SENCO has the time that the review needs.")
    elif paper.agreed:
        asked = _("Discuss these findings, choose two or three questions, and agree when to hear what has changed.")
    else:
        asked = _("Read this draft, ask the questions at the end, and tell the SENCO what else you want to know.")
    points.append(Bullet(_("What governors are asked to do: %(what)s") % {"what": asked}))
    return [Heading(_("This paper in a minute")), Bullets(tuple(points))]


def _named(lead: str, highlights: list[Highlight]) -> list[Bullet]:
    return [Bullet(f"{lead} “{one.statement}”", one.item_code) for one in highlights]


def _looked_at(paper: GovernorsPaper, chosen: dict[str, Any]) -> list[Block]:
    looked = paper.looked_at
    blocks: list[Block] = [
        said(
            _("We have looked at %(items)s of the %(all)s items, in %(areas)s of %(areas_in_all)s areas.")
            % {
                "items": looked.items,
                "all": looked.items_in_all,
                "areas": looked.areas,
                "areas_in_all": looked.areas_in_all,
            }
        )
    ]
    if chosen["evidence"]:
        kinds = tuple(Bullet(f"{kind.count} {kind.kind}") for kind in chosen["evidence"])
        blocks += [said(_("Our judgements rest on this evidence:")), Bullets(kinds)]
    else:
        blocks.append(said(_("No evidence is recorded yet."), quiet=True))
    if chosen["cut"]:
        blocks.append(said(_("A text that ends in “…” goes on in the full self-evaluation."), quiet=True))
    return blocks


def _findings(findings: Findings, none: str) -> list[Block]:
    if not findings.areas:
        return [said(none, quiet=True)]
    blocks: list[Block] = []
    for area in findings.areas:
        blocks.append(Heading(area.title, 2))
        blocks.append(Bullets(tuple(Bullet(one.text, one.item_code, one.statement) for one in area.points)))
    if findings.left_out:
        more = ngettext(
            "%(num)s more is in the full self-evaluation.",
            "%(num)s more are in the full self-evaluation.",
            findings.left_out,
        )
        blocks.append(said(more % {"num": findings.left_out}, quiet=True))
    return blocks


def _standing(paper: GovernorsPaper) -> list[Block]:
    """How many items stand at each level. Levels are never added up."""
    left_out = any(area.does_not_apply for area in paper.areas)
    columns = [_("Area"), *(level.label for level in paper.levels), _("Not looked at yet")]
    rows = []
    for area in paper.areas:
        counts = [*(area.counts.get(level.code, 0) for level in paper.levels), area.not_looked_at]
        if left_out:
            counts.append(area.does_not_apply)
        rows.append((area.title, *(str(count) if count else "–" for count in counts)))
    if left_out:
        columns.append(_("Does not apply here"))
    return [
        Heading(_("Where practice stands in each area")),
        said(_("Levels say where the practice is, not how good the school is, so they are not added up."), quiet=True),
        Table(_("Items at each level in each area"), tuple(columns), tuple(rows)),
        Bullets(tuple(Bullet(f"{level.label}: {level.about}") for level in paper.levels)),
    ]


def _next(paper: GovernorsPaper) -> list[Block]:
    rows = tuple(
        (step.title, day(step.dated) if step.dated else _("date to be set"), _state(step)) for step in paper.next_steps
    )
    columns = (_("Stage"), _("When"), _("State"))
    return [Heading(_("What happens next")), Table(_("The stages of the review"), columns, rows)]


def _state(step: NextStep) -> str:
    return {"done": _("Done"), "now": _("Now"), "to_come": _("To come")}[step.state]


def _questions(questions: list[str]) -> list[Block]:
    asked = questions or [
        _("What does the school most want to learn from this review?"),
        _("Which senior leader works on it with the SENCO?"),
        _("How much time has the SENCO been given for it, and who covers?"),
        _("How will pupils and their parents and carers have their say?"),
        _("When will governors see the first agreed version?"),
    ]
    return [
        Heading(_("Questions governors could ask")),
        Bullets(tuple(Bullet(one) for one in asked), numbered=True),
    ]


def _about(paper: GovernorsPaper) -> list[Block]:
    state = (
        _("It shows version %(number)s of the school's self-evaluation, agreed on %(day)s by %(who)s.")
        % {"number": paper.agreed.number, "day": day(paper.agreed.dated), "who": paper.agreed.by}
        if paper.agreed
        else _("It shows the self-evaluation as it stood on %(day)s. It is a draft: the school may change it.")
        % {"day": day(paper.dated)}
    )
    own = _(
        "The review is the school's own. It is not an inspection, it gives no overall score, and it names no pupil."
    )
    codes = _("Codes such as LEAD-1 lead to the same item in the full self-evaluation.")
    return [Heading(_("About this paper")), said(f"{state} {own} {codes}", quiet=True)]
