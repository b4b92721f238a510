"""What the first page of a peer review shows: both schools, what is done, what is next, who waits for whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.access.guard import Allowed
from app.language import gettext as _
from app.models.peer_review import Side
from app.pages.peer_review_notes import visit_steps
from app.pages.peer_review_steps import Step
from app.services.peer_review import Seat


@dataclass(frozen=True, slots=True)
class PeerReviewPage:
    seat: Seat
    steps: list[Step]

    @property
    def title(self) -> str:
        if self.seat.side is Side.HOST:
            return _("%(school)s reviews your school") % {"school": self.seat.reviewer.name}
        return _("You review %(school)s") % {"school": self.seat.host.name}

    @classmethod
    def of(cls, allowed: Allowed[Seat]) -> "PeerReviewPage":
        return cls(allowed.thing, [step for steps in STEPS for step in steps(allowed)])


STEPS: tuple[Callable[[Allowed[Seat]], Iterable[Step]], ...] = (visit_steps,)
"""In the order of the work: preparation, visit, report, follow-up."""
