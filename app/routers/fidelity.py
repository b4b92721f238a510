"""Fidelity of a cohort: its figures, the matrix behind them, and the report of both."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app import clock
from app.access.guard import Allowed, Guard
from app.access.permissions import Permission
from app.access.programme import cohort
from app.access.route import PolicyRoute
from app.access.visible import VisibleCohort
from app.pages.fidelity import FiguresPage
from app.pages.fidelity_document import (
    PROGRAMME_REPORT,
    ReportPage,
    part_of,
    report_csv,
    report_html,
    report_name,
    report_workbook,
)
from app.pages.fidelity_filter import Filter
from app.pages.fidelity_matrix import MatrixPage
from app.pages.fidelity_trend import TrendPage
from app.services.fidelity_record import read_record
from app.web.papers import Rendering, data_file, pdf_file
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

Reader = Annotated[Allowed[VisibleCohort], Guard(Permission.COHORT_READ, cohort)]


@router.get("/cohorts/{cohort_id:int}/fidelity")
def show_figures(request: Request, allowed: Reader) -> Response:
    return page(request, "fidelity/figures.html", FiguresPage.of(allowed.session, allowed.thing, request.query_params))


@router.get("/cohorts/{cohort_id:int}/matrix")
def show_matrix(request: Request, allowed: Reader) -> Response:
    return page(request, "fidelity/matrix.html", MatrixPage.of(allowed.session, allowed.thing, request.query_params))


@router.get("/cohorts/{cohort_id:int}/trend")
def show_trend(request: Request, allowed: Reader) -> Response:
    return page(request, "fidelity/trend.html", TrendPage.of(allowed.session, allowed.thing, request.query_params))


@router.get("/cohorts/{cohort_id:int}/report")
def show_report(request: Request, allowed: Reader) -> Response:
    chosen = Filter.read(request.query_params)
    record = part_of(allowed.thing, request.query_params).read(allowed.session, on=clock.today())
    whole = read_record(allowed.session, allowed.thing, on=clock.today())
    shown = ReportPage.of(record, chosen, whole, state=_rendering(request, allowed).state)
    return page(request, "fidelity/report.html", shown, partial="fidelity/_report_progress.html")


@router.post("/cohorts/{cohort_id:int}/report/rendering")
def make_report(request: Request, allowed: Reader) -> Response:
    _rendering(request, allowed).ask()
    return redirect(request, _address(request, allowed))


@router.get("/cohorts/{cohort_id:int}/report.pdf")
def download_report(request: Request, allowed: Reader) -> Response:
    """The report as it is now; on to its page if it has not been rendered since the last change."""
    content = _rendering(request, allowed).content
    if content is None:
        return redirect(request, _address(request, allowed))
    return pdf_file(content, _name(request, allowed, "pdf"))


@router.get("/cohorts/{cohort_id:int}/fidelity.xlsx")
def download_sheets(request: Request, allowed: Reader) -> Response:
    part = part_of(allowed.thing, request.query_params)
    record = part.read(allowed.session, on=clock.today())
    content = report_workbook(record, on=clock.today(), include_withdrawn=part.include_withdrawn)
    return data_file(content, XLSX, _name(request, allowed, "xlsx"))


@router.get("/cohorts/{cohort_id:int}/fidelity.csv")
def download_figures(request: Request, allowed: Reader) -> Response:
    part = part_of(allowed.thing, request.query_params)
    content = report_csv(part.read(allowed.session, on=clock.today()), include_withdrawn=part.include_withdrawn)
    return data_file(content, CSV, _name(request, allowed, "csv"))


def _rendering(request: Request, allowed: Allowed[VisibleCohort]) -> Rendering:
    part = part_of(allowed.thing, request.query_params)
    html = report_html(allowed.session, part)
    return Rendering.of_html(request, allowed.session, part, PROGRAMME_REPORT, html)


def _address(request: Request, allowed: Allowed[VisibleCohort]) -> str:
    return Filter.read(request.query_params).only_places.address(f"/cohorts/{allowed.thing.cohort.id}/report")


def _name(request: Request, allowed: Allowed[VisibleCohort], ending: str) -> str:
    return report_name(allowed.thing.cohort, Filter.read(request.query_params), ending)
