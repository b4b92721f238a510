"""Fidelity of a cohort: figures, the matrix behind them, each school's row, and what facilitators rule."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app import clock
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.posted import Posted
from app.access.programme import cohort, enrolment
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort, VisibleEnrolment
from app.documents.workbook import to_xlsx
from app.forms.programme import read_ruling
from app.models.programme_engagement import Answer, Met, Reason
from app.pages.fidelity import FiguresPage
from app.pages.fidelity_matrix import MatrixPage
from app.pages.fidelity_report import report_sheets
from app.pages.fidelity_row import RowPage
from app.services.fidelity_record import programme_of, read_record
from app.services.programme_rulings import Ruling, rule, take_back_ruling
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Reader = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_READ, cohort)]
RowReader = Annotated[Allowed[VisibleEnrolment], Guard(Permission.COHORT_ROW_READ, enrolment)]
Ruler = Annotated[Allowed[VisibleEnrolment], Guard(Permission.COHORT_RULE, enrolment)]


@router.get("/cohorts/{cohort_id:int}/fidelity")
def show_figures(request: Request, allowed: Reader) -> Response:
    return page(request, "fidelity/figures.html", FiguresPage.of(allowed.session, allowed.thing, request.query_params))


@router.get("/cohorts/{cohort_id:int}/matrix")
def show_matrix(request: Request, allowed: Reader) -> Response:
    return page(request, "fidelity/matrix.html", MatrixPage.of(allowed.session, allowed.thing, request.query_params))


@router.get("/cohorts/{cohort_id:int}/fidelity.xlsx")
def download_sheets(allowed: Reader) -> Response:
    record = read_record(allowed.session, allowed.thing, on=clock.today())
    content = to_xlsx(report_sheets(record), title=record.cohort.title, dated=clock.today())
    name = f"{record.cohort.slug}-fidelity.xlsx"
    return Response(content, media_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}")
def show_row(request: Request, allowed: RowReader) -> Response:
    return page(request, "fidelity/row.html", RowPage.of(allowed))


@router.post("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}/rulings")
def make_ruling(request: Request, allowed: Ruler, posted: Posted) -> Response:
    visible, found = allowed.thing.visible, allowed.thing.enrolment
    form = read_ruling(posted, programme_of(visible.cohort))
    if form.errors:
        return page(request, "fidelity/row.html", RowPage.of(allowed, form), status=422)
    ruling = Ruling(Met(form.outcome), form.note, Answer(form.senior_leader), Reason(form.reason))
    rule(allowed.session, visible.cohort, found, form.component, ruling=ruling, by=allowed.by)
    return redirect(request, f"/cohorts/{visible.cohort.id}/schools/{found.id}", notice=Notice.RULED)


@router.post("/cohorts/{cohort_id:int}/schools/{enrolment_id:int}/rulings/{component}/removal")
def remove_ruling(request: Request, allowed: Ruler, component: str) -> Response:
    visible, found = allowed.thing.visible, allowed.thing.enrolment
    take_back_ruling(allowed.session, visible.cohort, found, component, by=allowed.by)
    return redirect(request, f"/cohorts/{visible.cohort.id}/schools/{found.id}", notice=Notice.RULING_TAKEN_BACK)
