"""Letters to several schools: drafts, previews, the deliberate send, the log."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.attention import SeenMessage, message
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import cohort
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort
from app.forms.attention import read_chosen, read_message
from app.language import gettext as _
from app.pages.attention import QueuePage, all_shown
from app.pages.attention_messages import MessagePage, MessagesPage
from app.services.attention_messages import preview, send, start_message, write_message
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Facilitator = Annotated[Allowed[VisibleCohort], Guard(Permission.ATTENTION_MANAGE, cohort)]
Writer = Annotated[Allowed[SeenMessage], Guard(Permission.ATTENTION_MANAGE, message)]


@router.get("/cohorts/{cohort_id:int}/attention/messages")
def list_letters(request: Request, allowed: Facilitator) -> Response:
    return page(request, "attention/messages.html", MessagesPage.of(allowed))


@router.post("/cohorts/{cohort_id:int}/attention/messages")
def start_letter(request: Request, allowed: Facilitator, posted: Posted) -> Response:
    query = dict(posted)
    chosen = all_shown(allowed, query) if "everybody" in posted else read_chosen(posted)
    draft = start_message(allowed.session, allowed.thing, chosen, by=allowed.person)
    if draft is None:
        shown = QueuePage.of(allowed, query).with_error(_("Tick the schools that you want to write to."))
        return page(request, "attention/queue.html", shown, status=422)
    return redirect(request, f"/cohorts/{allowed.thing.cohort.id}/attention/messages/{draft.id}")


@router.get("/cohorts/{cohort_id:int}/attention/messages/{message_id:int}")
def show_letter(request: Request, allowed: Writer) -> Response:
    return page(request, "attention/message.html", MessagePage.of(allowed))


@router.post("/cohorts/{cohort_id:int}/attention/messages/{message_id:int}")
def write_letter(request: Request, allowed: Writer, posted: Posted) -> Response:
    subject, text, errors = read_message(posted)
    if errors:
        shown = MessagePage.of(allowed, typed=(posted.get("subject"), posted.get("text")), errors=errors)
        return page(request, "attention/message.html", shown, status=422)
    if not write_message(allowed.session, allowed.thing.message, subject=subject, text=text):
        return redirect(request, _here(allowed), notice=Notice.MESSAGE_SENT_BEFORE)
    return redirect(request, _here(allowed) + "#preview")


@router.post("/cohorts/{cohort_id:int}/attention/messages/{message_id:int}/sending")
def send_letter(request: Request, allowed: Writer, posted: Posted) -> Response:
    draft = allowed.thing.message
    if draft.sent_at:
        return redirect(request, _here(allowed), notice=Notice.MESSAGE_SENT_BEFORE)
    letters = preview(allowed.session, allowed.thing.visible, draft)
    shown = MessagePage.of(allowed)
    if not shown.is_written or not letters.letters or posted.get("mark") != letters.mark:
        sentence = _(
            "What would be sent is not what you looked at. Look at the letters below once more, then send them."
        )
        return page(request, "attention/message.html", MessagePage.of(allowed, errors=(("", sentence),)), status=409)
    sent = send(allowed.session, draft, letters, sender=allowed.person)
    return redirect(request, _here(allowed), notice=Notice.MESSAGE_SENT if sent else Notice.MESSAGE_SENT_BEFORE)


def _here(allowed: Allowed[SeenMessage]) -> str:
    return f"/cohorts/{allowed.thing.visible.cohort.id}/attention/messages/{allowed.thing.message.id}"
