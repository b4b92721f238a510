"""What the page for thanks and contact shows. The other side's contact comes from the service, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import gettext as _
from app.models.fields import Key
from app.models.peer_review import Side
from app.pages.peer_review_steps import Standing, Step
from app.pages.self_evaluation_views import FieldView, view_field
from app.services.peer_review import Seat, may_still_read
from app.services.peer_review_contact import CONTACT, THANKS, Contact, contact_fields, partner_contact
from app.services.peer_review_texts import read_seat_texts
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class ContactPage:
    seat: Seat
    partner: Contact | None
    name: FieldView
    email: FieldView
    phone: FieldView
    consents: FieldView
    thanks: FieldView | None
    """One's own words of thanks; None when all that is left is the contact."""
    their_thanks: str
    can_write: bool
    person_id: int
    errors: list[tuple[str, str]]
    clashes: int

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}/contact"

    @property
    def back(self) -> str | None:
        """The peer review, for those who can still read it."""
        return f"/peer-reviews/{self.seat.id}" if self.thanks else None

    @classmethod
    def of(cls, allowed: Allowed[Seat], *, outcome: Outcome | None = None) -> "ContactPage":
        seat = allowed.thing
        sheet = read_seat_texts(allowed.session, seat)
        lasts = has_thanks(seat)
        name, email, phone, consents = (
            view_field(sheet, CONTACT, field, outcome) for field in contact_fields(seat.side)
        )
        assert allowed.person.id is not None
        return cls(
            seat=seat,
            partner=partner_contact(allowed.session, seat, seat.side),
            name=name,
            email=email,
            phone=phone,
            consents=consents,
            thanks=view_field(sheet, THANKS, f"from_{seat.side}", outcome) if lasts else None,
            their_thanks=sheet.value(THANKS, f"from_{seat.side.other}") if lasts else "",
            can_write=not seat.review.ended_at and allowed.may(_writes(seat.side)),
            person_id=allowed.person.id,
            errors=[(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else [],
            clashes=len(outcome.clashes) if outcome else 0,
        )


def has_thanks(seat: Seat) -> bool:
    """The host keeps everything; a reviewer reads the host's words while their access lasts."""
    return seat.side is Side.HOST or may_still_read(seat.review)


def is_on_contact(seat: Seat, key: Key) -> bool:
    return key.place == CONTACT or (key.place == THANKS and has_thanks(seat))


def contact_steps(standing: Standing) -> Iterator[Step]:
    seat = standing.seat
    name, href = _("Thank you, and stay in touch"), f"{standing.here}/contact"
    about = _("Leave your contact, if you like. It stays when the review is over.")
    if standing.sheet.value(CONTACT, contact_fields(seat.side)[3]):
        shown = _("%(school)s can see your contact. You can take it back at any time.")
        yield Step(name, "done", shown % {"school": seat.other_school.name}, href)
    else:
        yield Step(name, "next" if seat.review.final_at else "later", about, href, duration=_("about 2 minutes"))


def _writes(side: Side) -> Permission:
    return Permission.PEER_HOST_WRITE if side is Side.HOST else Permission.PEER_REVIEWER_WRITE
