"""The review dates of the plan, its diary, and the earlier texts of anything in it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import LARGEST_ID, PolicyRoute
from app.forms.answers import read_fields, read_version
from app.models.action_plan import ActionPlan
from app.models.action_plan_fields import DIARY, PART, PRIORITIES, REVIEWS
from app.models.reviews import Review
from app.pages.action_plan_history import PlanHistoryPage
from app.pages.action_plan_labels import href_of
from app.pages.action_plan_reviews import DiaryPage, ReviewDatesPage
from app.services.action_plan import book_of, mark_row, plan_of
from app.services.action_plan_actions import add_term_dates, date_entry
from app.services.texts import Clash, find_change, restore_text
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.PLAN_READ, review)]
Writer = Annotated[Allowed[Review], Guard(Permission.PLAN_WRITE, review)]

DATES = "action_plan/reviews.html"
BOOK = "action_plan/diary.html"
HISTORY = "action_plan/history.html"


@router.get("/reviews/{review_id:int}/action-plan/reviews")
def show_review_dates(request: Request, allowed: Reader, add: str = "") -> Response:
    return page(request, DATES, ReviewDatesPage.of(allowed, _plan(allowed), add=add))


@router.post("/reviews/{review_id:int}/action-plan/reviews")
def save_review_dates(request: Request, allowed: Writer, posted: Posted) -> Response:
    """Every date, decision and note on the page is saved; buttons add a row, one for each term, or take one out."""
    plan = _plan(allowed)
    sent = read_fields(posted, _is_review)
    outcome = save_form(allowed.session, book_of(allowed.session, plan), sent, by=allowed.by)
    out, back = posted.get("remove-evidence"), posted.get("restore-evidence")
    if _is_review(row := out or back):
        mark_row(allowed.session, plan, row, removed=bool(out), by=allowed.by)
    if priority := posted.get("terms"):
        add_term_dates(allowed.session, plan, priority, by=allowed.by)
    if outcome.kept:
        return page(request, DATES, ReviewDatesPage.of(allowed, plan, outcome=outcome), status=outcome.status)
    here = f"/reviews/{allowed.thing.id}/action-plan/reviews"
    if add := posted.get("add-evidence"):
        key = add.removeprefix(f"{PRIORITIES}/").partition("/")[0]
        return redirect(request, f"{here}#dates-{key}", notice=Notice.REVIEW_DATES_SAVED, add=key)
    return redirect(request, here, notice=Notice.REVIEW_DATES_SAVED)


@router.get("/reviews/{review_id:int}/action-plan/diary")
def show_diary(request: Request, allowed: Reader) -> Response:
    return page(request, BOOK, DiaryPage.of(allowed, _plan(allowed)))


@router.get("/reviews/{review_id:int}/action-plan/diary/{key}")
def show_entry(request: Request, allowed: Reader, key: str) -> Response:
    shown = DiaryPage.of(allowed, _plan(allowed), key)
    if shown.is_new:
        raise NotFound
    return page(request, BOOK, shown)


@router.post("/reviews/{review_id:int}/action-plan/diary")
def save_entry(request: Request, allowed: Writer, posted: Posted) -> Response:
    """The entry is saved, dated today where its writer left that open."""
    plan, key = _plan(allowed), posted.get("key")
    sent = list(read_fields(posted, lambda place: place == f"{DIARY}/{key}"))
    outcome = save_form(allowed.session, book_of(allowed.session, plan), sent, by=allowed.by)
    date_entry(allowed.session, plan, key, by=allowed.by)
    out, back = posted.get("remove"), posted.get("restore-entry")
    if row := out or back:
        mark_row(allowed.session, plan, f"{DIARY}/{row}", removed=bool(out), by=allowed.by)
    if outcome.kept:
        return page(request, BOOK, DiaryPage.of(allowed, plan, key, outcome=outcome), status=outcome.status)
    return redirect(request, f"/reviews/{allowed.thing.id}/action-plan/diary", notice=Notice.ENTRY_KEPT)


@router.get("/reviews/{review_id:int}/action-plan/history")
def show_history(
    request: Request,
    allowed: Reader,
    of: str = "",
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
) -> Response:
    return page(request, HISTORY, PlanHistoryPage.of(allowed, _plan(allowed), of, before=before))


@router.post("/reviews/{review_id:int}/action-plan/history/{change_id:int}/restoration")
def put_back(request: Request, allowed: Writer, change_id: int, posted: Posted) -> Response:
    """The earlier text is current again, unless somebody has changed the field since the page was shown."""
    plan = _plan(allowed)
    book = book_of(allowed.session, plan)
    change = find_change(allowed.session, book, change_id)
    if change is None:
        raise NotFound
    result = restore_text(allowed.session, book, change, base=read_version(posted.get("version")), by=allowed.by)
    if isinstance(result, Clash):
        shown = PlanHistoryPage.of(allowed, plan, change.place, overtaken_by=result.changed_by)
        return page(request, HISTORY, shown, status=409)
    here = f"/reviews/{allowed.thing.id}/action-plan"
    return redirect(request, href_of(here, change.place), notice=Notice.RESTORED)


def _is_review(place: str) -> bool:
    found = PART.fullmatch(place)
    return found is not None and found[1] == REVIEWS


def _plan(allowed: Allowed[Review]) -> ActionPlan:
    """Raises NotFound while nobody has begun a plan."""
    plan = plan_of(allowed.session, allowed.thing)
    if plan is None:
        raise NotFound
    return plan
