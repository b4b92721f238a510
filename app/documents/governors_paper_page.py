"""The page object of the governors' paper: everything that the paper shows, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Agreed:
    """The agreed version that the paper shows."""

    number: int
    dated: date
    by: str


@dataclass(frozen=True)
class Level:
    """One level of the framework's scale, in the framework's order."""

    code: str
    label: str
    about: str


@dataclass(frozen=True)
class Evidence:
    """How many pieces of evidence of one kind were used; the kind as it follows the number."""

    kind: str
    count: int


@dataclass(frozen=True)
class LookedAt:
    """How much of the framework the review has looked at."""

    items: int
    items_in_all: int
    areas: int
    areas_in_all: int
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Point:
    """A strength or an area for development in the school's own words, under the item it was found for."""

    item_code: str
    statement: str
    text: str


@dataclass(frozen=True)
class Highlight:
    """An item that is named at the top of the paper."""

    item_code: str
    statement: str


@dataclass(frozen=True)
class Area:
    """One area of the framework: what the school says of it and how many of its items stand at each level.

    `strengths` and `developments` come most telling first; the paper shows as many as there is room for.
    """

    title: str
    summary: str = ""
    about: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    not_looked_at: int = 0
    does_not_apply: int = 0
    strengths: tuple[Point, ...] = ()
    developments: tuple[Point, ...] = ()


@dataclass(frozen=True)
class NextStep:
    """One stage of the review: what happens, when, and whether it has."""

    title: str
    about: str
    dated: date | None
    state: Literal["done", "now", "to_come"]


@dataclass(frozen=True)
class GovernorsPaper:
    """Everything the paper shows, as plain data. `agreed` is None for a draft.

    `found` and `first` name items: what is in place already, and what the school expects to work on first.
    """

    school_name: str
    urn: str
    title: str
    dated: date
    framework_title: str
    framework_version: str
    agreed: Agreed | None
    depth: Literal["short", "full"]
    why_now: str
    looked_at: LookedAt
    levels: tuple[Level, ...]
    areas: tuple[Area, ...]
    next_steps: tuple[NextStep, ...]
    questions: tuple[str, ...]
    found: tuple[Highlight, ...] = ()
    first: tuple[Highlight, ...] = ()
