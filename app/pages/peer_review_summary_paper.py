"""A peer review on one page, for the head: what is strong, what is recommended, what is asked of leaders."""

from dataclasses import dataclass
from itertools import zip_longest

from sqlmodel import Session

from app.documents.one_page import fits
from app.documents.paper import Block, Bullet, Bullets, Heading, Paper, said
from app.documents.shorten import first_words, shorten
from app.language import day, ngettext
from app.language import gettext as _
from app.models.peer_review_report import ReportState
from app.pages.documents_frame import frame
from app.pages.peer_review_report import RecommendationShown
from app.pages.peer_review_report_on_paper import ReportOnPaper, report_on_paper
from app.services.peer_review import Seat

MOST_NAME = 70
"""Characters of a name in the head of the page."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many points of each kind are shown, and how many characters of each."""

    strengths: int
    recommendations: int
    text: int
    overall: int


# From the most generous to the least; the first that fits is taken. More points go before more words of each.
_SHARES = (
    *(Share(8, most, text, min(2 * text, 500)) for text in (420, 320, 260, 220) for most in (12, 10, 8)),
    *(Share(8, most, text, 300) for text in (180, 150, 120, 95) for most in (8, 6)),
    *(Share(6, most, text, 240) for text in (150, 120, 95) for most in (6, 5)),
    Share(4, 5, 110, 240),
)
_LEAST = Share(3, 3, 80, 120)


def build_report_summary(session: Session, seat: Seat, *, number: int | None = None) -> Paper | None:
    """One page, whatever was written; None where there is no report to sum up."""
    report = report_on_paper(session, seat, number=number)
    return lay_out_summary(report) if report else None


def lay_out_summary(report: ReportOnPaper) -> Paper:
    made = (_summary(report, share) for share in _SHARES)
    return next((paper for paper in made if fits(paper)), None) or _summary(report, _LEAST)


def _summary(report: ReportOnPaper, share: Share) -> Paper:
    blocks = [
        *_strengths(report, share),
        *_overall(report, share),
        *_recommendations(report, share),
        *_alike(report),
        *_asked(report),
    ]
    return frame(
        report.seat.host,
        report.framework,
        title=_("SEND peer review: one page for the head"),
        kicker=_("Summary of the report by %(reviewer)s")
        % {"reviewer": first_words(report.seat.reviewer.name, MOST_NAME)},
        about=_("The whole report says more, and what each recommendation rests on."),
        dated=report.dated,
        status=report.status,
        is_draft=report.is_draft,
        facts=tuple((name, first_words(value, MOST_NAME * 2)) for name, value in (*report.facts(), *_dates(report))),
        blocks=tuple(blocks),
        one_page=True,
    )


def _strengths(report: ReportOnPaper, share: Share) -> list[Block]:
    strong = [area for area in report.shown.areas if area.strengths]
    heading = Heading(_("What is strong"))
    if not strong:
        return [heading, said(_("No strength is written yet."), quiet=True)]
    points = [Bullet(shorten(one.strengths, share.text).text, one.code) for one in strong[: share.strengths]]
    return [heading, Bullets(tuple(points)), *_more(len(strong) - len(points))]


def _overall(report: ReportOnPaper, share: Share) -> list[Block]:
    words = report.shown.overall
    return [Heading(_("The review as a whole")), said(shorten(words, share.overall).text)] if words else []


def _recommendations(report: ReportOnPaper, share: Share) -> list[Block]:
    found = report.shown.recommendations
    heading = Heading(_("What the reviewer recommends"))
    if not found:
        return [heading, said(_("The report makes no recommendation."), quiet=True)]
    # The number of the whole report, so that both papers speak of the same one.
    chosen = sorted(_one_of_each_area_first(report)[: share.recommendations], key=lambda one: report.numbers[one.place])
    points = [
        Bullet(
            shorten(one.text, share.text).text, _("Recommendation %(number)s") % {"number": report.numbers[one.place]}
        )
        for one in chosen
    ]
    return [heading, Bullets(tuple(points)), *_more(len(found) - len(points))]


def _one_of_each_area_first(report: ReportOnPaper) -> list[RecommendationShown]:
    """The first of each area, then the second of each: no area is lost because another has many."""
    by_area = [area.recommendations for area in report.shown.areas]
    return [one for row in zip_longest(*by_area) for one in row if one is not None]


def _more(number: int) -> list[Block]:
    if number <= 0:
        return []
    words = ngettext("%(num)s more is in the whole report.", "%(num)s more are in the whole report.", number)
    return [said(words % {"num": number})]


def _alike(report: ReportOnPaper) -> list[Block]:
    both = [one for area in report.shown.areas for one in area.items if one.school_code and one.code]
    if not both:
        return []
    different = [one.item.code for one in both if one.differs]
    alike = len(both) - len(different)
    words = ngettext(
        "School and reviewer both judged %(num)s item, and see %(alike)s alike.",
        "School and reviewer both judged %(num)s items, and see %(alike)s alike.",
        len(both),
    ) % {"num": len(both), "alike": alike}
    if not different:
        return [Heading(_("Worth talking about")), said(words)]
    shown = ", ".join(different[:12]) + ("…" if len(different) > 12 else "")
    talk = _("Worth talking about, because each may know something that the other does not: %(items)s.") % {
        "items": shown
    }
    return [Heading(_("Worth talking about")), said(f"{words} {talk}")]


def _asked(report: ReportOnPaper) -> list[Block]:
    if report.version is None:
        asked = {
            ReportState.CHECKING: [_("Check with the SENCO that what it says is accurate.")],
            ReportState.SIGNING: [_("Read it with the SENCO, then sign it or send it back with a reason.")],
        }.get(report.state, [_("Nothing yet. The reviewer is still writing.")])
    else:
        asked = [
            _("Talk through the report with the SENCO, and choose three priorities for the SEND action plan."),
            _("Say who leads each priority, and give them the time for it."),
            _("Bring the priorities into the school improvement plan, and share the report with governors."),
        ]
    return [Heading(_("What is asked of leaders")), Bullets(tuple(Bullet(one) for one in asked))]


def _dates(report: ReportOnPaper) -> list[tuple[str, str]]:
    """Beside those that every report carries."""
    dates = [
        (_("Report due"), report.report_due if report.is_draft else None),
        (_("Reviewer reads along until"), report.read_until),
    ]
    return [(name, day(when)) for name, when in dates if when]
