"""What the pages of the worked example show. They are made from data alone: no school's row is read for them."""

from dataclasses import dataclass

from app.models.self_evaluation import SCOPE
from app.models.self_evaluation_fields import SUMMARY
from app.models.self_evaluation_sheet import Sheet
from app.pages.self_evaluation_views import ItemView, Progress, judgement_label, progress, shown_value, view_item
from app.review_framework.types import Area, Framework
from app.services.sample_review import SCHOOL_NAME, sample_framework, sample_sheet


@dataclass(frozen=True, slots=True)
class SampleLinks:
    """What of the worked example stands beside an area of somebody's own review."""

    has_area: bool
    items: frozenset[str]
    """The items that it answered. None where the review follows another framework, whose codes ask other things."""

    @classmethod
    def of(cls, framework: Framework, area: Area) -> "SampleLinks":
        sample, sheet = sample_framework(), sample_sheet()
        has_area = area.code in {one.code for one in sample.areas}
        if framework.id != sample.id:
            return cls(has_area, frozenset())
        there = {item.code for item in sample.items if sheet.is_answered(item)}
        return cls(has_area, frozenset(item.code for item in area.items if item.code in there))


@dataclass(frozen=True, slots=True)
class SampleArea:
    area: Area
    summary: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class SampleReviewPage:
    """The whole example: why it was done, and what each area came to."""

    school_name: str
    framework: Framework
    scope: list[tuple[str, str]]
    areas: list[SampleArea]

    @classmethod
    def whole(cls) -> "SampleReviewPage":
        framework, sheet = sample_framework(), sample_sheet()
        scope = {
            name: shown_value(framework, name, sheet.value(SCOPE, name))
            for name in ("why_now", "focus_themes", "sponsor_name", "commitment")
        }
        areas = [
            SampleArea(area, sheet.value(area.code, SUMMARY), progress(sheet, area.items)) for area in framework.areas
        ]
        return cls(SCHOOL_NAME, framework, list(scope.items()), areas)


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One item as on the screen where it is written, with the answers in the words that people read."""

    view: ItemView
    judgement: str
    descriptor: str
    """What the chosen level says. Empty without one."""
    stakeholders: str
    evidence: list[tuple[str, str, str]]
    """Kind, day and description of each piece."""


@dataclass(frozen=True, slots=True)
class SampleAreaPage:
    school_name: str
    area: Area
    number: int
    areas: list[SampleArea]
    items: list[SampleItem]

    @property
    def summary(self) -> str:
        return self.areas[self.number - 1].summary

    @property
    def previous(self) -> Area | None:
        return self.areas[self.number - 2].area if self.number > 1 else None

    @property
    def next(self) -> Area | None:
        return self.areas[self.number].area if self.number < len(self.areas) else None

    @classmethod
    def of(cls, code: str) -> "SampleAreaPage":
        """Raises KeyError for an area that the example does not have."""
        whole, sheet = SampleReviewPage.whole(), sample_sheet()
        area = whole.framework.area(code)
        views = [view_item(whole.framework, item, sheet) for item in area.items]
        items = [_item(whole.framework, view, sheet) for view in views]
        return cls(SCHOOL_NAME, area, whole.framework.areas.index(area) + 1, whole.areas, items)


def _item(framework: Framework, view: ItemView, sheet: Sheet) -> SampleItem:
    evidence = [
        (
            shown_value(framework, "kind", one.kind),
            shown_value(framework, "dated", one.dated.isoformat() if one.dated else ""),
            one.description,
        )
        for one in sheet.evidence(view.item.code)
    ]
    return SampleItem(
        view,
        judgement_label(framework, sheet.judgement(view.item)),
        view.item.descriptors.get(sheet.judgement(view.item), ""),
        shown_value(framework, "stakeholders", view.stakeholders.value),
        evidence,
    )
