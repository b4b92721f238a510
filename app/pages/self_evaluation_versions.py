"""What the pages about checking, agreeing and comparing versions show."""

from dataclasses import dataclass
from typing import Literal

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.models.fields import Key
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation import AgreedVersion
from app.models.self_evaluation_fields import DEVELOPMENTS, NOT_APPLICABLE_WHY, STRENGTHS, SUMMARY
from app.models.self_evaluation_sheet import Sheet
from app.pages.self_evaluation_history import field_label
from app.pages.self_evaluation_views import Progress, judgement_label, progress, shown_value
from app.review_framework.types import DOES_NOT_APPLY, Area, Framework, Item
from app.services.gentle_notes import looks_like_a_pupil
from app.services.self_evaluation import framework_of, read_sheet
from app.services.self_evaluation_versions import find_latest_version, sheet_of


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What to look at before a version is agreed. Nothing here forbids agreeing."""

    review: Review
    progress: Progress
    unanswered: list[Item]
    without_reason: list[Item]
    without_evidence: list[Item]
    without_strength: list[Area]
    without_summary: list[Area]
    like_a_pupil: list[Item]
    latest: AgreedVersion | None
    changes: int
    fingerprint: str
    can_agree: bool
    present: str = ""
    error: str = ""

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [("", self.error)] if self.error else []

    @classmethod
    def of(cls, allowed: Allowed[Review], *, present: str = "", error: str = "") -> "CheckPage":
        review = allowed.thing
        framework = framework_of(review)
        sheet = read_sheet(allowed.session, review)
        items = framework.items_for(review.shown)
        latest = find_latest_version(allowed.session, review)
        judged = [item for item in items if sheet.is_answered(item) and sheet.judgement(item) != DOES_NOT_APPLY]
        return cls(
            review=review,
            progress=progress(sheet, items),
            unanswered=[item for item in items if not sheet.is_answered(item)],
            without_reason=[
                item for item in items if sheet.judgement(item) == DOES_NOT_APPLY and not sheet.is_answered(item)
            ],
            without_evidence=[item for item in judged if not sheet.evidence(item.code)],
            without_strength=[area for area in framework.areas if not _any_strength(sheet, area, review)],
            without_summary=[area for area in framework.areas if not sheet.value(area.code, SUMMARY)],
            like_a_pupil=[item for item in items if looks_like_a_pupil(_words(sheet, item))],
            latest=latest,
            changes=len(sheet.changed_from(sheet_of(latest))) if latest else 0,
            fingerprint=sheet.fingerprint(),
            can_agree=review.is_open and allowed.may(Permission.REVIEW_AGREE),
            present=present,
            error=error,
        )


def _any_strength(sheet: Sheet, area: Area, review: Review) -> bool:
    return any(sheet.value(item.code, STRENGTHS) for item in area.items_for(review.shown))


def _words(sheet: Sheet, item: Item) -> str:
    texts = [sheet.value(item.code, STRENGTHS), sheet.value(item.code, DEVELOPMENTS)]
    return "\n".join([*texts, *(evidence.description for evidence in sheet.evidence(item.code))])


@dataclass(frozen=True, slots=True)
class AgreedItem:
    item: Item
    judgement: str
    strengths: str
    developments: str
    stakeholders: str
    evidence: list[str]
    not_applicable_why: str = ""


@dataclass(frozen=True, slots=True)
class AgreedArea:
    area: Area
    summary: str
    items: list[AgreedItem]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """An agreed version to read, as it stood."""

    review: Review
    school: School
    framework: Framework
    version: AgreedVersion
    areas: list[AgreedArea]
    can_read_review: bool

    @classmethod
    def of(cls, allowed: Allowed[Review], version: AgreedVersion) -> "VersionPage":
        assert allowed.school is not None
        framework = framework_of(allowed.thing)
        areas = areas_of(framework, sheet_of(version), version.shown)
        may_read = allowed.may(Permission.REVIEW_READ)
        return cls(allowed.thing, allowed.school, framework, version, areas, may_read)


def areas_of(framework: Framework, sheet: Sheet, depth: Literal["short", "full"]) -> list[AgreedArea]:
    """Every item of this depth with what the school wrote, ready to read."""
    return [
        AgreedArea(
            area,
            sheet.value(area.code, SUMMARY),
            [_agreed(framework, item, sheet) for item in area.items_for(depth)],
        )
        for area in framework.areas
    ]


def _agreed(framework: Framework, item: Item, sheet: Sheet) -> AgreedItem:
    kinds = [
        ": ".join(part for part in (shown_value(framework, "kind", one.kind), one.description) if part)
        for one in sheet.evidence(item.code)
    ]
    return AgreedItem(
        item,
        judgement_label(framework, sheet.judgement(item)),
        sheet.value(item.code, STRENGTHS),
        sheet.value(item.code, DEVELOPMENTS),
        shown_value(framework, "stakeholders", sheet.value(item.code, "stakeholders")),
        kinds,
        sheet.value(item.code, NOT_APPLICABLE_WHY) if sheet.judgement(item) == DOES_NOT_APPLY else "",
    )


@dataclass(frozen=True, slots=True)
class ChangedText:
    key: Key
    label: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What is different now from the agreed version, text by text."""

    review: Review
    version: AgreedVersion
    changes: list[ChangedText]

    @classmethod
    def of(cls, allowed: Allowed[Review], version: AgreedVersion) -> "ChangesPage":
        framework = framework_of(allowed.thing)
        now, before = read_sheet(allowed.session, allowed.thing), sheet_of(version)

        def shown(sheet: Sheet, key: Key) -> str:
            return shown_value(framework, key.field, sheet.value(key.place, key.field))

        changes = [
            ChangedText(key, field_label(key.field), shown(before, key), shown(now, key))
            for key in now.changed_from(before)
        ]
        return cls(allowed.thing, version, changes)
