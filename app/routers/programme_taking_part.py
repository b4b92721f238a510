"""A school takes part: it signs the agreement, switches insight on and off, and says which review is meant."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app import clock
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import enrolment
from app.access.route import PolicyRoute
from app.access.visible import VisibleEnrolment
from app.forms.programme_taking_part import read_consent, read_recorded_agreement, read_review
from app.language import gettext as _
from app.pages.programme_taking_part import AgreementForm, TakingPartPage, commitments
from app.services.insight_consent import consent_to_insight
from app.services.peer_review_groups import list_open_reviews
from app.services.programme_enrolments import name_review, sign_agreement
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Signer = Annotated[Allowed[VisibleEnrolment], Guard(Permission.COHORT_AGREEMENT_SIGN, enrolment)]
Chooser = Annotated[Allowed[VisibleEnrolment], Guard(Permission.COHORT_CHOICES_MAKE, enrolment)]


@router.get("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}/taking-part")
def show_taking_part(request: Request, allowed: Signer) -> Response:
    return page(request, "programme/taking_part.html", TakingPartPage.of(allowed))


@router.post("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}/taking-part/agreement")
def sign(request: Request, allowed: Signer, posted: Posted) -> Response:
    """By the school itself, under the signed-in name and today; or recorded by a facilitator. What is signed stays."""
    cohort, found = allowed.thing.visible.cohort, allowed.thing.enrolment
    if found.agreement_signed_on:
        return redirect(request, _address(allowed), notice=Notice.AGREEMENT_SIGNED)
    name, day, wording = allowed.person.name, clock.today(), "\n".join(commitments())
    if not allowed.may(Permission.COHORT_CHOICES_MAKE):
        form, recorded = read_recorded_agreement(posted)
        if recorded is None:
            return _again(request, allowed, form)
        (name, day), wording = recorded, ""
    sign_agreement(allowed.session, cohort, found, signed_by=name, on=day, wording=wording, by=allowed.by)
    return redirect(request, _address(allowed), notice=Notice.AGREEMENT_SIGNED)


@router.post("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}/taking-part/consent")
def switch_insight(request: Request, allowed: Chooser, posted: Posted) -> Response:
    consents = read_consent(posted)
    if consents is None:
        errors = (("consents", _("Choose whether your school’s counts may be counted with others.")),)
        return _again(request, allowed, AgreementForm(errors=errors))
    cohort, found = allowed.thing.visible.cohort, allowed.thing.enrolment
    consent_to_insight(allowed.session, cohort, found, consents=consents, by=allowed.by)
    notice = Notice.INSIGHT_CONSENT_GIVEN if consents else Notice.INSIGHT_CONSENT_TAKEN_BACK
    return redirect(request, _address(allowed), notice=notice)


@router.post("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}/taking-part/review")
def name_the_review(request: Request, allowed: Chooser, posted: Posted) -> Response:
    assert allowed.school is not None
    chosen = read_review(posted, list_open_reviews(allowed.session, allowed.school))
    if chosen is None:
        errors = (("review", _("Choose one of your school’s open reviews.")),)
        return _again(request, allowed, AgreementForm(review=posted.get("review"), errors=errors))
    name_review(allowed.session, allowed.thing.visible.cohort, allowed.thing.enrolment, chosen, by=allowed.by)
    return redirect(request, _address(allowed), notice=Notice.REVIEW_NAMED)


def _again(request: Request, allowed: Allowed[VisibleEnrolment], form: AgreementForm) -> Response:
    return page(request, "programme/taking_part.html", TakingPartPage.of(allowed, form), status=422)


def _address(allowed: Allowed[VisibleEnrolment]) -> str:
    return f"/cohorts/{allowed.thing.visible.cohort.id}/schools/{allowed.thing.enrolment.id}/taking-part"
