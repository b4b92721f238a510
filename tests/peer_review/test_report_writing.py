"""Writing a report: what is late, missing, gone, or taken out is said kindly, and nothing is in the way."""

from collections.abc import Callable
from datetime import timedelta

from app import clock
from app.db import Database
from tests.peer_review.reports import agree_self_evaluation, bring_to, submit, write, write_report
from tests.peers import Peers
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


def here(peers: Peers) -> str:
    return f"/peer-reviews/{peers.there.id}/report"


def test_late_report_is_met_kindly(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    due = clock.today() - timedelta(days=3)
    with database.writing() as session:
        write(session, peers, "terms", "report_due", due.isoformat())
    page = text_of(browser_of("reviewer").get(here(peers)).text)
    assert "3 days after the agreed date. Say when it will come" in page
    assert "overdue" not in page.lower()


def test_reference_that_is_gone_is_shown_as_such(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    with database.writing() as session:
        write_report(session, peers)
        write(session, peers, "notes/k3f9", "removed", "yes")
    page = browser_of("reviewer").get(f"{here(peers)}/areas/LEAD").text
    assert "A note that is no longer there" in page
    assert "Evidence that is no longer there" in page, "No version is agreed in this story"
    assert browser_of("reviewer").get(f"{here(peers)}/check").text.count("rests on nothing yet") == 1


def test_check_is_kind_and_complete(browser_of: BrowserOf, database: Database, people: People, peers: Peers) -> None:
    with database.writing() as session:
        agree_self_evaluation(session, people)
        write(session, peers, "report/LEAD", "developments", "Some children suffer from dyslexia.")
        write(session, peers, "report/LEAD-1", "judgement", "secure")
        for n in range(9):
            write(session, peers, f"report/LEAD/r00{n}", "text", f"Do thing {n}.")
    page = text_of(browser_of("reviewer").get(f"{here(peers)}/check").text)
    for sentence in (
        "No strength yet beside an area for development (1)",
        "A recommendation that rests on nothing yet (9)",
        "Judged differently from the school, without a comment (1)",
        "Words about what pupils lack (1)",
        "A long list of recommendations (1)",
        "No overall summary yet (1)",
        "Areas without a word (7)",
        "Go on to sending it",
    ):
        assert sentence in page, sentence


def test_recommendation_is_taken_out_and_put_back(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    with database.writing() as session:
        bring_to(session, peers, "draft")
    ravi, area = browser_of("reviewer"), f"{here(peers)}/areas/LEAD"
    place = "report/LEAD/r001"
    page = ravi.follow(submit(ravi, area, area, **{"remove-recommendation": place})).text
    assert "Taken out:" in page
    assert "Ask the office staff" not in text_of(ravi.get(f"{here(peers)}/sending").text)
    page = ravi.follow(submit(ravi, area, area, **{"restore-recommendation": place})).text
    assert "Taken out:" not in page
    assert "Ask the office staff" in text_of(ravi.get(f"{here(peers)}/sending").text)
