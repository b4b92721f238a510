"""Notes on what looks like a pupil, and on words that say what pupils lack. Never more than a note."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from app import clock
from app.services.gentle_notes import looks_like_a_pupil, notes_on
from tests.people import People
from tests.self_evaluation.test_answers import save
from tests.visits import Browser


@pytest.fixture(autouse=True)
def _in_november_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_read", lambda: datetime(2026, 11, 23, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        "Her UPN is A123456789012, see the register.",
        "temporary: h80120000100K",
        "ULN 1234567890",
        "Jamie Smith born 12 March 2014 now reads daily",
        "Jamie Smith (DOB: 12/03/14)",
        "d.o.b. 1.2.2016",
        "Jamie Smith, 12/03/2014, enjoys art",
        "Zoë-Ann O’Neill 3rd Sept 2015",
    ],
)
def test_what_looks_like_a_pupil_gets_a_note(text: str) -> None:
    assert [note.key for note in notes_on(text)] == ["pupil"]


@pytest.mark.parametrize(
    "text",
    [
        "Learning Walk, 12/03/2026: pupils explained their targets.",
        "Call the office on 01234567890.",
        "27 of 31 plans were reviewed by 3 March 2026.",
        "Book Look 14 October 2025",
        "Our school was born in 1962.",
        "Budget £1,234,567 and 12345678 pages",
        "",
    ],
)
def test_what_a_school_writes_gets_none(text: str) -> None:
    assert not looks_like_a_pupil(text)


def test_words_about_what_pupils_lack_get_another_way_to_say_it() -> None:
    (note,) = notes_on("The low ability group struggles.")
    assert "low ability" in note.sentence
    assert "instead" in note.sentence


def test_note_comes_with_the_saved_text_and_hinders_nothing(
    browser_of: Callable[[str], Browser], people: People
) -> None:
    response = save(browser_of("senco"), people, "LEAD-1.strengths", "UPN A123456789012")
    assert response.status_code == 200
    assert 'data-version="1"' in response.text
    assert "could identify a pupil" in response.text


@pytest.mark.parametrize("text", ["A" * 20_000, "A'" * 10_000, "A-b" * 6_000, "A " * 10_000, "Anna\t" * 4_000])
def test_long_run_of_capitals_is_looked_through_in_no_time(text: str) -> None:
    """Every save waits for this, and on SQLite every other writer with it."""
    started = time.perf_counter()
    assert not looks_like_a_pupil(text)
    assert time.perf_counter() - started < 0.5
