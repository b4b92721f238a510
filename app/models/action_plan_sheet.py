"""A whole plan in one hand, read from its texts: as they stand now, or as they stood in a version."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

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
from app.models.self_evaluation_sheet import Sheet

MOST_PRIORITIES = 5
USUAL_PRIORITIES = 3
GREAT_CHANGE = "great_change"


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that a finding rests on: a reviewer's note, or a piece of the school's own evidence."""

    ref: str
    """`notes/k3f9`, or `LEAD-3/k3f9` for evidence."""
    label: str
    words: str = ""
    """Of evidence only: what a reviewer noted is theirs, and a host reads its kind and day."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An area for development or a recommendation that a priority can begin with."""

    id: str
    area: str
    area_title: str
    heading: str
    text: str
    traces: tuple[Trace, ...] = ()
    item: str = ""
    peer_review_id: int | None = None

    @property
    def is_recommendation(self) -> bool:
        return "/recommendations/" in self.id

    @property
    def is_there(self) -> bool:
        return bool(self.text)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> "Finding":
        return cls(**{**stored, "traces": tuple(Trace(**one) for one in stored["traces"])})


@dataclass(frozen=True, slots=True)
class Measure:
    key: str
    what: str
    baseline: str
    target: str
    by_on: date | None
    now: str


@dataclass(frozen=True, slots=True)
class Stakeholder:
    key: str
    who: str
    """A code of the vocabulary `stakeholders`."""
    how: str


@dataclass(frozen=True, slots=True)
class PlanReview:
    """A look at one priority on a day; `decision` is a code of `review_outcomes`, empty until it is held."""

    key: str
    review_on: date | None
    decision: str
    note: str


@dataclass(frozen=True, slots=True)
class Action:
    key: str
    priority: str
    what: str
    owner: str
    owner_role: str
    starts_on: date | None
    due_on: date | None
    status: str
    blockers: tuple[str, ...]
    impact: str
    origin: str = ""

    @property
    def place(self) -> str:
        return f"{ACTIONS}/{self.key}"

    @property
    def is_settled(self) -> bool:
        """It has changed what it was to change."""
        return self.status == GREAT_CHANGE


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    key: str
    written_on: date | None
    priority: str
    tried: str
    helped: str
    hindered: str
    for_us: str
    for_school: str
    for_pupils: str


@dataclass(frozen=True, slots=True)
class Priority:
    key: str
    number: int
    title: str
    findings: tuple[Finding, ...]
    why: str
    themes: tuple[str, ...]
    intended: str
    """The outcome for pupils that is intended."""
    sip: str
    lead_role: str
    lead_name: str
    cost: str
    changed: str
    """What this priority has changed, in the school's words."""
    measures: tuple[Measure, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    actions: tuple[Action, ...] = ()
    reviews: tuple[PlanReview, ...] = ()

    @property
    def place(self) -> str:
        return f"{PRIORITIES}/{self.key}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Removed rows are not in it. `findings` are all those that its priorities name, by their id."""

    summary: str
    why_number: str
    priorities: tuple[Priority, ...]
    diary: tuple[DiaryEntry, ...]
    findings: Mapping[str, Finding] = field(default_factory=dict)
    not_now: Mapping[str, str] = field(default_factory=dict)
    """Findings left for later: the id, and the school's word on it."""

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(action for priority in self.priorities for action in priority.actions)

    def priority(self, key: str) -> Priority | None:
        return next((one for one in self.priorities if one.key == key), None)

    def action(self, key: str) -> Action | None:
        return next((one for one in self.actions if one.key == key), None)

    def priorities_of(self, finding_id: str) -> list[Priority]:
        return [one for one in self.priorities if any(finding.id == finding_id for finding in one.findings)]


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
