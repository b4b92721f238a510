"""Where the report of a peer review stands, and who may write what in it meanwhile."""

from sqlmodel import Session, col, select

from app import clock
from app.models.fields import Key
from app.models.peer_review import PeerReview
from app.models.peer_review_report import PeerReport, PeerReportVersion, ReportState

ACCURACY = "accuracy/"
COMMENT, REPLY = "comment", "reply"
WRITING = frozenset({ReportState.DRAFT, ReportState.ANSWERING})
"""The reviewer's turns."""


class ReportLocked(Exception):
    """It is the other school's turn, or both have signed: this field is read, and not changed."""


def find_report(session: Session, review: PeerReview) -> PeerReport:
    """As it stands. A report that nobody has sent yet has no row: it is a draft."""
    found = session.get(PeerReport, review.id, populate_existing=True)
    assert review.id is not None
    return found or PeerReport(
        peer_review_id=review.id,
        school_id=review.school_id,
        state=ReportState.DRAFT,
        turn=1,
        round=1,
        sent_texts=[],
        turn_since=review.created_at,
    )


def find_version(session: Session, review: PeerReview, number: int) -> PeerReportVersion | None:
    return session.exec(
        select(PeerReportVersion).where(
            PeerReportVersion.peer_review_id == review.id, PeerReportVersion.number == number
        )
    ).first()


def list_versions(session: Session, review: PeerReview) -> list[PeerReportVersion]:
    """Every version that both have signed, newest first."""
    query = select(PeerReportVersion).where(PeerReportVersion.peer_review_id == review.id)
    return list(session.exec(query.order_by(col(PeerReportVersion.number).desc())))


def take_turn(session: Session, review: PeerReview) -> PeerReport:
    """The report, for whoever is to change where it stands: two at once come after each other, and nobody writes in it
    meanwhile.
    """
    session.exec(
        select(PeerReview)
        .where(PeerReview.id == review.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    return find_report(session, review)


def is_of_report(key: Key) -> bool:
    return key.place == "report" or key.place.startswith(("report/", ACCURACY))


def state_for_writing(session: Session, review: PeerReview) -> ReportState:
    """Where the report stands until this transaction ends: whoever wants to send or sign it waits for that."""
    session.exec(select(PeerReview.id).where(PeerReview.id == review.id).with_for_update(read=True)).one()
    state = session.exec(select(PeerReport.state).where(PeerReport.peer_review_id == review.id)).first()
    return ReportState(state or ReportState.DRAFT)


def check_open(key: Key, state: ReportState) -> None:
    """Raises ReportLocked where this field of the report is not to be written now, whoever asks."""
    open_in = WRITING
    if key.place.startswith(ACCURACY):
        open_in = frozenset({ReportState.CHECKING if key.field == COMMENT else ReportState.ANSWERING})
    if state not in open_in:
        raise ReportLocked


def touch(session: Session, report: PeerReport, state: ReportState) -> None:
    """The next turn has begun."""
    report.state, report.turn, report.turn_since = state, report.turn + 1, clock.now()
    session.add(report)
    session.flush()
