"""What of a report a side may have on paper: the signed one, the one that was sent, or the reviewer's own draft."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from app.language import day
from app.language import gettext as _
from app.models.peer_review_fields import TERMS
from app.models.peer_review_report import PeerReportVersion, ReportState
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.pages.documents_frame import Shown, framework_in_words
from app.pages.peer_review_report import RefShown, ReportShown, report_shown
from app.review_framework.types import Framework
from app.review_framework.vocabulary import vocabulary
from app.services.peer_review import Seat
from app.services.peer_review_documents import last_change
from app.services.peer_review_report_state import WRITING, find_report, list_versions
from app.services.peer_review_report_texts import (
    read_school_sheet,
    readable_report,
    shown_school_sheet,
    version_sheet,
)
from app.services.peer_review_texts import read_seat_texts
from app.services.self_evaluation import framework_of


@dataclass(frozen=True, slots=True)
class ReportOnPaper:
    """`version` is what both signed; None for a draft, whose `status` says whose turn it is."""

    seat: Seat
    framework: Framework
    shown: ReportShown
    state: ReportState
    version: PeerReportVersion | None
    signed_by: str
    dated: date
    visit_on: date | None
    report_due: date | None
    activities: list[str]

    @property
    def is_draft(self) -> bool:
        return self.version is None

    @property
    def status(self) -> str:
        if self.version:
            return _("Final report, version %(number)s") % {"number": self.version.number}
        return {
            ReportState.DRAFT: _("Draft"),
            ReportState.CHECKING: _("Draft: sent to be checked"),
            ReportState.ANSWERING: _("Draft: comments being answered"),
            ReportState.SIGNING: _("Draft: not yet signed by both"),
            ReportState.FINAL: _("Draft"),
        }[self.state]

    @property
    def numbers(self) -> dict[str, int]:
        """Recommendations are numbered through the whole report, by their place."""
        return {one.place: number for number, one in enumerate(self.shown.recommendations, start=1)}

    @property
    def read_until(self) -> date | None:
        """The reviewer's last day with what the school wrote."""
        review = self.seat.review
        return Shown.day_of(review.final_at + timedelta(days=review.access_days)) if review.final_at else None

    def facts(self) -> tuple[tuple[str, str], ...]:
        reviewed = _("by %(reviewer)s") % {"reviewer": self.seat.reviewer.name}
        facts = [
            (_("Reviewed"), reviewed),
            (_("Visit"), day(self.visit_on) if self.visit_on else _("day not recorded")),
        ]
        if self.version:
            signed = _("%(name)s, %(day)s")
            by_reviewer = {"name": self.version.reviewer_signed_by, "day": day(self.version.reviewer_signed_at)}
            by_host = {"name": self.version.host_signed_by, "day": day(self.version.host_signed_at)}
            facts.append((_("Signed by the reviewer"), signed % by_reviewer))
            facts.append((_("Signed by the school"), signed % by_host))
        else:
            facts.append((_("Status"), f"{self.status}, {day(self.dated)}"))
        return (*facts, (_("Framework"), framework_in_words(self.framework)))


def report_on_paper(session: Session, seat: Seat, *, number: int | None = None) -> ReportOnPaper | None:
    """What this side may have now, or the signed version of that number; None where there is nothing to read in it."""
    report = find_report(session, seat.review)
    state = ReportState(report.state)
    versions = list_versions(session, seat.review)
    version = next((one for one in versions if one.number == number), None) if number else None
    if number and version is None:
        return None
    if version is None and state is ReportState.FINAL and versions:
        version = versions[0]
    if version:
        texts: Sheet | None = version_sheet(version)
        school, when = read_school_sheet(session, seat.review, until=version.reviewer_signed_at), version.host_signed_at
    else:
        texts, school = readable_report(session, seat, report), shown_school_sheet(session, seat, report)
        when = last_change(session, seat.review) if state in WRITING else report.turn_since
    if texts is None:
        return None
    framework = framework_of(session.get_one(Review, seat.review.review_id))
    shown = report_shown(framework, school, texts)
    if shown.is_empty:
        return None
    sheet = read_seat_texts(session, seat)
    return ReportOnPaper(
        seat,
        framework,
        shown,
        state,
        version,
        report.signed_by,
        Shown.day_of(when),
        _day(sheet.value(TERMS, "visit_on")),
        _day(sheet.value(TERMS, "report_due")),
        _activities(sheet),
    )


def rests_on(refs: list[RefShown]) -> str:
    """What a passage rests on in words, each kind and day once: never a pupil, never anybody's name."""
    labels = Counter(one.label for one in refs if one.is_there)
    if not labels:
        return ""
    said = [
        _("%(label)s, %(number)s times") % {"label": label, "number": number} if number > 1 else label
        for label, number in labels.items()
    ]
    return _("Rests on: %(evidence)s.") % {"evidence": "; ".join(said)}


def _activities(sheet: Sheet) -> list[str]:
    """What was done on the visit, by the clock, each once; who took part is not for a report."""
    rows = {key.place for key in sheet.keys() if key.place.startswith("agenda/")}  # noqa: SIM118  A sheet is no mapping.
    standing = sorted((sheet.value(row, "starts"), row) for row in rows if not sheet.value(row, "removed"))
    codes = dict.fromkeys(sheet.value(row, "activity") for _starts, row in standing)
    known = vocabulary("visit_activities")
    return [known.label(code) for code in codes if code in known.codes]


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
