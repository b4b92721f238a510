"""The queue of a cohort, its rules, and what facilitators note of a school."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import cohort, led_enrolment
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort, VisibleEnrolment
from app.forms.attention import read_entry, read_snooze
from app.pages.attention import QueuePage, RulesPage
from app.pages.attention_school import SchoolPage
from app.services.attention_look import look
from app.services.attention_notes import add_contact, add_note, find_flag, snooze, wake
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Facilitator = Annotated[Allowed[VisibleCohort], Guard(Permission.ATTENTION_MANAGE, cohort)]
OfSchool = Annotated[Allowed[VisibleEnrolment], Guard(Permission.ATTENTION_MANAGE, led_enrolment)]


@router.get("/cohorts/{cohort_id:int}/attention")
def show_queue(request: Request, allowed: Facilitator) -> Response:
    return page(request, "attention/queue.html", QueuePage.of(allowed, request.query_params))


@router.post("/cohorts/{cohort_id:int}/attention/looks")
def look_again(request: Request, allowed: Facilitator) -> Response:
    look(allowed.session, allowed.thing.cohort)
    return redirect(request, f"/cohorts/{allowed.thing.cohort.id}/attention", notice=Notice.ATTENTION_LOOKED)


@router.get("/cohorts/{cohort_id:int}/attention/rules")
def show_rules(request: Request, allowed: Facilitator) -> Response:
    return page(request, "attention/rules.html", RulesPage.of(allowed))


@router.get("/cohorts/{cohort_id:int}/attention/schools/{enrolment_id:int}")
def show_school(request: Request, allowed: OfSchool) -> Response:
    return page(request, "attention/school.html", SchoolPage.of(allowed))


@router.post("/cohorts/{cohort_id:int}/attention/schools/{enrolment_id:int}/snoozes")
def put_aside(request: Request, allowed: OfSchool, posted: Posted) -> Response:
    form, until = read_snooze(posted)
    if until is None:
        return page(request, "attention/school.html", SchoolPage.of(allowed, snooze=form), status=422)
    flag = find_flag(allowed.session, allowed.thing.enrolment, form.rule)
    if flag is None:
        return redirect(request, _here(allowed), notice=Notice.ATTENTION_CLEARED)
    snooze(allowed.session, allowed.thing.enrolment, flag, until=until, why=form.why, by=allowed.by)
    return redirect(request, _here(allowed), notice=Notice.ATTENTION_SNOOZED)


@router.post("/cohorts/{cohort_id:int}/attention/schools/{enrolment_id:int}/snoozes/{rule}/removal")
def take_up_again(request: Request, allowed: OfSchool, rule: str) -> Response:
    flag = find_flag(allowed.session, allowed.thing.enrolment, rule)
    if flag is None:
        return redirect(request, _here(allowed), notice=Notice.ATTENTION_CLEARED)
    wake(allowed.session, allowed.thing.enrolment, flag, by=allowed.by)
    return redirect(request, _here(allowed), notice=Notice.ATTENTION_WOKEN)


@router.post("/cohorts/{cohort_id:int}/attention/schools/{enrolment_id:int}/notes")
def keep_note(request: Request, allowed: OfSchool, posted: Posted) -> Response:
    form, written = read_entry(posted, is_contact=False)
    if written is None:
        return page(request, "attention/school.html", SchoolPage.of(allowed, note=form), status=422)
    add_note(allowed.session, allowed.thing.enrolment, written, by=allowed.by)
    return redirect(request, _here(allowed), notice=Notice.NOTE_KEPT)


@router.post("/cohorts/{cohort_id:int}/attention/schools/{enrolment_id:int}/contacts")
def keep_contact(request: Request, allowed: OfSchool, posted: Posted) -> Response:
    form, written = read_entry(posted, is_contact=True)
    if written is None:
        return page(request, "attention/school.html", SchoolPage.of(allowed, contact=form), status=422)
    add_contact(allowed.session, allowed.thing.enrolment, written, by=allowed.by)
    return redirect(request, _here(allowed), notice=Notice.CONTACT_KEPT)


def _here(allowed: Allowed[VisibleEnrolment]) -> str:
    return f"/cohorts/{allowed.thing.visible.cohort.id}/attention/schools/{allowed.thing.enrolment.id}"
