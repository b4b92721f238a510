"""The governors' paper as people meet it: asked for, watched, downloaded, and made again only after a change."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
import pytest
from fastapi import FastAPI
from sqlmodel import select

from app import clock
from app.db import Database
from app.documents.pool import RenderPool
from app.jobs.handlers import make_handlers
from app.jobs.worker import Worker
from app.models.jobs import Job
from app.services.jobs import RENDER_PAPER
from app.settings import Settings
from tests.documents.reading import faults, page_count, spoken
from tests.people import People
from tests.self_evaluation.test_answers import save
from tests.self_evaluation.test_versions import agree
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
Work = Callable[[], int]


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    pool = RenderPool()
    yield pool
    pool.close()


@pytest.fixture
def work(house: FastAPI, database: Database, settings: Settings, pool: RenderPool) -> Work:
    """Does everything that waits, as the service's own worker would. Gives how many jobs that were."""
    return Worker(database, make_handlers(database, settings, pool, house.state.paper_cache)).run_pending


def address(people: People) -> str:
    return f"/reviews/{people.review.id}/governors-paper"


def ask(browser: Browser, people: People) -> str:
    """The page after asking for the PDF."""
    return text_of(browser.follow(browser.post(f"{address(people)}/rendering")).text)


def paper_jobs(database: Database) -> list[Job]:
    with database.reading() as session:
        return list(session.exec(select(Job).where(Job.kind == RENDER_PAPER)))


def test_paper_of_a_draft_from_asking_to_reading(browser_of: BrowserOf, people: People, work: Work) -> None:
    senco = browser_of("senco")
    save(senco, people, "LEAD-1.judgement", "growing")
    save(senco, people, "LEAD-1.strengths", "Office staff can say what their part is.")
    before = text_of(senco.get(address(people)).text)
    assert "every page of this paper says “Draft”" in before
    assert "The paper is ready" not in before
    assert senco.get(f"{address(people)}.pdf").status_code == 303
    assert "The paper is being made" in ask(senco, people)
    assert work() == 1
    assert "The paper is ready" in text_of(senco.get(address(people)).text)

    pdf = senco.get(f"{address(people)}.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    today = clock.today().isoformat()
    name = f'inline; filename="governors-paper-{people.school.urn}-{today}-draft.pdf"'
    assert pdf.headers["content-disposition"] == name
    assert faults(pdf.content) == []
    said = spoken(pdf.content)
    assert "Office staff can say what their part is. LEAD-1" in said
    assert "the school has not agreed it yet" in said
    with pikepdf.open(BytesIO(pdf.content)) as document:
        assert "Ashgrove School" in str(document.docinfo["/Title"])
    assert page_count(pdf.content) >= 2


def test_paper_of_an_agreed_version_leaves_later_changes_out(
    browser_of: BrowserOf, people: People, database: Database, work: Work
) -> None:
    senco = browser_of("senco")
    save(senco, people, "LEAD-1.judgement", "growing")
    save(senco, people, "LEAD-1.strengths", "Office staff can say what their part is.")
    agree(senco, people, database)
    save(senco, people, "LEAD-1.strengths", "Everybody can say what their part is.", 1)
    assert "1 change since agreed is not in it" in text_of(senco.get(address(people)).text)
    ask(senco, people)
    work()
    pdf = senco.get(f"{address(people)}.pdf")
    assert pdf.headers["content-disposition"].endswith('-v1.pdf"')
    said = spoken(pdf.content)
    assert "Office staff can say what their part is. LEAD-1" in said
    assert "Everybody can say" not in said
    assert "It shows version 1" in said
    assert "Asha Senco" in said


def test_governor_reads_agreed_papers_only(
    browser_of: BrowserOf, people: People, database: Database, work: Work
) -> None:
    senco, governor = browser_of("senco"), browser_of("governor")
    save(senco, people, "LEAD-1.judgement", "growing")
    ask(senco, people)
    work()
    for path in (address(people), f"{address(people)}.pdf"):
        refused = governor.get(path)
        assert refused.status_code == 403
        assert not refused.content.startswith(b"%PDF")
    assert governor.post(f"{address(people)}/rendering").status_code == 403
    agree(senco, people, database)
    assert "It shows version 1" in text_of(governor.get(address(people)).text)
    assert "The paper is being made" in ask(governor, people)
    work()
    assert governor.get(f"{address(people)}.pdf").content.startswith(b"%PDF")


def test_unchanged_paper_comes_from_the_cache_and_a_change_makes_another(
    browser_of: BrowserOf, people: People, database: Database, work: Work
) -> None:
    senco = browser_of("senco")
    save(senco, people, "LEAD-1.judgement", "growing")
    ask(senco, people)
    ask(senco, people)
    assert work() == 1
    first = senco.get(f"{address(people)}.pdf").content
    assert "The paper is ready" in ask(senco, people)
    assert work() == 0
    assert len(paper_jobs(database)) == 1
    assert senco.get(f"{address(people)}.pdf").content == first

    save(senco, people, "LEAD-1.strengths", "Office staff can say what their part is.")
    assert "The paper is ready" not in text_of(senco.get(address(people)).text)
    assert senco.get(f"{address(people)}.pdf").status_code == 303
    ask(senco, people)
    assert work() == 1
    assert senco.get(f"{address(people)}.pdf").content != first


def test_paper_that_could_not_be_made_says_so_and_can_be_asked_for_again(
    browser_of: BrowserOf, people: People, database: Database, work: Work
) -> None:
    senco = browser_of("senco")
    save(senco, people, "LEAD-1.judgement", "growing")
    ask(senco, people)
    with database.writing() as session:
        job = session.exec(select(Job).where(Job.kind == RENDER_PAPER)).one()
        job.failed_at = clock.now()
        session.add(job)
    failed = text_of(senco.get(address(people)).text)
    assert "The paper could not be made this time" in failed
    assert "The paper is being made" in ask(senco, people)
    assert work() == 1
    assert "The paper is ready" in text_of(senco.get(address(people)).text)


def test_stranger_and_operator_see_nothing_of_it(browser_of: BrowserOf, people: People) -> None:
    for name in ("stranger", "operator"):
        for path in (address(people), f"{address(people)}.pdf"):
            assert browser_of(name).get(path).status_code == 404


def test_list_of_documents_leads_to_the_one_page_of_the_paper(browser_of: BrowserOf, people: People) -> None:
    listed = browser_of("senco").get(f"/reviews/{people.review.id}/documents/governors-paper")
    assert (listed.status_code, listed.headers["location"]) == (303, address(people))
