"""The report of a peer review on paper: strengths first, then both judgements, then area by area with what each
recommendation rests on.
"""

from sqlmodel import Session

from app.documents.paper import Block, Bullet, Bullets, Chart, ChartRow, Heading, Paper, said
from app.documents.shorten import shorten
from app.language import day, ngettext
from app.language import gettext as _
from app.models.peer_review_report import ReportState
from app.pages.documents_frame import frame
from app.pages.peer_review_report import AreaShown, ItemShown
from app.pages.peer_review_report_on_paper import ReportOnPaper, report_on_paper, rests_on
from app.review_framework.types import Framework
from app.services.peer_review import Seat

STRENGTH_IN_SHORT = 170
"""Characters of each area's strengths on the first page; the whole text stands in the area."""


def build_review_report(session: Session, seat: Seat, *, number: int | None = None) -> Paper | None:
    """The report as this side may have it now, or its signed version of that number. A draft says so on every page."""
    report = report_on_paper(session, seat, number=number)
    return lay_out_report(report) if report else None


def lay_out_report(report: ReportOnPaper) -> Paper:
    seat = report.seat
    blocks = [*_strengths(report), *_overall(report), *_in_short(report), *_judgements(report), *_differences(report)]
    for area in report.shown.areas:
        blocks += _area(report, area)
    blocks += [*_how(report), *_next(report)]
    return frame(
        seat.host,
        report.framework,
        title=_("SEND peer review report"),
        kicker=_("Written by %(reviewer)s for %(host)s") % {"reviewer": seat.reviewer.name, "host": seat.host.name},
        about=_(
            "What a visiting peer saw, heard and read: what is strong, what could come next, and what that rests on."
        ),
        dated=report.dated,
        status=report.status,
        is_draft=report.is_draft,
        facts=report.facts(),
        blocks=tuple(blocks),
    )


def _strengths(report: ReportOnPaper) -> list[Block]:
    strong = [area for area in report.shown.areas if area.strengths]
    blocks: list[Block] = [Heading(_("What is strong"))]
    if not strong:
        return [*blocks, said(_("No strength is written yet."), quiet=True)]
    points = [Bullet(shorten(one.strengths, STRENGTH_IN_SHORT).text, note=one.title) for one in strong]
    blocks.append(Bullets(tuple(points)))
    if any(shorten(one.strengths, STRENGTH_IN_SHORT).shortened for one in strong):
        blocks.append(said(_("A text that ends in “…” stands in full under its area below."), quiet=True))
    return blocks


def _overall(report: ReportOnPaper) -> list[Block]:
    words = report.shown.overall
    heading = Heading(_("The review as a whole"))
    return [heading, said(words) if words else said(_("No overall summary is written yet."), quiet=True)]


def _in_short(report: ReportOnPaper) -> list[Block]:
    """How many recommendations there are, and where they stand."""
    found = report.shown.recommendations
    if not found:
        return [said(_("The report makes no recommendation."), quiet=True)]
    number = len(found)
    words = ngettext(
        "The report makes %(num)s recommendation. It stands under its area, with what it rests on.",
        "The report makes %(num)s recommendations. Each stands under its area, with what it rests on.",
        number,
    )
    return [said(words % {"num": number}, quiet=True)]


def _judgements(report: ReportOnPaper) -> list[Block]:
    areas = [area for area in report.shown.areas if area.items]
    if not areas:
        return []
    levels = " ".join(f"{one.label}: {one.about}" for one in report.framework.scale)
    return [
        Heading(_("Both judgements, item by item")),
        said(
            _(
                "The ring is the school’s own judgement, the dot the reviewer’s. A line joins them where they differ. "
                "A dot in its ring means that both see the same. Levels say where the practice is, not how good the "
                "school is, so they are not added up."
            ),
            quiet=True,
        ),
        said(levels, label=_("The levels, from left to right.")),
        *(chart_of(report.framework, area) for area in areas),
    ]


def chart_of(framework: Framework, area: AreaShown) -> Chart:
    """Both judgements of each item of an area that anybody has looked at."""
    return Chart(
        area.title,
        (_("Item"), _("School"), _("Reviewer")),
        tuple(level.label for level in framework.scale),
        tuple(_row(framework, one) for one in area.items),
    )


def _row(framework: Framework, one: ItemShown) -> ChartRow:
    places = {level.code: place for place, level in enumerate(framework.scale)}
    first, second = places.get(one.school_code), places.get(one.code)
    return ChartRow(
        f"{one.item.code}: {one.item.statement}",
        first,
        second,
        one.school_label,
        one.label,
        _together(one, first, second),
    )


