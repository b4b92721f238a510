"""Both sides confirm the agenda as it stands. A change afterwards makes a confirmation lapse; it shows who made it."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, or_, select

from app import clock
from app.language import day
from app.language import gettext as _
from app.models.actors import Actor
from app.models.book_tables import Change
from app.models.peer_review import PeerConfirmation, PeerGroup, PeerReview, PeerTextChange, Side
from app.models.self_evaluation_sheet import Sheet
from app.services.peer_review import Seat
from app.services.peer_review_agenda import AGENDA, VISIT_ON, agenda_rows
from app.services.peer_review_events import Happened, record
from app.services.peer_review_letters import tell
from app.services.peer_review_texts import read_seat_texts


class NothingToConfirm(ValueError):
    """Carries the sentence that says what the agenda still needs."""


class ConfirmedSomethingElse(Exception):
    """The agenda is not as it was shown when they confirmed it."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What one side confirmed last. It holds while nothing has changed since."""

    side: Side
    name: str
    at: datetime
    holds: bool
    changed_by: tuple[str, ...] = ()
    """Who has changed something since, the latest first."""


@dataclass(frozen=True, slots=True)
class Confirmations:
    host: Confirmed | None
    reviewer: Confirmed | None

    def of(self, side: Side) -> Confirmed | None:
        return self.host if side is Side.HOST else self.reviewer

    def holds(self, side: Side) -> bool:
        confirmed = self.of(side)
        return confirmed is not None and confirmed.holds

    @property
    def agreed_at(self) -> datetime | None:
        """When the second of both confirmed; None while one is missing or has lapsed."""
        if self.host and self.reviewer and self.host.holds and self.reviewer.holds:
            return max(self.host.at, self.reviewer.at)
        return None


def agenda_fingerprint(sheet: Sheet) -> str:
    """Of the rows that are there and the day of the visit: the same again if a change is taken back."""
    rows = [
        [one.key, one.starts, one.ends, one.activity, one.people, one.room, *one.items] for one in agenda_rows(sheet)
    ]
    stands = [sheet.value(VISIT_ON.place, VISIT_ON.field), *rows]
    return sha256(json.dumps(stands, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def what_is_missing(sheet: Sheet) -> str:
    """What an agenda needs before it can be confirmed; empty for nothing."""
    if not agenda_rows(sheet):
        return _("Plan at least one activity first.")
    if not sheet.value(VISIT_ON.place, VISIT_ON.field):
        return _("Choose the date of the visit first.")
    return ""


def confirm_agenda(session: Session, seat: Seat, *, seen: str, by: Actor) -> None:
    """The side has confirmed the agenda that has the fingerprint `seen`, and the other school is told.

    Confirming the same again changes nothing. Raises NothingToConfirm or ConfirmedSomethingElse.
    """
    session.exec(select(PeerReview.id).where(PeerReview.id == seat.id).with_for_update(key_share=True)).one()
    sheet = read_seat_texts(session, seat)
    if missing := what_is_missing(sheet):
        raise NothingToConfirm(missing)
    if agenda_fingerprint(sheet) != seen:
        raise ConfirmedSomethingElse
    before = read_confirmations(session, seat, sheet)
    if before.holds(seat.side):
        return
    session.add(
        PeerConfirmation(
            peer_review_id=seat.id,
            school_id=seat.host_id,
            subject=AGENDA,
            side=seat.side,
            fingerprint=seen,
            name=by.name,
            at=clock.now(),
        )
    )
    session.flush()
    agreed = before.holds(seat.side.other)
    group = session.get_one(PeerGroup, seat.review.group_id)
    record(session, group, Happened.AGENDA_AGREED if agreed else Happened.AGENDA_CONFIRMED, review=seat.review, by=by)
    _tell_the_other(session, seat, sheet, agreed=agreed, by=by)


def read_confirmations(session: Session, seat: Seat, sheet: Sheet) -> Confirmations:
    """What each side confirmed last, whether it holds, and who has changed something since: two queries."""
    latest: dict[str, PeerConfirmation] = {}
    query = select(PeerConfirmation).where(
        PeerConfirmation.peer_review_id == seat.id, PeerConfirmation.subject == AGENDA
    )
    for one in session.exec(query.order_by(col(PeerConfirmation.id))):
        latest[one.side] = one
    now = agenda_fingerprint(sheet)
    lapsed = [one.at for one in latest.values() if one.fingerprint != now]
    changes = _changes_since(session, seat, min(lapsed)) if lapsed else []

    def of(side: Side) -> Confirmed | None:
        found = latest.get(side)
        if found is None:
            return None
        holds = found.fingerprint == now
        since = () if holds else tuple(dict.fromkeys(name for name, at in changes if at > found.at))
        return Confirmed(side, found.name, found.at, holds, since)

    return Confirmations(of(Side.HOST), of(Side.REVIEWER))


def _changes_since(session: Session, seat: Seat, moment: datetime) -> list[tuple[str, datetime]]:
    changes = PeerTextChange
    rows = session.exec(
        select(changes.actor_name, changes.at)
        .where(
            changes.peer_review_id == seat.id,
            changes.at > moment,
            changes.kind != Change.SET_ASIDE,
            or_(
                col(changes.place).startswith(f"{AGENDA}/", autoescape=True),
                (col(changes.place) == VISIT_ON.place) & (col(changes.field) == VISIT_ON.field),
            ),
        )
        .order_by(col(changes.id).desc())
    )
    return [(name, at) for name, at in rows]


def _tell_the_other(session: Session, seat: Seat, sheet: Sheet, *, agreed: bool, by: Actor) -> None:
    own = seat.host if seat.side is Side.HOST else seat.reviewer
    words = {
        "who": by.name,
        "school": own.name,
        "host": seat.host.name,
        "day": day(datetime.fromisoformat(sheet.value(VISIT_ON.place, VISIT_ON.field)).date()),
    }
    if agreed:
        subject = _("The agenda for the visit to %(host)s is agreed") % words
        text = _(
            "%(who)s of %(school)s has confirmed the agenda for the visit to %(host)s on %(day)s.\n\n"
            "You had confirmed it too, so it is agreed. Sign in to print it or add it to your calendar."
        )
    else:
        subject = _("Please look at the agenda for the visit to %(host)s") % words
        text = _(
            "%(who)s of %(school)s has confirmed the agenda for the visit to %(host)s on %(day)s.\n\n"
            "Sign in to read it. Change what does not fit, or confirm it too. It is agreed once both have."
        )
    assert seat.other_school.id is not None
    tell(session, seat.other_school.id, subject=subject, text=text % words)
