"""The governors' paper out of a review: from the latest agreed version, or as a draft from what there is now."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app import clock
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.documents.governors_paper import to_html
from app.documents.governors_paper_page import (
    Agreed,
    Area,
    Evidence,
    GovernorsPaper,
    Level,
    LookedAt,
    NextStep,
)
from app.language import gettext as _
from app.language import translations
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation import SCOPE, AgreedVersion
from app.models.self_evaluation_fields import DEVELOPMENTS, STRENGTHS, SUMMARY
from app.models.self_evaluation_sheet import Sheet
from app.pages.governors_paper_points import Reviewed, first, found, points
from app.pages.governors_paper_questions import in_a_sentence, questions
from app.review_framework.types import DOES_NOT_APPLY, NOT_LOOKED_AT, Framework, Item
from app.review_framework.types import Area as FrameworkArea
from app.review_framework.vocabulary import vocabulary
from app.services.self_evaluation import framework_of, last_change, read_sheet
from app.services.self_evaluation_versions import find_latest_version, sheet_of


def build_paper(session: Session, review: Review, school: School) -> GovernorsPaper:
    """The paper as plain data. Its date is that of the agreement, or of the last change of a draft, so that an
    unchanged review gives the same paper on every day.
    """
    framework = framework_of(review)
    version = find_latest_version(session, review)
    sheet = sheet_of(version) if version else read_sheet(session, review)
    depth = version.shown if version else review.shown
    items = framework.items_for(depth)
    reviewed = Reviewed(framework, items, sheet)
    dated = clock.in_london(version.agreed_at if version else last_change(session, review)).date()
    return GovernorsPaper(
        school_name=school.name,
        urn=school.urn,
        title=_("How we include and teach pupils with SEND"),
        dated=dated,
        framework_title=framework.title,
        framework_version=framework.version,
        agreed=Agreed(version.number, dated, version.agreed_by) if version else None,
        depth=depth,
        why_now=sheet.value(SCOPE, "why_now"),
        looked_at=_looked_at(framework, items, sheet),
        levels=tuple(Level(level.code, level.label, level.about) for level in framework.scale),
        areas=tuple(_area(area, area.items_for(depth), reviewed) for area in framework.areas),
        next_steps=_next_steps(sheet, items, version),
        questions=questions(reviewed),
        found=found(reviewed),
        first=first(reviewed),
    )


def paper_html(session: Session, review: Review, school: School) -> str:
    return to_html(build_paper(session, review, school), translate=translations())


def _looked_at(framework: Framework, items: tuple[Item, ...], sheet: Sheet) -> LookedAt:
    answered = [item for item in items if sheet.is_answered(item)]
    kinds = Counter(one.kind for item in items for one in sheet.evidence(item.code) if one.kind)
    terms = vocabulary("evidence_kinds")
    return LookedAt(
        items=len(answered),
        items_in_all=len(items),
        areas=len({item.area_code for item in answered}),
        areas_in_all=len(framework.areas),
        evidence=tuple(
            Evidence(in_a_sentence(terms.term(kind).counted(count)), count) for kind, count in kinds.most_common()
        ),
    )


def _area(area: FrameworkArea, items: tuple[Item, ...], reviewed: Reviewed) -> Area:
    sheet = reviewed.sheet
    judgements = Counter(sheet.judgement(item) if sheet.is_answered(item) else NOT_LOOKED_AT for item in items)
    without_level = {NOT_LOOKED_AT, DOES_NOT_APPLY}
    return Area(
        title=area.title,
        summary=sheet.value(area.code, SUMMARY),
        about=area.about,
        counts={level: count for level, count in judgements.items() if level not in without_level},
        not_looked_at=judgements[NOT_LOOKED_AT],
        does_not_apply=judgements[DOES_NOT_APPLY],
        strengths=points(reviewed, items, STRENGTHS),
        developments=points(reviewed, items, DEVELOPMENTS),
    )


def _next_steps(sheet: Sheet, items: tuple[Item, ...], version: AgreedVersion | None) -> tuple[NextStep, ...]:
    answered = sum(sheet.is_answered(item) for item in items)
    begun = 1 if not sheet.value(SCOPE, "why_now") and not answered else 2
    now = 3 if version and answered == len(items) else begun
    steps = []
    for number, term in enumerate(vocabulary("stages"), start=1):
        due = sheet.value(SCOPE, f"stage_{number}_due")
        state = "done" if number < now else "now" if number == now else "to_come"
        steps.append(NextStep(term.label, term.about or "", date.fromisoformat(due) if due else None, state))  # type: ignore[arg-type]  # One of the three, two lines up.
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class PaperPage:
    """The paper's own page: what it will show, whether it is ready, and the way to it."""

    review: Review
    school: School
    paper: GovernorsPaper
    state: str
    """ready, rendering, failed or none."""
    changes_since: int
    can_read_review: bool

    @property
    def chart_levels(self) -> list[dict[str, str]]:
        levels = [{"code": level.code, "label": level.label} for level in self.paper.levels]
        return [*levels, {"code": NOT_LOOKED_AT, "label": _("Not looked at yet")}]

    @property
    def chart_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "label": area.title,
                "counts": [*(area.counts.get(level.code, 0) for level in self.paper.levels), area.not_looked_at],
            }
            for area in self.paper.areas
        ]

    @property
    def anything_judged(self) -> bool:
        return any(sum(area.counts.values()) for area in self.paper.areas)

    @classmethod
    def of(cls, allowed: Allowed[Review], paper: GovernorsPaper, state: str) -> "PaperPage":
        assert allowed.school is not None
        version = find_latest_version(allowed.session, allowed.thing)
        may_read = allowed.may(Permission.REVIEW_READ)
        changes = (
            len(read_sheet(allowed.session, allowed.thing).changed_from(sheet_of(version)))
            if version and may_read
            else 0
        )
        return cls(allowed.thing, allowed.school, paper, state, changes, may_read)
