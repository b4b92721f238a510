"""What the school has agreed about one item or area, for its reviewer on the day: read online, kept nowhere."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.access.guard import Allowed
from app.language import gettext as _
from app.models.reviews import Review
from app.models.self_evaluation_fields import DEVELOPMENTS, STRENGTHS, SUMMARY
from app.models.self_evaluation_sheet import Sheet
from app.pages.self_evaluation_views import judgement_label
from app.review_framework.types import Framework, Item
from app.review_framework.vocabulary import vocabulary
from app.services.peer_review import Seat
from app.services.self_evaluation import framework_of
from app.services.self_evaluation_versions import find_latest_version, sheet_of


@dataclass(frozen=True, slots=True)
class OwnWords:
    """An item in the school's own words."""

    code: str
    statement: str
    judgement: str
    strengths: str
    developments: str
    evidence: list[str]


@dataclass(frozen=True, slots=True)
class VisitItemPage:
    seat: Seat
    code: str
    heading: str
    summary: str
    items: list[OwnWords]
    number: int
    agreed_at: datetime | None
    """None while the school has not agreed a version: then nothing of it is shown."""

    @property
    def title(self) -> str:
        return _("What the school says: %(what)s") % {"what": self.heading}

    @classmethod
    def of(cls, allowed: Allowed[Seat], code: str) -> "VisitItemPage":
        """Raises KeyError for a code that the framework does not have."""
        seat, session = allowed.thing, allowed.session
        review = session.get_one(Review, seat.review.review_id)
        framework = framework_of(review)
        is_area = any(area.code == code for area in framework.areas)
        asked = framework.area(code).items if is_area else (framework.item(code),)
        heading = framework.area(code).title if is_area else code
        number, agreed_at, sheet = _agreed(session, review)
        if agreed_at is None:
            return cls(seat, code, heading, "", [], 0, None)
        summary = sheet.value(code, SUMMARY) if is_area else ""
        items = [_own_words(framework, item, sheet) for item in asked if not is_area or sheet.is_answered(item)]
        return cls(seat, code, heading, summary, items, number, agreed_at)


def _agreed(session: Session, review: Review) -> tuple[int, datetime | None, Sheet]:
    version = find_latest_version(session, review)
    return (version.number, version.agreed_at, sheet_of(version)) if version else (0, None, Sheet({}))


def _own_words(framework: Framework, item: Item, sheet: Sheet) -> OwnWords:
    kinds = vocabulary("evidence_kinds")
    return OwnWords(
        item.code,
        item.statement,
        judgement_label(framework, sheet.judgement(item)),
        sheet.value(item.code, STRENGTHS),
        sheet.value(item.code, DEVELOPMENTS),
        [
            f"{kinds.label(one.kind)}: {one.description}" if one.kind else one.description
            for one in sheet.evidence(item.code)
        ],
    )
