"""The report of a peer review as anybody reads it: the reviewer's words beside the school's own, area by area.

Built from sheets alone, so that the page, the paper and a signed version show the same thing.
"""

from dataclasses import dataclass

from app.language import gettext as _
from app.models.peer_review_fields import NOTES_SHOWN, recommendations_of
from app.models.self_evaluation_fields import DEVELOPMENTS, STRENGTHS
from app.models.self_evaluation_sheet import Sheet
from app.pages.self_evaluation_views import judgement_label
from app.review_framework.types import NOT_LOOKED_AT, Area, Framework, Item
from app.services.peer_review_report_refs import evidence_label, note_label


@dataclass(frozen=True, slots=True)
class RefShown:
    """One thing that a passage rests on. A host reads the label of a note, never its words."""

    ref: str
    """`notes/k3f9`, or `LEAD-3/k3f9` for a piece of the school's evidence."""
    label: str
    words: str = ""
    is_there: bool = True
    """False for a note that was taken out, or evidence that is not in the agreed version."""


@dataclass(frozen=True, slots=True)
class RecommendationShown:
    """`place` is `report/LEAD/k3f9`."""

    place: str
    text: str
    refs: list[RefShown]

    @property
    def key(self) -> str:
        return self.place.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class ItemShown:
    """Both judgements of one item, as codes and as labels; a code is empty where nobody has judged."""

    item: Item
    school_code: str
    school_label: str
    school_strengths: str
    school_developments: str
    code: str
    label: str
    comment: str

    @property
    def differs(self) -> bool:
        """Worth talking about: both have judged, and not alike."""
        return bool(self.school_code and self.code) and self.school_code != self.code


@dataclass(frozen=True, slots=True)
class AreaShown:
    """`items` are those that the school or the reviewer has looked at."""

    area: Area
    number: int
    strengths: str
    strengths_refs: list[RefShown]
    developments: str
    developments_refs: list[RefShown]
    recommendations: list[RecommendationShown]
    items: list[ItemShown]

    @property
    def code(self) -> str:
        return self.area.code

    @property
    def title(self) -> str:
        return self.area.title

    @property
    def is_empty(self) -> bool:
        """The reviewer has written nothing about it, and judged nothing in it."""
        said = self.strengths or self.developments or self.recommendations
        return not said and not any(one.code or one.comment for one in self.items)


@dataclass(frozen=True, slots=True)
class ReportShown:
    overall: str
    areas: list[AreaShown]

    @property
    def is_empty(self) -> bool:
        return not self.overall and all(area.is_empty for area in self.areas)

    @property
    def recommendations(self) -> list[RecommendationShown]:
        return [one for area in self.areas for one in area.recommendations]

    @property
    def differences(self) -> list[ItemShown]:
        return [one for area in self.areas for one in area.items if one.differs]


def report_shown(framework: Framework, school_sheet: Sheet, report_sheet: Sheet) -> ReportShown:
    """From the school's agreed version, and the report: as it stands, as it was sent, or as it was signed."""
    areas = [
        AreaShown(
            area,
            number,
            report_sheet.value(f"report/{area.code}", STRENGTHS),
            refs_shown(school_sheet, report_sheet, report_sheet.value(f"report/{area.code}", "strengths_rest_on")),
            report_sheet.value(f"report/{area.code}", DEVELOPMENTS),
            refs_shown(school_sheet, report_sheet, report_sheet.value(f"report/{area.code}", "developments_rest_on")),
            _recommendations(school_sheet, report_sheet, area),
            [one for item in area.items if (one := item_shown(framework, item, school_sheet, report_sheet))],
        )
        for number, area in enumerate(framework.areas, start=1)
    ]
    return ReportShown(report_sheet.value("report", "overall"), areas)


def item_shown(framework: Framework, item: Item, school_sheet: Sheet, report_sheet: Sheet) -> ItemShown | None:
    """None for an item that neither has looked at."""
    school = _judged(school_sheet.value(item.code, "judgement"))
    place = f"report/{item.code}"
    code, comment = _judged(report_sheet.value(place, "judgement")), report_sheet.value(place, "comment")
    if not school and not code and not comment:
        return None
    return ItemShown(
        item,
        school,
        judgement_label(framework, school or NOT_LOOKED_AT),
        school_sheet.value(item.code, STRENGTHS),
        school_sheet.value(item.code, DEVELOPMENTS),
        code,
        judgement_label(framework, code or NOT_LOOKED_AT),
        comment,
    )


def refs_shown(school_sheet: Sheet, report_sheet: Sheet, refs: str) -> list[RefShown]:
    return [_ref(school_sheet, report_sheet, ref) for ref in refs.split()]


def _ref(school_sheet: Sheet, report_sheet: Sheet, ref: str) -> RefShown:
    if ref.startswith("notes/"):
        there = _stands(report_sheet, ref)
        label = note_label(report_sheet, ref) if there else _("A note that is no longer there")
        return RefShown(ref, label, report_sheet.value(ref, "text") if there else "", there)
    item, _slash, _key = ref.partition("/")
    found = next((one for one in school_sheet.evidence(item) if one.place == ref), None)
    if found is None:
        return RefShown(ref, _("Evidence that is no longer there"), is_there=False)
    return RefShown(ref, evidence_label(item, found), found.description)


def _stands(sheet: Sheet, place: str) -> bool:
    """A sent or signed report carries a note's kind and moment only, so any of its fields will do."""
    fields = ("text", *NOTES_SHOWN)
    return not sheet.value(place, "removed") and any(sheet.value(place, field) for field in fields)


def _recommendations(school_sheet: Sheet, report_sheet: Sheet, area: Area) -> list[RecommendationShown]:
    return [
        RecommendationShown(
            place,
            report_sheet.value(place, "text"),
            refs_shown(school_sheet, report_sheet, report_sheet.value(place, "rests_on")),
        )
        for place in recommendations_of(report_sheet.keys(), area.code)
        if report_sheet.value(place, "text") and not report_sheet.value(place, "removed")
    ]


def _judged(code: str) -> str:
    return "" if code == NOT_LOOKED_AT else code
