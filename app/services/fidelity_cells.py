"""What becomes of one component of one school, out of all that is said of it. Pure: no database, no clock.

What a facilitator rules stands first, then an imported row, then what the journeys say, then the registers. An
`unknown` masks nothing, unless a facilitator ruled it. Where known sources differ, the cell says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.models.programme_engagement import Answer, Met, Reason
from app.services.fidelity_journeys import Said


class Origin(StrEnum):
    """Where a cell's value comes from, in the order of precedence."""

    RULING = "ruling"
    IMPORTED = "imported"
    JOURNEY = "journey"
    REGISTER = "register"


COUNTS_AS: Mapping[Met, Met] = {
    Met.MET: Met.MET,
    Met.EXCEPTION_MET: Met.MET,
    Met.MISSED: Met.MISSED,
    Met.EXCEPTION_MISSED: Met.MISSED,
    Met.UNKNOWN: Met.UNKNOWN,
}
EXCEPTIONS = frozenset({Met.EXCEPTION_MET, Met.EXCEPTION_MISSED})


@dataclass(frozen=True, slots=True)
class Cell:
    """One component of one school, with everything that was said of it."""

    outcome: Met = Met.UNKNOWN
    origin: Origin | None = None
    """None while nobody has said anything."""
    senior_leader: Answer = Answer.UNKNOWN
    reason: Reason = Reason.NOT_SAID
    note: str = ""
    is_deputy: bool = False
    on: date | None = None
    said: tuple[tuple[Origin, Said], ...] = ()
    counts_as: Met = field(init=False)
    """Met, missed or unknown. Worked out once: it is asked for many times."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts_as", COUNTS_AS[self.outcome])

    @property
    def is_exception(self) -> bool:
        return self.outcome in EXCEPTIONS

    @property
    def happened_on(self) -> date | None:
        """The day of what counts; where its own source gives none, the first that a source of the same mind gives."""
        if self.on or self.counts_as is Met.UNKNOWN:
            return self.on if self.counts_as is not Met.UNKNOWN else None
        days = [said.on for _, said in self.said if said.on and COUNTS_AS[said.outcome] is self.counts_as]
        return min(days, default=None)

    @property
    def disagreeing(self) -> tuple[Origin, ...]:
        """The sources that know, and say otherwise than the cell."""
        return tuple(
            origin
            for origin, said in self.said
            if origin is not self.origin
            and said.outcome is not Met.UNKNOWN
            and COUNTS_AS[said.outcome] != self.counts_as
        )


NOTHING_SAID = Cell()


Pair = tuple[Origin, Said]


def decide(said: Mapping[Origin, Said]) -> Cell:
    """The cell that these sources come to. Each answer stands by itself: who knows the outcome may not know whether a
    senior leader came, and another source may.
    """
    return decide_in_order(tuple((origin, said[origin]) for origin in Origin if origin in said))


def decide_in_order(ordered: tuple[Pair, ...]) -> Cell:
    """As `decide`, for sources that are in the order of precedence already."""
    if not ordered:
        return NOTHING_SAID
    if len(ordered) == 1:
        # Most cells of most cohorts: nothing to weigh, and six times as fast.
        ((origin, one),) = ordered
        return Cell(one.outcome, origin, one.senior_leader, one.reason, one.note, one.is_deputy, one.on, ordered)
    speaker, decisive = next(
        ((origin, one) for origin, one in ordered if origin is Origin.RULING or one.outcome is not Met.UNKNOWN),
        ordered[0],
    )
    return Cell(
        decisive.outcome,
        speaker,
        next((one.senior_leader for _, one in ordered if one.senior_leader is not Answer.UNKNOWN), Answer.UNKNOWN),
        next((one.reason for _, one in ordered if one.reason), Reason.NOT_SAID),
        next((one.note for _, one in ordered if one.note), ""),
        decisive.is_deputy,
        decisive.on,
        ordered,
    )
