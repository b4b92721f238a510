"""From a plan that leaders agree to an answer that a governor reads, each step as the right person, over HTTP."""

from collections.abc import Callable

from fastapi import FastAPI
from sqlmodel import select

from app.db import Database
from app.jobs.papers import render_paper
from app.models.action_plan import ActionPlan
from app.models.jobs import Job
from tests.accounts.clocks import Clock
from tests.accounts.letters import letters, link_in
from tests.action_plan.plans import RECOMMENDED, make_plan, recommended, sign_report, write
from tests.contributions.colleagues import fields_of
from tests.peers import Peers
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.shares.holders import share, shares_page
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


class Printer:
    """Stands in for the pool of renderers."""

    def render(self, html: str) -> bytes:
        return b"%PDF-1.7 " + html.encode()


@ON_SQLITE
def test_plan_is_agreed_shared_read_asked_about_and_answered(  # noqa: PLR0915  One story.
    clock: Clock, house: FastAPI, browser_of: BrowserOf, people: People, peers: Peers, database: Database
) -> None:
    with database.writing() as session:
        sign_report(session, peers)
        plan = make_plan(session, people)
        write(session, plan, people, priorities__p001_DOT_findings=recommended(peers))
    review = f"/reviews/{people.review.id}"
    senco, leader, governor = browser_of("senco"), browser_of("senior_leader"), Browser(house)

    # A senior leader agrees the plan; the form is sent as it was served.
    check = leader.get(f"{review}/action-plan/versions/new?kind=agreed_with_slt")
    agreed = fields_of(check.text, f"{review}/action-plan/versions")
    assert leader.post(f"{review}/action-plan/versions", agreed).status_code == 303

    # The SENCO looks at what governors will read, and shares it: prefilled, nothing typed.
    senco.get(f"{review}/shares/new?group=governors")
    assert RECOMMENDED in senco.get(f"{review}/shares/preview/governors-paper").text
    form = senco.get(f"{review}/shares/new?group=governors&document=action-plan").text
    assert '<option value="governors" selected>' in form
    link = share(senco, people, document="action-plan", name="")

    # A governor opens it, reads the finding behind the priority, downloads both files.
    page = governor.post(link, {"name": "Gus Governor"}).headers["location"]
    reading = governor.get(page)
    assert RECOMMENDED in reading.text
    assert "Plan version 1" in reading.text
    assert governor.get(f"{page}/paper.pdf").status_code == 303
    with database.reading() as session:
        job = session.exec(select(Job).where(Job.kind == "render_paper")).one()
    render_paper(database, Printer(), house.state.paper_cache, job)
    pdf = governor.get(f"{page}/paper.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert RECOMMENDED.encode() in pdf.content
    assert governor.get(f"{page}/paper.docx").content.startswith(b"PK")
    assert governor.get(review).status_code == 303, "To the sign-in: nothing else is reachable"

    # They say so, and ask.
    assert governor.post(f"{page}/reading").status_code == 303
    assert governor.post(f"{page}/questions", {"question": "Who asks the office?"}).status_code == 303

    # The SENCO has a letter, and answers from it.
    letter = letters(database)[-1]
    assert letter.to == people["senco"].email
    assert "1 question about what you share waits for an answer." in text_of(senco.get(review).text)
    listed = senco.get(link_in(letter)).text
    assert "“I have read this”, 3 March 2027 at 10:00" in text_of(listed)
    answer = f"{review}/shares/questions/1"
    sent = fields_of(senco.get(answer).text, f"{answer}/answer") | {"answer": "Mina, once a term."}
    assert senco.post(f"{answer}/answer", sent).status_code == 303
    assert "Mina, once a term." in governor.get(page).text
    assert "waits for an answer" not in text_of(senco.get(review).text)

    # The register knows governors; nobody else is assumed to know.
    told = text_of(senco.get(f"{review}/who-knows").text)
    assert "SEND Action Plan: opened 1 time, 1 said “I have read this”" in told
    assert told.count("Share the Staff briefing") == 4

    # A later change is in no link until it is agreed.
    with database.writing() as session:
        write(session, session.get_one(ActionPlan, plan.id), people, priorities__p001_DOT_title="Changed since")
    assert "Changed since" not in governor.get(page).text
    assert "Changed since" in text_of(senco.get(f"{review}/action-plan").text)
    assert "Plan version 1, agreed with senior leaders, 3 March 2027" in senco.get(f"{shares_page(people)}/new").text
