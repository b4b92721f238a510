"""Who belongs to a school: inviting, changing roles, handing over, removing."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, school
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.invitations import read_invitation
from app.language import gettext as _
from app.models.accounts import Role
from app.models.schools import School
from app.pages.schools import ROLES, InvitationForm, MemberPage, PeoplePage
from app.services import accounts_people as people
from app.services.rate_limits import count_attempt
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Keeper = Annotated[Allowed[School], Guard(Permission.SCHOOL_PEOPLE_MANAGE, school)]

INVITATIONS_A_DAY = 200


@router.get("/schools/{school_id:int}/people")
def show_people(request: Request, allowed: Keeper) -> Response:
    return page(request, "schools/people.html", PeoplePage.of(allowed))


@router.post("/schools/{school_id:int}/invitations")
def invite(request: Request, allowed: Keeper, posted: Posted) -> Response:
    form = _read(allowed, posted, roles=ROLES)
    if form.errors:
        return page(request, "schools/people.html", PeoplePage.of(allowed, form), status=422)
    _send(request, allowed, form)
    return redirect(request, f"/schools/{allowed.thing.id}/people", notice=Notice.INVITED)


@router.post("/schools/{school_id:int}/invitations/{grant_id:int}/withdrawal")
def withdraw_invitation(request: Request, allowed: Keeper, grant_id: int) -> Response:
    grant = next((g for g in people.list_invitations(allowed.session, allowed.thing) if g.id == grant_id), None)
    if grant is None:
        raise NotFound
    people.withdraw_invitation(allowed.session, grant)
    return redirect(request, f"/schools/{allowed.thing.id}/people", notice=Notice.WITHDRAWN)


@router.get("/schools/{school_id:int}/people/{membership_id:int}")
def show_member(request: Request, allowed: Keeper, membership_id: int) -> Response:
    return page(
        request,
        "schools/member.html",
        MemberPage(allowed.thing, _member(allowed, membership_id), InvitationForm()),
    )


@router.post("/schools/{school_id:int}/people/{membership_id:int}/role")
def change_role(request: Request, allowed: Keeper, membership_id: int, posted: Posted) -> Response:
    member = _member(allowed, membership_id)
    if posted.get("role") not in ROLES:
        return _refused(request, allowed, member, _("Choose a role from the list."))
    try:
        role = Role(posted.get("role"))
        people.change_role(allowed.session, allowed.thing, member.membership, role, by=allowed.by)
    except people.LastKeeper as error:
        return _refused(request, allowed, member, str(error))
    return redirect(request, f"/schools/{allowed.thing.id}/people", notice=Notice.ROLE_CHANGED)


@router.post("/schools/{school_id:int}/people/{membership_id:int}/removal")
def remove_member(request: Request, allowed: Keeper, membership_id: int) -> Response:
    member = _member(allowed, membership_id)
    try:
        people.remove_member(allowed.session, allowed.thing, member.membership, by=allowed.by)
    except people.LastKeeper as error:
        return _refused(request, allowed, member, str(error))
    own = member.person.id == allowed.person.id
    return redirect(request, "/" if own else f"/schools/{allowed.thing.id}/people", notice=Notice.PERSON_REMOVED)


@router.post("/schools/{school_id:int}/people/{membership_id:int}/handover")
def hand_over(request: Request, allowed: Keeper, membership_id: int, posted: Posted) -> Response:
    """Somebody else is invited into the same role; when they accept, this membership ends."""
    member = _member(allowed, membership_id)
    role = Role(member.membership.role)
    sent = Posted((*posted.pairs, ("role", role), ("job_title", member.membership.job_title)))
    form = _read(allowed, sent, roles=(role,))
    if form.errors:
        return page(request, "schools/member.html", MemberPage(allowed.thing, member, form), status=422)
    _send(request, allowed, form, replaces=member)
    return redirect(request, f"/schools/{allowed.thing.id}/people", notice=Notice.INVITED)


def _member(allowed: Allowed[School], membership_id: int) -> people.Member:
    member = people.find_member(allowed.session, allowed.thing, membership_id)
    if member is None:
        raise NotFound
    return member


def _refused(request: Request, allowed: Allowed[School], member: people.Member, error: str) -> Response:
    shown = MemberPage(allowed.thing, member, InvitationForm(), error)
    return page(request, "schools/member.html", shown, status=422)


def _send(
    request: Request, allowed: Allowed[School], form: InvitationForm, replaces: people.Member | None = None
) -> None:
    people.invite(
        allowed.session,
        allowed.thing,
        form.invited,
        by=allowed.by,
        settings=request.app.state.settings,
        replaces=replaces.membership if replaces else None,
    )


def _read(allowed: Allowed[School], posted: Posted, *, roles: tuple[Role, ...]) -> InvitationForm:
    """What was sent; with a fault where the school has invited so many today that it may be somebody sending spam."""
    form = read_invitation(posted, roles=roles)
    key = f"invitations:{allowed.thing.id}"
    if form.errors or count_attempt(allowed.session, key, limit=INVITATIONS_A_DAY, seconds=86_400):
        return form
    return replace(form, errors=(("email", _too_many()),))


def _too_many() -> str:
    return _("Your school has sent many invitations today. Send the next ones tomorrow.")
