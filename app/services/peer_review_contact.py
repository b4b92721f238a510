"""Staying in touch: each side's contact, which the other is shown while its owner consents, and no longer."""

from dataclasses import dataclass

from sqlmodel import Session, select

from app.models.peer_review import PeerReview, PeerText, Side
from app.services.peer_review import Seat

CONTACT, THANKS = "contact", "thanks"


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    email: str
    phone: str


def contact_fields(side: Side) -> tuple[str, str, str, str]:
    """The names of one side's own fields: name, e-mail, phone, and whether it consents."""
    return f"{side}_name", f"{side}_email", f"{side}_phone", f"{side}_consents"


def partner_contact(session: Session, seat_or_review: Seat | PeerReview, side: Side) -> Contact | None:
    """What `side` is shown of the other side: its contact, also after its access to the rest has ended.

    None unless the other side consents now and has left an address, a number or a name; none from a review that was
    stopped, where the schools have parted.
    """
    review = seat_or_review.review if isinstance(seat_or_review, Seat) else seat_or_review
    if review.ended_at:
        return None
    rows = session.exec(
        select(PeerText.field, PeerText.value).where(PeerText.peer_review_id == review.id, PeerText.place == CONTACT)
    )
    values = dict(rows.all())
    name, email, phone, consents = (values.get(field, "") for field in contact_fields(side.other))
    if not consents or not any((name, email, phone)):
        return None
    return Contact(name, email, phone)
