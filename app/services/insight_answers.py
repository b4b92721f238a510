"""What each school that lets its counts join others' has agreed, ready to be counted; shown as counts only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from app.models.insight import GroupKind, GroupLeadRole
from app.models.peer_review import PeerReview
from app.models.peer_review_report import PeerReportVersion
from app.models.programme import Cohort, Enrolment
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation import SCOPE, AgreedVersion
from app.models.self_evaluation_sheet import Sheet
from app.review_framework.loader import get_framework
from app.review_framework.types import Framework
from app.review_framework.vocabulary import vocabulary
from app.services.action_plan_themes import agreed_themes
from app.services.insight_suppression import Candidate, Row

SELF, PEER, THEME = "self", "peer", "theme"
THEMES_BELONG_TO = "focus_themes"


@dataclass(frozen=True, slots=True)
class Answers:
    """One school's, as categories by the code of a row. A row that is missing is category 0."""

    candidate: Candidate
    categories: Mapping[str, int]


def rows_of(framework: Framework) -> list[Row]:
    """Everything that is counted under a framework: each item twice, and the themes of plans."""
    levels = len(framework.scale) + 1
    items = [Row(f"{side}:{item.code}", levels) for item in framework.items for side in (SELF, PEER)]
    return items + [Row(f"{THEME}:{code}", 2, nothing_said=False) for code in vocabulary(THEMES_BELONG_TO).codes]


def themes_of(sheet: Sheet, of_plan: frozenset[str] = frozenset()) -> frozenset[str]:
    """The themes that a school works on: those of its agreed plan, or else those that its review set out with. The one
    place that says so.
    """
    return of_plan or frozenset(sheet.value(SCOPE, THEMES_BELONG_TO).split())


def read_answers(session: Session, cohort: Cohort, *, on: date) -> list[Answers]:
    """Of every school of the cohort that consents and has agreed a version; of one that withdrew too, until it takes
    its consent back. Nine queries.
    """
    enrolled = _consenting(session, cohort, on)
    versions = _latest_versions(session, enrolled)
    answers = _texts(session, AgreedVersion.id, AgreedVersion.answers, {id_ for id_, _ in versions.values()})
    reports = _final_reports(session, {review.id for _, review in versions.values()})
    plans = agreed_themes(session, {review.id or 0 for _, review in versions.values()})
    led = _led_groups(session)
    found = []
    for enrolment, school in enrolled:
        if school.id in versions:
            version_id, review = versions[school.id]
            framework = get_framework(review.framework_id, review.framework_version)
            groups = tuple(sorted(led & {(GroupKind.TRUST, school.trust), (GroupKind.LA, school.la_code)}))
            mark = f"{framework.id} {framework.version}"
            candidate = Candidate(enrolment.school_id, mark, enrolment.region_id, groups)
            sheet, report = Sheet.of_rows(answers[version_id]), reports.get(review.id or 0)
            themes = themes_of(sheet, plans.get(review.id or 0, frozenset()))
            found.append(Answers(candidate, _categories(framework, sheet, report, themes)))
    return found


def _categories(framework: Framework, own: Sheet, report: Sheet | None, themes: frozenset[str]) -> dict[str, int]:
    places = {level.code: number for number, level in enumerate(framework.scale, start=1)}
    found = {}
    for item in framework.items:
        found[f"{SELF}:{item.code}"] = places.get(own.judgement(item), 0)
        if report is not None:
            found[f"{PEER}:{item.code}"] = places.get(report.value(f"report/{item.code}", "judgement"), 0)
    return found | {f"{THEME}:{code}": 1 for code in themes}


def _consenting(session: Session, cohort: Cohort, on: date) -> list[tuple[Enrolment, School]]:
    rows = session.exec(
        select(Enrolment, School)
        .join(School, col(School.id) == col(Enrolment.school_id))
        .where(
            Enrolment.cohort_id == cohort.id,
            col(Enrolment.insight_consent).is_(True),
            col(Enrolment.enrolled_on) <= on,
        )
        .order_by(col(School.id))
    )
    return [(enrolment, school) for enrolment, school in rows]


def _latest_versions(
    session: Session, enrolled: Collection[tuple[Enrolment, School]]
) -> dict[int | None, tuple[int, Review]]:
    """By school: the id of the latest version of the review that its enrolment names, or else of its latest review."""
    named = {school.id: enrolment.review_id for enrolment, school in enrolled}
    # Without the answers, which are large: they are read of those chosen only.
    rows = session.exec(
        select(AgreedVersion.id, Review)
        .join(Review, col(Review.id) == col(AgreedVersion.review_id))
        .where(col(AgreedVersion.school_id).in_(list(named)), col(Review.cancelled_at).is_(None))
        .order_by(col(Review.id), col(AgreedVersion.number))
    )
    found: dict[int | None, tuple[int, Review]] = {}
    for id_, review in rows:
        if named[review.school_id] in (None, review.id):
            found[review.school_id] = id_ or 0, review
    return found


def _final_reports(session: Session, review_ids: Collection[int | None]) -> dict[int, Sheet]:
    """By self-evaluation: the report that both schools signed last."""
    latest: dict[int, int] = {}
    rows = session.exec(
        select(PeerReview.review_id, PeerReportVersion.id)
        .join(PeerReportVersion, col(PeerReportVersion.peer_review_id) == col(PeerReview.id))
        .where(col(PeerReview.review_id).in_(list(review_ids)), col(PeerReview.final_at).is_not(None))
        .order_by(col(PeerReportVersion.host_signed_at), col(PeerReportVersion.id))
    )
    for review_id, version_id in rows:
        latest[review_id] = version_id or 0
    texts = _texts(session, PeerReportVersion.id, PeerReportVersion.texts, set(latest.values()))
    return {review_id: Sheet.of_rows(texts[version_id]) for review_id, version_id in latest.items()}


def _texts(session: Session, key: Any, texts: Any, ids: Collection[int | None]) -> dict[int, Any]:
    return {row[0]: row[1] for row in session.execute(select(key, texts).where(col(key).in_(list(ids))))}


def _led_groups(session: Session) -> set[tuple[str, str]]:
    rows = session.exec(
        select(GroupLeadRole.kind, GroupLeadRole.group_key).where(col(GroupLeadRole.ended_at).is_(None))
    )
    return {(kind, key) for kind, key in rows}
