"""The agenda on paper and in a calendar."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from app.clock import LONDON
from app.db import Database
from app.documents.calendar import CalendarEvent, CalendarPage, write_calendar
from app.documents.paper import Table
from app.documents.paper_html import paper_to_html
from app.models.peer_review import Side
from app.pages.peer_review_agenda_paper import build_agenda
from tests.peer_review.test_agenda import autosave, confirm, fill, here, rows
from tests.peers import Peers
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
STAMPED = datetime(2026, 11, 26, 10, tzinfo=UTC)


def calendar(*events: CalendarEvent) -> CalendarPage:
    return CalendarPage("Visit, to; Ashgrove 🙂", STAMPED, events)


def event(on: date = date(2027, 3, 3), **more: str) -> CalendarEvent:
    words = {"summary": "Tour", "location": "Hall", "description": "With: Pupils", **more}
    starts, ends = (datetime.combine(on, one, LONDON) for one in (time(9), time(9, 45)))
    return CalendarEvent(uid="one@x", sequence=3, starts=starts, ends=ends, **words)


def events_of(content: bytes) -> list[dict[str, str]]:
    return [
        {name: str(one.get(name, "")) for name in ("uid", "sequence", "summary", "location", "description")}
        | {"starts": one.decoded("dtstart").isoformat(), "ends": one.decoded("dtend").isoformat()}
        for one in Calendar.from_ical(content).walk("VEVENT")
    ]


def test_file_keeps_the_rules_of_rfc_5545() -> None:
    long = "Pupils, parents; and “carers” \\ 🙂 " * 20 + "\nSecond line"
    content = write_calendar(calendar(event(description=long)))
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    content.decode("utf-8")
    for name in (b"METHOD:PUBLISH", b"VERSION:2.0", b"DTSTAMP:20261126T100000Z", b"SEQUENCE:3", b"PRODID:"):
        assert content.count(name) == 1
    (found,) = events_of(content)
    assert found["description"] == long


@pytest.mark.parametrize(
    ("on", "offset", "utc"),
    [
        (date(2027, 3, 27), "+00:00", 9),
        (date(2027, 3, 29), "+01:00", 8),
        (date(2027, 10, 29), "+01:00", 8),
        (date(2027, 11, 1), "+00:00", 9),
    ],
)
def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_summer_time(on: date, offset: str, utc: int) -> None:
    content = write_calendar(calendar(event(on)))
    assert f"DTSTART;TZID=Europe/London:{on:%Y%m%d}T090000".encode() in content
    (found,) = events_of(content)
    assert found["starts"] == f"{on.isoformat()}T09:00:00{offset}"
    assert datetime.fromisoformat(found["starts"]).astimezone(UTC).hour == utc


def test_rules_in_the_file_are_those_of_london() -> None:
    """A reader that knows no time zones works from these rules alone."""
    (zone,) = Calendar.from_ical(write_calendar(calendar(event()))).walk("VTIMEZONE")
    written = zone.to_tz(lookup_tzid=False)
    for year in (2026, 2027, 2031):
        for month, day, hour in ((1, 1, 9), (3, 25, 9), (3, 31, 2), (7, 1, 9), (10, 24, 9), (11, 1, 0)):
            moment = datetime(year, month, day, hour)  # noqa: DTZ001  The zone is what is compared.
            assert moment.replace(tzinfo=written).utcoffset() == moment.replace(tzinfo=LONDON).utcoffset(), moment


def test_calendar_of_an_agenda(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    senco = browser_of("senco")
    fill(senco, peers)
    missing = senco.get(f"{here(peers)}.ics")
    assert missing.status_code == 409
    assert "needs the date of the visit" in missing.text
    autosave(senco, peers, "terms.visit_on", "2027-03-03")
    first, second, *_others = rows(database, peers)
    autosave(senco, peers, f"agenda/{first.key}.room", "Library; left, 🙂")
    before = browser_of("reviewer").get(f"{here(peers)}.ics")
    assert before.headers["content-type"].startswith("text/calendar")
    assert before.headers["content-disposition"] == 'attachment; filename="send-peer-review-2027-03-03.ics"'
    found = events_of(before.content)
    assert found[0]["summary"] == "Meeting with the SENCO"
    assert found[0]["location"] == "Library; left, 🙂, Ashgrove School"
    assert found[0]["starts"] == "2027-03-03T08:45:00+00:00"
    assert len({one["uid"] for one in found}) == len(found) == len(rows(database, peers))
    assert senco.get(f"{here(peers)}.ics").content == before.content, "The same agenda is the same file"
    autosave(senco, peers, f"agenda/{first.key}.starts", "08:50", 1)
    senco.post(here(peers), {"remove-evidence": f"agenda/{second.key}"})
    after = events_of(senco.get(f"{here(peers)}.ics").content)
    assert after[0]["uid"] == found[0]["uid"]
    assert int(after[0]["sequence"]) > int(found[0]["sequence"])
    assert found[1]["uid"] not in {one["uid"] for one in after}


def test_calendar_says_nothing_of_what_the_schools_think(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    senco, reviewer = browser_of("senco"), browser_of("reviewer")
    fill(senco, peers)
    autosave(senco, peers, "terms.visit_on", "2027-03-03")
    autosave(reviewer, peers, "enquiries/k3f9.line", "Why so few?")
    content = senco.get(f"{here(peers)}.ics").text
    assert "LEAD" not in content
    assert "Leadership" not in content
    assert "Why so few?" not in content


def test_paper_of_an_agenda(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    senco, reviewer = browser_of("senco"), browser_of("reviewer")
    with database.reading() as session:
        assert build_agenda(session, peers.seat(Side.HOST)) is None
    fill(senco, peers)
    autosave(senco, peers, "terms.visit_on", "2027-03-03")
    confirm(senco, peers)
    with database.reading() as session:
        draft = build_agenda(session, peers.seat(Side.REVIEWER))
    confirm(reviewer, peers)
    with database.reading() as session:
        agreed = build_agenda(session, peers.seat(Side.REVIEWER))
    assert draft is not None
    assert agreed is not None
    assert (draft.is_draft, agreed.is_draft) == (True, False)
    assert ("Status", "Confirmed by Ashgrove School") in draft.facts
    (table,) = [block for block in agreed.blocks if isinstance(block, Table)]
    assert table.rows[0][:3] == ("08:45 – 09:30", "Meeting with the SENCO", "SENCO, headteacher")
    assert "Agenda for the visit" in paper_to_html(agreed)
