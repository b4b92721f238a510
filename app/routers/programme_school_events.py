"""Events for the schools that take part: what is to come, answering, materials, checking in."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, school, themselves
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import event_of_school
from app.access.route import PolicyRoute
from app.access.visible import EventOfSchool
from app.documents.calendar import MEDIA_TYPE, write_calendar
from app.language import gettext as _
from app.models.accounts import Person
from app.models.programme_events import Reply
from app.models.schools import School
from app.pages.programme_calendar import calendar_of_event
from app.pages.programme_school_events import CheckInPage, OpeningPage, SchoolEventPage, SchoolEventsPage
from app.services.programme_check_in import NoSuchCode, NotForTheirRole, check_in
from app.services.programme_events import EventRefused
from app.services.programme_materials import answer_offer, find_material
from app.services.programme_school_events import MOST_WHY, open_material, reply
from app.services.rate_limits import count_attempt
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

HERE = "/schools/{school_id:int}/events/{event_id:int}"
Reader = Annotated[Allowed[School], Guard(Permission.SCHOOL_EVENTS_ANSWER, school)]
Comer = Annotated[Allowed[EventOfSchool], Guard(Permission.SCHOOL_EVENTS_ANSWER, event_of_school)]
Own = Annotated[Allowed[Person], Guard(Permission.ACCOUNT_MANAGE, themselves)]

EVENT, CHECK_IN = "programme/school_event.html", "programme/check_in.html"
CODES_PER_QUARTER_HOUR = 10
QUARTER_HOUR = 900


@router.get("/schools/{school_id:int}/events")
def show_events(request: Request, allowed: Reader) -> Response:
    return page(request, "programme/school_events.html", SchoolEventsPage.of(allowed))


@router.get(HERE)
def show_event(request: Request, allowed: Comer) -> Response:
    return page(request, EVENT, SchoolEventPage.of(allowed))


@router.get(f"{HERE}.ics")
def download_event(request: Request, allowed: Comer) -> Response:
    link = f"{request.app.state.settings.base_url}{_here(allowed)}"
    calendar = calendar_of_event(allowed.thing.event, allowed.thing.cohort, link=link)
    headers = {"Content-Disposition": f'attachment; filename="event-{allowed.thing.event.id}.ics"'}
    return Response(write_calendar(calendar), media_type=MEDIA_TYPE, headers=headers)


@router.post(f"{HERE}/reply")
def answer(request: Request, allowed: Comer, posted: Posted) -> Response:
    """One click. Whoever cannot come says why in the same form."""
    why, said = posted.get("why"), posted.get("answer")
    errors = []
    if said not in tuple(Reply):
        errors.append(("", _("Choose one of the three answers.")))
    elif said == Reply.CANNOT and not why.strip():
        errors.append(("why", _("Say in a few words why you cannot come. Your facilitator reads it.")))
    elif said == Reply.CANNOT and len(why.strip()) > MOST_WHY:
        errors.append(("why", _("Shorten this to %(most)s characters.") % {"most": MOST_WHY}))
    if errors:
        return page(request, EVENT, SchoolEventPage.of(allowed, why, tuple(errors)), status=422)
    try:
        reply(allowed.session, allowed.thing, Reply(said), why=why if said == Reply.CANNOT else "", by=allowed.by)
    except EventRefused as refused:
        return page(request, EVENT, SchoolEventPage.of(allowed, why, (("", str(refused)),)), status=422)
    return redirect(request, _here(allowed), notice=Notice.EVENT_ANSWERED)


@router.post(f"{HERE}/call")
def answer_call(request: Request, allowed: Comer, posted: Posted) -> Response:
    wanted = posted.get("call") == "yes"
    answer_offer(allowed.session, allowed.thing, wanted=wanted, by=allowed.by)
    return redirect(request, _here(allowed), notice=Notice.CALL_WANTED if wanted else Notice.CALL_NOT_WANTED)


@router.post(f"{HERE}/materials/{{link_id:int}}/opening")
def open_one(request: Request, allowed: Comer, link_id: int) -> Response:
    """A page that leads on: browsers let no form of ours end at another site's address."""
    material = find_material(allowed.session, allowed.thing.event, link_id)
    if material is None:
        raise NotFound
    open_material(allowed.session, allowed.thing, material, allowed.person)
    return page(request, "programme/opening.html", OpeningPage(material, _here(allowed)))


@router.get("/check-in")
def show_check_in(request: Request, own: Own) -> Response:  # noqa: ARG001  The guard asks who they are.
    return page(request, CHECK_IN, CheckInPage())


@router.post("/check-in")
def check_in_with_code(request: Request, own: Own, posted: Posted) -> Response:
    typed = posted.get("code")[:40]
    key = f"check-in:{own.person.id}"
    if not count_attempt(own.session, key, limit=CODES_PER_QUARTER_HOUR, seconds=QUARTER_HOUR):
        sentence = _("Too many tries. Wait a quarter of an hour, or tell your facilitator that you are here.")
        return page(request, CHECK_IN, CheckInPage(typed, sentence), status=429)
    try:
        found = check_in(own.session, own.person, typed)
    except NoSuchCode:
        sentence = _("No event of today has this code for your school. Check the six letters and digits on the screen.")
        return page(request, CHECK_IN, CheckInPage(typed, sentence), status=422)
    except NotForTheirRole:
        sentence = _("Your SENCO or a senior leader checks your school in. Ask them, or tell your facilitator.")
        return page(request, CHECK_IN, CheckInPage(typed, sentence), status=422)
    first = found[0]
    return redirect(request, f"/schools/{first.school.id}/events/{first.event.id}", notice=Notice.CHECKED_IN)


def _here(allowed: Allowed[EventOfSchool]) -> str:
    return f"/schools/{allowed.thing.school.id}/events/{allowed.thing.event.id}"
