"""What the pages of the self-evaluation show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.models.reviews import Review
from app.models.self_evaluation_fields import DEVELOPMENTS, STRENGTHS, SUMMARY, item_of
from app.models.self_evaluation_sheet import Sheet
from app.pages.action_plan_beside import InPlan, LastPriority, items_in_plan, last_plan
from app.pages.cycles import LastArea
from app.pages.sample_review import SampleLinks
from app.pages.self_evaluation_views import (
    EvidenceView,
    FieldView,
    ItemView,
    Progress,
    blank_evidence,
    judgement_label,
    progress,
    view_field,
    view_item,
)
from app.review_framework.types import DOES_NOT_APPLY, NOT_LOOKED_AT, Area, Framework, Item
from app.review_framework.vocabulary import vocabulary
from app.services.contributions_views import count_by_item
from app.services.cycles import find_last
from app.services.evidence import files_by_place
from app.services.gentle_notes import GentleNote
from app.services.self_evaluation import framework_of, read_sheet
from app.services.texts import Clash
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class AreaLink:
    area: Area
    progress: Progress


@dataclass(frozen=True, slots=True)
class AreaPage:
    """Everything about one area on one page: its items in full, and the summary in the SENCO's words."""

    review: Review
    area: Area
    number: int
    areas: list[AreaLink]
    items: list[ItemView]
    summary: FieldView
    progress: Progress
    review_progress: Progress
    can_write: bool
    person_id: int
    evidence_kinds: list[tuple[str, str]]
    stakeholder_options: list[tuple[str, str]]
    errors: list[tuple[str, str]]
    clashes: int
    last: LastArea | None
    """What the review before this one said; None if it continues none."""
    sample: SampleLinks
    contributions: Mapping[str, int]
    """How many views of colleagues each item has."""
    can_ask: bool
    """For such a view."""
    in_plan: Mapping[str, list[InPlan]]
    """The priorities of the plan that came from each item."""
    last_plan: Mapping[str, list[LastPriority]]
    """What the plan of the review before has changed, beside the items that it came from."""

    @property
    def previous(self) -> Area | None:
        return self.areas[self.number - 2].area if self.number > 1 else None

    @property
    def next(self) -> Area | None:
        return self.areas[self.number].area if self.number < len(self.areas) else None

    @classmethod
    def of(
        cls, allowed: Allowed[Review], area: Area, *, outcome: Outcome | None = None, blank_for: str = ""
    ) -> "AreaPage":
        review = allowed.thing
        framework = framework_of(review)
        sheet = read_sheet(allowed.session, review)
        links = [AreaLink(one, progress(sheet, one.items_for(review.shown))) for one in framework.areas]
        items = area.items_for(review.shown)
        last = find_last(allowed.session, review)
        files = files_by_place(allowed.session, review)
        assert allowed.person.id is not None
        return cls(
            review=review,
            area=area,
            number=framework.areas.index(area) + 1,
            areas=links,
            items=[
                view_item(framework, item, sheet, outcome, blank=item.code == blank_for, files=files) for item in items
            ],
            summary=view_field(sheet, area.code, SUMMARY, outcome),
            progress=progress(sheet, items),
            review_progress=progress(sheet, framework.items_for(review.shown)),
            can_write=review.is_open and allowed.may(Permission.REVIEW_WRITE),
            person_id=allowed.person.id,
            evidence_kinds=evidence_kinds(),
            stakeholder_options=list(vocabulary("stakeholders").labels.items()),
            errors=[(str(key), f"{item_of(key.place)}: {sentence}") for key, sentence in outcome.faults.items()]
            if outcome
            else [],
            clashes=len(outcome.clashes) if outcome else 0,
            last=LastArea.of(last, area, items, sheet) if last else None,
            sample=SampleLinks.of(framework, area),
            contributions=count_by_item(allowed.session, review),
            can_ask=review.is_open and allowed.may(Permission.CONTRIBUTIONS_MANAGE),
            in_plan=items_in_plan(allowed.session, review, [item.code for item in items]),
            last_plan=last_plan(allowed.session, last, [item.code for item in items]) if last else {},
        )


@dataclass(frozen=True, slots=True)
class FoundItem:
    item: Item
    area: Area
    judgement: str
    strengths: str
    developments: str
    evidence: int


@dataclass(frozen=True, slots=True)
class FindPage:
    """The items of the review that match some words, a level, or a lack of evidence. Never sorted by judgement."""

    review: Review
    query: str
    level: str
    missing_evidence: bool
    levels: list[tuple[str, str]]
    found: list[FoundItem]
    total: int

    @classmethod
    def of(cls, allowed: Allowed[Review], *, query: str, level: str, missing_evidence: bool) -> "FindPage":
        review = allowed.thing
        framework = framework_of(review)
        sheet = read_sheet(allowed.session, review)
        items = framework.items_for(review.shown)
        codes = [*(one.code for one in framework.scale), NOT_LOOKED_AT, DOES_NOT_APPLY]
        found = [
            _found(framework, item, sheet)
            for item in items
            if (not level or sheet.judgement(item) == level)
            and not (missing_evidence and sheet.evidence(item.code))
            and _mentions(item, sheet, query)
        ]
        labels = [(code, judgement_label(framework, code)) for code in codes]
        return cls(review, query, level, missing_evidence, labels, found, len(items))


def _found(framework: Framework, item: Item, sheet: Sheet) -> FoundItem:
    return FoundItem(
        item,
        framework.area_of(item.code),
        judgement_label(framework, sheet.judgement(item)),
        sheet.value(item.code, STRENGTHS),
        sheet.value(item.code, DEVELOPMENTS),
        len(sheet.evidence(item.code)),
    )


def _mentions(item: Item, sheet: Sheet, query: str) -> bool:
    texts = [
        item.code,
        item.statement,
        item.why,
        sheet.value(item.code, STRENGTHS),
        sheet.value(item.code, DEVELOPMENTS),
    ]
    texts += [evidence.description for evidence in sheet.evidence(item.code)]
    everything = "\n".join(texts).casefold()
    return all(word in everything for word in query.casefold().split())


@dataclass(frozen=True, slots=True)
class AnswerState:
    """What an autosave is answered with: the state of one field, in words."""

    name: str
    version: int = 0
    at: datetime | None = None
    notes: Sequence[GentleNote] = ()
    clash: Clash | None = None
    mine_shown: str = ""
    theirs_shown: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceRowPage:
    """One empty row for a piece of evidence, to put into a page that is open."""

    evidence: EvidenceView
    evidence_kinds: list[tuple[str, str]]
    area_url: str

    @classmethod
    def blank(cls, review: Review, item_code: str) -> "EvidenceRowPage":
        area = framework_of(review).area_of(item_code)
        return cls(blank_evidence(item_code), evidence_kinds(), f"/reviews/{review.id}/areas/{area.code}")


def evidence_kinds() -> list[tuple[str, str]]:
    return [("", ""), *vocabulary("evidence_kinds").labels.items()]
