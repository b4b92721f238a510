"""After the final report: what it recommended, and what became of each recommendation."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.models.peer_review import PeerReview
from app.models.peer_review_fields import RECOMMENDATION
from app.models.peer_review_report import PeerReportVersion
from app.models.self_evaluation_sheet import Sheet

FOLLOW_UP, FOLLOW_THROUGH = "follow_up", "follow_through"
NOT_TAKEN, INTO_PLAN = "not_taken", "into_plan"
TEXT = "text"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """As both schools signed it. What became of it stands at `follow_through/KEY`."""

    key: str
    area: str
    text: str

    @property
    def place(self) -> str:
        return f"{FOLLOW_THROUGH}/{self.key}"


def list_recommendations(session: Session, review: PeerReview) -> list[Recommendation]:
    """Those of the latest signed report, by area in the order they stand there; none while there is no such report."""
    version = session.exec(
        select(PeerReportVersion)
        .where(PeerReportVersion.peer_review_id == review.id)
        .order_by(col(PeerReportVersion.number).desc())
        .limit(1)
    ).first()
    if version is None:
        return []
    signed = Sheet.of_rows(version.texts)
    found: dict[str, Recommendation] = {}
    keys = signed.keys()
    for key in keys:
        place = RECOMMENDATION.fullmatch(key.place)
        if place and key.field == TEXT and not signed.value(key.place, "removed"):
            found.setdefault(place[2], Recommendation(place[2], place[1], signed.value(key.place, TEXT)))
    return list(found.values())


def is_followed_through(sheet: Sheet, one: Recommendation) -> bool:
    """The host has said what became of it; where it was not taken up, also why."""
    outcome = sheet.value(one.place, "outcome")
    return bool(outcome) and (outcome != NOT_TAKEN or bool(sheet.value(one.place, "why")))
