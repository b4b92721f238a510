"""The areas of the self-evaluation: a page each, every field of it saved by itself or all with one button."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotFound
from app.access.guard import Allowed, Guard, review
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.answers import read_answers
from app.models.fields import BadAnswer, Key
from app.models.reviews import Review
from app.models.self_evaluation_fields import item_of
from app.pages.self_evaluation import AreaPage, EvidenceRowPage, FindPage
from app.review_framework.types import Area
from app.services.cycles import AlreadyWritten, NothingToBring, bring_over
from app.services.evidence import check_place
from app.services.self_evaluation import book_of, find_next_item, framework_of, mark_evidence
from app.services.texts import Clash
from app.services.texts_forms import save_form
from app.web.autosave import answer_autosave
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Review], Guard(Permission.REVIEW_READ, review)]
Writer = Annotated[Allowed[Review], Guard(Permission.REVIEW_WRITE, review)]


@router.get("/reviews/{review_id:int}/areas/{code}")
def show_area(request: Request, allowed: Reader, code: str, add: str = "") -> Response:
    shown = AreaPage.of(allowed, _area(allowed, code), blank_for=add)
    return page(request, "self_evaluation/area.html", shown)


@router.post("/reviews/{review_id:int}/areas/{code}")
def save_area(request: Request, allowed: Writer, code: str, posted: Posted) -> Response:
    """Everything on the page is saved, but for what cannot be, which is shown again as it was typed."""
    area = _area(allowed, code)
    outcome = save_form(allowed.session, book_of(allowed.thing), read_answers(posted, within=code), by=allowed.by)
    removed, put_back = posted.get("remove-evidence"), posted.get("restore-evidence")
    if place := removed or put_back:
        mark_evidence(allowed.session, allowed.thing, place, removed=bool(removed), by=allowed.by)
    brought = _bring_over(allowed, posted.get("bring-over"))
    if outcome.kept:
        shown = AreaPage.of(allowed, area, outcome=outcome)
        return page(request, "self_evaluation/area.html", shown, status=outcome.status)
    if with_file := posted.get("evidence-file"):
        check_place(allowed.thing, with_file)
        return redirect(request, f"/reviews/{allowed.thing.id}/items/{with_file.replace('/', '/evidence/')}/file")
    here = f"/reviews/{allowed.thing.id}/areas/{code}"
    if brought:
        return redirect(request, f"{here}#{item_of(Key.parse(posted.get('bring-over')).place)}", notice=brought)
    add = posted.get("add-evidence")
    if item := add or item_of(place):
        here += f"#{_item(allowed, item)}-evidence"
    return redirect(request, here, notice=Notice.AREA_SAVED, **({"add": add} if add else {}))


@router.post("/reviews/{review_id:int}/answers")
def autosave(request: Request, allowed: Writer, posted: Posted) -> Response:
    """One field, as it is typed. Answers with the field's state in words: 200, 409 with both texts, or 422."""
    return answer_autosave(request, allowed.session, book_of(allowed.thing), posted, by=allowed.by)


@router.get("/reviews/{review_id:int}/items/{item_code}/evidence-row")
def show_evidence_row(request: Request, allowed: Writer, item_code: str) -> Response:
    return page(
        request, "self_evaluation/evidence_row.html", EvidenceRowPage.blank(allowed.thing, _item(allowed, item_code))
    )


@router.get("/reviews/{review_id:int}/next")
def go_to_next_item(request: Request, allowed: Reader) -> Response:
    """The first item without an answer, or the check when there is none."""
    here = f"/reviews/{allowed.thing.id}"
    item = find_next_item(allowed.session, allowed.thing)
    return redirect(request, f"{here}/areas/{item.area_code}#{item.code}" if item else f"{here}/check")


@router.get("/reviews/{review_id:int}/find")
def find_items(request: Request, allowed: Reader, q: str = "", level: str = "", evidence: str = "") -> Response:
    shown = FindPage.of(allowed, query=q[:200], level=level, missing_evidence=evidence == "missing")
    return page(request, "self_evaluation/find.html", shown)


def _bring_over(allowed: Allowed[Review], name: str) -> Notice | None:
    """What became of last time's text that somebody asked for; None if nobody did."""
    if not name:
        return None
    try:
        result = bring_over(allowed.session, allowed.thing, Key.parse(name), by=allowed.by)
    except NothingToBring:
        raise NotFound from None
    except BadAnswer:
        return Notice.JOINED_TOO_LONG
    except AlreadyWritten:
        return Notice.ALREADY_WRITTEN
    return Notice.ALREADY_WRITTEN if isinstance(result, Clash) else Notice.BROUGHT_OVER


def _area(allowed: Allowed[Review], code: str) -> Area:
    try:
        return framework_of(allowed.thing).area(code)
    except KeyError:
        raise NotFound from None


def _item(allowed: Allowed[Review], code: str) -> str:
    try:
        return framework_of(allowed.thing).item(code).code
    except KeyError:
        raise NotFound from None
