"""A school takes part: it signs itself, decides on insight alone, and says which review is meant."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from app import clock
from app.db import Database
from app.models.programme import Enrolment, ProgrammeChange
from app.models.reviews import Depth
from app.review_framework.loader import latest_framework
from app.services.reviews import start_review
from tests.people import People
from tests.programme.world import CohortWorld, lead_cohort
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


@pytest.fixture
def led(database: Database, people: People) -> CohortWorld:
    with database.writing() as session:
        return lead_cohort(session, people)


def here(led: CohortWorld) -> str:
    return f"/cohorts/{led.cohort.id}/schools/{led.enrolment_id}/taking-part"


def enrolment(database: Database, led: CohortWorld) -> Enrolment:
    with database.reading() as session:
        return session.get_one(Enrolment, led.enrolment_id)


def test_school_signs_once_under_its_own_name(browser_of: BrowserOf, led: CohortWorld, database: Database) -> None:
    senco = browser_of("senco")
    assert "not signed yet" in senco.get(here(led).removesuffix("/taking-part")).text
    page = senco.follow(senco.post(f"{here(led)}/agreement", {"signed_by": "Somebody Else", "on": "2020-01-01"}))
    assert "By Asha Senco on" in text_of(page.text)
    browser_of("senior_leader").post(f"{here(led)}/agreement")
    browser_of("facilitator").post(f"{here(led)}/agreement", {"signed_by": "Nobody", "on": "2020-01-01"})
    found = enrolment(database, led)
    assert (found.agreement_signed_by, found.agreement_signed_on) == ("Asha Senco", clock.today())
    with database.reading() as session:
        changes = session.exec(select(ProgrammeChange)).all()
    signed = [one for one in changes if "signed_on" in one.after]
    assert len(signed) == 1
    assert "A senior leader takes part" in signed[0].after["wording"], "The words that were signed are kept"


def test_facilitator_records_what_was_signed_on_paper(
    browser_of: BrowserOf, led: CohortWorld, database: Database
) -> None:
    fay = browser_of("facilitator")
    for wrong in ({}, {"signed_by": "Head", "on": "soon"}, {"signed_by": "Head", "on": "2199-01-01"}):
        answer = fay.post(f"{here(led)}/agreement", wrong)
        assert answer.status_code == 422
        assert wrong.get("signed_by", "") in answer.text
    page = fay.follow(fay.post(f"{here(led)}/agreement", {"signed_by": "Hana Head", "on": "2026-01-05"}))
    assert "By Hana Head on 5 January 2026." in text_of(page.text)
    assert "Sign for our school" not in page.text


def test_insight_is_out_until_the_school_says_so_and_can_be_taken_back(
    browser_of: BrowserOf, led: CohortWorld, database: Database
) -> None:
    senco = browser_of("senco")
    assert not enrolment(database, led).insight_consent
    assert senco.post(f"{here(led)}/consent").status_code == 422
    for answer in ("yes", "yes", "no"):
        senco.follow(senco.post(f"{here(led)}/consent", {"consents": answer}))
    assert not enrolment(database, led).insight_consent
    page = text_of(senco.get(here(led)).text)
    assert page.count("Asha Senco: ") == 2, "Saying the same again is no change"
    assert "Nobody sees which counts are yours" in page
    refused = browser_of("facilitator").post(f"{here(led)}/consent", {"consents": "yes"})
    assert refused.status_code == 403
    assert "Only the school itself decides this" in refused.text


def test_school_names_the_review_that_takes_part(
    browser_of: BrowserOf, led: CohortWorld, database: Database, people: People
) -> None:
    with database.writing() as session:
        second = start_review(
            session,
            people.school,
            latest_framework("wss-mainstream"),
            Depth.SHORT,
            scope={"why_now": "Sixth form"},
            by=people["senco"].actor,
        ).id
    senco = browser_of("senco")
    assert senco.post(f"{here(led)}/review", {"review": str(people.other_review.id)}).status_code == 422
    senco.follow(senco.post(f"{here(led)}/review", {"review": str(second)}))
    assert enrolment(database, led).review_id == second
