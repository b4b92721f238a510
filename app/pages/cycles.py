"""What the last review said about an item or an area, to stand beside this year's questions."""

from dataclasses import dataclass, field
from datetime import date, datetime

from app import clock
from app.language import day, ngettext
from app.language import gettext as _
from app.models.reviews import Review
from app.models.self_evaluation_fields import (
    DEVELOPMENTS,
    JUDGEMENT,
    NOT_APPLICABLE_WHY,
    STAKEHOLDERS,
    STRENGTHS,
    SUMMARY,
)
from app.models.self_evaluation_sheet import Evidence, Sheet
from app.pages.self_evaluation_history import field_label
from app.pages.self_evaluation_views import judgement_label, shown_value
from app.review_framework.types import Area, Item
from app.services.cycles import BRINGABLE, Last

TOLD = (JUDGEMENT, NOT_APPLICABLE_WHY, STRENGTHS, DEVELOPMENTS, STAKEHOLDERS)


@dataclass(frozen=True, slots=True)
class LastEvidence:
    what: str
    age: str
    link: str


@dataclass(frozen=True, slots=True)
class LastWords:
    """What the last review said about one of its items. `changed` are texts written after it was agreed."""

    item: Item
    judgement: str
    why_not: str
    strengths: str
    developments: str
    stakeholders: str
    evidence: list[LastEvidence]
    changed: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LastItem:
    """Beside one item of this year. `fate` says how the framework has changed around it; `new` if it was not there."""

    fate: str
    before: list[LastWords]
    since: list[tuple[str, str]]
    """Field by field, how this year's answer stands to the last one, in words."""
    bring: list[tuple[str, str]] = field(default_factory=list)
    """Names of fields that are empty now and were not, with their labels."""


@dataclass(frozen=True, slots=True)
class LastArea:
    """Beside one page of this year's self-evaluation."""

    review: Review
    agreed_at: datetime | None
    items: dict[str, LastItem]
    summary: str
    bring_summary: str

    @classmethod
    def of(cls, last: Last, area: Area, items: tuple[Item, ...], now: Sheet) -> "LastArea":
        summary = last.value(area.code, SUMMARY)
        return cls(
            last.review,
            last.agreed_at,
            {item.code: view_last(last, item, now) for item in items},
            summary,
            f"{area.code}.{SUMMARY}" if summary and not now.value(area.code, SUMMARY) else "",
        )


def view_last(last: Last, item: Item, now: Sheet) -> LastItem:
    match = last.comparison.before(item.code)
    if match is None:
        return LastItem("new", [], [])
    bring = [
        (f"{item.code}.{name}", field_label(name))
        for name in BRINGABLE
        if not now.value(item.code, name) and last.value(item.code, name)
    ]
    return LastItem(match.fate, [last_words(last, one) for one in match.before], _since(last, item, now), bring)


def last_words(last: Last, item: Item) -> LastWords:
    """What the last review said about this item of its own framework."""
    sheet, framework = last.sheet, last.framework
    return LastWords(
        item,
        judgement_label(framework, sheet.judgement(item)),
        sheet.value(item.code, NOT_APPLICABLE_WHY),
        sheet.value(item.code, STRENGTHS),
        sheet.value(item.code, DEVELOPMENTS),
        shown_value(framework, STAKEHOLDERS, sheet.value(item.code, STAKEHOLDERS)),
        [_evidence(last, one) for one in sheet.evidence(item.code)],
        [
            (field_label(name), shown_value(framework, name, last.since.value(item.code, name)) or _("(empty)"))
            for name in TOLD
            if last.since.value(item.code, name) != sheet.value(item.code, name)
        ],
    )


def _evidence(last: Last, one: Evidence) -> LastEvidence:
    what = one.description or shown_value(last.framework, "kind", one.kind) or one.link or _("Evidence")
    return LastEvidence(what, age(one.dated), one.link)


def _since(last: Last, item: Item, now: Sheet) -> list[tuple[str, str]]:
    """How this year's answer stands to the last one, for the fields that either of them has."""
    told = []
    for name in (JUDGEMENT, STRENGTHS, DEVELOPMENTS):
        before = " ".join(last.judgements(item.code)) if name == JUDGEMENT else last.value(item.code, name)
        here = now.value(item.code, name)
        if before or here:
            told.append((field_label(name), _standing(before, here)))
    return told


def _standing(before: str, here: str) -> str:
    if not here:
        return _("not answered yet this time")
    if not before:
        return _("new this time")
    return _("the same as last time") if before == here else _("changed since last time")


def age(dated: date | None) -> str:
    """A date in words with how long ago it was, in whole months and years."""
    if dated is None:
        return _("no date")
    today = clock.today()
    months = (today.year - dated.year) * 12 + today.month - dated.month - (today.day < dated.day)
    if dated > today:
        return day(dated)
    return _("%(day)s, %(age)s") % {"day": day(dated), "age": _months(months)}


def _months(months: int) -> str:
    if months < 1:
        return _("less than a month old")
    years, rest = divmod(months, 12)
    in_years = ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
    in_months = ngettext("%(n)s month", "%(n)s months", rest) % {"n": rest}
    if not years:
        return _("%(age)s old") % {"age": in_months}
    if not rest:
        return _("%(age)s old") % {"age": in_years}
    return _("%(years)s and %(months)s old") % {"years": in_years, "months": in_months}
