"""What the agenda's notes say, and that they never refuse anything."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.review_framework.agendas import AgendaTemplate, agenda_template, agenda_templates, row_key
from app.review_framework.loader import latest_framework
from app.review_framework.vocabulary import vocabulary
from app.services.peer_review_agenda import AgendaRow
from app.services.peer_review_agenda_checks import LONGEST_GAP, check_agenda, minute

AREAS = {area.code: area.title for area in latest_framework("wss-mainstream").areas}


def kinds(*rows: AgendaRow) -> list[str]:
    """Without those that any short agenda has."""
    found = [note.kind for note in check_agenda(rows, {})]
    return [kind for kind in found if kind != "needed"]


def row(starts: str, ends: str, activity: str = "tour", key: str = "", **more: str) -> AgendaRow:
    return AgendaRow(key or starts + ends, starts, ends, activity, **more)


def rows_of(template: AgendaTemplate) -> list[AgendaRow]:
    return [
        AgendaRow(row_key(template, 1, one), *template.times(one), one.activity, one.people or "", "", one.areas)
        for one in template.activities
    ]


@pytest.mark.parametrize("template", agenda_templates(), ids=lambda one: one.code)
def test_template_has_nothing_worth_a_second_look(template: AgendaTemplate) -> None:
    rows = rows_of(template)
    assert check_agenda(rows, AREAS) == []
    assert rows[0].starts == template.starts
    assert max(row.ends for row in rows) == template.ends
    assert all(len(row.key) <= 40 for row in rows)


def test_there_is_a_full_day_a_half_day_and_an_online_visit() -> None:
    assert {one.code for one in agenda_templates()} == {"full_day", "half_day", "online"}
    with pytest.raises(KeyError):
        agenda_template("picnic")


def test_wrong_template_is_refused() -> None:
    right = agenda_template("online").model_dump()
    one = right["activities"][0]
    for wrong in ([one, one], [{**one, "activity": "picnic"}], [{**one, "after": 24 * 60}]):
        with pytest.raises(ValueError, match="agenda online"):
            AgendaTemplate.model_validate({**right, "activities": wrong})


def test_same_person_or_room_at_once_is_a_clash() -> None:
    first = row("09:00", "10:00", people="Head, SENCO", room="Library")
    assert kinds(first, row("09:30", "10:00", people="senco and a TA")) == ["overlap"]
    assert kinds(first, row("09:30", "10:00", room="library")) == ["overlap"]
    assert kinds(first, row("09:30", "10:00", people="Pupils", room="Hall")) == []
    assert kinds(first, row("10:00", "10:30", people="SENCO", room="Library")) == []


def test_end_before_start_and_missing_times() -> None:
    assert kinds(row("10:00", "09:00")) == ["backwards"]
    assert kinds(row("10:00", "10:00")) == ["backwards"]
    assert kinds(row("10:00", "")) == ["incomplete"]
    assert kinds(row("09:00", "10:00", "")) == ["incomplete"]


def test_gap_of_more_than_half_an_hour() -> None:
    assert kinds(row("09:00", "10:00"), row("10:30", "11:00")) == []
    assert kinds(row("09:00", "10:00"), row("10:31", "11:00")) == ["gap"]
    long = row("09:00", "12:00")
    assert kinds(long, row("09:30", "10:00"), row("11:00", "12:00")) == []


def test_four_hours_without_a_break() -> None:
    assert kinds(row("09:00", "11:00"), row("11:00", "13:00")) == []
    assert kinds(row("09:00", "11:00"), row("11:00", "13:05")) == ["no_break"]
    lunch = row("11:00", "11:30", "break")
    assert kinds(row("09:00", "11:00"), lunch, row("11:30", "13:30")) == []
    assert kinds(row("09:00", "11:00"), row("11:20", "13:30")) == [], "A pause will do"


def test_area_that_nobody_serves_and_activity_that_is_missing() -> None:
    served = AgendaRow("a", "09:00", "10:00", "meeting_senco", items=("LEAD-3", "OUT"))
    found = check_agenda([served], {"LEAD": "Leadership", "OUT": "Outcomes", "TL": "Teaching"})
    assert [note.sentence for note in found if note.kind == "area"] == ["No activity serves “Teaching” yet."]
    assert "Not planned yet: pupil conversation." in [note.sentence for note in found]
    assert [note.kind for note in check_agenda([served], AREAS, {"LEAD"})] == ["needed"] * 3
    assert check_agenda([], AREAS) == []


TIMES = st.one_of(st.just(""), st.times().map(lambda time: f"{time:%H:%M}"))
ROWS = st.builds(
    AgendaRow,
    key=st.text("abc", min_size=1, max_size=3),
    starts=TIMES,
    ends=TIMES,
    activity=st.sampled_from(["", *vocabulary("visit_activities").codes]),
    people=st.text("AB,; &", max_size=8),
    room=st.sampled_from(["", "Hall", "hall"]),
    items=st.lists(st.sampled_from(["LEAD", "TL-1"]), max_size=2).map(tuple),
)


@given(st.lists(ROWS, max_size=8, unique_by=lambda row: row.key), st.randoms())
def test_notes_do_not_depend_on_the_order_of_the_rows(rows: list[AgendaRow], random: Random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    key = lambda note: (note.kind, note.sentence, sorted(note.rows))  # noqa: E731  Named for the two lines that sort by it.
    assert sorted(check_agenda(rows, AREAS), key=key) == sorted(check_agenda(shuffled, AREAS), key=key)


@given(st.lists(ROWS, min_size=1, max_size=8, unique_by=lambda row: row.key))
def test_a_gap_is_noted_exactly_where_no_row_covers_the_time(rows: list[AgendaRow]) -> None:
    timed = [row for row in rows if row.has_times]
    busy = {at for row in timed for at in range(minute(row.starts), minute(row.ends))}
    free, gaps = 0, 0
    for at in range(min(busy, default=0), max(busy, default=-1) + 1):
        free = 0 if at in busy else free + 1
        gaps += free == LONGEST_GAP + 1
    assert sum(note.kind == "gap" for note in check_agenda(rows, AREAS)) == gaps


def test_minutes_are_those_of_the_day() -> None:
    assert minute("09:30") == 570
    assert timedelta(minutes=minute("23:59")) < date(2027, 1, 2) - date(2027, 1, 1)
