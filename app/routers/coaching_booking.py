"""Finding a time for a coaching session: offered, taken, moved, cancelled; each told to both with a calendar file."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.coaching import seat
from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.clock import in_london
from app.documents.calendar import MEDIA_TYPE, write_calendar
from app.forms.coaching import read_slots
from app.language import gettext as _
from app.language import moment
from app.pages.coaching_booking import BookingPage, CancellationPage, entry_of, rows_of, slot_in_words
from app.pages.programme_calendar import calendar_of
from app.services.coaching import CoachingSeat, take_seat
from app.services.coaching_booking import BookingRefused, book, cancel, offer_times, take_offer
from app.services.coaching_letters import tell_booked, tell_cancelled, tell_offered
from app.services.jobs import CalendarEntry
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[CoachingSeat], Guard(Permission.COACHING_READ, seat)]
Booker = Annotated[Allowed[CoachingSeat], Guard(Permission.COACHING_BOOK, seat)]

BOOKING = "coaching/booking.html"
CANCELLATION = "coaching/cancellation.html"


@router.get("/reviews/{review_id:int}/coaching/{code}/booking")
def show_booking(request: Request, allowed: Booker) -> Response:
    return page(request, BOOKING, BookingPage.of(allowed))


@router.post("/reviews/{review_id:int}/coaching/{code}/offers")
def offer(request: Request, allowed: Booker, posted: Posted) -> Response:
    form, slots = read_slots(posted, allowed.thing.defined, rows=rows_of(allowed.thing))
    if form.errors:
        return page(request, BOOKING, BookingPage.of(allowed, form), status=422)
    taken = take_seat(allowed.session, allowed.thing)
    try:
        offer_times(allowed.session, taken, slots, by=allowed.by)
    except BookingRefused as refused:
        return page(request, BOOKING, BookingPage.of(allowed, form, error=("day-1", str(refused))), status=409)
    link = f"{_base(request)}{taken.path}/booking"
    tell_offered(allowed.session, taken, [slot_in_words(one) for one in slots], link=link, by=allowed.by.name)
    return redirect(request, taken.path, notice=Notice.COACHING_OFFERED)


@router.post("/reviews/{review_id:int}/coaching/{code}/booking")
def book_time(request: Request, allowed: Booker, posted: Posted) -> Response:
    """One of the times that the other side offers; or, with a coach of the school's own, the time that is sent."""
    if allowed.thing.desk.has_own_coach:
        return _book_directly(request, allowed, posted)
    taken = take_seat(allowed.session, allowed.thing)
    moved, chosen = taken.row.is_booked, posted.get("offer")
    try:
        number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else 0
        is_new = take_offer(allowed.session, taken, number, by=allowed.by)
    except BookingRefused as refused:
        status = 409 if chosen else 422
        return page(request, BOOKING, BookingPage.of(allowed, error=("offer", str(refused))), status=status)
    if is_new:
        _tell_booked(request, allowed, taken, moved=moved)
    return redirect(request, taken.path, notice=Notice.COACHING_BOOKED)


@router.get("/reviews/{review_id:int}/coaching/{code}/cancellation")
def show_cancellation(request: Request, allowed: Booker) -> Response:
    return page(request, CANCELLATION, CancellationPage(allowed.thing))


@router.post("/reviews/{review_id:int}/coaching/{code}/cancellation")
def cancel_booking(request: Request, allowed: Booker, posted: Posted) -> Response:
    taken, why = take_seat(allowed.session, allowed.thing), posted.get("why")[:2_000]
    was, when = _entry(request, taken), moment(taken.row.starts_at) if taken.row.starts_at else ""
    try:
        cancel(allowed.session, taken, why=why, by=allowed.by)
    except BookingRefused as refused:
        return page(request, CANCELLATION, CancellationPage(taken, why, str(refused)), status=422)
    assert was is not None
    gone = replace(was, sequence=taken.row.sequence, cancelled=True)
    tell_cancelled(allowed.session, taken, when, why=why.strip(), calendar=gone, by=allowed.by.name)
    return redirect(request, taken.path, notice=Notice.COACHING_CANCELLED)


@router.get("/reviews/{review_id:int}/coaching/{code}/calendar.ics")
def download_calendar(request: Request, allowed: Reader) -> Response:
    """The booked time for a calendar; nothing while none is booked."""
    entry = _entry(request, allowed.thing) if allowed.thing.row.is_booked else None
    if entry is None:
        raise NotFound
    name = f"{allowed.thing.defined.code.replace('_', '-')}-{in_london(entry.starts_at).date().isoformat()}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_calendar(calendar_of(entry)), media_type=MEDIA_TYPE, headers=headers)


def _book_directly(request: Request, allowed: Allowed[CoachingSeat], posted: Posted) -> Response:
    form, slots = read_slots(posted, allowed.thing.defined, rows=1)
    if form.errors:
        return page(request, BOOKING, BookingPage.of(allowed, form), status=422)
    taken = take_seat(allowed.session, allowed.thing)
    moved = taken.row.is_booked
    try:
        if not taken.row.coach_name:
            raise BookingRefused(_("Name your coach first. The letter about the time goes to them, too."))
        book(allowed.session, taken, slots[0], by=allowed.by)
    except BookingRefused as refused:
        return page(request, BOOKING, BookingPage.of(allowed, form, error=("day-1", str(refused))), status=409)
    _tell_booked(request, allowed, taken, moved=moved)
    return redirect(request, taken.path, notice=Notice.COACHING_BOOKED)


def _tell_booked(request: Request, allowed: Allowed[CoachingSeat], taken: CoachingSeat, *, moved: bool) -> None:
    entry = _entry(request, taken)
    assert entry is not None
    tell_booked(allowed.session, taken, moved=moved, calendar=entry, link=f"{_base(request)}{taken.path}")


def _entry(request: Request, taken: CoachingSeat) -> CalendarEntry | None:
    # Who has no account cannot follow a link to the session, and the file goes to both.
    link = "" if taken.desk.has_own_coach else f"{_base(request)}{taken.path}"
    return entry_of(taken, link=link)


def _base(request: Request) -> str:
    return str(request.app.state.settings.base_url)