def _together(one: ItemShown, first: int | None, second: int | None) -> str:
    if not one.school_code or not one.code:
        return _("Looked at by one of the two")
    if first is None or second is None:
        return _("Both say that it does not apply here") if not one.differs else _("Worth talking about")
    apart = abs(first - second)
    if not apart:
        return _("Both see the same level")
    return ngettext("%(num)s level apart", "%(num)s levels apart", apart) % {"num": apart}


def _differences(report: ReportOnPaper) -> list[Block]:
    different = report.shown.differences
    if not different:
        return []
    points = [
        Bullet(
            one.item.statement,
            one.item.code,
            _("School: %(school)s. Reviewer: %(reviewer)s.") % {"school": one.school_label, "reviewer": one.label},
        )
        for one in different
    ]
    return [
        Heading(_("Worth talking about")),
        said(
            _("Here the two judgements differ. Neither is wrong: each knows something that the other does not."),
            quiet=True,
        ),
        Bullets(tuple(points)),
    ]


def _area(report: ReportOnPaper, area: AreaShown) -> list[Block]:
    if area.is_empty:
        return []
    blocks: list[Block] = [Heading(f"{area.number}. {area.title}")]
    if area.strengths:
        blocks += [Heading(_("Strengths"), 2), said(area.strengths, note=rests_on(area.strengths_refs))]
    if area.developments:
        blocks += [
            Heading(_("Areas for development"), 2),
            said(area.developments, note=rests_on(area.developments_refs)),
        ]
    if area.recommendations:
        blocks.append(Heading(_("Recommendations for next steps"), 2))
    for one in area.recommendations:
        label = _("Recommendation %(number)s.") % {"number": report.numbers[one.place]}
        blocks.append(said(one.text, label=label, note=rests_on(one.refs) or _("No evidence is named for this.")))
    comments = [Bullet(one.comment, one.item.code, one.item.statement) for one in area.items if one.comment]
    if comments:
        blocks += [Heading(_("On single items"), 2), Bullets(tuple(comments))]
    return blocks


def _how(report: ReportOnPaper) -> list[Block]:
    blocks: list[Block] = [Heading(_("How the review was done"))]
    names = {"reviewer": report.seat.reviewer.name, "host": report.seat.host.name}
    visited = (
        _("%(reviewer)s read the school’s agreed self-evaluation and visited %(host)s on %(day)s.")
        % {**names, "day": day(report.visit_on)}
        if report.visit_on
        else _("%(reviewer)s read the school’s agreed self-evaluation and visited %(host)s.") % names
    )
    blocks.append(said(visited))
    if report.activities:
        blocks += [said(_("The visit was made of:")), Bullets(tuple(Bullet(one) for one in report.activities))]
    own = _("The review belongs to the school. It is not an inspection, gives no score, and names no pupil.")
    codes = _("Codes such as LEAD-1 lead to the same item in the school’s self-evaluation.")
    safe = _(
        "A worry about a child is never written in a report. A reviewer takes it to the school’s designated "
        "safeguarding lead at once."
    )
    return [*blocks, said(f"{own} {codes}"), said(safe, label=_("Safeguarding:"))]


def _next(report: ReportOnPaper) -> list[Block]:
    return [Heading(_("What happens next")), Bullets(tuple(Bullet(one) for one in next_steps(report)))]


def next_steps(report: ReportOnPaper) -> list[str]:
    """What either school does now, in the order it comes."""
    if report.version is None:
        due = [_("The report is due on %(day)s.") % {"day": day(report.report_due)}] if report.report_due else []
        turn = {
            ReportState.DRAFT: _(
                "The reviewer finishes the draft and sends it to the school, which checks it for accuracy."
            ),
            ReportState.CHECKING: _("The school checks it for accuracy and comments on what it would put otherwise."),
            ReportState.ANSWERING: _("The reviewer answers the school’s comments, and then signs."),
            ReportState.SIGNING: _("The school signs too, or sends it back with a reason."),
            ReportState.FINAL: "",
        }[report.state]
        return [*filter(None, [turn]), _("It becomes final once both schools have signed."), *due]
    steps = [
        _("The school decides on each recommendation: taken into its plan, done already, or not taken and why."),
        _("It writes its SEND action plan with three priorities, in line with the school improvement plan."),
        _("The reviewer comes back for a follow-up visit on a day that both agree."),
    ]
    if until := report.read_until:
        steps.append(_("The reviewer can read what the school shared until %(day)s.") % {"day": day(until)})
    return steps
