"""What the first page of a peer review shows: both schools, what is done, what is next, who waits for whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.access.guard import Allowed
from app.language import gettext as _
from app.models.peer_review import Side
from app.pages.peer_review_agreement import steps_of_start
from app.pages.peer_review_contact import contact_steps
from app.pages.peer_review_follow_up import follow_up_steps
from app.pages.peer_review_notes import visit_steps
from app.pages.peer_review_preparation import agenda_steps, preparation_steps
from app.pages.peer_review_report_steps import report_steps
from app.pages.peer_review_steps import Standing, Step, none_next, with_one_next
from app.services.peer_review import Seat
from app.services.peer_review_contact import Contact, partner_contact


@dataclass(frozen=True, slots=True)
class PeerReviewPage:
    seat: Seat
    steps: list[Step]
    partner: Contact | None
    """Whom to ring at the other school, while they agree to be rung."""

    @property
    def title(self) -> str:
        if self.seat.side is Side.HOST:
            return _("%(school)s reviews your school") % {"school": self.seat.reviewer.name}
        return _("You review %(school)s") % {"school": self.seat.host.name}

    @classmethod
    def of(cls, allowed: Allowed[Seat]) -> "PeerReviewPage":
        seat = allowed.thing
        standing = Standing.of(allowed)
        before, after = ([step for steps in all_ for step in steps(standing)] for all_ in (TO_THE_REPORT, AFTER_IT))
        # With the final report nothing that came before it waits any more.
        is_final = seat.review.final_at is not None and not any(step.is_awaited for step in before)
        steps = [*none_next(before), *with_one_next(after)] if is_final else with_one_next([*before, *after])
        return cls(seat, steps, partner_contact(allowed.session, seat, seat.side))


Steps = Callable[[Standing], Iterable[Step]]
TO_THE_REPORT: tuple[Steps, ...] = (
    steps_of_start,
    preparation_steps,
    agenda_steps,
    visit_steps,
    report_steps,
)
AFTER_IT: tuple[Steps, ...] = (follow_up_steps, contact_steps)
