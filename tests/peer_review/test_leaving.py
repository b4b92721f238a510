"""A school that leaves is gone at once, and what was written stays; two keepers at once count once."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlmodel import col, select

from app.db import Database
from app.models.accounts import Role
from app.models.peer_review import PeerEvent
from tests.architecture.access_table import EXPECTED
from tests.peer_review.letters import letters_to
from tests.peer_review.test_setting_up import ask, running
from tests.peers import Peers
from tests.people import People, make_member
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


def test_leaving_needs_a_reason_and_is_told(
    browser_of: BrowserOf, people: People, peers: Peers, database: Database
) -> None:
    reviewer, group = browser_of("reviewer"), f"/peer-groups/{peers.group.id}"
    shown = text_of(reviewer.get(f"{group}/withdrawal").text)
    assert "Riverside School reviews Ashgrove School" in shown
    assert "Ashgrove School reviews Riverside School" in shown
    assert reviewer.post(f"{group}/withdrawal", {"why": " "}).status_code == 422
    reviewer.follow(reviewer.post(f"{group}/withdrawal", {"why": "Their SENCO is ill."}))
    letter = letters_to(database, "senco")[-1]
    assert "has left" in letter.subject
    assert "Their SENCO is ill." in letter.text
    with database.reading() as session:
        event = session.exec(
            select(PeerEvent).where(PeerEvent.kind == "left").order_by(col(PeerEvent.id).desc())
        ).first()
        assert event is not None
        assert (event.actor_name, event.why) == ("Ravi Reviewer", "Their SENCO is ill.")


def test_former_partner_finds_no_peer_route_at_once(browser_of: BrowserOf, people: People, peers: Peers) -> None:
    reviewer, group = browser_of("reviewer"), f"/peer-groups/{peers.group.id}"
    there = f"/peer-reviews/{peers.there.id}"
    assert reviewer.get(f"{there}/self-evaluation").status_code == 200
    reviewer.post(f"{group}/withdrawal", {"why": "A nearer school was found."})
    asked = 0
    for method, pattern in EXPECTED:
        # The shell of the visit holds nobody's data, and is there for everybody.
        if not pattern.startswith("/peer-") or EXPECTED[method, pattern]["former_reviewer"] == 200:
            continue
        path = re.sub(r"\{\w+(:int)?\}", "1", pattern.replace("/peer-groups/{group_id:int}", group)).replace(
            "/peer-reviews/1", there
        )
        response = reviewer.get(path) if method == "GET" else reviewer.post(path)
        assert response.status_code == 404, f"{method} {path}"
        asked += 1
    assert asked >= 20
    own = reviewer.get(f"/peer-reviews/{peers.back.id}")
    assert "Stopped on" in text_of(own.text), "What was written about one’s own school stays"
    assert f"/peer-reviews/{peers.back.id}" in reviewer.get(f"/schools/{peers.school.id}/peer-groups").text


def test_two_keepers_join_at_once(browser_of: BrowserOf, people: People, database: Database) -> None:
    with database.writing() as session:
        people.by_name["second"] = make_member(session, people.other_school, "second", "Sue Second", Role.SCHOOL_ADMIN)
    group = ask(browser_of("senco"), people)
    answers = at_once(
        *(
            lambda who=who: browser_of(who).client.post(f"{group}/joining", data={"review": people.other_review.id})
            for who in ("stranger", "second")
        )
    )
    assert answers == [303, 303]
    assert len(running(database)) == 2
    joined = [one for one in letters_to(database, "senco") if "has joined" in one.subject]
    assert len(joined) == 1


def test_two_keepers_leave_at_once(browser_of: BrowserOf, people: People, peers: Peers, database: Database) -> None:
    group = f"/peer-groups/{peers.group.id}"
    answers = at_once(
        *(
            lambda who=who: browser_of(who).client.post(f"{group}/withdrawal", data={"why": f"{who} says so."})
            for who in ("senco", "school_admin")
        )
    )
    assert sorted(answers) in ([303, 303], [303, 404])
    with database.reading() as session:
        left = session.exec(select(PeerEvent).where(PeerEvent.kind == "left", PeerEvent.school_id == people.school.id))
        assert len(left.all()) == 1
    assert running(database) == set()


def at_once(*requests: Callable[[], Any]) -> list[int]:
    with ThreadPoolExecutor(len(requests)) as pool:
        return [one.result().status_code for one in [pool.submit(each) for each in requests]]
