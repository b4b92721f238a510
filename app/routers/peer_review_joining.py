"""Schools that answer and part: joining or saying no, taking an invitation back, leaving."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.peer_review import group, joined_group
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.language import gettext as _
from app.models.peer_review import PeerGroup
from app.models.schools import School
from app.pages.peer_review_setup import JoiningPage, WithdrawalPage, own_place
from app.services.peer_review import AlreadyInGroup, NotAsked, join, leave, list_members
from app.services.peer_review_events import Happened
from app.services.peer_review_groups import list_open_reviews
from app.services.peer_review_letters import tell_joined, tell_left, tell_unasked
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Asked = Annotated[Allowed[PeerGroup], Guard(Permission.PEER_GROUP_MANAGE, group)]
Keeper = Annotated[Allowed[PeerGroup], Guard(Permission.PEER_GROUP_MANAGE, joined_group)]

LONGEST_REASON = 2_000


@router.get("/peer-groups/{group_id:int}/joining")
def show_joining(request: Request, allowed: Asked) -> Response:
    own = own_place(allowed)
    if own.joined_at:
        return redirect(request, f"/peer-groups/{allowed.thing.id}")
    return page(request, "peer_review/joining.html", JoiningPage.of(allowed, own))


@router.post("/peer-groups/{group_id:int}/joining")
def join_group(request: Request, allowed: Asked, posted: Posted) -> Response:
    own, school = own_place(allowed), _own_school(allowed)
    here = f"/peer-groups/{allowed.thing.id}"
    if own.joined_at:
        # Two keepers at once, or a button pressed twice: the first answer stands.
        return redirect(request, here, notice=Notice.PARTNERS)
    review = next(
        (one for one in list_open_reviews(allowed.session, school) if str(one.id) == posted.get("review")), None
    )
    if review is None:
        error = ("review", _("Choose which of your reviews the partner will look at."))
        return page(request, "peer_review/joining.html", JoiningPage.of(allowed, own, errors=(error,)), status=422)
    try:
        is_new = join(allowed.session, allowed.thing, school, review, by=allowed.by)
    except NotAsked:
        raise NotFound from None
    if is_new:
        tell_joined(allowed.session, allowed.thing, school, link=_address(request, here))
    return redirect(request, here, notice=Notice.PARTNERS)


@router.post("/peer-groups/{group_id:int}/refusal")
def say_no(request: Request, allowed: Asked, posted: Posted) -> Response:
    own, why = own_place(allowed), posted.get("why").strip()
    if own.joined_at:
        return redirect(request, f"/peer-groups/{allowed.thing.id}/withdrawal")
    if len(why) > LONGEST_REASON:
        shown = JoiningPage.of(allowed, own, why=why, errors=(("why", _too_long()),))
        return page(request, "peer_review/joining.html", shown, status=422)
    return _leave(request, allowed, why, how=Happened.DECLINED, notice=Notice.SAID_NO)


@router.get("/peer-groups/{group_id:int}/withdrawal")
def show_withdrawal(request: Request, allowed: Keeper) -> Response:
    return page(request, "peer_review/withdrawal.html", WithdrawalPage.of(allowed))


@router.post("/peer-groups/{group_id:int}/withdrawal")
def withdraw(request: Request, allowed: Keeper, posted: Posted) -> Response:
    why = posted.get("why").strip()
    if not why or len(why) > LONGEST_REASON:
        error = _too_long() if why else _("Say in a sentence or two why your school leaves. The other school reads it.")
        shown = WithdrawalPage.of(allowed, why=why, error=error)
        return page(request, "peer_review/withdrawal.html", shown, status=422)
    return _leave(request, allowed, why, notice=Notice.GROUP_LEFT)


@router.post("/peer-groups/{group_id:int}/invitations/{member_id:int}/withdrawal")
def take_back(request: Request, allowed: Keeper, member_id: int, posted: Posted) -> Response:
    """A school that has not answered is no longer asked. One that has joined meanwhile stays: it leaves by itself."""
    here, why = f"/peer-groups/{allowed.thing.id}", posted.get("why").strip()[:LONGEST_REASON]
    place = next((one for one in list_members(allowed.session, allowed.thing) if one.id == member_id), None)
    if place is None:
        raise NotFound
    if place.joined_at:
        return redirect(request, here, notice=Notice.PARTNERS)
    asked = allowed.session.get_one(School, place.school_id)
    try:
        leave(allowed.session, allowed.thing, asked, why=why, how=Happened.UNASKED, by=allowed.by)
    except (NotAsked, AlreadyInGroup):
        return redirect(request, here)
    tell_unasked(allowed.session, asked, _own_school(allowed).name, why=why)
    return redirect(request, here, notice=Notice.UNASKED)


def _leave(
    request: Request, allowed: Allowed[PeerGroup], why: str, *, how: Happened | None = None, notice: Notice
) -> Response:
    school = _own_school(allowed)
    try:
        left = leave(allowed.session, allowed.thing, school, why=why, how=how, by=allowed.by)
    except NotAsked:
        raise NotFound from None
    except AlreadyInGroup:
        return redirect(request, f"/peer-groups/{allowed.thing.id}/withdrawal")
    link = _address(request, f"/peer-groups/{allowed.thing.id}")
    tell_left(allowed.session, allowed.thing, school, had_joined=left.joined_at is not None, why=why, link=link)
    return redirect(request, f"/schools/{school.id}/peer-groups", notice=notice)


def _own_school(allowed: Allowed[PeerGroup]) -> School:
    assert allowed.school is not None
    return allowed.school


def _address(request: Request, path: str) -> str:
    return f"{request.app.state.settings.base_url}{path}"


def _too_long() -> str:
    return _("Shorten the reason to %(most)s characters.") % {"most": f"{LONGEST_REASON:,}"}
