"""Fidelity of a cohort: its figures, and the matrix behind them."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app import clock
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.programme import cohort
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort
from app.documents.workbook import to_xlsx
from app.pages.fidelity import FiguresPage
from app.pages.fidelity_matrix import MatrixPage
from app.pages.fidelity_report import report_sheets
from app.services.fidelity_record import read_record
from app.web.responses import page

router = APIRouter(route_class=PolicyRoute)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Reader = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_READ, cohort)]


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
