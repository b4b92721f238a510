"""SEND Action Plans of demo schools, made the way that schools make them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from app import clock
from app.demo import demo_file
from app.models.action_plan import ActionPlan, PlanVersionKind
from app.models.action_plan_fields import ACTIONS, DIARY, MEASURES, PLAN, PRIORITIES, STAKEHOLDERS
from app.models.actors import Actor
from app.models.reviews import Review
from app.services.action_plan import put, read_plan_texts, start_plan
from app.services.action_plan_findings import list_findings
from app.services.action_plan_picking import pick_into
from app.services.action_plan_versions import make_version, shared_part
from app.services.demo_people import demo_day

Fields = Mapping[str, Any]
DATES = {"starts": "starts_on", "due": "due_on", "by": "by_on", "weeks": "written_on"}
"""What stands in the file in weeks, and the fields that the days go to."""


def add_plan(session: Session, review: Review, name: str, *, by: Actor) -> None:
    """The plan of that name in the file is the review’s, with its versions."""
    content, today = demo_file("action_plan.yaml")[name], clock.today()
    with clock.earlier(timedelta(weeks=content["begun"])):
        plan = start_plan(session, review, by=by)
        _put(session, plan, PLAN, {"summary": content["summary"]}, today, by=by)
        ids = {_short(one.id): one.id for one in list_findings(session, review)}
        for priority in content["priorities"]:
            pick_into(session, plan, [ids[one] for one in priority["findings"]], key=priority["key"], by=by)
            _write_priority(session, plan, priority, today, by=by)
    for entry in content.get("diary", ()):
        with clock.earlier(timedelta(weeks=-entry["weeks"])):
            _put(session, plan, f"{DIARY}/{entry['key']}", entry, today, by=by)
    for version in content["versions"]:
        with clock.earlier(timedelta(weeks=version["weeks_ago"])):
            _version(session, plan, version, by=by)


def _write_priority(session: Session, plan: ActionPlan, content: Fields, today: date, *, by: Actor) -> None:
    place = f"{PRIORITIES}/{content['key']}"
    _put(session, plan, place, content["fields"], today, by=by)
    for part in (MEASURES, STAKEHOLDERS):
        for number, row in enumerate(content.get(part, ()), start=1):
            _put(session, plan, f"{place}/{part}/demo-{number}", row, today, by=by)
    for action in content["actions"]:
        _put(session, plan, f"{ACTIONS}/{action['key']}", {**action, "priority": content["key"]}, today, by=by)


def _put(session: Session, plan: ActionPlan, place: str, row: Fields, today: date, *, by: Actor) -> None:
    values = {
        DATES.get(name, name): demo_day(today, 7 * value).isoformat() if name in DATES else str(value).strip()
        for name, value in row.items()
        if name != "key"
    }
    put(session, plan, read_plan_texts(session, plan), place, values, by=by)


def _version(session: Session, plan: ActionPlan, version: Fields, *, by: Actor) -> None:
    for one in version.get("changed", ()):
        _put(session, plan, one["place"], one["fields"], clock.today(), by=by)
    checked = shared_part(read_plan_texts(session, plan)).fingerprint()
    make_version(session, plan, PlanVersionKind(version["kind"]), checked=checked, note=version["note"], by=by)


def _short(finding_id: str) -> str:
    """`self/LEAD/LEAD-3/development` is LEAD-3 in the file, `report/7/recommendations/one-page` is one-page."""
    parts = finding_id.split("/")
    return parts[2] if parts[0] == "self" else parts[-1]
