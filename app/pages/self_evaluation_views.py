"""Answers made ready to show: one field, one piece of evidence, one item with all of its fields."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.language import day
from app.language import gettext as _
from app.models.action_plan_fields import DAYS as PLAN_DAYS
from app.models.action_plan_fields import TERMS as PLAN_TERMS
from app.models.evidence import EvidenceFile
from app.models.fields import Key
from app.models.self_evaluation_fields import (
    DEVELOPMENTS,
    EVIDENCE_FIELDS,
    JUDGEMENT,
    NOT_APPLICABLE_WHY,
    REMOVED,
    STAKEHOLDERS,
    STRENGTHS,
)
from app.models.self_evaluation_sheet import Evidence, Sheet
from app.pages.evidence_views import FileView, age_of
from app.review_framework.types import DOES_NOT_APPLY, NOT_LOOKED_AT, Framework, Item
from app.review_framework.vocabulary import vocabulary
from app.services.gentle_notes import GentleNote, notes_on
from app.services.texts import Clash
from app.services.texts_forms import Outcome

MINUTES_AN_ITEM = 3.5
"""A short review of about 17 items takes about an hour."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field in a form: what stands in it, and what became of the text that was sent."""

    name: str
    value: str
    version: int
    error: str = ""
    clash: Clash | None = None
    notes: list[GentleNote] = field(default_factory=list)
    mine_shown: str = ""
    theirs_shown: str = ""
    """Beside a clash: what people read for the two texts."""

    @property
    def codes(self) -> list[str]:
        return self.value.split()


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """`key` is `LEAD-3/k3f9`. A blank one has never been written in."""

    key: str
    number: int | None
    fields: dict[str, FieldView]
    age: str = ""
    file: FileView | None = None


@dataclass(frozen=True, slots=True)
class ItemView:
    item: Item
    levels: list[tuple[str, str, str]]
    look_at: list[str]
    ask: list[str]
    judgement: FieldView
    not_applicable_why: FieldView
    strengths: FieldView
    developments: FieldView
    stakeholders: FieldView
    evidence: list[EvidenceView]
    removed_evidence: list[Evidence]
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """In items and in minutes left; the minutes are rounded up to five."""

    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def minutes_left(self) -> int:
        return minutes(self.left)


def minutes(items: int) -> int:
    return -(-int(items * MINUTES_AN_ITEM) // 5) * 5


def progress(sheet: Sheet, items: tuple[Item, ...]) -> Progress:
    return Progress(sum(sheet.is_answered(item) for item in items), len(items))


def judgement_label(framework: Framework, code: str) -> str:
    """The label of a level, or of one of the two answers without a level."""
    without_level = {NOT_LOOKED_AT: _("Not looked at yet"), DOES_NOT_APPLY: _("Does not apply here")}
    return without_level.get(code) or framework.level(code).label


def shown_value(framework: Framework, field_name: str, value: str) -> str:
    """What people read for a stored text: labels for codes, the text itself otherwise."""
    lists = {STAKEHOLDERS: "stakeholders", "focus_themes": "focus_themes", "sponsor_role": "school_roles"}
    lists["kind"] = "evidence_kinds"
    lists |= PLAN_TERMS
    if field_name == JUDGEMENT:
        return judgement_label(framework, value or NOT_LOOKED_AT)
    if field_name in lists:
        return ", ".join(vocabulary(lists[field_name]).label(code) for code in value.split())
    if value and (field_name in {"dated", "commitment_date", *PLAN_DAYS} or field_name.endswith("_due")):
        return day(date.fromisoformat(value))
    return value


def view_field(sheet: Sheet, place: str, name: str, outcome: Outcome | None = None) -> FieldView:
    """A text that could not be saved stands in the field as it was sent. Beside a clash the version is theirs, so that
    saving once more is to choose one's own.
    """
    key = Key(place, name)
    stored = sheet.text(place, name)
    if outcome is None:
        return FieldView(str(key), stored.value, stored.version, notes=notes_on(stored.value))
    clash = outcome.clashes.get(key)
    return FieldView(
        str(key),
        outcome.kept.get(key, stored.value),
        clash.version if clash else stored.version,
        outcome.faults.get(key, ""),
        clash,
        notes_on(stored.value),
        shown_value(outcome.framework, name, clash.mine) if clash else "",
        shown_value(outcome.framework, name, clash.theirs) if clash else "",
    )


def view_item(
    framework: Framework,
    item: Item,
    sheet: Sheet,
    outcome: Outcome | None = None,
    *,
    blank: bool = False,
    files: Mapping[str, EvidenceFile] | None = None,
) -> ItemView:
    """With an empty row for the next piece of evidence where there is none yet, or where one was asked for."""
    kept = sorted({key.place for key in outcome.kept if key.place.startswith(f"{item.code}/")} if outcome else ())
    stored = [evidence.place for evidence in sheet.evidence(item.code)]
    places = [*stored, *(place for place in kept if place not in stored)]
    evidence = [view_evidence(place, sheet, outcome, number, files) for number, place in enumerate(places, start=1)]
    if blank or not evidence:
        evidence.append(blank_evidence(item.code))
    people, kinds = vocabulary("stakeholders"), vocabulary("evidence_kinds")
    fields = {name: view_field(sheet, item.code, name, outcome) for name in _ITEM_FIELDS}
    return ItemView(
        item=item,
        levels=[(level.code, level.label, item.descriptors[level.code]) for level in framework.scale],
        look_at=[f"{kinds.label(look.kind)}: {look.what}" for look in item.look_at],
        ask=[people.label(code) for code in item.ask],
        judgement=fields[JUDGEMENT],
        not_applicable_why=fields[NOT_APPLICABLE_WHY],
        strengths=fields[STRENGTHS],
        developments=fields[DEVELOPMENTS],
        stakeholders=fields[STAKEHOLDERS],
        evidence=evidence,
        removed_evidence=sheet.removed_evidence(item.code),
        is_answered=sheet.is_answered(item),
    )


def view_evidence(
    place: str,
    sheet: Sheet,
    outcome: Outcome | None,
    number: int | None,
    files: Mapping[str, EvidenceFile] | None = None,
) -> EvidenceView:
    dated, file = sheet.value(place, "dated"), (files or {}).get(place)
    return EvidenceView(
        place,
        number,
        {name: view_field(sheet, place, name, outcome) for name in EVIDENCE_FIELDS if name != REMOVED},
        age_of(date.fromisoformat(dated)) if dated else "",
        FileView.of(file) if file else None,
    )


def blank_evidence(item_code: str) -> EvidenceView:
    return view_evidence(f"{item_code}/{new_key()}", Sheet({}), None, None)


def new_key() -> str:
    """For a row that nobody has written in yet; it sorts after the earlier ones."""
    stamp, digits = int(time.time() * 1000), "0123456789abcdefghijklmnopqrstuvwxyz"
    key = ""
    while stamp:
        stamp, rest = divmod(stamp, 36)
        key = digits[rest] + key
    return f"{key}{secrets.token_hex(2)}"


_ITEM_FIELDS = (JUDGEMENT, NOT_APPLICABLE_WHY, STRENGTHS, DEVELOPMENTS, STAKEHOLDERS)
