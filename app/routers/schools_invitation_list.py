"""Inviting several people of a school at once."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard, school
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.invitations import MOST_LINES, Line, read_lines, typed_lines
from app.language import gettext as _
from app.models.schools import School
from app.pages.schools import ROLES, InvitationListPage
from app.routers.schools_people import INVITATIONS_A_DAY
from app.services import accounts_people as people
from app.services.accounts import normal_email
from app.services.rate_limits import count_attempt
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Keeper = Annotated[Allowed[School], Guard(Permission.SCHOOL_PEOPLE_MANAGE, school)]


@router.get("/schools/{school_id:int}/invitation-list")
def show_invitation_list(request: Request, allowed: Keeper) -> Response:
    return page(request, "schools/invitation_list.html", InvitationListPage(allowed.thing))


@router.post("/schools/{school_id:int}/invitation-list")
def invite_several(request: Request, allowed: Keeper, posted: Posted) -> Response:
    """Every good line is invited; the others come back with a sentence each, and nothing else to type again."""
    typed = typed_lines(posted)
    errors = list(_faults_of_all(posted, typed))
    if errors:
        shown = InvitationListPage(allowed.thing, posted.get("people"), posted.get("role"), tuple(errors))
        return page(request, "schools/invitation_list.html", shown, status=422)
    lines = read_lines(typed, role=posted.get("role"), roles=ROLES)
    left = dict(_invite_each(request, allowed, lines))
    if not left:
        return redirect(request, f"/schools/{allowed.thing.id}/people", notice=Notice.INVITED_SEVERAL)
    shown = InvitationListPage(
        allowed.thing,
        "\n".join(line.typed for line in left),
        posted.get("role"),
        tuple(
            ("people", _("Line %(n)s: %(sentence)s") % {"n": number, "sentence": sentence})
            for number, sentence in enumerate(left.values(), start=1)
        ),
        sent=len(lines) - len(left),
    )
    return page(request, "schools/invitation_list.html", shown, status=422)


def _faults_of_all(posted: Posted, lines: list[str]) -> Iterator[tuple[str, str]]:
    """What stops every line."""
    if not lines:
        yield "people", _("Write at least one line, such as: Sam Okafor, s.okafor@school.example.")
    if len(lines) > MOST_LINES:
        yield (
            "people",
            _("Send at most %(most)s lines at once. Yours are %(n)s.") % {"most": MOST_LINES, "n": len(lines)},
        )
    if posted.get("role") not in ROLES:
        yield "role", _("Choose what the people on the list may do.")


def _invite_each(request: Request, allowed: Allowed[School], lines: list[Line]) -> Iterator[tuple[Line, str]]:
    """Those who could not be invited, each with the sentence that says why."""
    known = people.list_known_addresses(allowed.session, allowed.thing)
    for line in lines:
        email = normal_email(line.form.email)
        if line.form.errors:
            yield line, line.form.errors[0][1]
        elif email in known:
            yield line, known[email]
        elif not count_attempt(
            allowed.session, f"invitations:{allowed.thing.id}", limit=INVITATIONS_A_DAY, seconds=86_400
        ):
            yield line, _("Your school has sent many invitations today. Send the next ones tomorrow.")
        else:
            settings = request.app.state.settings
            people.invite(allowed.session, allowed.thing, line.form.invited, by=allowed.by, settings=settings)
            known[email] = _("%(name)s stands on the list twice.") % {"name": line.form.name}
