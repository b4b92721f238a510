"""Files of a cohort: looked at, brought in, taken out."""

import io
from typing import Annotated

from fastapi import APIRouter, Request, Response

from app import clock
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.posted_file import Upload
from app.access.programme import cohort
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort
from app.forms.programme_files import Sent, look_at, pack, unpack
from app.pages.programme_files import ENGAGEMENT, ENROLMENTS, FilePage, FilesPage, importable
from app.services.fidelity_record import read_record
from app.services.programme_engagement import import_engagement
from app.services.programme_enrolments_file import import_enrolments
from app.services.programme_export import export_engagement, export_enrolments
from app.services.programme_files import FileResult
from app.services.schools_register_rows import Unreadable
from app.web.notices import Notice
from app.web.papers import data_file
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

CSV = "text/csv; charset=utf-8"

Importer = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_ENROLMENT_MANAGE, cohort)]
Leader = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_PEOPLE_MANAGE, cohort)]
SentFile = Annotated[Sent, Upload(look_at)]


@router.get("/cohorts/{cohort_id:int}/files")
def show_files(request: Request, allowed: Importer) -> Response:
    return page(request, "programme/files.html", FilesPage.of(allowed))


@router.post("/cohorts/{cohort_id:int}/files/engagement")
def look_at_engagement(request: Request, allowed: Importer, sent: SentFile) -> Response:
    return _preview(request, allowed, ENGAGEMENT, sent)


@router.post("/cohorts/{cohort_id:int}/files/engagement/rows")
def take_engagement(request: Request, allowed: Importer, posted: Posted) -> Response:
    return _take(request, allowed, ENGAGEMENT, unpack(posted))


@router.post("/cohorts/{cohort_id:int}/files/enrolments")
def look_at_enrolments(request: Request, allowed: Leader, sent: SentFile) -> Response:
    return _preview(request, allowed, ENROLMENTS, sent)


@router.post("/cohorts/{cohort_id:int}/files/enrolments/rows")
def take_enrolments(request: Request, allowed: Leader, posted: Posted) -> Response:
    return _take(request, allowed, ENROLMENTS, unpack(posted))


@router.get("/cohorts/{cohort_id:int}/files/engagement.csv")
def download_engagement(allowed: Importer) -> Response:
    record = read_record(allowed.session, allowed.thing, on=clock.today())
    return data_file(export_engagement(record).text.encode(), CSV, f"{record.cohort.slug}-engagement.csv")


@router.get("/cohorts/{cohort_id:int}/files/enrolments.csv")
def download_enrolments(allowed: Importer) -> Response:
    text = export_enrolments(allowed.session, allowed.thing)
    return data_file(text.encode(), CSV, f"{allowed.thing.cohort.slug}-enrolments.csv")


def _preview(request: Request, allowed: Allowed[VisibleCohort], kind: str, sent: Sent) -> Response:
    """What the file comes to. Nothing is changed yet."""
    if sent.refused:
        return _refused(request, allowed, kind, sent.refused)
    try:
        result = _import(request, allowed, kind, sent, preview=True)
    except Unreadable as error:
        return _refused(request, allowed, kind, str(error))
    return _result(request, allowed, kind, sent, result, packed=pack(sent.content))


def _take(request: Request, allowed: Allowed[VisibleCohort], kind: str, sent: Sent) -> Response:
    """Good rows are taken; rejected ones are shown with their lines, to be put right and sent again."""
    if sent.refused:
        return _refused(request, allowed, kind, sent.refused)
    try:
        result = _import(request, allowed, kind, sent, preview=False)
    except Unreadable as error:
        return _refused(request, allowed, kind, str(error))
    if result.rejected:
        return _result(request, allowed, kind, sent, result)
    return redirect(request, f"/cohorts/{allowed.thing.cohort.id}/files", notice=Notice.FILE_TAKEN_IN)


def _import(request: Request, allowed: Allowed[VisibleCohort], kind: str, sent: Sent, *, preview: bool) -> FileResult:
    """Raises Unreadable."""
    session, seen, by, stream = allowed.session, allowed.thing, allowed.by, io.BytesIO(sent.content)
    if kind == ENROLMENTS:
        settings = request.app.state.settings
        return import_enrolments(session, seen.cohort, stream, by=by, settings=settings, preview=preview)
    return import_engagement(session, seen.cohort, stream, by=by, preview=preview, region_ids=seen.region_ids)


def _result(
    request: Request,
    allowed: Allowed[VisibleCohort],
    kind: str,
    sent: Sent,
    result: FileResult,
    *,
    packed: str = "",
) -> Response:
    described = next(one for one in importable(allowed) if one.kind == kind)
    shown = FilePage(allowed.thing.cohort, described, result, sent.name, packed, allowed.person.id)
    return page(request, "programme/file.html", shown)


def _refused(request: Request, allowed: Allowed[VisibleCohort], kind: str, why: str) -> Response:
    shown = FilesPage.of(allowed, kind=kind, error=why)
    return page(request, "programme/files.html", shown, status=422)
