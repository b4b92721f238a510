"""After the final report: the later visit, what became of the advice, thanks, and staying in touch."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app import clock
from app.db import Database
from app.documents.paper import Table
from app.documents.paper_html import paper_to_html
from app.models.peer_review import PeerReview, Side
from app.models.peer_review_report import PeerReportVersion
from app.pages.peer_review_follow_up_paper import build_follow_up
from app.services.peer_review import leave
from app.services.peer_review_contact import Contact, partner_contact
from app.services.peer_review_follow_up import list_recommendations
from app.services.peer_review_texts import read_seat_texts
from tests.peers import Peers
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
SIGNED = [
    ["report/LEAD/gone", "removed", "yes", 1],
    ["report/LEAD/gone", "text", "Taken out before it was signed.", 1],
    ["report/LEAD/k3f9", "text", "Give the SENCO an afternoon a week.", 2],
    ["report/TL/k4f0", "text", "Plan supply cover for joint planning.", 1],
    ["report/TL", "strengths", "Books show it.", 1],
]


def finish(database: Database, peers: Peers, *, days_ago: int = 0, number: int = 1) -> None:
    at = clock.now() - timedelta(days=days_ago)
    with database.writing() as session:
        session.get_one(PeerReview, peers.there.id).final_at = at
        session.add(
            PeerReportVersion(
                peer_review_id=peers.there.id or 0,
                school_id=peers.there.school_id,
                number=number,
                texts=SIGNED,
                fingerprint="0" * 64,
                reviewer_signed_by="Ravi Reviewer",
                reviewer_signed_at=at,
                host_signed_by="Asha Senco",
                host_signed_at=at,
            )
        )


def path(peers: Peers, page: str = "follow-up") -> str:
    return f"/peer-reviews/{peers.there.id}/{page}"


def save(browser: Browser, at: str, **values: str) -> int:
    sent = {name.replace("__", "/").replace("_DOT_", "."): value for name, value in values.items()}
    return int(browser.post(at, {**sent, **{f"{name}.version": "0" for name in sent}}).status_code)


def test_before_the_report_is_final_the_page_says_when_it_opens(browser_of: BrowserOf, peers: Peers) -> None:
    for who in ("senco", "reviewer"):
        page = browser_of(who).get(path(peers)).text
        assert "This page opens once both schools have signed the report." in page
        assert "<textarea" not in page
    answer = browser_of("reviewer").post(path(peers), {"follow_up.seen": "Early.", "follow_up.seen.version": "0"})
    assert answer.status_code == 403
    assert "once both schools have signed" in answer.text


def test_each_side_writes_its_own_part_and_reads_the_other_s(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    finish(database, peers)
    senco, reviewer = browser_of("senco"), browser_of("reviewer")
    assert save(reviewer, path(peers), follow_up_DOT_seen="Calm lessons.", follow_up_DOT_held_on="2027-06-01") == 303
    assert save(senco, path(peers), follow_up_DOT_changed="A quiet room.") == 303
    assert "Calm lessons." in text_of(senco.get(path(peers)).text)
    assert "A quiet room." in text_of(reviewer.get(path(peers)).text)
    assert save(senco, path(peers), follow_up_DOT_seen="Not ours.") == 403


def test_every_signed_recommendation_is_followed_through(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    finish(database, peers)
    senco, reviewer = browser_of("senco"), browser_of("reviewer")
    page = text_of(senco.get(path(peers)).text)
    assert "Give the SENCO an afternoon a week." in page
    assert "Taken out before it was signed." not in page
    assert save(senco, path(peers), follow_through__k3f9_DOT_outcome="into_plan") == 303
    assert save(senco, path(peers), follow_through__k4f0_DOT_outcome="not_taken") == 303
    assert "One sentence on why helps your reviewer" in senco.get(path(peers)).text
    assert "Say what became of each recommendation" in senco.get(path(peers, "")[:-1]).text
    assert save(senco, path(peers), follow_through__k4f0_DOT_why="No supply to be had.") == 303
    assert "Riverside School still has some to do." in senco.get(path(peers, "")[:-1]).text
    read = text_of(reviewer.get(path(peers)).text)
    assert "Taken into our SEND Action Plan" in read
    assert "No supply to be had." in read
    assert 'name="follow_through' not in reviewer.get(path(peers)).text


def test_answer_that_is_none_is_refused(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    finish(database, peers)
    answer = browser_of("reviewer").post(
        path(peers),
        {
            "follow_up.held_on": "soon",
            "follow_up.held_on.version": "0",
            "follow_up.met": "Head",
            "follow_up.met.version": "0",
        },
    )
    assert answer.status_code == 422
    assert "“soon” is not a date" in answer.text
    assert 'value="soon"' in answer.text
    assert 'value="Head"' in browser_of("reviewer").get(path(peers)).text


def test_recommendations_are_those_of_the_latest_report(database: Database, peers: Peers) -> None:
    with database.reading() as session:
        assert list_recommendations(session, peers.there) == []
    finish(database, peers)
    with database.reading() as session:
        found = list_recommendations(session, peers.there)
    assert [(one.area, one.key) for one in found] == [("LEAD", "k3f9"), ("TL", "k4f0")]


def test_paper_of_the_follow_up(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    with database.reading() as session:
        assert build_follow_up(session, peers.seat(Side.HOST)) is None
    finish(database, peers)
    save(browser_of("senco"), path(peers), follow_through__k3f9_DOT_outcome="done")
    with database.reading() as session:
        review = session.get_one(PeerReview, peers.there.id)
        seat = peers.seat(Side.HOST)
        seat.review.final_at = review.final_at
        paper = build_follow_up(session, seat)
    assert paper is not None
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    assert table.rows[0] == ("Leadership of SEND", "Give the SENCO an afternoon a week.", "Done", "")
    assert "Follow-up visit" in paper_to_html(paper)


def leave_contact(browser: Browser, peers: Peers, side: str, consents: str = "yes", version: int = 0) -> None:
    values = {"name": f"{side} person", "email": f"{side}@school.example", "phone": "01234", "consents": consents}
    sent = {f"contact.{side}_{name}": value for name, value in values.items()}
    browser.post(path(peers, "contact"), {**sent, **{f"{name}.version": str(version) for name in sent}})


def test_contact_is_shown_while_its_owner_consents(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    senco, reviewer = browser_of("senco"), browser_of("reviewer")
    leave_contact(senco, peers, "host", consents="")
    for page in (path(peers, "contact"), path(peers)[: -len("/follow-up")]):
        assert "host@school.example" not in reviewer.get(page).text
    assert autosave(senco, peers, "contact.host_consents", "yes", 0) == 200
    for page in (path(peers, "contact"), path(peers)[: -len("/follow-up")]):
        assert "host@school.example" in reviewer.get(page).text
    assert autosave(senco, peers, "contact.host_consents", "", 1) == 200
    for page in (path(peers, "contact"), path(peers)[: -len("/follow-up")]):
        assert "host@school.example" not in reviewer.get(page).text


def autosave(browser: Browser, peers: Peers, name: str, value: str, version: int) -> int:
    sent = {"name": name, "value": value, "version": str(version)}
    answer = browser.client.post(path(peers, "contact/texts"), data=sent, headers={"X-Autosave": "1"})
    return int(answer.status_code)


def test_no_service_gives_out_a_contact_without_consent(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    leave_contact(browser_of("senco"), peers, "host", consents="")
    with database.reading() as session:
        assert partner_contact(session, peers.seat(Side.REVIEWER), Side.REVIEWER) is None
        assert read_seat_texts(session, peers.seat(Side.REVIEWER)).value("contact", "host_email") == ""
        assert read_seat_texts(session, peers.seat(Side.HOST)).value("contact", "host_email") == "host@school.example"
    autosave(browser_of("senco"), peers, "contact.host_consents", "yes", 0)
    with database.reading() as session:
        found = partner_contact(session, peers.there, Side.REVIEWER)
        assert found == Contact("host person", "host@school.example", "01234")
        assert partner_contact(session, peers.there, Side.HOST) is None
        assert read_seat_texts(session, peers.seat(Side.REVIEWER)).value("contact", "host_email") == ""


def test_contact_outlives_the_reviewer_s_access_and_can_be_taken_back(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    senco, reviewer = browser_of("senco"), browser_of("reviewer")
    leave_contact(senco, peers, "host")
    leave_contact(reviewer, peers, "reviewer")
    senco.post(path(peers, "contact"), {"thanks.from_host": "What a day!", "thanks.from_host.version": "0"})
    assert "What a day!" in reviewer.get(path(peers, "contact")).text
    finish(database, peers, days_ago=61)
    assert reviewer.get(path(peers)).status_code == 404
    assert reviewer.get(path(peers, "agenda")).status_code == 404
    page = reviewer.get(path(peers, "contact")).text
    assert "host@school.example" in page
    assert "What a day!" not in page
    assert "reviewer@school.example" in senco.get(path(peers, "contact")).text
    assert autosave(reviewer, peers, "thanks.from_reviewer", "Late.", 0) == 404
    assert autosave(reviewer, peers, "contact.reviewer_consents", "", 1) == 200
    assert "reviewer@school.example" not in senco.get(path(peers, "contact")).text


def test_schools_that_parted_are_shown_nothing(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    leave_contact(browser_of("senco"), peers, "host")
    leave_contact(browser_of("reviewer"), peers, "reviewer")
    with database.writing() as session:
        leave(session, peers.group, peers.school, why="Illness.", by=peers.people["reviewer"].actor)
    assert browser_of("reviewer").get(path(peers, "contact")).status_code == 404
    assert "reviewer@school.example" not in browser_of("senco").get(path(peers, "contact")).text


@pytest.mark.parametrize("name", ["agenda/k3f9.people", "terms.visit_on", "follow_up.seen", "nothing"])
def test_contact_page_saves_nothing_else(browser_of: BrowserOf, peers: Peers, name: str) -> None:
    assert autosave(browser_of("reviewer"), peers, name, "x", 0) == 404
    assert browser_of("reviewer").post(path(peers, "contact"), {f"{name}.version": "0"}).status_code == 404
