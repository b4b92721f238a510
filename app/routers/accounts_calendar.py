"""The calendar that somebody subscribes to, and whether reminders reach them."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard, themselves
from app.access.links import LinkGuard, LinkHolder
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.documents.calendar import MEDIA_TYPE, write_calendar
from app.models.accounts import GrantKind, Person
from app.pages.accounts import AccountPage
from app.pages.programme_calendar import feed_of
from app.services.accounts_calendar import TooManyAddresses, choose_reminders, end_feed, renew_feed
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Own = Annotated[Allowed[Person], Guard(Permission.ACCOUNT_MANAGE, themselves)]
Subscriber = Annotated[LinkHolder, LinkGuard(GrantKind.CALENDAR, opened=False)]


@router.get("/calendar/{token}.ics")
def show_feed(request: Request, holder: Subscriber) -> Response:
    """What its owner may see at this moment; looking changes nothing, and any sign-in is ignored."""
    person = holder.session.get_one(Person, holder.grant.person_id)
    calendar = feed_of(holder.session, person, settings=request.app.state.settings)
    headers = {"Content-Disposition": 'inline; filename="send-review.ics"'}
    return Response(write_calendar(calendar), media_type=MEDIA_TYPE, headers=headers)


@router.post("/account/calendar")
def renew(request: Request, own: Own) -> Response:
    """The page that shows the new address, this once: nobody can look it up later."""
    try:
        token = renew_feed(own.session, own.person)
    except TooManyAddresses:
        return redirect(request, "/account", notice=Notice.CALENDAR_ENOUGH)
    address = f"{request.app.state.settings.base_url}/calendar/{token}.ics"
    own.session.flush()
    return page(request, "accounts/account.html", AccountPage.of(own, feed_address=address))


@router.post("/account/calendar/end")
def end(request: Request, own: Own) -> Response:
    end_feed(own.session, own.person)
    return redirect(request, "/account", notice=Notice.CALENDAR_ENDED)


@router.post("/account/reminders")
def choose(request: Request, own: Own, posted: Posted) -> Response:
    choose_reminders(own.session, own.person, wanted=posted.get("reminders") == "yes")
    return redirect(request, "/account", notice=Notice.REMINDERS_CHOSEN)
