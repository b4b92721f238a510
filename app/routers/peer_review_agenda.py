"""The agenda of a visit: both schools write it, from a template or by hand, and confirm it; a calendar file."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.documents.calendar import MEDIA_TYPE, write_calendar
from app.forms.peer_review import read_fields
from app.language import gettext as _
from app.models.fields import Key
from app.pages.peer_review_agenda import AgendaPage, AgendaRowPage, TemplatesPage, TimetablePage
from app.pages.peer_review_agenda_paper import calendar_of
from app.review_framework.agendas import agenda_template
from app.services.peer_review import Seat
from app.services.peer_review_agenda import AGENDA, VISIT_ON, AgendaHasChanged, fill_agenda, mark_row
from app.services.peer_review_confirmations import ConfirmedSomethingElse, NothingToConfirm, confirm_agenda
from app.services.peer_review_texts import book_of
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Writer = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, agreed_seat)]
Confirmer = Annotated[Allowed[Seat], Guard(Permission.PEER_AGENDA_CONFIRM, agreed_seat)]

FORM = "peer_review/agenda.html"
TEMPLATES = "peer_review/agenda_template.html"
TIMETABLE = "peer_review/agenda_timetable.html"


@router.get("/peer-reviews/{peer_review_id:int}/agenda")
def show_agenda(request: Request, allowed: Writer, add: str = "") -> Response:
    return page(request, FORM, AgendaPage.of(allowed, blank=bool(add)))


@router.post("/peer-reviews/{peer_review_id:int}/agenda")
def save_agenda(request: Request, allowed: Writer, posted: Posted) -> Response:
    """Everything on the page is saved, but for what cannot be, which is shown again as it was typed."""
    sent = read_fields(posted, on_page=_is_on_page)
    outcome = save_form(allowed.session, book_of(allowed.session, allowed.thing), sent, by=allowed.by)
    out, back = posted.get("remove-evidence"), posted.get("restore-evidence")
    if place := out or back:
        mark_row(allowed.session, allowed.thing, place.removeprefix(f"{AGENDA}/"), removed=bool(out), by=allowed.by)
    if outcome.kept:
        return page(request, FORM, AgendaPage.of(allowed, outcome=outcome), status=outcome.status)
    here = f"/peer-reviews/{allowed.thing.id}/agenda"
    if posted.get("add-evidence"):
        return redirect(request, f"{here}#new-row", notice=Notice.AGENDA_SAVED, add="row")
    return redirect(request, f"{here}#{AGENDA}", notice=Notice.AGENDA_SAVED)


@router.get("/peer-reviews/{peer_review_id:int}/agenda/row")
def show_agenda_row(request: Request, allowed: Writer) -> Response:
    return page(request, "peer_review/agenda_row.html", AgendaRowPage.blank(allowed))


@router.get("/peer-reviews/{peer_review_id:int}/agenda/template")
def show_agenda_templates(request: Request, allowed: Writer) -> Response:
    return page(request, TEMPLATES, TemplatesPage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/agenda/template")
def choose_agenda_template(request: Request, allowed: Writer, posted: Posted) -> Response:
    """The agenda is filled, in place of the rows that the page named."""
    code, round_ = posted.get("template"), posted.get("round")
    try:
        template = agenda_template(code)
        fill_agenda(
            allowed.session,
            allowed.thing,
            template,
            round_=int(round_) if round_.isascii() and round_.isdigit() and len(round_) < 4 else 0,
            instead_of=posted.all("instead-of"),
            by=allowed.by,
        )
    except KeyError:
        shown = TemplatesPage.of(allowed, errors=[("template", _("Choose one of the templates."))])
        return page(request, TEMPLATES, shown, status=422)
    except AgendaHasChanged:
        sentence = _("Somebody has changed the agenda meanwhile. Look at what would be removed, then choose again.")
        shown = TemplatesPage.of(allowed, chosen=code, errors=[("template", sentence)])
        return page(request, TEMPLATES, shown, status=409)
    return redirect(request, f"/peer-reviews/{allowed.thing.id}/agenda", notice=Notice.AGENDA_FILLED)


@router.get("/peer-reviews/{peer_review_id:int}/agenda/confirmation")
def show_timetable(request: Request, allowed: Writer) -> Response:
    return page(request, TIMETABLE, TimetablePage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/agenda/confirmation")
def confirm(request: Request, allowed: Confirmer, posted: Posted) -> Response:
    try:
        confirm_agenda(allowed.session, allowed.thing, seen=posted.get("seen"), by=allowed.by)
    except NothingToConfirm as missing:
        return page(request, TIMETABLE, TimetablePage.of(allowed, error=str(missing)), status=422)
    except ConfirmedSomethingElse:
        sentence = _("The agenda has changed since you opened this page. Read it again, then confirm it.")
        return page(request, TIMETABLE, TimetablePage.of(allowed, error=sentence), status=409)
    here = f"/peer-reviews/{allowed.thing.id}/agenda/confirmation"
    return redirect(request, here, notice=Notice.AGENDA_CONFIRMED)


@router.get("/peer-reviews/{peer_review_id:int}/agenda.ics")
def download_calendar(request: Request, allowed: Writer) -> Response:
    """The file; or while there is nothing for it yet, the page that says what is missing."""
    calendar = calendar_of(allowed.session, allowed.thing)
    if calendar is None:
        sentence = _("A calendar file needs the date of the visit, and an activity with a start and an end.")
        return page(request, TIMETABLE, TimetablePage.of(allowed, error=sentence), status=409)
    name = f"send-peer-review-{calendar.events[0].starts:%Y-%m-%d}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_calendar(calendar), media_type=MEDIA_TYPE, headers=headers)


def _is_on_page(key: Key) -> bool:
    return key == VISIT_ON or (key.place.startswith(f"{AGENDA}/") and key.field != "removed")
