"""A school with findings to plan from, and a plan that has come some way."""

from sqlmodel import Session

from app import clock
from app.models.action_plan import ActionPlan, PlanVersionKind
from app.models.fields import Key
from app.models.peer_review import PeerReview
from app.models.peer_review_report import PeerReport, PeerReportVersion, ReportState
from app.models.reviews import Review
from app.services.action_plan import book_of, read_plan_texts, start_plan
from app.services.action_plan_actions import add_action
from app.services.action_plan_findings import recommendation_id, self_finding_id
from app.services.action_plan_picking import pick_into
from app.services.action_plan_versions import make_version, shared_part
from app.services.texts import save_text
from tests.peer_review.reports import agree_self_evaluation
from tests.peers import Peers
from tests.people import People

RECOMMENDED = "Ask the office staff once a term."
OWN = self_finding_id("LEAD-1")
SIGNED = [
    ["notes/k3f9", "about", "LEAD-1", 1],
    ["notes/k3f9", "activity", "learning_walk", 1],
    ["notes/k3f9", "noted_at", "2026-11-03T09:30:00Z", 1],
    ["report/LEAD", "developments", "The office could be asked too.", 1],
    ["report/LEAD/r001", "rests_on", "notes/k3f9 LEAD-1/k3f9", 1],
    ["report/LEAD/r001", "text", RECOMMENDED, 1],
]


def sign_report(session: Session, peers: Peers) -> None:
    """Both schools have signed a report with one recommendation, which rests on a note and a piece of evidence."""
    agree_self_evaluation(session, peers.people)
    now = clock.now()
    session.get_one(PeerReview, peers.there.id).final_at = now
    session.add(
        PeerReportVersion(
            peer_review_id=peers.there.id or 0,
            school_id=peers.there.school_id,
            number=1,
            texts=SIGNED,
            fingerprint="0" * 64,
            reviewer_signed_by="Ravi Reviewer",
            reviewer_signed_at=now,
            host_signed_by="Asha Senco",
            host_signed_at=now,
        )
    )
    report = PeerReport(peer_review_id=peers.there.id or 0, school_id=peers.there.school_id, turn_since=now)
    report.state = ReportState.FINAL
    session.add(report)
    session.flush()


def recommended(peers: Peers) -> str:
    return recommendation_id(peers.there.id or 0, "r001")


def agreed_findings(session: Session, people: People) -> None:
    agree_self_evaluation(session, people)


def make_plan(session: Session, people: People, *, number: int = 1, actions: int = 1) -> ActionPlan:
    """Priorities `p001`… from the school's own finding, each with actions `a101`…"""
    by = people["senco"].actor
    review = session.get_one(Review, people.review.id)
    plan = start_plan(session, review, by=by)
    for n in range(1, number + 1):
        pick_into(session, plan, [OWN], key=f"p00{n}", by=by)
        for m in range(1, actions + 1):
            add_action(session, plan, f"a{n}{m:02}", priority=f"p00{n}", what=f"Action {n}.{m}", by=by)
    return plan


def live_with_a_plan(session: Session, people: People, planned: str, since: str) -> ActionPlan:
    """Two priorities, `k3f8` and `k3f9`, with an action and a diary entry `k3f9`. Version 1 was shared with the
    facilitator, version 2 agreed, both with the word `planned`; the word `since` was written afterwards.
    """
    by = people["senco"].actor
    plan = start_plan(session, session.get_one(Review, people.review.id), by=by)
    for key in ("k3f8", "k3f9"):
        pick_into(session, plan, [OWN], key=key, by=by)
    add_action(session, plan, "k3f9", priority="k3f9", what=planned, by=by)
    write(session, plan, people, diary__k3f9_DOT_tried=since)
    for kind in (PlanVersionKind.SHARED_WITH_FACILITATOR, PlanVersionKind.AGREED_WITH_SLT):
        checked = shared_part(read_plan_texts(session, plan)).fingerprint()
        make_version(session, plan, kind, checked=checked, note="", by=by)
    write(session, plan, people, plan_DOT_summary=since)
    return plan


def write(session: Session, plan: ActionPlan, people: People, **texts: str) -> None:
    """`priorities__p001_DOT_title="…"`, over whatever stands there."""
    book, sheet = book_of(session, plan), read_plan_texts(session, plan)
    for name, value in texts.items():
        key = Key.parse(name.replace("__", "/").replace("_DOT_", "."))
        save_text(session, book, key, value, base=sheet.text(key.place, key.field).version, by=people["senco"].actor)
