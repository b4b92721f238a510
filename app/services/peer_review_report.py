"""The turns of a report: written, sent, checked, answered, signed by both, and opened again only if both want it.

Every step names the turn in which it was decided, and takes the report for itself first. So a button pressed twice, or
two people at once, do it once; and what is signed is what was read.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, exists, select

from app import clock
from app.models.actors import Actor
from app.models.peer_review import PeerGroup, PeerReview, PeerText, Side
from app.models.peer_review_report import PeerReport, PeerReportVersion, ReportState
from app.models.self_evaluation_sheet import Sheet
from app.services.peer_review import Seat, may_still_read
from app.services.peer_review_events import Happened, record
from app.services.peer_review_report_letters import tell_of
from app.services.peer_review_report_state import ACCURACY, COMMENT, WRITING, list_versions, take_turn, touch
from app.services.peer_review_report_texts import is_written, of_report, read_draft
from app.services.peer_review_texts import PeerReviewClosed


class TurnPassed(Exception):
    """The report has moved on since the page was opened, or it is not this side's turn. Nothing was changed."""


class ReportChanged(ValueError):
    """Somebody changed the report between reading it and deciding. Nothing was changed."""


class NothingWritten(ValueError):
    """A report without a word is not sent."""


class WhyMissing(ValueError):
    """The other school needs to know why."""


class SignedForOtherSchool(Exception):
    """They signed this report for the reviewing school: nobody signs for both."""


class AlreadyCommented(Exception):
    """The host has begun to comment, so it is not taken back any more."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decides on a page: in which turn it was opened, and what of the report stood on it."""

    turn: int
    checked: str = ""
    """The fingerprint of the report as it was read; needed to send or to sign."""
    why: str = ""


def send_report(session: Session, seat: Seat, decision: Decision, *, by: Actor) -> None:
    """The host can read it and comment. Raises TurnPassed, ReportChanged, NothingWritten or PeerReviewClosed."""
    report = _take(session, seat, decision, Side.REVIEWER, *WRITING)
    sheet = _checked_draft(session, seat, decision)
    if report.sent_at is None:
        report.sent_at = clock.now()
    else:
        report.round += 1
    report.sent_texts, report.sent_back_why = sheet.rows(), ""
    touch(session, report, ReportState.CHECKING)
    _happened(session, seat, Happened.REPORT_SENT, by=by)


def take_back(session: Session, seat: Seat, decision: Decision, *, by: Actor) -> None:
    """The reviewer goes on writing, and the host reads it no more. Raises TurnPassed, AlreadyCommented or
    PeerReviewClosed.
    """
    report = _take(session, seat, decision, Side.REVIEWER, ReportState.CHECKING)
    if is_commented(session, report):
        raise AlreadyCommented
    report.sent_texts = []
    if report.round == 1:
        report.sent_at = None
        touch(session, report, ReportState.DRAFT)
    else:
        report.round -= 1
        touch(session, report, ReportState.ANSWERING)
    _happened(session, seat, Happened.REPORT_TAKEN_BACK, by=by)


def return_report(session: Session, seat: Seat, decision: Decision, *, by: Actor) -> None:
    """The reviewer reads what the host says to it, if anything. Raises TurnPassed or PeerReviewClosed."""
    report = _take(session, seat, decision, Side.HOST, ReportState.CHECKING)
    touch(session, report, ReportState.ANSWERING)
    _happened(session, seat, Happened.REPORT_RETURNED, by=by)


def sign_report(session: Session, seat: Seat, decision: Decision, *, by: Actor) -> PeerReportVersion | None:
    """First the reviewer's name stands under it; with the host's it is final, and that version is the answer.

    Raises TurnPassed, ReportChanged, NothingWritten, SignedForOtherSchool or PeerReviewClosed.
    """
    if seat.side is Side.REVIEWER:
        _sign_as_reviewer(session, seat, decision, by)
        return None
    return _sign_as_host(session, seat, decision, by)


def _sign_as_reviewer(session: Session, seat: Seat, decision: Decision, by: Actor) -> None:
    report = _take(session, seat, decision, Side.REVIEWER, ReportState.ANSWERING)
    report.sent_texts = _checked_draft(session, seat, decision).rows()
    report.signed_by, report.signed_by_id, report.signed_at = by.name, by.id, clock.now()
    report.sent_back_why = ""
    touch(session, report, ReportState.SIGNING)
    _happened(session, seat, Happened.REPORT_SIGNED, by=by)


