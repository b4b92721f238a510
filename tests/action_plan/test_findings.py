"""From findings to a plan, and back: the desk, the trail of an action, and what the other journeys say of it."""

import re
from collections.abc import Callable

import pytest

from app.db import Database
from app.services.action_plan import plan_of, read_plan
from tests.action_plan.plans import OWN, RECOMMENDED, agreed_findings, make_plan, recommended, sign_report
from tests.peers import Peers
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


@pytest.fixture
def here(people: People) -> str:
    return f"/reviews/{people.review.id}/action-plan"


def new_key(html: str) -> str:
    found = re.search(r'name="new-key" value="([a-z0-9]+)"', html)
    assert found
    return found[1]


def pick(browser: Browser, here: str, *findings: str, into: str = "new") -> str:
    """The key of the priority that the ticked findings went into."""
    desk = browser.get(f"{here}/findings").text
    sent = {"take": list(findings), "into": into, "new-key": new_key(desk), "pick": "yes"}
    answer = browser.post(f"{here}/findings", sent)
    assert answer.status_code == 303, text_of(answer.text)
    return str(answer.headers["location"].partition("?")[0].rpartition("/")[2])


def test_recommendation_becomes_an_action_one_click_from_its_note(
    database: Database, browser_of: BrowserOf, peers: Peers, here: str
) -> None:
    with database.writing() as session:
        sign_report(session, peers)
    senco = browser_of("senco")
    desk = text_of(senco.get(f"{here}/findings").text)
    assert RECOMMENDED in desk
    assert "We do not ask the office." in desk
    key = pick(senco, here, recommended(peers), OWN)
    page = senco.get(f"{here}/priorities/{key}").text
    assert 'value="Ask the office staff once a term"' in page, "Its title was to be typed again"
    assert "Ask the office staff once a term.\n\nWe do not ask the office." in page
    added = senco.post(f"{here}/actions", {"key": "act1", "priority": key, "what": "Ask the office."})
    assert added.status_code == 303
    action = senco.get(f"{here}/actions/act1").text
    note, evidence = f"{here}/notes/{peers.there.id}/k3f9", f"/reviews/{peers.people.review.id}/areas/LEAD#LEAD-1"
    assert f'href="{note}"' in action
    assert f'href="{evidence}"' in action
    back = senco.get(note).text
    assert f'href="{here}/actions/act1"' in back
    assert RECOMMENDED in back
    assert "Learning walk" in back
    assert "The office was never asked." not in back, "A reviewer’s note is theirs"


def test_findings_are_merged_moved_and_taken_out_again(
    database: Database, browser_of: BrowserOf, peers: Peers, here: str
) -> None:
    with database.writing() as session:
        sign_report(session, peers)
    senco = browser_of("senco")
    first = pick(senco, here, recommended(peers))
    assert pick(senco, here, OWN, into=first) == first
    again = senco.post(f"{here}/findings", {"take": [OWN], "into": first, "new-key": "never", "pick": "yes"})
    assert again.status_code == 303
    with database.reading() as session:
        plan_row = plan_of(session, peers.people.review)
        assert plan_row is not None
        plan = read_plan(session, plan_row)
    assert [[one.id for one in priority.findings] for priority in plan.priorities] == [[recommended(peers), OWN]]
    assert [one.decision for one in plan.priorities[0].reviews] == ["", "", ""], "A review is proposed for each term"
    assert senco.post(f"{here}/priorities/{first}", {"unpick": OWN}).status_code == 303
    assert "We do not ask the office." not in senco.get(f"{here}/priorities/{first}").text.split('id="findings"')[1]


def test_desk_keeps_what_was_ticked_and_says_what_is_missing(
    database: Database, browser_of: BrowserOf, peers: Peers, here: str
) -> None:
    with database.writing() as session:
        sign_report(session, peers)
    senco = browser_of("senco")
    nothing = senco.post(f"{here}/findings", {"into": "new", "new-key": "k3f9", "pick": "yes"})
    assert nothing.status_code == 422
    assert "Tick at least one finding" in text_of(nothing.text)
    word = f"findings/{OWN}.word"
    left = {
        f"findings/{OWN}.not_now": "yes",
        f"findings/{OWN}.not_now.version": "0",
        word: "Next year.",
        f"{word}.version": "0",
    }
    assert senco.post(f"{here}/findings", left).status_code == 303
    assert "2 still wait for a decision" in text_of(senco.get(f"{here}/findings").text)
    assert "Next year." in senco.get(f"{here}/findings").text
    too_long = senco.post(
        f"{here}/findings", {word: "x" * 20_001, f"{word}.version": "1", "take": [OWN], "pick": "yes"}
    )
    assert too_long.status_code == 422
    assert "x" * 20_001 in too_long.text


