"""The worked example: what a school that does not exist wrote in its review.

The demo is filled from it, and anybody who is signed in can read it beside their own.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from app import clock
from app.demo import demo_file
from app.models.fields import Key
from app.models.self_evaluation import SCOPE
from app.models.self_evaluation_fields import clean
from app.models.self_evaluation_sheet import Sheet, Text
from app.review_framework.loader import latest_framework
from app.review_framework.school_terms import school_day_from
from app.review_framework.types import Framework

SCHOOL_NAME = "Fernhollow Community School (fictional)"
WEEKS_TO_STAGE = (-6, -1, 3, 5, 7, 14)
"""From today: its first two stages are done."""

Fields = dict[str, str]


def sample_framework() -> Framework:
    """The framework that the fictional school's review follows."""
    return latest_framework("wss-mainstream")


def sample_sheet() -> Sheet:
    """Its answers as they stand now, as of today: how old each piece of evidence is stays the same."""
    return _sheet(clock.today())


def sample_answers() -> dict[str, Fields]:
    """What was written before a version was agreed: by place, and there by field."""
    return _answers(clock.today())


def sample_changes() -> list[tuple[Key, str]]:
    """What was written after it, in order."""
    return [(Key(one["place"], one["field"]), one["value"]) for one in _content()["changes_after_agreement"]]


def sample_note() -> str:
    """What the school said to those whom it asked for their view."""
    note: str = _content()["views_wanted"]
    return note


def sample_views() -> list[dict[str, Any]]:
    """What colleagues wrote through a link: name, role, and by item judgement, strengths, developments and basis."""
    views: list[dict[str, Any]] = _content()["views"]
    return views


@lru_cache(maxsize=2)
def _sheet(today: date) -> Sheet:
    texts = {Key(place, name): value for place, fields in _answers(today).items() for name, value in fields.items()}
    now = texts | dict(sample_changes())
    return Sheet({key: Text(clean(sample_framework(), key, value), 1) for key, value in now.items()})


def _answers(today: date) -> dict[str, Fields]:
    content = _content()
    answers = {SCOPE: _scope(content["scope"], today)}
    answers |= {code: {"summary": area["summary"]} for code, area in content["areas"].items()}
    for code, item in content["items"].items():
        answers[code] = {name: _as_text(value) for name, value in item.items() if name != "evidence"}
        for number, evidence in enumerate(item.get("evidence", ()), start=1):
            dated = min(school_day_from(today - timedelta(days=evidence["days_ago"])), today)
            texts = {name: value for name, value in evidence.items() if name != "days_ago"}
            answers[f"{code}/demo{number:02}"] = {**texts, "dated": dated.isoformat()}
    return answers


def _scope(scope: dict[str, Any], today: date) -> Fields:
    fields = {name: _as_text(value) for name, value in scope.items()}
    for number, weeks in enumerate(WEEKS_TO_STAGE, start=1):
        fields[f"stage_{number}_due"] = school_day_from(today + timedelta(weeks=weeks)).isoformat()
    return {**fields, "commitment_date": fields["stage_1_due"]}


def _as_text(value: str | list[str]) -> str:
    return " ".join(value) if isinstance(value, list) else value


def _content() -> dict[str, Any]:
    """What Fernhollow wrote, as data: read here, and nowhere else."""
    return demo_file("fernhollow.yaml")
