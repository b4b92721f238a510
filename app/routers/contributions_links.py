"""The pages of somebody who holds a link: no account, no sign-in, no script needed, and never the school's words."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app import clock
from app.access.cookies import keep_link_open
from app.access.links import LinkGuard, LinkHolder
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.contributions import read_views, read_writer
from app.language import gettext as _
from app.models.accounts import GrantKind
from app.models.contributions import ContributionLink
from app.models.reviews import Review
from app.pages.contributions_writing import LandingPage, WritingPage
from app.services.contributions_reminders import stop_reminders
from app.services.contributions_writing import introduce, open_link, save_views
from app.services.rate_limits import count_attempt
from app.services.self_evaluation import ReviewClosed
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Holder = Annotated[LinkHolder, LinkGuard(GrantKind.CONTRIBUTION, opened=False)]
Writer = Annotated[LinkHolder, LinkGuard(GrantKind.CONTRIBUTION, opened=True)]

OPENINGS_A_DAY = 300
"""Of one link: more than any staff room, and too few to fill a database."""
SAVES_AN_HOUR = 600
"""Of one browser."""


@router.get("/contributions/{grant_id:int}/link/{token}")
def show_landing(request: Request, holder: Holder) -> Response:
    return page(request, "contributions/landing.html", LandingPage.of(holder, request.url.path))


@router.post("/contributions/{grant_id:int}/link/{token}")
def open_contribution(request: Request, holder: Holder, posted: Posted) -> Response:
    """The token leaves the address: a cookie for the link's own path stands for it. A browser that has one keeps it."""
    if posted.get("reminders") == "off":
        stop_reminders(holder.session, holder.session.get_one(ContributionLink, holder.grant.id))
        shown = LandingPage.of(holder, request.url.path, reminders_off=True)
        return page(request, "contributions/landing.html", shown)
    path = f"/contributions/{holder.grant.id}"
    response = redirect(request, path)
    if holder.opening is None:
        if not count_attempt(holder.session, f"openings:{holder.grant.id}", limit=OPENINGS_A_DAY, seconds=86_400):
            busy = _("This link was opened very often today. Try again tomorrow, or ask whoever gave it to you.")
            shown = LandingPage.of(holder, request.url.path, error=busy)
            return page(request, "contributions/landing.html", shown, status=429)
        secret = open_link(holder.session, holder.grant)
        seconds = int((holder.grant.expires_at - clock.now()).total_seconds())
        keep_link_open(response, secret, path, request.app.state.settings, seconds=seconds)
    return response


@router.get("/contributions/{grant_id:int}")
def show_writing(request: Request, holder: Writer) -> Response:
    return page(request, "contributions/writing.html", WritingPage.of(holder))


@router.post("/contributions/{grant_id:int}")
def save(request: Request, holder: Writer, posted: Posted) -> Response:
    """Everything that can be kept is; the page comes back with whatever cannot, exactly as it was typed."""
    session, opening = holder.session, holder.opening
    assert opening is not None
    sent = {view.item: view for view in read_views(posted)}
    name, role, errors = (opening.name, opening.role, []) if opening.name else read_writer(posted)
    if not count_attempt(session, f"contribution-saves:{opening.id}", limit=SAVES_AN_HOUR, seconds=3600):
        errors = [*errors, ("", _("You have saved very often in the last hour. Wait a little, then save again."))]
    if errors:
        return _refused(request, WritingPage.of(holder, sent=sent, writer=(name, role), errors=errors), 422)
    introduce(session, opening, name=name, role=role)
    link = session.get_one(ContributionLink, holder.grant.id)
    review = session.get_one(Review, link.review_id)
    try:
        received = save_views(session, review, link, opening, sent.values(), by=holder.actor)
    except ReviewClosed:
        closed = [("", _("This review was ended by the school, so nothing can be saved. Your text is below, to copy."))]
        return _refused(request, WritingPage.of(holder, sent=sent, writer=(name, role), errors=closed), 422)
    if received.faults or received.clashes:
        kept = {code for code, _field in received.faults} | set(received.clashes)
        again = {code: view for code, view in sent.items() if code in kept}
        shown = WritingPage.of(holder, sent=again, received=received)
        return _refused(request, shown, 409 if received.clashes else 422)
    return redirect(request, f"/contributions/{holder.grant.id}", notice=Notice.CONTRIBUTED)


def _refused(request: Request, shown: WritingPage, status: int) -> Response:
    return page(request, "contributions/writing.html", shown, status=status)
