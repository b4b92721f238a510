"""Coaching as data: the shipped one holds, each fault is named with its line, a published one never changes."""

from pathlib import Path

import pytest

from app.review_framework.coaching_check import COACHING, check_all_coaching, check_coaching
from app.review_framework.coaching_loader import get_coaching, latest_coaching, load_coaching
from app.review_framework.fault import BrokenFramework
from app.review_framework.programme_loader import latest_programme
from app.review_framework.vocabulary import vocabulary

SHIPPED = COACHING / "wss-coaching-1.0.yaml"


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    text = SHIPPED.read_text("utf-8")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    path = folder / SHIPPED.name
    path.write_text(text, "utf-8")
    return path


def line_of(path: Path, words: str) -> int:
    return next(n for n, line in enumerate(path.read_text("utf-8").splitlines(), start=1) if words in line)


def test_shipped_coaching_holds() -> None:
    assert check_all_coaching() == []
    coaching = latest_coaching()
    assert get_coaching(coaching.id, coaching.version) is coaching
    one, two = coaching.sessions
    assert (one.minutes, one.minutes_at_most, two.minutes) == (30, 45, 40)
    assert (one.wants_senior_leader, two.wants_senior_leader) == (False, True)
    assert coaching.before(two) is one
    themes = [prompt.theme for prompt in two.prompts if prompt.theme]
    assert list(dict.fromkeys(themes)) == list(vocabulary("coaching_reflections").codes), "Every reflection is asked"


def test_sessions_are_components_of_the_programme() -> None:
    programme = latest_programme("wss-review-programme")
    for session in latest_coaching().sessions:
        component = programme.by_code[session.code]
        assert component.kind == "session"
        assert component.must_attend == session.must_attend
        assert session.follows in programme.by_code


@pytest.mark.parametrize(
    ("before", "after", "at", "says"),
    [
        ("must_attend: [senco]", "must_attend: [caretaker]", "caretaker", "school_roles has no 'caretaker'"),
        ("minutes_at_most: 45", "minutes_at_most: 20", "minutes_at_most: 20", "at most 20 minutes and at least 30"),
        ("code: coaching_2", "code: coaching_1", "Look back", "the session code coaching_1 is used twice"),
        ("theme: interventions", "theme: weather", "theme: weather", "coaching_reflections has no 'weather'"),
        ("code: first_steps", "code: plan_now", "What happens in the next", "is used twice"),
        ("answer: choice", "answer: text", "choices:", "its answer is no choice"),
        ("beside: [plan, report]", "beside: [diary]", "beside: [diary]", "must be one of"),
        ("    title: Coaching session 1\n", "", "code: coaching_1", "session coaching_1"),
    ],
)
def test_fault_is_named_with_its_line(tmp_path: Path, before: str, after: str, at: str, says: str) -> None:
    path = changed(tmp_path, (before, after))
    faults = check_coaching(path)
    assert len(faults) == 1, faults
    assert says in str(faults[0])
    # The line itself, or that of the code just above it.
    assert abs(faults[0].line - line_of(path, at)) <= 3, faults
    with pytest.raises(BrokenFramework):
        load_coaching(path)


def test_published_coaching_that_was_changed_is_noticed(tmp_path: Path) -> None:
    path = changed(tmp_path, ("What would you like to talk about?", "What shall we talk about?"))
    assert check_coaching(path) == []
    (tmp_path / "published.yaml").write_text((COACHING / "published.yaml").read_text("utf-8"), "utf-8")
    assert len(check_coaching(path)) == 1


def test_unreadable_coaching_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("[", "utf-8")
    assert check_coaching(path)
