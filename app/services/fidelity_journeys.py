"""What the journeys themselves say of components: finished pieces of work, and sessions that were held.

A journey that can tell whether a school has met a component adds one function to `JOURNEYS`. It is asked once for all
the enrolments of a cohort, so its number of queries must not grow with theirs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.models.programme import Enrolment
from app.models.programme_engagement import Answer, Met, Reason

EnrolmentComponent = tuple[int, str]
"""The id of an enrolment, and the code of a component."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of one component of one school."""

    outcome: Met
    senior_leader: Answer = Answer.UNKNOWN
    reason: Reason = Reason.NOT_SAID
    note: str = ""
    by: str = ""
    on: date | None = None
    """The day on which it was met: later than the window is late, and still met."""
    is_deputy: bool = False
    path: str = ""
    """Where somebody of the school reads the thing itself, such as `/peer-reviews/7/report`."""


Journey = Callable[[Session, Sequence[Enrolment]], Mapping[EnrolmentComponent, Said]]

JOURNEYS: tuple[Journey, ...] = ()
