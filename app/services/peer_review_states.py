"""Where several peer reviews stand at once, and who waits for whom; the same few queries however many there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import false
from sqlmodel import Session, col, or_, select

from app import clock
from app.models.peer_review import PeerAgreement, PeerMember, PeerReview, PeerText, Side
from app.models.peer_review_fields import TERMS
from app.models.peer_review_report import PeerReport, ReportState
from app.models.schools import School

HOST, REVIEWER = frozenset({Side.HOST}), frozenset({Side.REVIEWER})
NOBODY: frozenset[Side] = frozenset()


class Stage(StrEnum):
    """How far one direction has come."""

    STATEMENT = "statement"
    COMMITMENT = "commitment"
    DATES = "dates"
    PREPARATION = "preparation"
    WRITING = "writing"
    CHECKING = "checking"
    ANSWERING = "answering"
    SIGNING = "signing"
    FINAL = "final"
    STOPPED = "stopped"


WAITS: Mapping[Stage, frozenset[Side]] = {
    Stage.STATEMENT: REVIEWER,
    Stage.COMMITMENT: HOST,
    Stage.DATES: HOST | REVIEWER,
    Stage.WRITING: REVIEWER,
    Stage.CHECKING: HOST,
    Stage.ANSWERING: REVIEWER,
    Stage.SIGNING: HOST,
}
"""Whose side is to act; in a stage that is not here, nobody waits for anybody."""
OF_REPORT = {
    ReportState.CHECKING: Stage.CHECKING,
    ReportState.ANSWERING: Stage.ANSWERING,
    ReportState.SIGNING: Stage.SIGNING,
    ReportState.FINAL: Stage.FINAL,
}


@dataclass(slots=True)
class State:
    """What is known of one direction without reading its words."""

    review: PeerReview
    host_signed: bool = False
    reviewers: set[int] = field(default_factory=set)
    """The people of the reviewing school who signed."""
    visit_on: date | None = None
    report_due: date | None = None
    report: ReportState = ReportState.DRAFT

    @property
    def stage(self) -> Stage:
        if self.review.ended_at:
            return Stage.STOPPED
        if self.report in OF_REPORT:
            return OF_REPORT[self.report]
        if not self.reviewers:
            return Stage.STATEMENT
        if not self.host_signed:
            return Stage.COMMITMENT
        if self.visit_on is None:
            return Stage.DATES
        return Stage.PREPARATION if clock.today() < self.visit_on else Stage.WRITING

    @property
    def waits_for(self) -> frozenset[Side]:
        return WAITS.get(self.stage, NOBODY)


def read_states(session: Session, reviews: Sequence[PeerReview]) -> dict[int, State]:
    """By the peer review's id, in three queries; none where there is nothing to ask about."""
    states = {review.id: State(review) for review in reviews if review.id is not None}
    if not states:
        return states
    ids = list(states)
    signed = select(PeerAgreement.peer_review_id, PeerAgreement.side, PeerAgreement.person_id)
    for review_id, side, person_id in session.exec(signed.where(col(PeerAgreement.peer_review_id).in_(ids))):
        if side == Side.HOST:
            states[review_id].host_signed = True
        else:
            states[review_id].reviewers.add(person_id)
    terms = select(PeerText.peer_review_id, PeerText.field, PeerText.value)
    for review_id, name, value in session.exec(
        terms.where(col(PeerText.peer_review_id).in_(ids), PeerText.place == TERMS)
    ):
        if value and name in {"visit_on", "report_due"}:
            setattr(states[review_id], name, date.fromisoformat(value))
    reports = select(PeerReport.peer_review_id, PeerReport.state)
    for review_id, state in session.exec(reports.where(col(PeerReport.peer_review_id).in_(ids))):
        states[review_id].report = ReportState(state)
    return states


def list_members_beside(session: Session, school_ids: Collection[int]) -> list[tuple[PeerMember, School]]:
    """Every present member, asked ones included, of every group that one of these schools is in or asked to join."""
    own = select(PeerMember.group_id).where(
        col(PeerMember.school_id).in_(school_ids), col(PeerMember.left_at).is_(None)
    )
    rows = session.exec(
        select(PeerMember, School)
        .join(School, col(School.id) == col(PeerMember.school_id))
        .where(col(PeerMember.group_id).in_(own), col(PeerMember.left_at).is_(None))
        .order_by(col(PeerMember.group_id).desc(), col(PeerMember.id))
    )
    return [(member, school) for member, school in rows]


def list_peer_reviews_of(
    session: Session, *, groups: Collection[int] = (), hosts: Collection[int] = ()
) -> list[PeerReview]:
    """Those in these groups, and those of these hosts, stopped ones included; newest first."""
    query = select(PeerReview).where(
        or_(
            col(PeerReview.group_id).in_(groups) if groups else false(),
            col(PeerReview.school_id).in_(hosts) if hosts else false(),
        )
    )
    return list(session.exec(query.order_by(col(PeerReview.id).desc())))


def find_schools(session: Session, ids: Collection[int]) -> dict[int, School]:
    """By their ids; no query for none."""
    found = session.exec(select(School).where(col(School.id).in_(ids))) if ids else ()
    return {school.id: school for school in found if school.id is not None}