def test_five_priorities_are_the_most(database: Database, browser_of: BrowserOf, peers: Peers, here: str) -> None:
    with database.writing() as session:
        sign_report(session, peers)
    senco = browser_of("senco")
    keys = [pick(senco, here, OWN) for _n in range(5)]
    assert len(set(keys)) == 5
    desk = senco.get(f"{here}/findings").text
    assert "A new priority" not in desk
    sixth = senco.post(f"{here}/findings", {"take": [OWN], "into": "new", "new-key": "sixth", "pick": "yes"})
    assert sixth.status_code == 422
    assert "Five priorities are the most" in text_of(sixth.text)
    assert senco.post(f"{here}/priorities/{keys[4]}/removal").status_code == 303
    assert pick(senco, here, OWN) != keys[4]
    back = senco.post(here, {"restore-priority": keys[4]})
    assert back.status_code == 422
    assert "Five priorities are the most. Take one out" in text_of(back.text)
    assert senco.post(f"{here}/order", {"up": keys[2]}).status_code == 303
    assert re.findall(r'id="p-([a-z0-9]+)"', senco.get(here).text)[:4] == [keys[0], keys[2], keys[1], keys[3]]


def test_other_journeys_say_what_is_in_the_plan(
    database: Database, browser_of: BrowserOf, peers: Peers, here: str
) -> None:
    with database.writing() as session:
        sign_report(session, peers)
    senco, people = browser_of("senco"), peers.people
    first = senco.get(f"/reviews/{people.review.id}").text
    assert f'href="{here}/findings"' in first, "Once the report is final, the plan is what comes next"
    key = pick(senco, here, recommended(peers), OWN)
    way = f'<a class="govuk-link" href="{here}/priorities/{key}">'
    assert way in senco.get(f"/reviews/{people.review.id}/areas/LEAD").text
    follow_up = senco.get(f"/peer-reviews/{peers.there.id}/follow-up").text
    assert way in follow_up
    assert re.search(r'name="follow_through/r001.outcome"[^>]*value="into_plan" checked', follow_up)
    assert way in senco.get(f"/peer-reviews/{peers.there.id}/report/versions/1").text
    for path in ("follow-up", "report/versions/1"):
        seen = browser_of("reviewer").get(f"/peer-reviews/{peers.there.id}/{path}").text
        assert "/action-plan/" not in seen, "The reviewer reads what the school says, not its plan"
    assert "/action-plan/" not in browser_of("governor").get(f"/peer-reviews/{peers.there.id}/report/versions/1").text


@ON_SQLITE
def test_no_field_that_saves_itself_begins_a_sixth_priority(
    database: Database, browser_of: BrowserOf, people: People, here: str
) -> None:
    with database.writing() as session:
        agreed_findings(session, people)
        make_plan(session, people, number=5)
    senco = browser_of("senco")

    def save(name: str, value: str, version: int = 0) -> tuple[int, str]:
        sent = {"name": name, "value": value, "version": str(version)}
        answer = senco.client.post(f"{here}/texts", data=sent)
        return answer.status_code, text_of(answer.text)

    status, said = save("priorities/p006.title", "One too many")
    assert (status, "The plan has 5 priorities already." in said) == (422, True)
    assert save("priorities/p001.title", "Ours", 1)[0] == 200
    assert senco.post(f"{here}/priorities/p005/removal").status_code == 303
    assert save("priorities/p006.title", "Now there is room")[0] == 200
    assert save("priorities/p005.removed", "", 1)[0] == 422, "No way round"
    assert save("priorities/p005.cost", "Still ours to write", 0)[0] == 200
    with database.reading() as session:
        plan = plan_of(session, people.review)
        assert plan is not None
        assert len(read_plan(session, plan).priorities) == 5
