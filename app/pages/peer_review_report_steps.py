"""The report's line in the task list of a peer review."""

from collections.abc import Iterator
from datetime import date

from app import clock
from app.language import day
from app.language import gettext as _
from app.models.peer_review import Side
from app.models.peer_review_fields import TERMS
from app.models.peer_review_report import ReportState
from app.pages.peer_review_report_stand import stand_of
from app.pages.peer_review_steps import NEXT, Standing, Step
from app.services.peer_review_notes import list_notes


def report_steps(standing: Standing) -> Iterator[Step]:
    """Whose turn it is with the report, by when it was agreed, and where to go on."""
    report, seat = standing.report, standing.seat
    stand = stand_of(seat, report)
    due = standing.sheet.value(TERMS, "report_due")
    is_draft, is_final = report.state == ReportState.DRAFT, report.state == ReportState.FINAL
    state, about = stand.state, stand.sentence
    if is_draft and not seat.review.ended_at and not _has_visited(standing):
        state, about = "later", _not_yet(seat.side)
    yield Step(
        _("The report"),
        state,
        about,
        f"{standing.here}/report",
        by=day(date.fromisoformat(due)) if due and not is_final else None,
        done_on=day(report.turn_since) if is_final and stand.state == "done" else None,
        is_awaited=state == NEXT and not is_draft,
    )


def _has_visited(standing: Standing) -> bool:
    """As far as anybody can tell from here: the day has come, or a reviewer has taken notes."""
    visit_on = standing.sheet.value(TERMS, "visit_on")
    return bool(visit_on and date.fromisoformat(visit_on) <= clock.today()) or bool(list_notes(standing.sheet))


def _not_yet(side: Side) -> str:
    if side is Side.HOST:
        return _("Your reviewer writes it after the visit. You read it first, for accuracy.")
    return _("You write it after the visit, area by area, from your notes.")
