"""Asking colleagues for their view, and seeing what came back."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.contributions import read_ask
from app.language import gettext as _
from app.models.reviews import Review
from app.pages.contributions import AddressPage, AskForm, AskPage, ContributionsPage, place_label
from app.pages.contributions_differences import DifferencesPage, MeetingSheet
from app.services.contributions import find_link, invite, is_place, revoke
from app.services.contributions_reminders import remind
from app.services.rate_limits import count_attempt
from app.services.self_evaluation import framework_of
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.REVIEW_READ, review)]
Manager = Annotated[Allowed[Review], Guard(Permission.CONTRIBUTIONS_MANAGE, review)]

LINKS_A_DAY = 200


@router.get("/reviews/{review_id:int}/contributions")
def show_contributions(request: Request, allowed: Reader) -> Response:
    return page(request, "contributions/contributions.html", ContributionsPage.of(allowed))


@router.get("/reviews/{review_id:int}/contributions/links/new")
def show_ask(request: Request, allowed: Manager, of: str = "") -> Response:
    known = is_place(framework_of(allowed.thing), of)
    return page(request, "contributions/ask.html", AskPage.of(allowed, AskForm(place=of if known else "")))


@router.post("/reviews/{review_id:int}/contributions/links")
def ask(request: Request, allowed: Manager, posted: Posted) -> Response:
    """A letter to one person, or an address to pass on, which is shown this once."""
    framework = framework_of(allowed.thing)
    form = read_ask(posted, framework)
    key = f"contribution-links:{allowed.thing.school_id}"
    if not form.errors and not count_attempt(allowed.session, key, limit=LINKS_A_DAY, seconds=86_400):
        form = replace(form, errors=(("", _("Your school has made many links today. Make the next ones tomorrow.")),))
    if form.errors:
        return page(request, "contributions/ask.html", AskPage.of(allowed, form), status=422)
    made = invite(allowed.session, allowed.thing, form.asked, by=allowed.by, settings=request.app.state.settings)
    if made.grant.email:
        return redirect(request, f"/reviews/{allowed.thing.id}/contributions", notice=Notice.INVITED)
    about = place_label(framework, made.link.place)
    shown = AddressPage(allowed.thing, made.address, about, made.grant.expires_at.date())
    return page(request, "contributions/address.html", shown)


@router.post("/reviews/{review_id:int}/contributions/links/{grant_id:int}/revocation")
def end_link(request: Request, allowed: Manager, grant_id: int) -> Response:
    found = find_link(allowed.session, allowed.thing, grant_id)
    if found is None:
        raise NotFound
    revoke(allowed.session, found[0])
    return redirect(request, f"/reviews/{allowed.thing.id}/contributions", notice=Notice.LINK_ENDED)


@router.post("/reviews/{review_id:int}/contributions/reminders")
def send_reminders(request: Request, allowed: Manager) -> Response:
    remind(allowed.session, allowed.thing, settings=request.app.state.settings)
    return redirect(request, f"/reviews/{allowed.thing.id}/contributions", notice=Notice.REMINDED)


@router.get("/reviews/{review_id:int}/differences")
def show_differences(request: Request, allowed: Reader) -> Response:
    return page(request, "contributions/differences.html", DifferencesPage.of(allowed))


@router.get("/reviews/{review_id:int}/differences/meeting-sheet")
def show_meeting_sheet(request: Request, allowed: Reader) -> Response:
    assert allowed.school is not None
    sheet = MeetingSheet.of(allowed.session, allowed.thing, allowed.school)
    return page(request, "contributions/meeting_sheet.html", sheet)
