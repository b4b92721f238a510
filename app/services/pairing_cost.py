"""What it costs to bring two schools together, in whole metres. Pure: it knows no database.

The formula is the programme's: the way, and what differs between the two, each worth so many metres.
"""

import math
from dataclasses import dataclass, fields

SIZE_M, FSM_M, THEMES_M = 10_000, 200, 5_000
"""Metres for a school twice as large, for one point of free school meals, for no theme in common."""
LARGEST_WEIGHT = 1_000.0


@dataclass(frozen=True, slots=True)
class PairSchool:
    """A school as pairing sees it. What is not known is None or empty, and adds nothing to a cost."""

    id: int
    urn: str
    name: str
    region: str = ""
    region_label: str = ""
    la: str = ""
    """Code of the local authority, or its name where there is no code."""
    la_name: str = ""
    trust: str = ""
    easting: int | None = None
    northing: int | None = None
    pupils: int | None = None
    fsm: float | None = None
    themes: frozenset[str] = frozenset()
    enrolled: bool = True


@dataclass(frozen=True, slots=True)
class Weights:
    km: float = 1.0
    size: float = 1.0
    fsm: float = 1.0
    themes: float = 1.0

    def __post_init__(self) -> None:
        """Raises ValueError for what is no weight."""
        for one in fields(self):
            if not 0 <= getattr(self, one.name) <= LARGEST_WEIGHT:
                raise ValueError(one.name)


@dataclass(frozen=True, slots=True)
class Parts:
    """A cost in its parts, each in metres and weighted; None where something is not known."""

    km: float | None
    size: float | None
    fsm: float | None
    themes: float | None

    @property
    def total(self) -> int:
        return round((self.km or 0) + (self.size or 0) + (self.fsm or 0) + (self.themes or 0))


def distance_m(a: PairSchool, b: PairSchool) -> int | None:
    """Straight from one to the other; None where one of them is not on the map."""
    if a.easting is None or a.northing is None or b.easting is None or b.northing is None:
        return None
    return round(math.hypot(a.easting - b.easting, a.northing - b.northing))


def parts(a: PairSchool, b: PairSchool, weights: Weights) -> Parts:
    metres = distance_m(a, b)
    size = abs(math.log2(a.pupils / b.pupils)) if a.pupils and b.pupils else None
    fsm = abs(a.fsm - b.fsm) if a.fsm is not None and b.fsm is not None else None
    # One without themes has not chosen any yet: that is not known, and no difference.
    apart = 1 - len(a.themes & b.themes) / len(a.themes | b.themes) if a.themes and b.themes else None
    return Parts(
        None if metres is None else weights.km * metres,
        None if size is None else weights.size * SIZE_M * size,
        None if fsm is None else weights.fsm * FSM_M * fsm,
        None if apart is None else weights.themes * THEMES_M * apart,
    )


def cost(a: PairSchool, b: PairSchool, weights: Weights) -> int:
    """In whole metres: the sum of its parts, told without making them, as it is asked for every two schools."""
    total = 0.0
    if weights.km:
        total += weights.km * (distance_m(a, b) or 0)
    if weights.size and a.pupils and b.pupils:
        total += weights.size * SIZE_M * abs(math.log2(a.pupils / b.pupils))
    if weights.fsm and a.fsm is not None and b.fsm is not None:
        total += weights.fsm * FSM_M * abs(a.fsm - b.fsm)
    if weights.themes and a.themes and b.themes:
        total += weights.themes * THEMES_M * (1 - len(a.themes & b.themes) / len(a.themes | b.themes))
    return round(total)
