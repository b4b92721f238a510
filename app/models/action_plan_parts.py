"""What a plan is made of, once its texts are read: priorities, actions, measures, findings, the diary."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from app.models.action_plan_fields import ACTIONS, PRIORITIES

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
