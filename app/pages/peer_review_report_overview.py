"""The first page of a report: how it stands, what is written, what is missing, by when."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import gettext as _
from app.models.peer_review import Side
from app.models.peer_review_report import PeerReport, PeerReportVersion, ReportState
from app.models.self_evaluation_sheet import Sheet
from app.pages.peer_review_report import AreaShown, ReportShown, report_shown
from app.pages.peer_review_report_check import FlagGroup, flags_by_kind
from app.pages.peer_review_report_stand import Due, Stand, stand_of
from app.pages.self_evaluation_views import FieldView, view_field
from app.review_framework.types import Framework
from app.services.peer_review import Seat
from app.services.peer_review_report import is_commented
from app.services.peer_review_report_state import WRITING, find_report, list_versions
from app.services.peer_review_report_texts import read_draft, readable_report, shown_school_sheet
from app.services.peer_review_texts import book_of, read_seat_texts
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class Opened:
    """A report in the hand of somebody who may read it, read once for all pages."""

    seat: Seat
    report: PeerReport
    framework: Framework
    school_sheet: Sheet
    person_id: int
    may_sign: bool

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}/report"

    @property
    def state(self) -> ReportState:
        return ReportState(self.report.state)

    @property
    def is_reviewer(self) -> bool:
        return self.seat.side is Side.REVIEWER

    @property
    def is_running(self) -> bool:
        return self.seat.review.ended_at is None

    @property
    def can_write(self) -> bool:
        """The report itself, now."""
        return self.is_reviewer and self.is_running and self.state in WRITING

    @property
    def title(self) -> str:
        return _("The report about %(school)s") % {"school": self.seat.host.name}

    @property
    def stand(self) -> Stand:
        return stand_of(self.seat, self.report)

    def shown(self, sheet: Sheet | None) -> ReportShown:
        return report_shown(self.framework, self.school_sheet, sheet or Sheet({}))

    @classmethod
    def of(cls, allowed: Allowed[Seat]) -> "Opened":
        seat, session = allowed.thing, allowed.session
        report = find_report(session, seat.review)
        assert allowed.person.id is not None
        return cls(
            seat,
            report,
            book_of(session, seat).framework,
            shown_school_sheet(session, seat, report),
            allowed.person.id,
            allowed.may(Permission.PEER_REPORT_SIGN),
        )


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`overall` and `due_field` are there for whoever writes now."""

    opened: Opened
    shown: ReportShown | None
    flags: list[FlagGroup]
    due: Due
    overall: FieldView
    due_field: FieldView
    versions: list[PeerReportVersion]
    can_take_back: bool
    clashes: int
    errors: list[tuple[str, str]]

    @property
    def areas(self) -> list[tuple[AreaShown, str]]:
        """Each area with what is written in it, in words."""
        return [(area, _written(area)) for area in self.shown.areas] if self.shown else []

    @classmethod
    def of(cls, allowed: Allowed[Seat], outcome: Outcome | None = None) -> "ReportPage":
        opened, session = Opened.of(allowed), allowed.session
        texts = read_seat_texts(session, opened.seat)
        sheet = None
        if opened.may_sign:
            sheet = read_draft(session, opened.seat) if opened.can_write else _sent(allowed, opened)
        shown = opened.shown(sheet) if sheet else None
        faults = outcome.faults.items() if outcome else ()
        return cls(
            opened,
            shown,
            flags_by_kind(shown) if shown and opened.can_write else [],
            Due.of(texts.value("terms", "report_due"), opened.report, opened.seat.side),
            view_field(texts, "report", "overall", outcome),
            view_field(texts, "terms", "report_due", outcome),
            list_versions(session, opened.seat.review),
            _can_take_back(allowed, opened),
            len(outcome.clashes) if outcome else 0,
            [(str(key), sentence) for key, sentence in faults],
        )


def _sent(allowed: Allowed[Seat], opened: Opened) -> Sheet | None:
    return readable_report(allowed.session, opened.seat, opened.report)


def _can_take_back(allowed: Allowed[Seat], opened: Opened) -> bool:
    is_theirs = opened.is_reviewer and opened.is_running and opened.state is ReportState.CHECKING
    return is_theirs and not is_commented(allowed.session, opened.report)


def _written(area: AreaShown) -> str:
    if area.is_empty:
        return _("Nothing written yet")
    judged = sum(bool(one.code) for one in area.items)
    parts = [_("%(n)s judged") % {"n": judged}]
    parts.append(_("strengths written") if area.strengths else _("no strengths yet"))
    if area.developments:
        parts.append(_("areas for development written"))
    parts.append(_("recommendations: %(n)s") % {"n": len(area.recommendations)})
    return ", ".join(parts)
