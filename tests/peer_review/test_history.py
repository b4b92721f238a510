"""Each side reads its own earlier words of a peer review and puts them back; never the other's."""

import re
from collections.abc import Callable

from app.db import Database
from tests.peer_review.reports import bring_to, write
from tests.peers import Peers
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


def restorations(page: str) -> list[tuple[str, str]]:
    return re.findall(r'action="([^"]+/restoration)"><input type="hidden" name="version" value="(\d+)"', page)


def test_reviewer_puts_an_earlier_text_back(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    with database.writing() as session:
        write(session, peers, "report/LEAD", "strengths", "What was seen first.")
        write(session, peers, "report/LEAD", "strengths", "What was typed by mistake.")
    here = f"/peer-reviews/{peers.there.id}"
    reviewer, host = browser_of("reviewer"), browser_of("senco")
    assert f'href="{here}/history?of=report/LEAD"' in reviewer.get(f"{here}/report/areas/LEAD").text
    shown = reviewer.get(f"{here}/history?of=report/LEAD").text
    assert text_of(shown).index("What was typed by mistake.") < text_of(shown).index("What was seen first.")
    [(action, version)] = restorations(shown)
    assert "What was seen first." not in host.get(f"{here}/history?of=report").text
    assert host.post(action, {"version": version}).status_code == 404
    assert reviewer.post(action, {"version": "1"}).status_code == 409
    back = reviewer.follow(reviewer.post(action, {"version": version}))
    assert "What was seen first.</textarea>" in back.text


def test_both_read_what_both_write_and_nothing_of_the_others_answer(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    with database.writing() as session:
        write(session, peers, "agenda/k3f9", "room", "Library", who="senco")
        write(session, peers, "requests/k3f9", "wanted", "How is it used?")
        write(session, peers, "requests/k3f9", "answer", "Not given yet.", who="senco")
    here = f"/peer-reviews/{peers.there.id}/history"
    for who in ("reviewer", "senco"):
        assert "Library" in browser_of(who).get(f"{here}?of=agenda").text
    assert "Not given yet." not in browser_of("reviewer").get(f"{here}?of=requests").text
    assert "How is it used?" not in browser_of("senco").get(f"{here}?of=requests").text


def test_what_is_locked_is_read_and_not_put_back(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    with database.writing() as session:
        write(session, peers, "report/LEAD", "strengths", "An early draft.")
        bring_to(session, peers, "checking")
    shown = browser_of("reviewer").get(f"/peer-reviews/{peers.there.id}/history?of=report").text
    assert "An early draft." in shown
    assert restorations(shown) == []
