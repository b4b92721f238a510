"""From findings to priorities: several findings become one, and each keeps its way back."""

from collections.abc import Iterable

from sqlmodel import Session

from app import clock
from app.models.action_plan import ActionPlan
from app.models.action_plan_fields import FINDINGS, PRIORITIES, REVIEWS
from app.models.action_plan_sheet import MOST_PRIORITIES, Finding, next_position, plan_from_texts, row_keys
from app.models.actors import Actor
from app.models.fields import UnknownAnswer
from app.models.reviews import Review
from app.services.action_plan import EnoughPriorities, put, read_plan_texts, take_turn
from app.services.action_plan_dates import termly_dates
from app.services.action_plan_findings import by_id, list_findings

LONGEST_TITLE = 120


class NothingPicked(ValueError):
    """No finding was chosen, or none that is there."""


def pick_into(session: Session, plan: ActionPlan, chosen: Iterable[str], *, key: str, by: Actor) -> str:
    """The findings belong to the priority of that key; where there is none yet, it begins with their
    words, and with a review date in each of the next terms.

    Sending the same again changes nothing. Raises NothingPicked, EnoughPriorities, UnknownAnswer or ReviewClosed.
    """
    take_turn(session, plan)
    known = by_id(list_findings(session, session.get_one(Review, plan.review_id)))
    findings = [known[one] for one in dict.fromkeys(chosen) if one in known]
    if not findings:
        raise NothingPicked
    sheet = read_plan_texts(session, plan)
    place = f"{PRIORITIES}/{key}"
    if key in row_keys(sheet, PRIORITIES, removed=True):
        raise UnknownAnswer(key)
    there = row_keys(sheet, PRIORITIES)
    ids = [*sheet.value(place, "findings").split(), *(one.id for one in findings)]
    values = {"findings": " ".join(dict.fromkeys(ids))}
    if key not in there:
        if len(there) >= MOST_PRIORITIES:
            raise EnoughPriorities
        values |= {
            "title": title_of(findings[0]),
            "intended": "\n\n".join(one.text for one in findings),
            "position": str(next_position(sheet)),
        }
        for term in termly_dates(clock.today()):
            put(session, plan, sheet, f"{place}/{REVIEWS}/{term.key}", {"review_on": term.on.isoformat()}, by=by)
    put(session, plan, sheet, place, values, by=by)
    for one in findings:
        put(session, plan, sheet, f"{FINDINGS}/{one.id}", {"not_now": ""}, by=by)
    return key


def unpick(session: Session, plan: ActionPlan, finding_id: str, *, key: str, by: Actor) -> None:
    """The finding does not belong to that priority. Raises UnknownAnswer where there is no such priority."""
    take_turn(session, plan)
    sheet = read_plan_texts(session, plan)
    priority = plan_from_texts(sheet).priority(key)
    if priority is None:
        raise UnknownAnswer(key)
    left = [one.id for one in priority.findings if one.id != finding_id]
    put(session, plan, sheet, priority.place, {"findings": " ".join(left)}, by=by)


def title_of(finding: Finding) -> str:
    """The first sentence of its text, cut at a word."""
    first = " ".join(finding.text.split()).split(". ")[0].rstrip(".")
    if len(first) <= LONGEST_TITLE:
        return first
    return first[:LONGEST_TITLE].rpartition(" ")[0] + "…"
