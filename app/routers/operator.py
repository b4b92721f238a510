"""The operator brings a school's first people in, and sees nothing that the school writes."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard, any_school, themselves
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.invitations import read_invitation
from app.models.accounts import KEEPERS, Person, Role
from app.models.schools import School
from app.pages.schools import InvitationForm, OperatorPage, OperatorSchoolPage
from app.services import accounts_people as people
from app.services.schools import search_schools
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Operator = Annotated[Allowed[Person], Guard(Permission.OPERATOR_SCHOOLS, themselves)]
OperatorAtSchool = Annotated[Allowed[School], Guard(Permission.OPERATOR_SCHOOLS, any_school)]


@router.get("/operator/schools")
def list_schools(request: Request, operator: Operator, q: str = "") -> Response:
    # SQLite refuses patterns of many thousand letters; no school has such a name.
    q = q[:200]
    found = search_schools(operator.session, q) if q.strip() else []
    return page(request, "operator/schools.html", OperatorPage(q, found))


@router.get("/operator/schools/{school_id:int}")
def show_school(request: Request, operator: OperatorAtSchool) -> Response:
    return page(request, "operator/school.html", _shown(operator))


@router.post("/operator/schools/{school_id:int}/invitations")
def invite(request: Request, operator: OperatorAtSchool, posted: Posted) -> Response:
    form = read_invitation(posted, roles=(Role.SENCO, Role.SCHOOL_ADMIN))
    if form.errors:
        return page(request, "operator/school.html", _shown(operator, form), status=422)
    people.invite(operator.session, operator.thing, form.invited, by=operator.by, settings=request.app.state.settings)
    return redirect(request, f"/operator/schools/{operator.thing.id}", notice=Notice.INVITED)


def _shown(operator: Allowed[School], form: InvitationForm | None = None) -> OperatorSchoolPage:
    members = people.list_members(operator.session, operator.thing)
    return OperatorSchoolPage(
        operator.thing,
        # Those to first people: whom the school itself invites is the school's affair.
        [one for one in people.list_invitations(operator.session, operator.thing) if one.role in KEEPERS],
        has_keeper=any(member.membership.role in KEEPERS for member in members),
        form=form or InvitationForm(),
    )
