"""What a plan can begin with: every area for development and recommendation, with what each of them rests on."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session, col, select

from app.language import gettext as _
from app.models.action_plan_sheet import Finding, Trace
from app.models.peer_review import PeerReview
from app.models.peer_review_fields import recommendations_of
from app.models.peer_review_report import PeerReportVersion
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation_fields import DEVELOPMENTS
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.types import Area, Framework
from app.services.peer_review_report_refs import evidence_label, note_label
from app.services.self_evaluation import framework_of, read_sheet
from app.services.self_evaluation_versions import find_latest_version, sheet_of

NOTES = "notes/"


def list_findings(session: Session, review: Review) -> list[Finding]:
    """By area as the framework has them, the school's own before those of its reviewers; in four queries at most.

    Of the self-evaluation it is the latest agreed version, else the answers as they stand; of a peer review the
    report as both schools signed it.
    """
    framework = framework_of(review)
    version = find_latest_version(session, review)
    own = sheet_of(version) if version else read_sheet(session, review)
    reports = _final_reports(session, review)
    return [
        finding
        for area in framework.areas
        for source in (_of_school(framework, own, area), *(_of_report(report, own, area) for report in reports))
        for finding in source
    ]


def self_finding_id(item_code: str) -> str:
    """`LEAD-3` → `self/LEAD/LEAD-3/development`."""
    return f"self/{item_code.rpartition('-')[0]}/{item_code}/development"


def recommendation_id(peer_review_id: int, key: str) -> str:
    return f"report/{peer_review_id}/recommendations/{key}"


def by_id(findings: Iterable[Finding]) -> dict[str, Finding]:
    return {one.id: one for one in findings}


class _Report:
    """The words of one final report, and whose they are."""

    def __init__(self, peer_review_id: int, reviewer: str, sheet: Sheet) -> None:
        self.peer_review_id, self.reviewer, self.sheet = peer_review_id, reviewer, sheet


def _final_reports(session: Session, review: Review) -> list[_Report]:
    rows = session.exec(
        select(PeerReview.id, School.name, PeerReportVersion.texts)
        .join(PeerReportVersion, col(PeerReportVersion.peer_review_id) == col(PeerReview.id))
        .join(School, col(School.id) == col(PeerReview.reviewer_school_id))
        .where(PeerReview.review_id == review.id, col(PeerReview.final_at).is_not(None))
        .order_by(col(PeerReview.id), col(PeerReportVersion.number))
    )
    latest = {id_: _Report(id_, name, Sheet.of_rows(texts)) for id_, name, texts in rows if id_ is not None}
    return list(latest.values())


def _of_school(framework: Framework, sheet: Sheet, area: Area) -> Iterator[Finding]:
    for item in framework.area(area.code).items:
        if words := sheet.value(item.code, DEVELOPMENTS):
            evidence = sheet.evidence(item.code)
            yield Finding(
                self_finding_id(item.code),
                area.code,
                area.title,
                _("Your self-evaluation, %(item)s: %(statement)s") % {"item": item.code, "statement": item.statement},
                words,
                tuple(Trace(one.place, evidence_label(item.code, one), one.description) for one in evidence),
                item=item.code,
            )


def _of_report(report: _Report, own: Sheet, area: Area) -> Iterator[Finding]:
    sheet, place = report.sheet, f"report/{area.code}"
    by = {"school": report.reviewer}
    for where in recommendations_of(sheet.keys(), area.code):
        if (words := sheet.value(where, "text")) and not sheet.value(where, "removed"):
            yield Finding(
                recommendation_id(report.peer_review_id, where.rpartition("/")[2]),
                area.code,
                area.title,
                _("Recommendation by %(school)s") % by,
                words,
                _traces(report, own, sheet.value(where, "rests_on")),
                peer_review_id=report.peer_review_id,
            )
    if words := sheet.value(place, "developments"):
        yield Finding(
            f"report/{report.peer_review_id}/developments/{area.code}",
            area.code,
            area.title,
            _("Area for development seen by %(school)s") % by,
            words,
            _traces(report, own, sheet.value(place, "developments_rest_on")),
            peer_review_id=report.peer_review_id,
        )


def _traces(report: _Report, own: Sheet, refs: str) -> tuple[Trace, ...]:
    """Those that are still there. A note is its kind and day: its words were promised to stay with the reviewer."""
    return tuple(trace for ref in refs.split() if (trace := _trace(report.sheet, own, ref)))


def _trace(sheet: Sheet, own: Sheet, ref: str) -> Trace | None:
    if ref.startswith(NOTES):
        names = ("about", "activity", "evidence_kind", "noted_at")
        there = any(sheet.value(ref, name) for name in names)
        return Trace(ref, note_label(sheet, ref)) if there else None
    item = ref.partition("/")[0]
    found = next((one for one in own.evidence(item) if one.place == ref), None)
    return Trace(ref, evidence_label(item, found), found.description) if found else None
