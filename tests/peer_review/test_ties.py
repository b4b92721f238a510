"""A tie that is declared after the host has committed is read by the host before its words are shown to that person."""

import re
from collections.abc import Callable

from app.db import Database
from app.models.accounts import Role
from tests.peer_review.letters import letters_to
from tests.peers import Peers
from tests.people import People, make_member
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
TIE = "My sister teaches there."


def test_host_is_asked_again_and_only_that_person_waits(
    browser_of: BrowserOf, database: Database, people: People, peers: Peers
) -> None:
    with database.writing() as session:
        people.by_name["second"] = make_member(session, peers.school, "second", "Lena Leader", Role.SENIOR_LEADER)
    second, host, here = browser_of("second"), browser_of("senco"), f"/peer-reviews/{peers.there.id}"
    second.follow(second.post(f"{here}/agreement", {"agree": "yes", "declares": "yes", "interests": TIE}))
    refused = second.get(f"{here}/self-evaluation")
    assert refused.status_code == 403
    assert "first reads the tie that you declared" in text_of(refused.text)
    assert browser_of("reviewer").get(f"{here}/self-evaluation").status_code == 200
    assert TIE in letters_to(database, "senco")[-1].text
    assert "Lena Leader has declared a tie since you signed." in text_of(host.get(here).text)
    shown = host.get(f"{here}/agreement").text
    assert shown.count(TIE) == 2
    [number] = re.findall(r'name="shown" value="(\d+)"', shown)
    host.follow(host.post(f"{here}/agreement/ties", {"shown": "99999"}))
    assert second.get(f"{here}/self-evaluation").status_code == 403
    done = host.follow(host.post(f"{here}/agreement/ties", {"shown": number}))
    assert "can read your school’s words now" in text_of(done.text)
    assert second.get(f"{here}/self-evaluation").status_code == 200
    assert "We have read it" not in host.get(f"{here}/agreement").text
