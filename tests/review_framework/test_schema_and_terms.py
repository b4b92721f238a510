"""The published schema is current, and the school terms are possible."""

import datetime
import itertools
import json

import pytest

from app.review_framework import academic_year, academic_years, term_on
from app.review_framework.schema import SCHEMA_FILE, framework_schema, schema_text


def test_published_schema_is_current() -> None:
    assert SCHEMA_FILE.read_text("utf-8") == schema_text(), "run: python -m app.review_framework.schema"


def test_schema_refuses_unknown_keys_and_knows_the_vocabularies() -> None:
    schema = json.loads(schema_text())
    assert schema == framework_schema()
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["id", "version", "title", "source_note", "scale", "areas"]
    assert "lesson_visit" in schema["$defs"]["LookAt"]["properties"]["kind"]["enum"]
    assert "pupils" in schema["$defs"]["Item"]["properties"]["ask"]["items"]["enum"]


def test_four_school_years_follow_each_other() -> None:
    assert [year.code for year in academic_years()] == ["2025/26", "2026/27", "2027/28", "2028/29"]
    terms = [term for year in academic_years() for term in year.terms]
    assert [term.code for term in terms] == ["autumn", "spring", "summer"] * 4
    assert all(earlier.ends < later.starts for earlier, later in itertools.pairwise(terms))
    assert all(year.typical for year in academic_years())


def test_terms_start_and_end_on_weekdays_and_never_touch_august() -> None:
    for term in (term for year in academic_years() for term in year.terms):
        assert term.is_school_day(term.starts), term.label
        assert term.is_school_day(term.ends), term.label
        assert not term.is_school_day(term.half_term_starts), term.label
        assert (term.half_term_starts.weekday(), term.half_term_ends.weekday()) == (0, 4), term.label
        assert 8 not in {term.starts.month, term.ends.month}


def test_lookups() -> None:
    term = term_on(datetime.date(2026, 2, 3))
    assert term is not None
    assert term.label == "Spring term 2026"
    assert not term.is_school_day(datetime.date(2026, 2, 7)), "a Saturday"
    assert term_on(datetime.date(2026, 8, 14)) is None
    assert academic_year("2027/28").terms[0].starts == datetime.date(2027, 9, 1)
    with pytest.raises(KeyError, match="no school year '2031/32'"):
        academic_year("2031/32")
