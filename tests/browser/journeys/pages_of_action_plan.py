"""The pages of a SEND Action Plan, for `test_every_page`."""

from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Page, Response
from sqlmodel import Session

from app import clock
from app.models.accounts import Role
from app.models.action_plan import ActionPlan, PlanVersionKind
from app.models.actors import Actor
from app.models.fields import Key
from app.models.peer_review import PeerReview
from app.models.peer_review_report import PeerReport, PeerReportVersion, ReportState
from app.models.reviews import Review
from app.services.action_plan import book_of, read_plan_texts, start_plan
from app.services.action_plan_actions import add_action
from app.services.action_plan_findings import recommendation_id, self_finding_id
from app.services.action_plan_picking import pick_into
from app.services.action_plan_versions import make_version, shared_part
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.services.texts import save_text
from tests.browser.journeys.site import Site, Staff
from tests.browser.journeys.world import Way, World, pair_of_schools, send

SIGNED = [
    ["notes/k3f9", "activity", "learning_walk", 1],
    ["notes/k3f9", "about", "LEAD-1", 1],
    ["report/LEAD/k3f9", "text", "Give the SENCO an afternoon a week.", 1],
    ["report/LEAD/k3f9", "rests_on", "notes/k3f9 LEAD-1/k3f9", 1],
]
SOON, LATE = (clock.today() + timedelta(days=days) for days in (10, -10))
WORDS = {
    "plan.summary": "Every adult knows what is theirs.",
    "priorities/k3f9.lead_role": "senco",
    "priorities/k3f9.changed": "The office is asked each term.",
    "priorities/k3f9/measures/m001.what": "Staff who say they were asked",
    "priorities/k3f9/measures/m001.target": "All",
    "priorities/k3f9/stakeholders/s001.who": "teaching_assistant",
    "priorities/k3f9/stakeholders/s001.how": "Ask and are asked",
    "actions/k3f9.owner": "Asha",
    "actions/k3f9.owner_role": "senco",
    "actions/k3f9.due_on": SOON.isoformat(),
    "actions/k3f8.due_on": LATE.isoformat(),
    "actions/k3f8.blockers": "time",
    "diary/k3f9.tried": "We asked two offices.",
}


@dataclass(frozen=True)
class Planned:
    """A plan that has come some way, and the peer review whose final report it began with."""

    plan: str
    peer_id: int


def planned(path: str) -> Way:
    return lambda site, world, page: page.goto(path.format(w=_planned(site, world)))


def refused(path: str, **fields: str) -> Way:
    return lambda site, world, page: send(page, path.format(w=_planned(site, world)), **fields)


def not_begun(site: Site, world: World, page: Page) -> Response | None:
    return page.goto(f"/reviews/{site.new_review(world.staff).id}/action-plan")


_PLANS: dict[int, Planned] = {}
"""By the review of the world: it is made once for all the pages."""


def _planned(site: Site, world: World) -> Planned:
    key = world.review.id or 0
    if key not in _PLANS:
        review = site.new_review(world.staff)
        there = found_by_a_reviewer(site, world.staff, review)
        with site.database.writing() as session:
            by = world.staff[Role.SENCO].actor
            _make_plan(session, session.get_one(Review, review.id), there.id or 0, by)
        _PLANS[key] = Planned(f"/reviews/{review.id}/action-plan", there.id or 0)
    return _PLANS[key]


def found_by_a_reviewer(site: Site, staff: Staff, review: Review) -> PeerReview:
    """The school has agreed a version with an area for development, and both schools have signed a report with a
    recommendation that rests on a note and on a piece of evidence.
    """
    _visitors, there, _back = pair_of_schools(site, staff, review)
    by, now = staff[Role.SENCO].actor, clock.now()
    own = {("LEAD-1", "developments"): "The office is not asked.", ("LEAD-1/k3f9", "description"): "Eleven were asked."}
    signed = {"reviewer_signed_by": "Rosa", "host_signed_by": "Asha", "fingerprint": "0" * 64, "texts": SIGNED}
    with site.database.writing() as session:
        here = session.get_one(Review, review.id)
        for (place, name), value in {**own, ("LEAD-1", "judgement"): "starting"}.items():
            save_answer(session, here, place, name, value, base=0, by=by)
        agree_version(session, here, checked=read_sheet(session, here).fingerprint(), present="", by=by)
        session.get_one(PeerReview, there.id).final_at = now
        of = {"peer_review_id": there.id or 0, "school_id": there.school_id}
        session.add(PeerReportVersion(**of, number=1, reviewer_signed_at=now, host_signed_at=now, **signed))
        session.add(PeerReport(**of, state=ReportState.FINAL, turn_since=now))
    return there


