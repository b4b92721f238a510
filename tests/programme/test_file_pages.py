"""Files of a cohort on the web: looked at first, then taken in; good rows kept, bad ones named; taken out again."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from app.db import Database
from app.forms.programme_files import pack
from app.models.accounts import Grant
from app.models.programme import Enrolment
from app.models.programme_engagement import Engagement
from tests.architecture.rows import all_rows
from tests.people import People, make_school
from tests.programme.cohorts import ENGAGEMENT, ENROLMENTS
from tests.programme.world import CohortWorld, lead_cohort
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
HEADER = ",".join(ENGAGEMENT)
GOOD = f"{HEADER}\n100001,action_plan,met,yes,,=Fine\n100001,coaching_1,missed,no,illness,\n"


@pytest.fixture
def led(database: Database, people: People) -> CohortWorld:
    with database.writing() as session:
        return lead_cohort(session, people, more=1)


def here(led: CohortWorld) -> str:
    return f"/cohorts/{led.cohort.id}/files"


def send(browser: Browser, led: CohortWorld, text: str | bytes, kind: str = "engagement") -> Any:
    content = text.encode() if isinstance(text, str) else text
    return browser.post(f"{here(led)}/{kind}", files={"file": ("my.csv", content, "text/csv")})


def go_on(browser: Browser, led: CohortWorld, page: str, kind: str = "engagement") -> Any:
    """Presses the button of the page that shows what a file comes to."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return browser.post(f"{here(led)}/{kind}/rows", hidden)


def test_file_is_looked_at_then_taken_and_taking_it_again_changes_nothing(
    browser_of: BrowserOf, led: CohortWorld, database: Database
) -> None:
    fay = browser_of("facilitator")
    before = all_rows(database)
    preview = send(fay, led, GOOD)
    assert "Nothing is changed yet." in preview.text
    assert all_rows(database) == before
    assert "Every row of the file is taken" in fay.follow(go_on(fay, led, preview.text)).text
    with database.reading() as session:
        imported = session.exec(select(Engagement).where(Engagement.source == "imported"))
        rows = {one.component: one.note for one in imported}
    assert rows == {"action_plan": "=Fine", "coaching_1": ""}
    once = all_rows(database)
    again = send(fay, led, GOOD)
    assert "There is nothing to take in." in again.text
    assert all_rows(database) == once
    assert "100001,action_plan,met,yes,,'=Fine" in fay.get(f"{here(led)}/engagement.csv").text


def test_bad_rows_are_named_by_line_and_column_and_good_ones_kept(
    browser_of: BrowserOf, led: CohortWorld, database: Database
) -> None:
    fay = browser_of("facilitator")
    lines = [
        HEADER,
        '100001,action_plan,met,yes,,"Two',
        'lines"',
        "100001,action_plan,missed,yes,,again",
        "100002,action_plan,met,yes,,not Fay’s",
        "100001,coaching_1,<b>,yes,,",
    ]
    preview = send(fay, led, "\r\n".join(lines))
    taken = go_on(fay, led, preview.text)
    for page in (preview, taken):
        rows = re.findall(r'<th scope="row"[^>]*>(\d+)</th><td[^>]*>(\w+)</td>', page.text)
        assert rows == [("4", "urn"), ("5", "urn"), ("6", "outcome")]
        assert "&lt;b&gt;" in page.text
    assert "What was taken in" in taken.text
    with database.reading() as session:
        assert len(session.exec(select(Engagement).where(Engagement.source == "imported")).all()) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose a CSV file"),
        (b"PK\x03\x04rest", "This is a spreadsheet"),
        (b"\x00\x01\x02", "not a CSV file"),
        (HEADER.replace(",", ";").encode() + b"\n100001;x", "not parted by commas"),
        (HEADER.encode("utf-16"), "not a CSV file"),
        (b"urn,component\n", "must name exactly these columns"),
        (b"\n" + GOOD.encode(), "must name exactly these columns"),
        (b"x" * 8_000_001, "too large"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_what_to_do(
    browser_of: BrowserOf, led: CohortWorld, content: bytes, words: str
) -> None:
    answer = send(browser_of("facilitator"), led, content)
    assert answer.status_code == 422
    assert words in text_of(answer.text)


def test_packed_file_that_somebody_tampered_with_is_refused(browser_of: BrowserOf, led: CohortWorld) -> None:
    fay = browser_of("facilitator")
    for packed in ("", "☠", "AAAA", pack(b"x" * 9_000_000), pack(GOOD.encode())[:40]):
        answer = fay.post(f"{here(led)}/engagement/rows", {"packed": packed})
        assert answer.status_code == 422
        assert "did not come through whole" in answer.text


def test_enrolments_are_brought_in_by_the_programme_manager_and_come_out_again(
    browser_of: BrowserOf, led: CohortWorld, database: Database
) -> None:
    with database.writing() as session:
        make_school(session, "555555", "Newfield School")
    mia = browser_of("programme_manager")
    header = f"{','.join(ENROLMENTS)},senco_name,senco_email"
    text = f"{header}\n555555,London,fay@x.example,100001,,Nia,nia@x.example\n9,London,,,,,\n"
    preview = send(mia, led, text, "enrolments")
    assert "An invitation goes to nia@x.example." in text_of(preview.text)
    assert "New facilitators: fay@x.example." in text_of(preview.text)
    with database.reading() as session:
        assert len(session.exec(select(Enrolment)).all()) == 3
        assert session.exec(select(Grant)).all() == []
    go_on(mia, led, preview.text, "enrolments")
    out = mia.get(f"{here(led)}/enrolments.csv").text
    assert "555555,london,fay@x.example,100001,\r\n" in out
    assert "555555" in browser_of("facilitator").get(f"{here(led)}/enrolments.csv").text
    assert "555555" not in browser_of("other_facilitator").get(f"{here(led)}/enrolments.csv").text
    assert send(browser_of("facilitator"), led, text, "enrolments").status_code == 403
