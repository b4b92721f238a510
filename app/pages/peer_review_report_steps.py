"""The report's line in the task list of a peer review."""

from collections.abc import Iterator
from datetime import date

from app.access.guard import Allowed
from app.language import day
from app.language import gettext as _
from app.models.peer_review_report import ReportState
from app.pages.peer_review_report_stand import stand_of
from app.pages.peer_review_steps import Step
from app.services.peer_review import Seat
from app.services.peer_review_report_state import find_report
from app.services.peer_review_texts import read_seat_texts


def report_steps(allowed: Allowed[Seat]) -> Iterator[Step]:
    """Whose turn it is with the report, by when it was agreed, and where to go on."""
    seat = allowed.thing
    report = find_report(allowed.session, seat.review)
    stand = stand_of(seat, report)
    due = read_seat_texts(allowed.session, seat).value("terms", "report_due")
    is_final = report.state == ReportState.FINAL
    yield Step(
        _("The report"),
        stand.state,
        stand.sentence,
        f"/peer-reviews/{seat.id}/report",
        by=day(date.fromisoformat(due)) if due and not is_final else None,
        done_on=day(report.turn_since) if is_final and stand.state == "done" else None,
    )