def _make_plan(session: Session, review: Review, peer_review_id: int, by: Actor) -> None:
    plan = start_plan(session, review, by=by)
    pick_into(session, plan, [recommendation_id(peer_review_id, "k3f9")], key="k3f9", by=by)
    pick_into(session, plan, [self_finding_id("LEAD-1")], key="k3f8", by=by)
    add_action(session, plan, "k3f9", priority="k3f9", what="Find an afternoon a week in the timetable.", by=by)
    add_action(session, plan, "k3f8", priority="k3f9", what="Ask the office staff.", by=by)
    _write(session, plan, WORDS, by)
    for kind in (PlanVersionKind.SHARED_WITH_FACILITATOR, PlanVersionKind.AGREED_WITH_SLT):
        checked = shared_part(read_plan_texts(session, plan)).fingerprint()
        make_version(session, plan, kind, checked=checked, note="All were there.", by=by)
    _write(session, plan, {"priorities/k3f8.title": "Ask every office"}, by)


def _write(session: Session, plan: ActionPlan, words: dict[str, str], by: Actor) -> None:
    book, sheet = book_of(session, plan), read_plan_texts(session, plan)
    for name, value in words.items():
        key = Key.parse(name)
        save_text(session, book, key, value, base=sheet.text(key.place, key.field).version, by=by)


TOO_LONG = {"actions/k3f9__what": "x" * 20_001, "actions/k3f9__what__version": "1"}
DIARY_TOO_LONG = {"key": "k3f7", "diary/k3f7__tried": "x" * 20_001, "diary/k3f7__tried__version": "0"}

ACTION_PLAN: list[tuple[str, str, int, Way]] = [
    ("plan", "senco", 200, planned("{w.plan}")),
    ("plan-not-begun", "senco", 200, not_begun),
    ("plan-for-colleague", "colleague", 200, planned("{w.plan}?notice=plan-saved")),
    ("plan-not-for-governors", "governor", 403, planned("{w.plan}")),
    ("plan-findings", "senco", 200, planned("{w.plan}/findings")),
    ("plan-nothing-picked", "senco", 422, refused("{w.plan}/findings", pick="yes", into="new")),
    ("plan-finding", "senco", 200, planned("{w.plan}/findings/self/LEAD/LEAD-1/development")),
    ("plan-note", "senco", 200, planned("{w.plan}/notes/{w.peer_id}/k3f9")),
    ("plan-priority", "senco", 200, planned("{w.plan}/priorities/k3f9?add=measures")),
    ("plan-priority-without-action", "senco", 422, refused("{w.plan}/actions", key="k3f5", priority="k3f9", what="")),
    ("plan-action", "senco", 200, planned("{w.plan}/actions/k3f9")),
    ("plan-action-refused", "senco", 422, refused("{w.plan}/actions/k3f9", **TOO_LONG)),
    ("plan-reviews", "senco", 200, planned("{w.plan}/reviews?add=k3f9")),
    ("plan-diary", "colleague", 200, planned("{w.plan}/diary")),
    ("plan-diary-entry", "senco", 200, planned("{w.plan}/diary/k3f9")),
    ("plan-diary-refused", "senco", 422, refused("{w.plan}/diary", **DIARY_TOO_LONG)),
    ("plan-history", "senco", 200, planned("{w.plan}/history?of=priorities/k3f8")),
    ("plan-versions", "senco", 200, planned("{w.plan}/versions")),
    ("plan-versions-for-governor", "governor", 200, planned("{w.plan}/versions")),
    ("plan-version", "governor", 200, planned("{w.plan}/versions/2")),
    ("plan-version-check", "senior_leader", 200, planned("{w.plan}/versions/new?kind=shared_with_governors")),
    ("plan-version-too-late", "senco", 409, refused("{w.plan}/versions", kind="shared_with_governors", checked="0")),
    ("plan-comparison", "senco", 200, planned("{w.plan}/comparison?before=1&after=now")),
]
