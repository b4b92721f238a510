"""Changing roles and removing people; a school always keeps somebody who looks after it."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from fastapi import FastAPI

from app.db import Database
from app.models.accounts import Membership
from tests.accounts.test_invitations import membership_of, roles
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


def of(people: People, database: Database, who: str, verb: str) -> str:
    return f"/schools/{people.school.id}/people/{membership_of(database, people[who])}/{verb}"


def test_removed_person_sees_nothing_and_keeps_their_name(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco, cara, review = browser_of("senco"), browser_of("colleague"), f"/reviews/{people.review.id}"
    sent = {"name": "LEAD-1.strengths", "value": "Words of Cara.", "version": "0"}
    assert cara.post(f"{review}/answers", sent).status_code == 200
    done = senco.post(of(people, database, "colleague", "removal"))
    assert done.status_code == 303
    assert "They can no longer see this school" in senco.follow(done).text
    assert cara.get(review).status_code == 404
    sent["value"] = "One more."
    assert cara.post(f"{review}/answers", sent, headers={"X-Autosave": "1"}).status_code == 404
    assert "You do not belong to a school here yet" in cara.get("/").text
    history = senco.get(f"{review}/history", params={"of": "LEAD-1.strengths"}).text
    assert "Words of Cara." in history
    assert "Cara Colleague" in history
    assert senco.post(of(people, database, "colleague", "removal")).status_code == 404, "Once is enough"


def test_changed_role_counts_from_the_next_request_on(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco, cara, review = browser_of("senco"), browser_of("colleague"), f"/reviews/{people.review.id}"
    assert cara.get(review).status_code == 200
    assert senco.post(of(people, database, "colleague", "role"), {"role": "governor"}).status_code == 303
    assert cara.get(review).status_code == 403
    for wrong in ("", "operator", "headteacher"):
        assert senco.post(of(people, database, "colleague", "role"), {"role": wrong}).status_code == 422
    assert roles(database, people["colleague"].email) == ["governor"]
    assert senco.post(of(people, database, "colleague", "role"), {"role": "governor"}).status_code == 303
    earlier = text_of(senco.get(f"/schools/{people.school.id}/people").text)
    assert earlier.count("Cara Colleague, Colleague, from") == 1, "The same role again changes nothing"
    assert "(ended by Asha Senco)" in earlier


def test_keeper_may_leave_while_there_is_another(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco = browser_of("senco")
    done = senco.post(of(people, database, "senco", "removal"))
    assert done.headers["location"] == "/?notice=person-removed"
    assert senco.get(f"/schools/{people.school.id}").status_code == 404


def test_last_keeper_neither_leaves_nor_is_demoted(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco = browser_of("senco")
    assert senco.post(of(people, database, "school_admin", "role"), {"role": "governor"}).status_code == 303
    for refused in (
        senco.post(of(people, database, "senco", "removal")),
        senco.post(of(people, database, "senco", "role"), {"role": "colleague"}),
    ):
        assert refused.status_code == 422
        assert "always has a SENCO or an administrator" in text_of(refused.text)
    assert roles(database, people["senco"].email) == ["senco"]
    assert senco.post(of(people, database, "senco", "role"), {"role": "school_admin"}).status_code == 303


@pytest.mark.parametrize("verb", ["removal", "role"])
def test_last_two_cannot_both_leave_at_once(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database, verb: str
) -> None:
    """Both ask at the same moment, eight times: one stays each time."""
    for _ in range(8):
        pairs = [("senco", "senco"), ("school_admin", "school_admin")]
        browsers = [(browser_of(who), of(people, database, whom, verb)) for who, whom in pairs]
        together, answers = Barrier(2), []

        def leave(browser: Browser, path: str) -> None:
            together.wait(10)  # noqa: B023  Joined before the next round.
            answers.append(browser.client.post(path, data={"role": "governor"}).status_code)  # noqa: B023  As above.

        threads = [Thread(target=leave, args=pair) for pair in browsers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(answers) == [303, 422]
        kept = [who for who in ("senco", "school_admin") if roles(database, people[who].email) == [who]]
        assert len(kept) == 1
        _bring_back(database, people)


def _bring_back(database: Database, people: People) -> None:
    with database.writing() as session:
        for who in ("senco", "school_admin"):
            membership = session.get_one(Membership, membership_of(database, people[who]))
            membership.role, membership.ended_at = who, None
