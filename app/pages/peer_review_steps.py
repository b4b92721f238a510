"""The task list of a peer review: what its lines are told from, a line, and which of them is the next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.access.guard import Allowed
from app.models.peer_review import PeerAgreement, Side
from app.models.peer_review_report import PeerReport
from app.models.self_evaluation_sheet import Sheet
from app.services.peer_review import Seat
from app.services.peer_review_agreements import list_agreements, ties_to_read
from app.services.peer_review_report_state import find_report
from app.services.peer_review_texts import read_seat_texts

NEXT, OPEN = "next", "open"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a peer review stands, read once for a page."""

    allowed: Allowed[Seat]
    sheet: Sheet
    agreements: tuple[PeerAgreement, ...]
    report: PeerReport
    ties: tuple[PeerAgreement, ...]
    """Declared after the host had committed, and not read by it yet."""

    @classmethod
    def of(cls, allowed: Allowed[Seat]) -> "Standing":
        session, seat = allowed.session, allowed.thing
        agreements = tuple(list_agreements(session, seat.review))
        return cls(
            allowed,
            read_seat_texts(session, seat),
            agreements,
            find_report(session, seat.review),
            tuple(ties_to_read(session, seat, agreements)),
        )

    @property
    def seat(self) -> Seat:
        return self.allowed.thing

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}"

    def first_of(self, side: Side) -> PeerAgreement | None:
        return next((one for one in self.agreements if one.side == side), None)

    @property
    def is_open(self) -> bool:
        """Both sides have signed what they sign at the start."""
        return bool(self.first_of(Side.REVIEWER) and self.first_of(Side.HOST))

    @property
    def has_signed(self) -> bool:
        """The reader themselves."""
        return any(one.person_id == self.allowed.person.id for one in self.agreements)

    @property
    def may_prepare(self) -> bool:
        """The reader sees what both sides write: a reviewer who has not signed does not."""
        return self.is_open and (self.seat.side is Side.HOST or (self.has_signed and not self.waits_for_host))

    @property
    def waits_for_host(self) -> bool:
        """The host has still to read the tie that the reader declared."""
        return any(one.person_id == self.allowed.person.id for one in self.ties)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the task list. `state` is done, next, open (can be done, not next), waiting (for the other school) or
    later.
    """

    name: str
    state: str
    about: str
    href: str | None = None
    by: str | None = None
    done_on: str | None = None
    duration: str | None = None
    is_awaited: bool = False
    """The other school can go no further until this is done."""


def with_one_next(steps: Sequence[Step]) -> list[Step]:
    """What the other school waits for comes first, then the order of the list. The rest can be done, too."""
    wanted = [one for one in steps if one.state == NEXT]
    chosen = next((one for one in wanted if one.is_awaited), wanted[0] if wanted else None)
    return [replace(one, state=OPEN) if one.state == NEXT and one is not chosen else one for one in steps]


def none_next(steps: Sequence[Step]) -> list[Step]:
    return [replace(one, state=OPEN) if one.state == NEXT else one for one in steps]
