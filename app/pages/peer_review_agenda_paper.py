"""The agenda as a document, and as a calendar file."""

from datetime import date, datetime, time

from sqlmodel import Session, col, func, or_, select

from app import clock
from app.clock import LONDON
from app.documents.calendar import CalendarEvent, CalendarPage
from app.documents.paper import Block, Bullet, Bullets, Heading, Paper, Table, said
from app.language import day
from app.language import gettext as _
from app.models.peer_review import PeerText
from app.models.self_evaluation_sheet import Sheet
from app.pages.documents_frame import frame, framework_in_words
from app.pages.peer_review_agenda import show_row, sides_of, visit_day
from app.review_framework.vocabulary import vocabulary
from app.services.peer_review import Seat
from app.services.peer_review_agenda import AGENDA, ROW_FIELDS, VISIT_ON, AgendaRow, agenda_rows
from app.services.peer_review_confirmations import Confirmations, read_confirmations
from app.services.peer_review_texts import book_of, read_seat_texts


def build_agenda(session: Session, seat: Seat) -> Paper | None:
    """None while nothing is planned. A draft until both schools have confirmed it."""
    sheet = read_seat_texts(session, seat)
    rows = agenda_rows(sheet)
    if not rows:
        return None
    framework = book_of(session, seat).framework
    confirmations = read_confirmations(session, seat, sheet)
    on, agreed = visit_day(sheet), confirmations.agreed_at
    shown = [show_row(framework, row) for row in rows]
    blocks: list[Block] = [
        Table(
            _("The day by time"),
            (_("Time"), _("Activity"), _("People"), _("Room"), _("What it serves")),
            tuple((one.time, one.activity, one.people, one.room, one.serves) for one in shown),
            shares=(3, 5, 5, 3, 6),
        ),
        Heading(_("On the day")),
        Bullets(
            (
                Bullet(
                    _("If a pupil tells you something that worries you, go to the school’s safeguarding lead at once.")
                ),
                Bullet(_("No pupil’s name or case goes into notes or into this paper.")),
            )
        ),
    ]
    if agreed is None:
        blocks.append(said(_("Not confirmed by both schools yet: times may still change."), quiet=True))
    return frame(
        seat.host,
        framework,
        title=_("Agenda for the visit"),
        kicker=_("Peer review"),
        about=_("%(reviewer)s visits %(host)s.") % {"reviewer": seat.reviewer.name, "host": seat.host.name},
        dated=clock.in_london(_last_changed(session, seat)).date(),
        status=_("Agreed by both schools") if agreed else _("Draft"),
        is_draft=agreed is None,
        facts=(
            (_("Visit"), day(on) if on else _("Date not chosen yet")),
            (_("Status"), _confirmed_in_words(seat, confirmations)),
            (_("Framework"), framework_in_words(framework)),
        ),
        blocks=tuple(blocks),
    )


def calendar_of(session: Session, seat: Seat) -> CalendarPage | None:
    """The activities that have a beginning and an end; None without such a one, or without a date of the visit."""
    sheet = read_seat_texts(session, seat)
    on = visit_day(sheet)
    rows = [row for row in agenda_rows(sheet) if row.has_times]
    if on is None or not rows:
        return None
    title = _("SEND peer review: visit to %(host)s") % {"host": seat.host.name}
    return CalendarPage(title, _last_changed(session, seat), tuple(_event(seat, sheet, on, row) for row in rows))


def _event(seat: Seat, sheet: Sheet, on: date, row: AgendaRow) -> CalendarEvent:
    """Calendars are shared widely, so it says who and where, and nothing of what either school thinks."""
    label = vocabulary("visit_activities").label(row.activity) if row.activity else _("Peer review visit")
    about = [_("%(reviewer)s visits %(host)s.") % {"reviewer": seat.reviewer.name, "host": seat.host.name}]
    if row.people:
        about.append(_("With: %(people)s") % {"people": row.people})
    return CalendarEvent(
        uid=f"peer-review-{seat.id}-{seat.review.created_at:%Y%m%dT%H%M%S}-{row.key}@send-review",
        sequence=_version(sheet, row),
        starts=datetime.combine(on, time.fromisoformat(row.starts), LONDON),
        ends=datetime.combine(on, time.fromisoformat(row.ends), LONDON),
        summary=label,
        location=", ".join(filter(None, (row.room, seat.host.name))),
        description="\n".join(about),
    )


def _version(sheet: Sheet, row: AgendaRow) -> int:
    """Grows with every change of the row or of the date."""
    fields = [(row.place, name) for name in (*ROW_FIELDS, "removed")]
    return sum(sheet.text(place, name).version for place, name in [*fields, (VISIT_ON.place, VISIT_ON.field)])


def _confirmed_in_words(seat: Seat, confirmations: Confirmations) -> str:
    if agreed := confirmations.agreed_at:
        return _("Agreed by both schools on %(day)s") % {"day": day(agreed)}
    holding = [one.school for one in sides_of(seat, confirmations) if one.confirmed and one.confirmed.holds]
    if holding:
        return _("Confirmed by %(school)s") % {"school": holding[0]}
    return _("Draft: not confirmed yet")


def _last_changed(session: Session, seat: Seat) -> datetime:
    """When a row or the date was last written; when the peer review began, if never."""
    query = select(func.max(PeerText.changed_at)).where(
        PeerText.peer_review_id == seat.id,
        or_(
            col(PeerText.place).startswith(f"{AGENDA}/", autoescape=True),
            (col(PeerText.place) == VISIT_ON.place) & (col(PeerText.field) == VISIT_ON.field),
        ),
    )
    latest = session.exec(query).one()
    return seat.review.created_at if latest is None else latest
