"""The year of a cohort: months, lateness as a fact of its own, and the trail from a figure to the work behind it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

import pytest
from fastapi import FastAPI
from sqlmodel import Session, select

from app.clock import UTC
from app.db import Database
from app.documents.pool import RenderPool
from app.jobs.papers import render_paper
from app.models.jobs import Job
from app.models.peer_review import PeerReview
from app.models.programme import Cohort, Enrolment
from app.models.programme_engagement import Attendance, CohortEvent, Engagement
from app.services.jobs import RENDER_PAPER
from tests.people import People
from tests.programme.world import CohortWorld, lead_cohort
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
STARTS = datetime(2026, 6, 1, tzinfo=UTC).date()
"""Peer reviews are due in October 2026, Engagement Day 1 by December, the training day in September."""


def event(session: Session, led: CohortWorld, component: str, day: datetime, **outcomes: int) -> None:
    made = CohortEvent(
        cohort_id=led.cohort.id or 0,
        code="",
        component=component,
        title=component,
        starts_at=day,
        ends_at=day + timedelta(hours=1),
    )
    session.add(made)
    session.flush()
    for outcome, enrolment_id in outcomes.items():
        line = Attendance(event_id=made.id or 0, enrolment_id=enrolment_id, outcome=outcome, by="Fay", at=day)
        session.add(line)


@pytest.fixture
def led(database: Database, people: People) -> CohortWorld:
    """Ashgrove came late to its training and in time to Engagement Day 1; a Hill school missed the day."""
    with database.writing() as session:
        led = lead_cohort(session, people, more=1)
        cohort = session.get_one(Cohort, led.cohort.id)
        cohort.starts_on = STARTS
        for one in session.exec(select(Engagement)):
            session.delete(one)
        session.get_one(CohortEvent, led.event_id).cancelled_at = datetime(2026, 1, 1, tzinfo=UTC)
        hill = session.exec(select(Enrolment.id).order_by(Enrolment.id.desc())).first()
        event(session, led, "reviewer_training", datetime(2026, 11, 30, 9, tzinfo=UTC), attended=led.enrolment_id)
        day_1 = datetime(2026, 12, 3, 9, tzinfo=UTC)
        event(session, led, "engagement_day_1", day_1, attended=led.enrolment_id, not_attended=hill or 0)
        return led


def here(led: CohortWorld) -> str:
    return f"/cohorts/{led.cohort.id}"


def figure(page: str, label: str) -> tuple[str, str]:
    """The number and the address behind it, by what a screen reader says."""
    href, number = re.search(rf'href="([^"]*)" aria-label="(\d+): {re.escape(label)}"', page).groups()  # type: ignore[union-attr]  # A failure is the test's.
    return number, href.replace("&amp;", "&")


def finish_report(session: Session, people: People, school_id: int, when: datetime) -> int:
    """Otherfield has reviewed the school, and both have signed."""
    from app.services.peer_review import ask_school, join, start_group

    by = people["senco"].actor
    group = start_group(session, by=by)
    for school, review in ((people.other_school, people.other_review), (people.school, people.review)):
        ask_school(session, group, school, by=by)
        join(session, group, school, review, by=by)
    about = session.exec(select(PeerReview).where(PeerReview.school_id == school_id)).one()
    about.final_at = when
    session.add(about)
    return about.id or 0


def test_month_of_a_figure_opens_its_schools(browser_of: BrowserOf, led: CohortWorld) -> None:
    fay = browser_of("facilitator")
    page = fay.get(f"{here(led)}/trend").text
    number, rows = figure(page, "Attended Engagement Day 1, Dec 26")
    assert number == "1"
    narrowed = fay.get(rows).text
    assert "in December 2026" in text_of(narrowed)
    assert "Ashgrove School" in narrowed
    assert "Hill School" not in narrowed
    assert "Hill School" in fay.get(rows.replace("outcome=met", "outcome=missed")).text
    assert "<title>Components met by the end of each month</title><desc>" in page


def test_late_is_met_and_shown_beside(browser_of: BrowserOf, led: CohortWorld) -> None:
    fay = browser_of("facilitator")
    page = fay.get(f"{here(led)}/trend").text
    number, rows = figure(page, "Attended the full-day Reviewer Training, Met late")
    assert number == "1"
    assert "late" in text_of(fay.get(rows).text)
    assert "Ashgrove School" in fay.get(rows).text
    figures = fay.get(f"{here(led)}/fidelity").text
    assert figure(figures, "Attended the full-day Reviewer Training (core), Met")[0] == "1"


@pytest.mark.parametrize(("day", "row"), [(2, "Before Engagement Day 1"), (3, "On the day or after it")])
def test_report_that_came_on_engagement_day_1_or_later_is_counted_so(
    browser_of: BrowserOf, led: CohortWorld, database: Database, people: People, day: int, row: str
) -> None:
    with database.writing() as session:
        finish_report(session, people, people.school.id or 0, datetime(2026, 12, day, 12, tzinfo=UTC))
    fay = browser_of("facilitator")
    number, rows = figure(fay.get(f"{here(led)}/trend").text, f"{row}, Schools")
    assert number == "1"
    assert "Ashgrove School" in fay.get(rows).text


def test_trail_leads_from_a_figure_to_the_report_for_the_school_and_to_its_date_for_a_facilitator(
    browser_of: BrowserOf, led: CohortWorld, database: Database, people: People
) -> None:
    with database.writing() as session:
        report = finish_report(session, people, people.school.id or 0, datetime(2026, 10, 7, 12, tzinfo=UTC))
    fay = browser_of("facilitator")
    _number, rows = figure(fay.get(f"{here(led)}/fidelity").text, "Completed a peer-to-peer review (core), Met")
    matrix = fay.get(rows).text
    row = f"{here(led)}/schools/{led.enrolment_id}"
    assert f'href="{row}"' in matrix
    page = fay.get(row).text
    assert "the school’s own work: Met, on 7 October 2026" in text_of(page)
    assert "/peer-reviews/" not in page, "A facilitator reads that the report is final, and when: not a dead link"
    own = browser_of("senco").get(row).text
    assert f'href="/peer-reviews/{report}/report"' in own
    assert browser_of("senco").get(f"/peer-reviews/{report}/report").status_code == 200
    assert fay.get(f"/peer-reviews/{report}/report").status_code == 404
    for address in re.findall(r'href="(/[^"#]*)"', page):
        assert fay.get(address.replace("&amp;", "&")).status_code in {200, 303}, f"{address} is dead"


def test_report_holds_what_its_reader_sees(browser_of: BrowserOf, led: CohortWorld) -> None:
    fay, eve = browser_of("facilitator"), browser_of("evaluator")
    assert "2 schools are counted." in fay.get(f"{here(led)}/report").text
    assert "3 schools are counted." in eve.get(f"{here(led)}/report").text
    assert "1 school is counted." in eve.get(f"{here(led)}/report?region=north_west").text
    csv = eve.get(f"{here(led)}/fidelity.csv?region=london").text.splitlines()
    assert csv[0] == "region,table,item,measure,schools"
    assert csv[1] == ",cohort,,schools,2"


class Printer:
    """Stands in for the pool of renderers, which has tests of its own."""

    def render(self, html: str) -> bytes:
        return f"%PDF of {html}".encode()


def test_report_is_rendered_in_the_background_for_each_reader(
    browser_of: BrowserOf, led: CohortWorld, database: Database, house: FastAPI
) -> None:
    fay, eve, here_ = browser_of("facilitator"), browser_of("evaluator"), f"{here(led)}/report"
    for browser, query in ((fay, ""), (eve, "?region=london")):
        assert browser.get(f"{here_}.pdf{query}").headers["location"] == f"{here_}{query}"
        for _twice in range(2):
            waiting = browser.follow(browser.post(f"{here_}/rendering{query}"))
        assert "The PDF is being made." in text_of(waiting.text)
    with database.reading() as session:
        jobs = session.exec(select(Job).where(Job.kind == RENDER_PAPER).order_by(Job.id)).all()
    assert len(jobs) == 2
    for job in jobs:
        render_paper(database, cast(RenderPool, Printer()), house.state.paper_cache, job)
    assert "The PDF is ready." in text_of(fay.get(here_).text)
    own, others = (b.get(f"{here_}.pdf{query}").text for b, query in ((fay, ""), (eve, "?region=london")))
    assert "Ashgrove School" in own
    assert "Otherfield" not in own
    assert "Ashgrove" not in others
    assert led.pseudonym in others
    assert "Make the PDF" in browser_of("other_facilitator").get(here_).text, "It is not theirs that was made"