def _sign_as_host(session: Session, seat: Seat, decision: Decision, by: Actor) -> PeerReportVersion:
    report = _take(session, seat, decision, Side.HOST, ReportState.SIGNING)
    sheet = Sheet.of_rows(report.sent_texts)
    if sheet.fingerprint() != decision.checked:
        raise ReportChanged
    if report.signed_by_id == by.id:
        raise SignedForOtherSchool
    assert report.signed_at is not None
    versions = list_versions(session, seat.review)
    version = PeerReportVersion(
        peer_review_id=seat.id,
        school_id=seat.host_id,
        number=versions[0].number + 1 if versions else 1,
        texts=sheet.rows(),
        fingerprint=sheet.fingerprint(),
        reviewer_signed_by=report.signed_by,
        reviewer_signed_at=report.signed_at,
        host_signed_by=by.name,
        host_signed_at=clock.now(),
    )
    session.add(version)
    _set_final(session, seat.review, version)
    touch(session, report, ReportState.FINAL)
    _happened(session, seat, Happened.REPORT_FINAL, by=by)
    return version


def send_back(session: Session, seat: Seat, decision: Decision, *, by: Actor) -> None:
    """The host does not sign yet, and says why. Raises TurnPassed, WhyMissing or PeerReviewClosed."""
    report = _take(session, seat, decision, Side.HOST, ReportState.SIGNING)
    report.sent_back_why = _why(decision)
    report.signed_by, report.signed_by_id, report.signed_at = "", None, None
    touch(session, report, ReportState.ANSWERING)
    _happened(session, seat, Happened.REPORT_SENT_BACK, why=decision.why, by=by)


def ask_to_reopen(session: Session, seat: Seat, decision: Decision, *, by: Actor) -> None:
    """The other school is asked. A reviewer whose access has ended could not answer, so nobody asks them then.

    Raises TurnPassed, WhyMissing or PeerReviewClosed.
    """
    report = _take(session, seat, decision, seat.side, ReportState.FINAL)
    if report.asks_to_reopen:
        raise TurnPassed
    if not may_still_read(seat.review):
        raise PeerReviewClosed
    report.reopening_side, report.reopening_why, report.reopening_by = seat.side, _why(decision), by.name
    touch(session, report, ReportState.FINAL)
    _happened(session, seat, Happened.REOPENING_ASKED, why=decision.why, by=by)


def agree_to_reopen(session: Session, seat: Seat, decision: Decision, *, by: Actor) -> None:
    """The reviewer can write in it again; the signed version stays as it is. Raises TurnPassed or PeerReviewClosed."""
    report = _take(session, seat, decision, seat.side, ReportState.FINAL)
    if report.asks_to_reopen is not seat.side.other:
        raise TurnPassed
    _clear_reopening(report)
    report.signed_by, report.signed_by_id, report.signed_at = "", None, None
    _set_final(session, seat.review, None)
    touch(session, report, ReportState.ANSWERING)
    _happened(session, seat, Happened.REPORT_REOPENED, by=by)


def decline_to_reopen(session: Session, seat: Seat, decision: Decision, *, by: Actor) -> None:
    """The report stays as both signed it: the other school says no, or whoever asked thinks again.

    Raises TurnPassed or PeerReviewClosed.
    """
    report = _take(session, seat, decision, seat.side, ReportState.FINAL)
    if not report.asks_to_reopen:
        raise TurnPassed
    own = report.asks_to_reopen is seat.side
    _clear_reopening(report)
    touch(session, report, ReportState.FINAL)
    _happened(session, seat, Happened.REOPENING_WITHDRAWN if own else Happened.REOPENING_DECLINED, by=by)


def is_commented(session: Session, report: PeerReport) -> bool:
    """The host has said something to it since it was last sent."""
    return session.exec(
        select(
            exists().where(
                col(PeerText.peer_review_id) == report.peer_review_id,
                col(PeerText.place).startswith(ACCURACY, autoescape=True),
                col(PeerText.field) == COMMENT,
                col(PeerText.changed_at) >= report.turn_since,
            )
        )
    ).one()


def _take(session: Session, seat: Seat, decision: Decision, side: Side, *states: ReportState) -> PeerReport:
    """The report, held until this transaction ends, if it is still where the decision was made."""
    report = take_turn(session, seat.review)
    if seat.review.ended_at:
        raise PeerReviewClosed
    if seat.side is not side or report.state not in states or report.turn != decision.turn:
        raise TurnPassed
    return report


def _checked_draft(session: Session, seat: Seat, decision: Decision) -> Sheet:
    sheet = of_report(read_draft(session, seat))
    if not is_written(sheet):
        raise NothingWritten
    if sheet.fingerprint() != decision.checked:
        raise ReportChanged
    return sheet


def _why(decision: Decision) -> str:
    if not decision.why.strip():
        raise WhyMissing
    return decision.why.strip()


def _clear_reopening(report: PeerReport) -> None:
    report.reopening_side, report.reopening_why, report.reopening_by = None, "", ""


def _set_final(session: Session, review: PeerReview, version: PeerReportVersion | None) -> None:
    review.final_at = version.host_signed_at if version else None
    session.add(review)


def _happened(session: Session, seat: Seat, what: Happened, *, why: str = "", by: Actor) -> None:
    group = session.get_one(PeerGroup, seat.review.group_id)
    record(session, group, what, review=seat.review, why=why, by=by)
    tell_of(session, seat, what, by=by)
