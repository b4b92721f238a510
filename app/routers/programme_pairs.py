"""Pairs and triads that facilitators make and change by hand."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app import clock
from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import cohort, cohort_group
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort, VisibleGroup
from app.language import gettext as _
from app.pages.programme_pairs import PairForm, PairGroupPage, PairsPage, PartnersPage
from app.services.programme import hold_cohort
from app.services.programme_pairing import Decision, PairRefused, bring_together, make_triad, take_out
from app.services.programme_pairs import Pairs, Placed, read_pairs
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Pairer = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_PAIRS_MANAGE, cohort)]
GroupPairer = Annotated[Allowed[VisibleGroup], Guard(Permission.COHORT_PAIRS_MANAGE, cohort_group)]
LONGEST_REASON = 2_000


@router.get("/cohorts/{cohort_id:int}/pairs")
def show_pairs(request: Request, allowed: Pairer) -> Response:
    return page(request, "programme/pairs.html", PairsPage.of(allowed))


@router.get("/cohorts/{cohort_id:int}/pairs/new")
def show_partners(request: Request, allowed: Pairer, school: str = "") -> Response:
    pairs = read_pairs(allowed.session, allowed.thing, on=clock.today())
    placed = _placed(pairs, school)
    if placed is None:
        raise NotFound
    return page(request, "programme/partners.html", PartnersPage.of(allowed, pairs, placed))


@router.post("/cohorts/{cohort_id:int}/pairs")
def make_pair(request: Request, allowed: Pairer, posted: Posted) -> Response:
    # Two who pair the same school at once come after each other.
    hold_cohort(allowed.session, allowed.thing.cohort)
    pairs = read_pairs(allowed.session, allowed.thing, on=clock.today())
    first = _placed(pairs, posted.get("school"))
    if first is None:
        return page(request, "programme/pairs.html", PairsPage.of(allowed), status=422)
    chosen = [one for one in (_placed(pairs, value) for value in posted.all("partners")) if one is not None]
    why = posted.get("why").strip()
    try:
        made = bring_together(
            allowed.session,
            allowed.thing.cohort,
            pairs,
            [first, *chosen],
            decision=_decision(request, allowed, why),
        )
    except PairRefused as error:
        form = PairForm(tuple(posted.all("partners")), why=why, errors=(("partners", str(error)),))
        shown = PartnersPage.of(allowed, pairs, first, form)
        return page(request, "programme/partners.html", shown, status=422)
    return redirect(request, f"/cohorts/{allowed.thing.cohort.id}/pairs/{made.id}", notice=Notice.GROUPED)


@router.get("/cohorts/{cohort_id:int}/pairs/{group_id:int}")
def show_group(request: Request, allowed: GroupPairer) -> Response:
    return page(request, "programme/pair.html", PairGroupPage.of(allowed, _pairs(allowed)))


@router.post("/cohorts/{cohort_id:int}/pairs/{group_id:int}/schools")
def add_school(request: Request, allowed: GroupPairer, posted: Posted) -> Response:
    """The pair becomes a triad."""
    hold_cohort(allowed.session, allowed.thing.visible.cohort)
    pairs, why, seen = _pairs(allowed), posted.get("why").strip(), allowed.thing
    third = _placed(pairs, posted.get("third"))
    try:
        if third is None:
            raise PairRefused(_("Choose the school that joins them."))
        make_triad(
            allowed.session,
            seen.visible.cohort,
            seen.group,
            pairs,
            third,
            decision=_decision(request, allowed, why),
        )
    except PairRefused as error:
        form = PairForm((posted.get("third"),), why=why, errors=(("third", str(error)),))
        return page(request, "programme/pair.html", PairGroupPage.of(allowed, pairs, form), status=422)
    return redirect(request, _address(allowed), notice=Notice.GROUPED)


@router.post("/cohorts/{cohort_id:int}/pairs/{group_id:int}/departures")
def part(request: Request, allowed: GroupPairer, posted: Posted) -> Response:
    """A school is out of the group; next is who it is with instead, unless it has withdrawn."""
    pairs, why, seen = _pairs(allowed), posted.get("why").strip(), allowed.thing
    leaving = _placed(pairs, posted.get("school"))
    field = "school" if leaving is None else "why"
    try:
        if leaving is None:
            raise PairRefused(_("Choose the school that leaves."))
        take_out(
            allowed.session,
            seen.visible.cohort,
            seen.group,
            leaving,
            decision=_decision(request, allowed, why),
        )
    except PairRefused as error:
        form = PairForm(school=posted.get("school"), why=why, errors=((field, str(error)),))
        return page(request, "programme/pair.html", PairGroupPage.of(allowed, pairs, form), status=422)
    here = f"/cohorts/{seen.visible.cohort.id}/pairs"
    if leaving.is_withdrawn:
        return redirect(request, here)
    return redirect(request, f"{here}/new", notice=Notice.MOVED_OUT, school=str(leaving.enrolment.id))


def _pairs(allowed: Allowed[VisibleGroup]) -> Pairs:
    return read_pairs(allowed.session, allowed.thing.visible, on=clock.today())


def _placed(pairs: Pairs, sent: str) -> Placed | None:
    """The school of this enrolment, if it is one that is seen."""
    return pairs.placed.get(int(sent)) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None


def _decision(request: Request, allowed: Allowed[VisibleCohort] | Allowed[VisibleGroup], why: str) -> Decision:
    """Raises PairRefused for a reason that is too long."""
    if len(why) > LONGEST_REASON:
        raise PairRefused(_("Shorten the reason to %(most)s characters.") % {"most": f"{LONGEST_REASON:,}"})
    return Decision(why, allowed.by, request.app.state.settings.base_url)


def _address(allowed: Allowed[VisibleGroup]) -> str:
    return f"/cohorts/{allowed.thing.visible.cohort.id}/pairs/{allowed.thing.group.id}"
