"""A whole plan in one hand, read from its texts: as they stand now, or as they stood in a version."""

from collections.abc import Iterable, Mapping
from datetime import date

from app.models.action_plan_fields import (
    ACTIONS,
    DIARY,
    FINDINGS,
    MEASURES,
    PLAN,
    PRIORITIES,
    REMOVED,
    REVIEWS,
    STAKEHOLDERS,
)
from app.models.action_plan_parts import (
    MOST_PRIORITIES,
    USUAL_PRIORITIES,
    Action,
    DiaryEntry,
    Finding,
    Measure,
    Plan,
    PlanReview,
    Priority,
    Stakeholder,
    Trace,
)
from app.models.self_evaluation_sheet import Sheet

__all__ = [
    "MOST_PRIORITIES",
    "USUAL_PRIORITIES",
    "Action",
    "DiaryEntry",
    "Finding",
    "Measure",
    "Plan",
    "PlanReview",
    "Priority",
    "Stakeholder",
    "Trace",
    "next_position",
    "plan_from_texts",
    "row_keys",
]


def plan_from_texts(sheet: Sheet, findings: Mapping[str, Finding] | Iterable[Finding] = ()) -> Plan:
    """What the texts say. A finding that is not among `findings` any more stays, without words."""
    known = findings if isinstance(findings, Mapping) else {one.id: one for one in findings}
    actions = [_action(sheet, key) for key in row_keys(sheet, ACTIONS)]
    ordered = sorted(row_keys(sheet, PRIORITIES), key=lambda key: (_position(sheet, key), key))
    priorities = tuple(_priority(sheet, key, number, known, actions) for number, key in enumerate(ordered, start=1))
    diary = [_entry(sheet, key) for key in row_keys(sheet, DIARY)]
    newest = sorted(diary, key=lambda one: (one.written_on or date.min, one.key), reverse=True)
    ids = {finding.id: finding for one in priorities for finding in one.findings}
    every = sheet.keys()
    left = {key.place.removeprefix(f"{FINDINGS}/") for key in every if key.place.startswith(f"{FINDINGS}/")}
    return Plan(
        sheet.value(PLAN, "summary"),
        sheet.value(PLAN, "why_number"),
        priorities,
        tuple(newest),
        ids,
        {
            one: sheet.value(f"{FINDINGS}/{one}", "word")
            for one in sorted(left)
            if sheet.value(f"{FINDINGS}/{one}", "not_now")
        },
    )


def row_keys(sheet: Sheet, listed: str, *, removed: bool = False) -> list[str]:
    """The keys of a list's rows that say something, or of those that were removed and can be put back."""
    start = f"{listed}/"
    found: dict[str, bool] = {}
    for key in list(sheet.keys()):
        rest = key.place.removeprefix(start)
        if key.place.startswith(start) and "/" not in rest and key.field != REMOVED:
            found[rest] = found.get(rest, False) or bool(sheet.value(key.place, key.field))
    return sorted(key for key, says in found.items() if says and bool(sheet.value(start + key, REMOVED)) is removed)


def next_position(sheet: Sheet) -> int:
    """Behind every priority there is."""
    return max((_position(sheet, key) for key in row_keys(sheet, PRIORITIES)), default=0) + 1


def _position(sheet: Sheet, key: str) -> int:
    return int(sheet.value(f"{PRIORITIES}/{key}", "position") or 0)


def _priority(sheet: Sheet, key: str, number: int, known: Mapping[str, Finding], actions: Iterable[Action]) -> Priority:
    place = f"{PRIORITIES}/{key}"

    def value(name: str) -> str:
        return sheet.value(place, name)

    reviews = [_review(sheet, one) for one in _parts(sheet, place, REVIEWS)]
    return Priority(
        key,
        number,
        value("title"),
        tuple(known.get(one) or _gone(one) for one in value("findings").split()),
        value("why"),
        tuple(value("themes").split()),
        value("intended"),
        value("sip"),
        value("lead_role"),
        value("lead_name"),
        value("cost"),
        value("changed"),
        tuple(_measure(sheet, one) for one in _parts(sheet, place, MEASURES)),
        tuple(_stakeholder(sheet, one) for one in _parts(sheet, place, STAKEHOLDERS)),
        tuple(sorted((one for one in actions if one.priority == key), key=_by_due)),
        tuple(sorted(reviews, key=lambda one: (one.review_on or date.max, one.key))),
    )


def _parts(sheet: Sheet, place: str, listed: str) -> list[str]:
    """The places of the rows of one list in a priority."""
    return [f"{place}/{listed}/{key}" for key in row_keys(sheet, f"{place}/{listed}")]


def _gone(finding_id: str) -> Finding:
    """Its words are not in the self-evaluation or in a final report any more."""
    area = finding_id.split("/")[1] if finding_id.startswith("self/") else ""
    return Finding(finding_id, area, "", "", "")


def _by_due(action: Action) -> tuple[date, str]:
    return action.due_on or date.max, action.key


def _measure(sheet: Sheet, place: str) -> Measure:
    what, baseline, target, now = (sheet.value(place, name) for name in ("what", "baseline", "target", "now"))
    return Measure(_key(place), what, baseline, target, _day(sheet, place, "by_on"), now)


def _stakeholder(sheet: Sheet, place: str) -> Stakeholder:
    return Stakeholder(_key(place), sheet.value(place, "who"), sheet.value(place, "how"))


def _review(sheet: Sheet, place: str) -> PlanReview:
    decision, note = sheet.value(place, "decision"), sheet.value(place, "note")
    return PlanReview(_key(place), _day(sheet, place, "review_on"), decision, note)


def _key(place: str) -> str:
    return place.rpartition("/")[2]


def _action(sheet: Sheet, key: str) -> Action:
    place = f"{ACTIONS}/{key}"

    def value(name: str) -> str:
        return sheet.value(place, name)

    return Action(
        key,
        value("priority"),
        value("what"),
        value("owner"),
        value("owner_role"),
        _day(sheet, place, "starts_on"),
        _day(sheet, place, "due_on"),
        value("status"),
        tuple(value("blockers").split()),
        value("impact"),
        value("origin"),
    )


def _entry(sheet: Sheet, key: str) -> DiaryEntry:
    place = f"{DIARY}/{key}"
    names = ("priority", "tried", "helped", "hindered", "for_us", "for_school", "for_pupils")
    return DiaryEntry(key, _day(sheet, place, "written_on"), *(sheet.value(place, name) for name in names))


def _day(sheet: Sheet, place: str, name: str) -> date | None:
    written = sheet.value(place, name)
    return date.fromisoformat(written) if written else None
