"""The report of a peer review: reading how it stands, and writing it."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.peer_review_report import read_report_fields
from app.models.fields import BadAnswer, Key
from app.models.peer_review_fields import area_of
from app.pages.peer_review_report_overview import ReportPage
from app.pages.peer_review_report_turns import ReportVersionPage, TurnPage
from app.pages.peer_review_report_writing import RecommendationRowPage, ReportAreaPage, new_place
from app.review_framework.types import Area
from app.services.peer_review import Seat
from app.services.peer_review_report_state import find_version
from app.services.peer_review_report_writing import copy_note, mark_recommendation
from app.services.peer_review_texts import book_of
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Seat], Guard(Permission.PEER_REPORT_READ, agreed_seat)]
Writer = Annotated[Allowed[Seat], Guard(Permission.PEER_REVIEWER_WRITE, agreed_seat)]

ON_THE_FIRST_PAGE = frozenset({Key("report", "overall"), Key("terms", "report_due")})


@router.get("/peer-reviews/{peer_review_id:int}/report")
def show_report(request: Request, allowed: Reader) -> Response:
    return page(request, "peer_review/report.html", ReportPage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/report")
def save_report(request: Request, allowed: Writer, posted: Posted) -> Response:
    sent = read_report_fields(posted, ON_THE_FIRST_PAGE.__contains__)
    outcome = save_form(allowed.session, book_of(allowed.session, allowed.thing), sent, by=allowed.by)
    if outcome.kept:
        return page(request, "peer_review/report.html", ReportPage.of(allowed, outcome), status=outcome.status)
    return redirect(request, _here(allowed), notice=Notice.AREA_SAVED)


@router.get("/peer-reviews/{peer_review_id:int}/report/areas/{code}")
def show_area(request: Request, allowed: Writer, code: str, add: str = "") -> Response:
    shown = ReportAreaPage.of(allowed, _area(allowed, code), blank=bool(add))
    return page(request, "peer_review/report_area.html", shown)


@router.post("/peer-reviews/{peer_review_id:int}/report/areas/{code}")
def save_area(request: Request, allowed: Writer, code: str, posted: Posted) -> Response:
    """Everything on the page is saved, then what the button asked for is done with it."""
    area, seat = _area(allowed, code), allowed.thing
    sent = read_report_fields(posted, lambda key: area_of(key.place) == code)
    outcome = save_form(allowed.session, book_of(allowed.session, seat), sent, by=allowed.by)
    here, notice = f"{_here(allowed)}/areas/{code}", Notice.AREA_SAVED
    removed, put_back = posted.get("remove-recommendation"), posted.get("restore-recommendation")
    if place := removed or put_back:
        mark_recommendation(allowed.session, seat, place, removed=bool(removed), by=allowed.by)
        here += "#recommendations"
    if copied := posted.get("copy-note"):
        to, notice = _copy(allowed, area, copied)
        here += f"#{to}"
    if outcome.kept:
        shown = ReportAreaPage.of(allowed, area, outcome=outcome)
        return page(request, "peer_review/report_area.html", shown, status=outcome.status)
    add = {"add": "recommendation"} if posted.get("add-evidence") else {}
    return redirect(request, f"{here}#recommendations" if add else here, notice=notice, **add)


@router.get("/peer-reviews/{peer_review_id:int}/report/areas/{code}/recommendation-row")
def show_recommendation_row(request: Request, allowed: Writer, code: str) -> Response:
    shown = RecommendationRowPage.blank(allowed, _area(allowed, code))
    return page(request, "peer_review/recommendation_row.html", shown)


@router.get("/peer-reviews/{peer_review_id:int}/report/check")
def show_check(request: Request, allowed: Writer) -> Response:
    return page(request, "peer_review/report_check.html", TurnPage.sending(allowed))


@router.get("/peer-reviews/{peer_review_id:int}/report/versions/{number:int}")
def show_report_version(request: Request, allowed: Reader, number: int) -> Response:
    version = find_version(allowed.session, allowed.thing.review, number)
    if version is None:
        raise NotFound
    return page(request, "peer_review/report_version.html", ReportVersionPage.of(allowed, version))


def _here(allowed: Allowed[Seat]) -> str:
    return f"/peer-reviews/{allowed.thing.id}/report"


def _area(allowed: Allowed[Seat], code: str) -> Area:
    try:
        return book_of(allowed.session, allowed.thing).framework.area(code)
    except KeyError:
        raise NotFound from None


def _copy(allowed: Allowed[Seat], area: Area, copied: str) -> tuple[Key, Notice]:
    """`notes/k3f9 report/LEAD.strengths`; to `new`, a recommendation begins with the note."""
    note, _space, name = copied.partition(" ")
    to = Key(new_place(area.code), "text") if name == "new" else Key.parse(name)
    if area_of(to.place) != area.code:
        raise NotFound
    try:
        copy_note(allowed.session, allowed.thing, note, to, by=allowed.by)
    except BadAnswer:
        return to, Notice.NOTE_COPY_TOO_LONG
    return to, Notice.NOTE_COPIED
