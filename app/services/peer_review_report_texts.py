"""The words of a report, as each side may read them in its turn."""

from datetime import datetime

from sqlmodel import Session, col, select

from app.models.fields import Key
from app.models.peer_review import PeerReview, Side
from app.models.peer_review_fields import NOTES_SHOWN, RECOMMENDATION, REPORT
from app.models.peer_review_report import PeerReport, PeerReportVersion, ReportState
from app.models.self_evaluation import AgreedVersion
from app.models.self_evaluation_sheet import Sheet
from app.services.peer_review import Seat
from app.services.peer_review_report_state import ACCURACY, COMMENT, REPLY, WRITING, find_report
from app.services.peer_review_texts import book_of, read_seat_texts
from app.services.self_evaluation_versions import sheet_of
from app.services.texts import read_texts

REFS = frozenset({"strengths_rest_on", "developments_rest_on", "rests_on"})


def read_school_sheet(session: Session, review: PeerReview, *, until: datetime | None = None) -> Sheet:
    """The latest agreed version of the host's self-evaluation, or the latest that there was then; nothing of what was
    written since.
    """
    query = select(AgreedVersion).where(AgreedVersion.review_id == review.review_id)
    if until is not None:
        query = query.where(AgreedVersion.agreed_at <= until)
    latest = session.exec(query.order_by(col(AgreedVersion.number).desc()).limit(1)).first()
    return sheet_of(latest) if latest else Sheet({})


def shown_school_sheet(session: Session, seat: Seat, report: PeerReport) -> Sheet:
    """The agreed version that stands beside the report: the latest while the reviewer writes, and afterwards the one
    that the reviewer had before them.
    """
    writing = seat.side is Side.REVIEWER and ReportState(report.state) in WRITING
    return read_school_sheet(session, seat.review, until=None if writing else report.signed_at or report.turn_since)


def read_draft(session: Session, seat: Seat) -> Sheet:
    """The report as the reviewer is writing it, with their notes. A host reads none of this."""
    return read_seat_texts(session, seat)


def readable_report(session: Session, seat: Seat, report: PeerReport | None = None) -> Sheet | None:
    """What this side may read of the report now: the reviewer the draft in their turns, both what was sent or signed
    otherwise. None for a host that was never sent anything, or from whom it was taken back.
    """
    report = report or find_report(session, seat.review)
    if seat.side is Side.REVIEWER and ReportState(report.state) in WRITING:
        return of_report(read_draft(session, seat))
    return Sheet.of_rows(report.sent_texts) if report.sent_texts else None


def version_sheet(version: PeerReportVersion) -> Sheet:
    return Sheet.of_rows(version.texts)


def of_report(sheet: Sheet) -> Sheet:
    """What is sent and signed of all that a reviewer wrote: the passages that stand, and of the notes they rest on the
    kind and the moment, never the words.
    """
    keys = sheet.keys()
    removed = {key.place for key in keys if RECOMMENDATION.fullmatch(key.place) and _is_out(sheet, key.place)}
    passages = {key for key in keys if is_passage(key) and key.place not in removed}
    chosen = {ref for key in passages if key.field in REFS for ref in sheet.value(key.place, key.field).split()}
    notes = {ref for ref in chosen if ref.startswith("notes/") and not sheet.value(ref, "removed")}
    return sheet.only(lambda key: key in passages or (key.place in notes and key.field in NOTES_SHOWN))


def is_written(sheet: Sheet) -> bool:
    """There is a passage in it: what one rests on is none by itself."""
    keys = sheet.keys()
    return any(is_passage(key) and key.field not in REFS and sheet.value(key.place, key.field) for key in keys)


def read_accuracy(session: Session, seat: Seat, report: PeerReport) -> Sheet:
    """What is said about passages: one's own at any time, the other side's once its turn is over."""
    state = ReportState(report.state)
    hidden = {
        Side.REVIEWER: COMMENT if state is ReportState.CHECKING else "",
        Side.HOST: REPLY if state is ReportState.ANSWERING else "",
    }[seat.side]
    sheet = read_texts(session, book_of(session, seat))
    return sheet.only(lambda key: key.place.startswith(ACCURACY) and key.field != hidden)


def is_passage(key: Key) -> bool:
    return key.place == REPORT or key.place.startswith("report/")


def _is_out(sheet: Sheet, place: str) -> bool:
    return bool(sheet.value(place, "removed")) or not sheet.value(place, "text")
