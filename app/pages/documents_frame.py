"""What the head of every document says, and which state of the review it shows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from sqlmodel import Session

from app import clock
from app.documents.paper import Block, Paper
from app.language import day
from app.language import gettext as _
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation import AgreedVersion
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.types import Framework
from app.services.self_evaluation import framework_of, last_change, read_sheet
from app.services.self_evaluation_versions import find_latest_version, sheet_of


class Agreed(Protocol):
    """Whatever was agreed on a day: of the self-evaluation, or of the plan."""

    number: int
    agreed_at: datetime
    agreed_by: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What documents show of a review: the latest agreed version, or as a draft what there is now."""

    framework: Framework
    version: AgreedVersion | None
    sheet: Sheet
    depth: Literal["short", "full"]
    dated: date

    @classmethod
    def of(cls, session: Session, review: Review) -> "Shown":
        version = find_latest_version(session, review)
        return cls(
            framework_of(review),
            version,
            sheet_of(version) if version else read_sheet(session, review),
            version.shown if version else review.shown,
            cls.day_of(version.agreed_at if version else last_change(session, review)),
        )

    @staticmethod
    def day_of(moment: datetime) -> date:
        return clock.in_london(moment).date()

    def facts(self) -> tuple[tuple[str, str], ...]:
        return (
            (_("Date"), day(self.dated)),
            (_("Status"), agreed_in_words(self.version)),
            (_("Kind of review"), depth_in_words(self.depth)),
            (_("Framework"), framework_in_words(self.framework)),
        )


def whole_status(version: AgreedVersion | None) -> str:
    return _("Agreed version %(number)s") % {"number": version.number} if version else _("Draft")


def agreed_in_words(version: Agreed | None) -> str:
    if version is None:
        return _("Draft: not yet agreed")
    return _("Agreed version %(number)s, %(day)s, by %(who)s") % {
        "number": version.number,
        "day": day(version.agreed_at),
        "who": version.agreed_by,
    }


def depth_in_words(depth: str) -> str:
    return _("Short review: the essential items") if depth == "short" else _("Full review: every item")


def framework_in_words(framework: Framework) -> str:
    return _("%(title)s, version %(version)s") % {"title": framework.title, "version": framework.version}


def frame(  # noqa: PLR0913  A document has this many parts, each named where it is called.
    school: School | None,
    framework: Framework,
    *,
    title: str,
    kicker: str,
    about: str,
    dated: date,
    status: str,
    is_draft: bool,
    facts: tuple[tuple[str, str], ...],
    blocks: tuple[Block, ...],
    one_page: bool = False,
) -> Paper:
    """A document of the school, or of nobody yet."""
    return Paper(
        kicker=kicker,
        title=title,
        about=about,
        school_name=school.name if school else "",
        urn=school.urn if school else "",
        dated=dated,
        dated_in_words=day(dated),
        status=status,
        framework=framework_in_words(framework),
        is_draft=is_draft,
        facts=facts,
        blocks=blocks,
        page_word=_("Page"),
        of_word=_("of"),
        urn_in_words=_("URN %(urn)s") % {"urn": school.urn} if school else "",
        one_page=one_page,
    )
