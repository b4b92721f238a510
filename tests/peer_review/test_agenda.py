"""The agenda: two schools write one page, begin it from a template, and confirm it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from app.db import Database
from app.models.fields import Key
from app.models.jobs import Letter
from app.models.peer_review import PeerConfirmation, PeerEvent, Side
from app.review_framework.agendas import agenda_template
from app.services.peer_review_agenda import AgendaRow, agenda_rows
from app.services.peer_review_texts import book_of, read_seat_texts
from app.services.texts import save_text
from tests.peers import Peers
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
HALF_DAY = len(agenda_template("half_day").activities)


def here(peers: Peers) -> str:
    return f"/peer-reviews/{peers.there.id}/agenda"


def rows(database: Database, peers: Peers, *, removed: bool = False) -> list[AgendaRow]:
    with database.reading() as session:
        return agenda_rows(read_seat_texts(session, peers.seat(Side.HOST)), removed=removed)


def fields(key: str, **values: str) -> dict[str, str]:
    sent = {f"agenda/{key}.{name}": value for name, value in values.items()}
    return {**sent, **{f"{name}.version": "0" for name in sent}}


def fill(browser: Browser, peers: Peers, code: str = "half_day", round_: int = 1, *instead_of: str) -> int:
    sent = {"template": code, "round": str(round_), "instead-of": list(instead_of)}
    return int(browser.post(f"{here(peers)}/template", sent).status_code)


def autosave(browser: Browser, peers: Peers, name: str, value: str, version: int = 0) -> int:
    sent = {"name": name, "value": value, "version": str(version)}
    path = f"/peer-reviews/{peers.there.id}/texts"
    return int(browser.client.post(path, data=sent, headers={"X-Autosave": "1"}).status_code)


def confirm(browser: Browser, peers: Peers) -> int:
    path = f"{here(peers)}/confirmation"
    _before, _mark, rest = browser.get(path).text.partition('name="seen" value="')
    return int(browser.post(path, {"seen": rest[:64]}).status_code)


def test_rows_are_saved_with_one_button_and_listed_by_time(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    senco = browser_of("senco")
    sent = fields("late", starts="14:00", ends="14:30", activity="feedback_meeting")
    sent |= fields("earl", starts="9.00", ends="09:45", activity="meeting_senco", people="SENCO", items="LEAD-1")
    answer = senco.post(here(peers), sent)
    assert "in order of time" in text_of(senco.follow(answer).text)
    assert [row.key for row in rows(database, peers)] == ["earl", "late"]
    assert rows(database, peers)[0].items == ("LEAD-1",)
    page = browser_of("reviewer").get(here(peers)).text
    assert page.index("09:00 Meeting with the SENCO") < page.index("14:00 Feedback meeting")
    assert 'value="LEAD-1" checked' in page


def test_time_that_is_none_comes_back_with_the_reason_and_the_rest_is_saved(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    answer = browser_of("senco").post(here(peers), fields("k3f9", starts="25:00", people="SENCO"))
    assert answer.status_code == 422
    assert "“25:00” is not a time" in answer.text
    assert 'value="25:00"' in answer.text
    assert [row.people for row in rows(database, peers)] == ["SENCO"]
    lost = browser_of("senco").post(here(peers), fields("new9", starts="25:00"))
    assert 'value="25:00"' in lost.text, "Also in a row of which nothing is saved"


def test_removed_row_can_be_put_back(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    senco = browser_of("senco")
    senco.post(here(peers), fields("k3f9", starts="09:00", people="SENCO"))
    senco.post(here(peers), {"remove-evidence": "agenda/k3f9"})
    assert rows(database, peers) == []
    assert "Put it back" in browser_of("reviewer").get(here(peers)).text
    browser_of("reviewer").post(here(peers), {"restore-evidence": "agenda/k3f9"})
    assert [row.people for row in rows(database, peers)] == ["SENCO"]


def test_row_of_another_list_cannot_be_sent_from_here(browser_of: BrowserOf, peers: Peers) -> None:
    senco = browser_of("senco")
    assert (
        senco.post(here(peers), {"terms.report_due": "2027-03-03", "terms.report_due.version": "0"}).status_code == 404
    )
    assert senco.post(here(peers), {"remove-evidence": "notes/k3f9"}).status_code == 404


def test_two_people_write_one_agenda_at_once(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    both = [browser_of("senco"), browser_of("reviewer")]
    names = [(f"agenda/{who}{n:03}.people", f"{who} {n}") for n in range(10) for who in ("host", "peer")]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda one: autosave(both[one[1].startswith("p")], peers, *one), names))
    assert answers == [200] * 20
    assert {row.people for row in rows(database, peers)} == {value for _name, value in names}


def test_two_texts_for_one_field_both_stay(browser_of: BrowserOf, peers: Peers) -> None:
    assert autosave(browser_of("senco"), peers, "agenda/k3f9.room", "Library") == 200
    assert autosave(browser_of("reviewer"), peers, "agenda/k3f9.room", "Hall") == 409
    sent = fields("k3f9", room="Hall")
    answer = browser_of("reviewer").post(here(peers), sent)
    assert answer.status_code == 409
    assert "Library" in answer.text
    assert "Hall" in answer.text


def test_template_fills_an_empty_agenda_once(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    both = [browser_of("senco"), browser_of("senco"), browser_of("reviewer")]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda one: fill(one, peers), both)) == [303] * 3
    found = rows(database, peers)
    assert len(found) == HALF_DAY
    assert found[0].starts == "08:45"
    assert found[0].items == ("LEAD", "IDENT")


def test_template_waits_while_there_are_rows_that_nobody_looked_at(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    autosave(browser_of("reviewer"), peers, "agenda/mine.people", "Pupils")
    sent = {"template": "half_day", "round": "1"}
    answer = browser_of("senco").post(f"{here(peers)}/template", sent)
    assert answer.status_code == 409
    assert "Somebody has changed the agenda meanwhile" in answer.text
    assert 'name="instead-of" value="mine"' in answer.text
    assert fill(browser_of("senco"), peers, "half_day", 1, "mine") == 303
    assert len(rows(database, peers)) == HALF_DAY
    assert [row.people for row in rows(database, peers, removed=True)] == ["Pupils"]


def test_same_template_again_keeps_what_was_changed_in_the_first_round(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    senco = browser_of("senco")
    fill(senco, peers)
    first = [row.key for row in rows(database, peers)]
    autosave(senco, peers, f"agenda/{first[0]}.room", "Library")
    assert fill(senco, peers, "half_day", 2, *first) == 303
    assert fill(senco, peers, "half_day", 2, *first) == 303, "A second click"
    assert fill(senco, peers, "full_day", 2, *first) == 409, "Another template in a round that is done"
    assert len(rows(database, peers)) == HALF_DAY
    assert next(row.room for row in rows(database, peers, removed=True)) == "Library"


@pytest.mark.parametrize("sent", [{}, {"template": "picnic", "round": "1"}])
def test_template_that_is_none_is_refused(browser_of: BrowserOf, peers: Peers, sent: dict[str, str]) -> None:
    answer = browser_of("senco").post(f"{here(peers)}/template", sent)
    assert answer.status_code == 422
    assert "Choose one of the templates." in answer.text


def test_both_confirm_and_a_change_ends_it(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    senco, reviewer = browser_of("senco"), browser_of("reviewer")
    fill(senco, peers)
    assert confirm(senco, peers) == 422, "There is no date yet"
    autosave(senco, peers, "terms.visit_on", "2027-03-03")
    assert confirm(senco, peers) == 303
    assert "Riverside School has not yet." in senco.get(f"/peer-reviews/{peers.there.id}").text
    assert confirm(reviewer, peers) == 303
    assert "Agreed" in text_of(reviewer.get(here(peers)).text)
    key = rows(database, peers)[0].key
    assert autosave(reviewer, peers, f"agenda/{key}.room", "Hall") == 200
    page = text_of(senco.get(here(peers)).text)
    assert "no longer in force. Changed since then by Ravi Reviewer." in page
    assert "It has changed since you confirmed it." in senco.get(f"/peer-reviews/{peers.there.id}").text
    assert autosave(senco, peers, f"agenda/{key}.room", "", 1) == 200
    assert "Agreed" in text_of(senco.get(here(peers)).text), "As both confirmed it, it stands again"


def test_confirmation_is_of_what_was_read(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    senco = browser_of("senco")
    fill(senco, peers)
    autosave(senco, peers, "terms.visit_on", "2027-03-03")
    answer = senco.post(f"{here(peers)}/confirmation", {"seen": "0" * 64})
    assert answer.status_code == 409
    assert "has changed since you opened this page" in answer.text
    with database.reading() as session:
        assert session.exec(select(PeerConfirmation)).all() == []


def test_each_confirmation_is_in_the_history_and_in_one_letter(
    browser_of: BrowserOf, database: Database, peers: Peers
) -> None:
    senco, reviewer = browser_of("senco"), browser_of("reviewer")
    fill(senco, peers)
    autosave(senco, peers, "terms.visit_on", "2027-03-03")
    for one in (senco, senco, reviewer, reviewer):
        confirm(one, peers)
    with database.reading() as session:
        kinds = [one.kind for one in session.exec(select(PeerEvent)) if one.kind.startswith("agenda")]
        letters = [
            (one.to.partition("@")[0], one.text) for one in session.exec(select(Letter)) if "agenda" in one.subject
        ]
        count = len(session.exec(select(PeerConfirmation)).all())
    assert kinds == ["agenda_confirmed", "agenda_agreed"]
    assert [to for to, _text in letters] == ["reviewer", "senco", "senior_leader", "school_admin"]
    assert "3 March 2027" in letters[0][1]
    assert count == 2


def test_colleague_writes_the_agenda_and_does_not_confirm_it(browser_of: BrowserOf, peers: Peers) -> None:
    colleague = browser_of("colleague")
    assert autosave(colleague, peers, "terms.visit_on", "2027-03-03") == 200
    assert autosave(colleague, peers, "agenda/k3f9.people", "Pupils") == 200
    assert 'name="seen"' not in colleague.get(f"{here(peers)}/confirmation").text
    answer = colleague.post(f"{here(peers)}/confirmation", {"seen": "0" * 64})
    assert answer.status_code == 403
    assert "confirmed by the SENCO or a senior leader" in answer.text


def test_nobody_else_finds_it(browser_of: BrowserOf, peers: Peers) -> None:
    for who in ("former_reviewer", "stranger", "operator", "reviewer_colleague", "reviewer_governor"):
        for page in ("agenda", "agenda.ics", "agenda/confirmation", "follow-up", "contact"):
            assert browser_of(who).get(f"/peer-reviews/{peers.there.id}/{page}").status_code == 404, (who, page)


def test_page_costs_the_same_with_many_rows(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    from tests.architecture.statements import statements

    senco, counted = browser_of("senco"), []
    for many in (1, 40):
        with database.writing() as session:
            book = book_of(session, peers.seat(Side.HOST))
            for n in range(many):
                key = Key(f"agenda/row{many}{n:03}", "people")
                save_text(session, book, key, f"Group {n}", base=0, by=peers.people["senco"].actor)
        for page in ("", "/confirmation", "/template", ".ics"):
            with statements(senco.client.app.state.database) as seen:
                senco.get(here(peers) + page)
            counted.append(len(seen))
    assert counted[:4] == counted[4:]
    assert max(counted) <= 12
