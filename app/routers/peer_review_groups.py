"""Schools that come together: a school's groups, asking a partner, the page of a group, one more school."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, school
from app.access.peer_review import group, joined_group
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.language import gettext as _
from app.models.peer_review import PeerGroup
from app.models.reviews import Review
from app.models.schools import School
from app.pages.peer_review_group import GroupPage
from app.pages.peer_review_setup import AskForm, AskPage, SchoolGroupsPage
from app.services.peer_review import AlreadyInGroup, GroupFull, ask_school
from app.services.peer_review_groups import invite_partner, list_open_reviews, person_of
from app.services.peer_review_letters import tell_asked
from app.services.rate_limits import count_attempt
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

SchoolReader = Annotated[Allowed[School], Guard(Permission.PEER_GROUP_READ, school)]
SchoolKeeper = Annotated[Allowed[School], Guard(Permission.PEER_GROUP_MANAGE, school)]
Reader = Annotated[Allowed[PeerGroup], Guard(Permission.PEER_GROUP_READ, group)]
Keeper = Annotated[Allowed[PeerGroup], Guard(Permission.PEER_GROUP_MANAGE, joined_group)]

ASKED_A_DAY = 20
LONGEST_NOTE = 2_000


@router.get("/schools/{school_id:int}/peer-groups")
def show_school_groups(request: Request, allowed: SchoolReader) -> Response:
    return page(request, "peer_review/school_groups.html", SchoolGroupsPage.of(allowed))


@router.get("/schools/{school_id:int}/peer-groups/new")
def show_new_group(request: Request, allowed: SchoolKeeper, q: str = "", partner: str = "") -> Response:
    return _ask_page(request, allowed, q, partner)


@router.post("/schools/{school_id:int}/peer-groups")
def ask_partner(request: Request, allowed: SchoolKeeper, posted: Posted) -> Response:
    """A new pair: this school is in it, the other is asked. Asking the same school again leads to the same pair."""
    partner = _other_school(allowed, posted.get("partner"))
    if partner is None:
        return _search_again(request, allowed)
    review = _own_review(allowed, posted.get("review"))
    form = _read(allowed, posted, review=review)
    if form.errors or review is None:
        shown = AskPage.ask(allowed, partner, contact=_contact(request), form=form)
        return page(request, "peer_review/ask.html", shown, status=422)
    made, is_new = invite_partner(
        allowed.session, allowed.thing, review, partner, note=posted.get("note"), by=allowed.by
    )
    if is_new:
        _tell(request, allowed, made, partner, posted.get("note"))
    return redirect(request, f"/peer-groups/{made.id}", notice=Notice.PARTNER_ASKED)


@router.get("/peer-groups/{group_id:int}")
def show_group(request: Request, allowed: Reader) -> Response:
    return page(request, "peer_review/group.html", GroupPage.of(allowed))


@router.get("/peer-groups/{group_id:int}/invitations/new")
def show_one_more(request: Request, allowed: Keeper, q: str = "", partner: str = "") -> Response:
    return _ask_page(request, allowed, q, partner)


@router.post("/peer-groups/{group_id:int}/invitations")
def ask_one_more(request: Request, allowed: Keeper, posted: Posted) -> Response:
    partner = _other_school(allowed, posted.get("partner"))
    if partner is None:
        return _search_again(request, allowed)
    form = _read(allowed, posted)
    if not form.errors:
        form = _ask_into(request, allowed, partner, form)
    if form.errors:
        shown = AskPage.ask(allowed, partner, contact=_contact(request), form=form)
        return page(request, "peer_review/ask.html", shown, status=422)
    return redirect(request, f"/peer-groups/{allowed.thing.id}", notice=Notice.PARTNER_ASKED)


def _ask_into(request: Request, allowed: Allowed[PeerGroup], partner: School, form: AskForm) -> AskForm:
    """The form, with what was in the way. A school that is in it already was asked by a button pressed twice."""
    assert allowed.school is not None
    by = allowed.by
    asked_by = person_of(by, allowed.school)
    try:
        ask_school(allowed.session, allowed.thing, partner, note=form.note, asked_by=asked_by, by=by)
    except AlreadyInGroup:
        return form
    except GroupFull:
        return AskForm(form.review, form.note, (("", _("A group has three schools at most, and this one is full.")),))
    _tell(request, allowed, allowed.thing, partner, form.note)
    return form


Asker = Allowed[School] | Allowed[PeerGroup]


def _ask_page(request: Request, allowed: Asker, query: str, partner: str) -> Response:
    """The search, or the form for the school that was chosen there."""
    chosen = _other_school(allowed, partner) if partner else None
    if partner and chosen is None:
        raise NotFound
    contact = _contact(request)
    shown = AskPage.ask(allowed, chosen, contact=contact) if chosen else AskPage.search(allowed, query, contact=contact)
    return page(request, "peer_review/ask.html", shown)


def _search_again(request: Request, allowed: Asker) -> Response:
    shown = AskPage.search(allowed, "", contact=_contact(request))
    return page(request, "peer_review/ask.html", shown, status=422)


def _read(allowed: Asker, posted: Posted, *, review: Review | None = None) -> AskForm:
    """What was sent; with a fault where the school has asked so many today that it may be somebody sending spam."""
    errors: list[tuple[str, str]] = []
    note = posted.get("note").strip()
    if isinstance(allowed.thing, School) and review is None:
        errors.append(("review", _("Choose which of your reviews the partner will look at.")))
    if len(note) > LONGEST_NOTE:
        errors.append(("note", _("Shorten the note to %(most)s characters.") % {"most": f"{LONGEST_NOTE:,}"}))
    assert allowed.school is not None
    if not errors and not count_attempt(
        allowed.session, f"peer-invitations:{allowed.school.id}", limit=ASKED_A_DAY, seconds=86_400
    ):
        errors.append(("note", _("Your school has asked many schools today. Ask the next one tomorrow.")))
    return AskForm(posted.get("review"), note, tuple(errors))


def _other_school(allowed: Asker, sent: str) -> School | None:
    assert allowed.school is not None
    known = allowed.session.get(School, int(sent)) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None
    return known if known is not None and known.id != allowed.school.id else None


def _own_review(allowed: Allowed[School], sent: str) -> Review | None:
    return next((one for one in list_open_reviews(allowed.session, allowed.thing) if str(one.id) == sent), None)


def _tell(request: Request, allowed: Asker, made: PeerGroup, partner: School, note: str) -> None:
    assert allowed.school is not None
    link = f"{request.app.state.settings.base_url}/peer-groups/{made.id}/joining"
    tell_asked(allowed.session, partner, allowed.school.name, note=note.strip(), link=link, person=allowed.person.name)


def _contact(request: Request) -> str:
    return str(request.app.state.settings.contact)
