"""One area of the report as its reviewer writes it: beside the school's own words, and beside their own notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access.guard import Allowed
from app.language import gettext as _
from app.models.peer_review_fields import recommendations_of
from app.models.reviews import Review
from app.models.self_evaluation_sheet import Sheet
from app.pages.peer_review_report import ItemShown, RefShown, item_shown, refs_shown
from app.pages.peer_review_report_overview import Opened
from app.pages.self_evaluation_views import FieldView, blank_evidence, judgement_label, view_field
from app.review_framework.types import Area, Framework, Item
from app.services.peer_review import Seat
from app.services.peer_review_report_refs import note_label
from app.services.peer_review_report_texts import read_draft
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class NoteShown:
    place: str
    label: str
    words: str
    about: str
    """The code of an item, or of the area."""


@dataclass(frozen=True, slots=True)
class ItemWriting:
    item: Item
    shown: ItemShown | None
    """Both judgements; None where neither has looked at it."""
    school_label: str
    school_evidence: list[str]
    levels: list[tuple[str, str, str]]
    judgement: FieldView
    comment: FieldView
    notes: list[NoteShown]


@dataclass(frozen=True, slots=True)
class Passage:
    """A field with what it rests on. `options` are those that can be ticked, whether they are or not."""

    field: FieldView
    rests_on: FieldView
    options: list[RefShown]

    @property
    def chosen(self) -> int:
        return len(self.rests_on.codes)

    @property
    def is_unsupported(self) -> bool:
        return bool(self.field.value) and not self.chosen


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`number` is None for one that nobody has begun."""

    place: str
    number: int | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class ReportAreaPage:
    opened: Opened
    area: Area
    number: int
    areas: Sequence[Area]
    items: list[ItemWriting]
    notes: list[NoteShown]
    """About the area or any item in it."""
    strengths: Passage
    developments: Passage
    recommendations: list[Recommendation]
    removed: list[tuple[str, str]]
    """Recommendations that were taken out: place and words."""
    clashes: int
    errors: list[tuple[str, str]]

    @property
    def starters(self) -> list[tuple[str, list[str]]]:
        return starters()

    @property
    def previous(self) -> Area | None:
        return self.areas[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> Area | None:
        return self.areas[self.number] if self.number < len(self.areas) else None

    @classmethod
    def of(
        cls, allowed: Allowed[Seat], area: Area, *, outcome: Outcome | None = None, blank: bool = False
    ) -> "ReportAreaPage":
        opened = Opened.of(allowed)
        sheet, framework = read_draft(allowed.session, opened.seat), opened.framework
        place = f"report/{area.code}"
        notes = [one for one in _notes(sheet) if one.about == area.code or one.about.startswith(f"{area.code}-")]
        options = _options(opened.school_sheet, sheet, area, notes)
        faults = outcome.faults.items() if outcome else ()
        shown = allowed.session.get_one(Review, opened.seat.review.review_id).shown
        asked = {item.code for item in area.items_for(shown)}
        return cls(
            opened=opened,
            area=area,
            number=framework.areas.index(area) + 1,
            areas=framework.areas,
            items=[
                _item(framework, item, opened.school_sheet, sheet, notes, outcome)
                for item in area.items
                if item.code in asked or item_shown(framework, item, opened.school_sheet, sheet)
            ],
            notes=notes,
            strengths=_passage(opened.school_sheet, sheet, place, "strengths", options, outcome),
            developments=_passage(opened.school_sheet, sheet, place, "developments", options, outcome),
            recommendations=_recommendations(opened.school_sheet, sheet, area, options, outcome, blank),
            removed=[
                (one, sheet.value(one, "text"))
                for one in recommendations_of(sheet.keys(), area.code)
                if sheet.value(one, "removed")
            ],
            clashes=len(outcome.clashes) if outcome else 0,
            errors=[(str(key), sentence) for key, sentence in faults],
        )


@dataclass(frozen=True, slots=True)
class RecommendationRowPage:
    """One empty recommendation, to put into a page that is open."""

    recommendation: Recommendation
    area_url: str

    @classmethod
    def blank(cls, allowed: Allowed[Seat], area: Area) -> "RecommendationRowPage":
        opened = Opened.of(allowed)
        sheet = read_draft(allowed.session, opened.seat)
        notes = [one for one in _notes(sheet) if one.about == area.code or one.about.startswith(f"{area.code}-")]
        options = _options(opened.school_sheet, sheet, area, notes)
        row = _recommendation(opened.school_sheet, sheet, new_place(area.code), None, options, None)
        return cls(row, f"{opened.here}/areas/{area.code}")


def new_place(area_code: str) -> str:
    """Of a recommendation that sorts after the earlier ones."""
    key = blank_evidence("X-1").key.partition("/")[2]
    return f"report/{area_code}/{key}"


def _notes(sheet: Sheet) -> list[NoteShown]:
    keys = sheet.keys()
    places = {key.place for key in keys if key.place.startswith("notes/")}
    return [
        NoteShown(place, note_label(sheet, place), sheet.value(place, "text"), sheet.value(place, "about"))
        for place in sorted(places, key=lambda place: (sheet.value(place, "noted_at"), place))
        if sheet.value(place, "text") and not sheet.value(place, "removed")
    ]


def _options(school: Sheet, sheet: Sheet, area: Area, notes: list[NoteShown]) -> list[RefShown]:
    evidence = [one.place for item in area.items for one in school.evidence(item.code)]
    return refs_shown(school, sheet, " ".join([*(note.place for note in notes), *evidence]))


def _item(
    framework: Framework,
    item: Item,
    school: Sheet,
    sheet: Sheet,
    notes: list[NoteShown],
    outcome: Outcome | None,
) -> ItemWriting:
    place = f"report/{item.code}"
    return ItemWriting(
        item,
        item_shown(framework, item, school, sheet),
        judgement_label(framework, school.judgement(item)),
        [one.description for one in school.evidence(item.code) if one.description],
        [(level.code, level.label, item.descriptors[level.code]) for level in framework.scale],
        view_field(sheet, place, "judgement", outcome),
        view_field(sheet, place, "comment", outcome),
        [one for one in notes if one.about == item.code],
    )


def _passage(
    school: Sheet, sheet: Sheet, place: str, name: str, options: list[RefShown], outcome: Outcome | None
) -> Passage:
    rests_on = view_field(sheet, place, "rests_on" if name == "text" else f"{name}_rest_on", outcome)
    offered = {one.ref for one in options}
    others = [ref for ref in rests_on.codes if ref not in offered]
    return Passage(
        view_field(sheet, place, name, outcome), rests_on, [*options, *refs_shown(school, sheet, " ".join(others))]
    )


def _recommendations(
    school: Sheet, sheet: Sheet, area: Area, options: list[RefShown], outcome: Outcome | None, blank: bool
) -> list[Recommendation]:
    """Those that stand, and an empty one where there is none yet or one was asked for."""
    prefix = f"report/{area.code}/"
    kept = {key.place for key in outcome.kept if key.place.startswith(prefix)} if outcome else set()
    places = sorted({*recommendations_of(sheet.keys(), area.code), *kept})
    standing = [one for one in places if not sheet.value(one, "removed")]
    rows = [_recommendation(school, sheet, one, n, options, outcome) for n, one in enumerate(standing, start=1)]
    if blank or not rows:
        rows.append(_recommendation(school, sheet, new_place(area.code), None, options, None))
    return rows


def _recommendation(
    school: Sheet, sheet: Sheet, place: str, number: int | None, options: list[RefShown], outcome: Outcome | None
) -> Recommendation:
    return Recommendation(place, number, _passage(school, sheet, place, "text", options, outcome))


def starters() -> list[tuple[str, list[str]]]:
    """Ways to begin a sentence, which the reviewer ends: strengths, development, recommendations."""
    return [
        (_("A strength"), [_("Pupils told us that …"), _("In every lesson we saw …"), _("Staff know how to …")]),
        (
            _("An area for development"),
            [_("We saw … in some lessons, and not yet in …"), _("Staff asked for …"), _("The next step may be …")],
        ),
        (
            _("A recommendation"),
            [_("Build on … by …"), _("Agree who … and by when"), _("Try … for a term, then ask pupils whether …")],
        ),
    ]
