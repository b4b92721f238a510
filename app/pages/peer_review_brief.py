"""The pre-visit brief: what the host has agreed, and the lines of enquiry that the reviewer takes to the visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.access.guard import Allowed
from app.language import gettext as _
from app.models.self_evaluation_fields import DEVELOPMENTS, STRENGTHS, item_of
from app.models.self_evaluation_sheet import Sheet
from app.pages.contributions_differences import group_label
from app.pages.evidence_views import age_of
from app.pages.peer_review_profile import profile_facts
from app.pages.self_evaluation_views import FieldView, judgement_label, new_key, view_field
from app.review_framework.types import DOES_NOT_APPLY, NOT_LOOKED_AT, Area, Framework, Item
from app.services.contributions_differences import Group, SideBySide
from app.services.peer_review import Seat
from app.services.peer_review_enquiries import (
    ENQUIRIES,
    AgreedWords,
    Enquiry,
    Suggestion,
    dropped_lines,
    dropped_origins,
    enquiry_keys,
    list_enquiries,
    newest,
    read_agreed,
    suggest,
)
from app.services.peer_review_texts import read_seat_texts
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class BriefItem:
    """One item as agreed: what the school says, and how well it is shown."""

    item: Item
    judgement: str
    strengths: str
    developments: str
    evidence: str
    differing: list[str]
    suggestions: list[Suggestion]


@dataclass(frozen=True, slots=True)
class LineView:
    key: str
    line: FieldView
    about: FieldView
    is_new: bool


@dataclass(frozen=True, slots=True)
class BriefArea:
    area: Area
    items: list[BriefItem]
    not_looked_at: list[Item]
    lines: list[LineView]

    @property
    def waiting(self) -> int:
        """Suggestions that were neither kept nor dropped."""
        return sum(len(one.suggestions) for one in self.items)


@dataclass(frozen=True, slots=True)
class EnquiryRowPage:
    """One empty line."""

    row: LineView
    places: list[tuple[str, str]]

    @classmethod
    def blank(cls, framework: Framework) -> "EnquiryRowPage":
        return cls(_line(Sheet({}), new_key(), None, is_new=True), places_of(framework))


@dataclass(frozen=True, slots=True)
class BriefPage:
    seat: Seat
    person_id: int
    can_write: bool
    agreed: AgreedWords | None
    areas: list[BriefArea]
    own_lines: list[LineView]
    """About no area yet, with an empty one to write in."""
    dropped: list[Suggestion]
    dropped_lines: list[Enquiry]
    kept: int
    places: list[tuple[str, str]]
    chart_rows: list[dict[str, Any]]
    chart_levels: list[dict[str, str]]
    facts: list[tuple[str, str, str]]
    errors: list[tuple[str, str]]
    clashes: int

    @property
    def title(self) -> str:
        return _("Before you visit %(school)s") % {"school": self.seat.host.name}

    @property
    def waiting(self) -> int:
        return sum(area.waiting for area in self.areas)

    @classmethod
    def of(cls, allowed: Allowed[Seat], *, outcome: Outcome | None = None) -> "BriefPage":
        seat = allowed.thing
        agreed, sheet = read_agreed(allowed.session, seat), read_seat_texts(allowed.session, seat)
        assert allowed.person.id is not None
        can_write = not seat.review.ended_at
        if agreed is None:
            return cls(seat, allowed.person.id, can_write, None, [], [], [], [], 0, [], [], [], [], [], 0)
        suggestions = suggest(agreed)
        gone, known = dropped_origins(sheet), set(enquiry_keys(sheet))
        unwritten = [one for one in suggestions if not sheet.value(f"{ENQUIRIES}/{one.key}", "line")]
        waiting = [one for one in unwritten if one.origin not in gone]
        # A line that could not be saved stands where its words are, among those that could.
        unsaved = {key.place.partition("/")[2] for key in outcome.kept} - known if outcome else set()
        kept = list_enquiries(sheet, agreed.framework)
        return cls(
            seat,
            allowed.person.id,
            can_write,
            agreed,
            [_area(agreed, area, waiting, kept, sheet, outcome) for area in agreed.framework.areas],
            [
                *(_line(sheet, one.key, outcome) for one in kept if not one.about),
                *(_line(sheet, key, outcome, is_new=True) for key in sorted(unsaved) or [new_key()] if can_write),
            ],
            [one for one in unwritten if one.origin in gone],
            dropped_lines(sheet),
            len(kept),
            places_of(agreed.framework),
            chart_rows(agreed),
            chart_levels(agreed.framework),
            profile_facts(sheet),
            [(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else [],
            len(outcome.clashes) if outcome else 0,
        )


def places_of(framework: Framework) -> list[tuple[str, str]]:
    """What a line can be about."""
    choices = [("", _("The visit as a whole"))]
    for area in framework.areas:
        choices.append((area.code, area.title))
        choices += [(item.code, f"{item.code}: {item.statement}") for item in area.items]
    return choices


def chart_levels(framework: Framework) -> list[dict[str, str]]:
    levels = [{"code": level.code, "label": level.label} for level in framework.scale]
    return [*levels, {"code": NOT_LOOKED_AT, "label": _("Not looked at yet")}]


def chart_rows(agreed: AgreedWords) -> list[dict[str, Any]]:
    """How many items of each area stand at each level. No mean and no score."""
    codes = [level["code"] for level in chart_levels(agreed.framework)]
    rows = []
    for area in agreed.framework.areas:
        given = [agreed.sheet.judgement(item) for item in area.items_for(agreed.version.shown)]
        rows.append({"label": area.title, "counts": [given.count(code) for code in codes]})
    return rows


def brief_item(agreed: AgreedWords, item: Item, suggestions: Sequence[Suggestion] = ()) -> BriefItem:
    differing = next((one for one in agreed.differing if one.item.code == item.code), None)
    return BriefItem(
        item,
        judgement_label(agreed.framework, agreed.sheet.judgement(item)),
        agreed.sheet.value(item.code, STRENGTHS),
        agreed.sheet.value(item.code, DEVELOPMENTS),
        _evidence(agreed, item),
        _differing(agreed.framework, differing) if differing else [],
        [one for one in suggestions if one.item.code == item.code],
    )


def _area(
    agreed: AgreedWords,
    area: Area,
    waiting: Sequence[Suggestion],
    kept: Sequence[Enquiry],
    sheet: Sheet,
    outcome: Outcome | None,
) -> BriefArea:
    codes = {area.code, *(item.code for item in area.items)}
    items = [brief_item(agreed, item, waiting) for item in area.items_for(agreed.version.shown) if agreed.says(item)]
    silent = [item for item in area.items_for(agreed.version.shown) if not agreed.says(item)]
    return BriefArea(
        area, items, silent, [_line(sheet, one.key, outcome) for one in kept if item_of(one.about) in codes]
    )


def _line(sheet: Sheet, key: str, outcome: Outcome | None, *, is_new: bool = False) -> LineView:
    place = f"{ENQUIRIES}/{key}"
    return LineView(key, view_field(sheet, place, "line", outcome), view_field(sheet, place, "about", outcome), is_new)


def _evidence(agreed: AgreedWords, item: Item) -> str:
    evidence = agreed.sheet.evidence(item.code)
    if not evidence and agreed.sheet.judgement(item) == DOES_NOT_APPLY:
        return ""
    if not evidence:
        return _("No evidence is listed yet.")
    latest = newest(one.dated for one in evidence)
    if latest is None:
        return _("Pieces of evidence: %(n)s, none of them dated.") % {"n": len(evidence)}
    return _("Pieces of evidence: %(n)s. The newest: %(age)s.") % {"n": len(evidence), "age": age_of(latest)}


def _differing(framework: Framework, one: SideBySide) -> list[str]:
    """Groups and counts, never names."""
    said = [_("The school: %(level)s") % {"level": judgement_label(framework, one.own)}]
    for group in Group:
        given = [view.judgement for view in one.of(group)]
        counts = [f"{judgement_label(framework, code)} ({given.count(code)})" for code in dict.fromkeys(given)]
        if counts:
            said.append(f"{group_label(group)}: {', '.join(counts)}")
    return said
