"""The coaching of a review: both sessions, one session, who came, the school's own coach."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.coaching import desk, seat
from app.access.errors import NotAllowed
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.coaching import read_attendance, read_coach
from app.language import gettext as _
from app.pages.coaching import CoachingPage, SessionPage
from app.pages.coaching_attendance import AttendancePage
from app.pages.coaching_booking import CoachPage
from app.services.coaching import CoachingSeat, Desk, take_seat
from app.services.coaching_attendance import AttendanceRefused, record_attendance
from app.services.coaching_booking import name_coach
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Desk], Guard(Permission.COACHING_READ, desk)]
SessionReader = Annotated[Allowed[CoachingSeat], Guard(Permission.COACHING_READ, seat)]
Recorder = Annotated[Allowed[CoachingSeat], Guard(Permission.COACHING_COACH, seat)]
SchoolWriter = Annotated[Allowed[CoachingSeat], Guard(Permission.COACHING_WRITE, seat)]

ATTENDANCE = "coaching/attendance.html"
COACH = "coaching/coach.html"


@router.get("/reviews/{review_id:int}/coaching")
def show_coaching(request: Request, allowed: Reader) -> Response:
    return page(request, "coaching/coaching.html", CoachingPage.of(allowed))


@router.get("/reviews/{review_id:int}/coaching/{code}")
def show_session(request: Request, allowed: SessionReader) -> Response:
    return page(request, "coaching/session.html", SessionPage.of(allowed))


@router.get("/reviews/{review_id:int}/coaching/{code}/attendance")
def show_attendance(request: Request, allowed: Recorder) -> Response:
    return page(request, ATTENDANCE, AttendancePage.of(allowed))


@router.post("/reviews/{review_id:int}/coaching/{code}/attendance")
def record(request: Request, allowed: Recorder, posted: Posted) -> Response:
    taken = take_seat(allowed.session, allowed.thing)
    form, came, slot = read_attendance(posted, taken.defined, needs_day=taken.row.starts_at is None)
    if form.errors:
        return page(request, ATTENDANCE, AttendancePage.of(allowed, form), status=422)
    try:
        record_attendance(allowed.session, taken, came, slot=slot, by=allowed.by)
    except AttendanceRefused as refused:
        return page(request, ATTENDANCE, AttendancePage.of(allowed, form, error=str(refused)), status=422)
    return redirect(request, taken.path, notice=Notice.COACHING_RECORDED)


@router.get("/reviews/{review_id:int}/coaching/{code}/coach")
def show_coach(request: Request, allowed: SchoolWriter) -> Response:
    _check_own_coach(allowed)
    return page(request, COACH, CoachPage.of(allowed.thing))


@router.post("/reviews/{review_id:int}/coaching/{code}/coach")
def save_coach(request: Request, allowed: SchoolWriter, posted: Posted) -> Response:
    _check_own_coach(allowed)
    form = read_coach(posted)
    if form.errors:
        return page(request, COACH, CoachPage.of(allowed.thing, form), status=422)
    taken = take_seat(allowed.session, allowed.thing)
    name_coach(allowed.session, taken, name=form.name, email=form.email, by=allowed.by)
    return redirect(request, f"{taken.path}/booking", notice=Notice.COACHING_COACH_NAMED)


def _check_own_coach(allowed: Allowed[CoachingSeat]) -> None:
    if not allowed.thing.desk.has_own_coach:
        raise NotAllowed(_("In your programme the facilitator of your region is the coach."))
