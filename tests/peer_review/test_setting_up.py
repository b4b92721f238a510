"""Two SENCOs set it up: one asks, the other answers; and a school that leaves is gone at once."""

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import Session, select

from app.db import Database
from app.models.accounts import Role
from app.models.peer_review import PeerEvent, PeerGroup, PeerMember, PeerReview
from app.models.schools import School
from app.routers.peer_review_groups import ASKED_A_DAY
from app.services.peer_review import list_members
from tests.architecture.access_table import EXPECTED
from tests.peer_review.letters import letters_to
from tests.peers import Peers, add_partner
from tests.people import People, make_member, make_school
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
NOTE = "We met at the network. Could you come in March?"


def ask(browser: Browser, people: People, note: str = NOTE) -> str:
    """Ashgrove asks Otherfield; the address of the group."""
    sent = {"partner": people.other_school.id, "review": people.review.id, "note": note}
    response = browser.post(f"/schools/{people.school.id}/peer-groups", sent)
    assert response.status_code == 303, text_of(response.text)
    return str(response.headers["location"].partition("?")[0])


def members(database: Database) -> list[tuple[int, bool]]:
    with database.reading() as session:
        group = session.exec(select(PeerGroup)).one()
        return [(one.school_id, one.joined_at is not None) for one in list_members(session, group)]


def running(database: Database) -> set[tuple[int, int]]:
    with database.reading() as session:
        return {(one.reviewer_school_id, one.school_id) for one in session.exec(select(PeerReview)) if not one.ended_at}


def test_partner_is_found_by_name_and_by_urn_without_its_own_school(browser_of: BrowserOf, people: People) -> None:
    senco = browser_of("senco")
    here = f"/schools/{people.school.id}/peer-groups/new"
    assert "Search" in text_of(senco.get(here).text)
    for query in ("otherf", "100002"):
        shown = senco.get(f"{here}?q={query}").text
        assert f"{here}?partner={people.other_school.id}" in shown
    assert f"partner={people.school.id}" not in senco.get(f"{here}?q=ashgrove").text


def test_school_with_nobody_here_is_named_so(browser_of: BrowserOf, people: People, database: Database) -> None:
    with database.writing() as session:
        empty = make_school(session, "100009", "Lonely School")
    senco, here = browser_of("senco"), f"/schools/{people.school.id}/peer-groups/new"
    assert "Nobody here yet" in text_of(senco.get(f"{here}?q=lonely").text)
    shown = text_of(senco.get(f"{here}?partner={empty.id}").text)
    assert "Nobody of this school can read your invitation here yet" in shown
    assert "runs this service" in shown
    assert "Nobody here yet" not in text_of(senco.get(f"{here}?q=otherf").text)


def test_one_asks_and_the_other_joins(browser_of: BrowserOf, people: People, database: Database) -> None:
    group = ask(browser_of("senco"), people)
    (letter,) = letters_to(database, "stranger")
    assert NOTE in letter.text
    assert f"{group}/joining" in letter.text
    stranger = browser_of("stranger")
    assert "A school asks to review with you" in text_of(stranger.get(f"/schools/{people.other_school.id}").text)
    assert "A school asks to review with you" in text_of(stranger.get(f"/reviews/{people.other_review.id}").text)
    shown = stranger.get(f"{group}/joining").text
    assert "Asha Senco of Ashgrove School" in text_of(shown)
    answered = stranger.post(f"{group}/joining", {"review": people.other_review.id})
    assert "Your peer review with Ashgrove School" in text_of(stranger.follow(answered).text)
    ashgrove, otherfield = people.school.id, people.other_school.id
    assert running(database) == {(ashgrove, otherfield), (otherfield, ashgrove)}
    assert "Otherfield School has joined" in letters_to(database, "senco")[-1].subject
    assert letters_to(database, "senior_leader") != []
    assert letters_to(database, "colleague") == letters_to(database, "governor") == []


def test_asked_school_sees_who_asks_and_the_note_only(
    browser_of: BrowserOf, people: People, peers: Peers, database: Database
) -> None:
    senco, group = browser_of("senco"), f"/peer-groups/{peers.group.id}"
    senco.post(f"{group}/invitations", {"partner": people.other_school.id, "note": NOTE})
    stranger = browser_of("stranger")
    for path in (group, f"{group}/joining"):
        shown = text_of(stranger.get(path).text)
        assert "Asha Senco of Ashgrove School" in shown
        assert NOTE in shown
        assert "Riverside" not in shown
        assert "Fernbank" not in shown
    for path in (f"{group}/withdrawal", f"{group}/invitations/new", f"/peer-reviews/{peers.there.id}"):
        assert stranger.get(path).status_code == 404, path
    assert stranger.post(f"{group}/invitations", {"partner": "1"}).status_code == 404
    stranger.post(f"{group}/joining", {"review": people.other_review.id})
    shown = text_of(stranger.get(group).text)
    assert "Riverside" in shown
    assert "Fernbank" not in shown, "What a partner before it said is not told to this school"
    assert "A nearer school was found" in text_of(senco.get(group).text)


def test_asking_twice_leads_to_the_same_group(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco = browser_of("senco")
    assert ask(senco, people) == ask(senco, people)
    assert len(letters_to(database, "stranger")) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"review": ""}, "Choose which of your reviews"),
        ({"review": "other"}, "Choose which of your reviews"),
        ({"note": "n" * 2_001}, "Shorten the note"),
        ({"partner": ""}, "Find your partner school"),
        ({"partner": "own"}, "Find your partner school"),
    ],
)
def test_bad_question_is_shown_again_with_all_that_was_typed(
    browser_of: BrowserOf, people: People, database: Database, wrong: dict[str, str], sentence: str
) -> None:
    ids = {"other": str(people.other_review.id), "own": str(people.school.id)}
    sent = {"partner": str(people.other_school.id), "review": str(people.review.id), "note": NOTE} | {
        name: ids.get(value, value) for name, value in wrong.items()
    }
    response = browser_of("senco").post(f"/schools/{people.school.id}/peer-groups", sent)
    assert response.status_code == 422
    assert sentence in text_of(response.text)
    assert "partner" in wrong or sent["note"] in response.text
    with database.reading() as session:
        assert session.exec(select(PeerGroup)).all() == []


def test_school_asks_so_many_a_day(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco = browser_of("senco")
    with database.writing() as session:
        schools = [make_school(session, f"2{n:05}", f"School {n}").id for n in range(ASKED_A_DAY + 1)]
    here = f"/schools/{people.school.id}/peer-groups"
    answers = [senco.post(here, {"partner": one, "review": people.review.id}).status_code for one in schools]
    assert answers == [303] * ASKED_A_DAY + [422]


def test_school_without_a_review_is_led_to_start_one(browser_of: BrowserOf, people: People, database: Database) -> None:
    with database.writing() as session:
        school = make_school(session, "100009", "Young School")
        people.by_name["young"] = make_member(session, school, "young", "Yara Young", Role.SENCO)
    with database.writing() as session:
        session.add(group := PeerGroup(created_at=people.review.started_at, created_by="x"))
        session.flush()
        session.add(
            PeerMember(
                group_id=group.id or 0, school_id=school.id or 0, asked_at=people.review.started_at, asked_by="Asha"
            )
        )
        group_id = group.id
    young = browser_of("young")
    shown = young.get(f"/peer-groups/{group_id}/joining").text
    assert f"/schools/{school.id}/reviews/new" in shown
    assert "has no open review yet" in text_of(shown)
    assert young.post(f"/peer-groups/{group_id}/joining", {"review": people.review.id}).status_code == 422
    asking = young.get(f"/schools/{school.id}/peer-groups/new?partner={people.school.id}").text
    assert f"/schools/{school.id}/reviews/new" in asking


def test_asked_school_says_no_with_a_reason(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco, stranger = browser_of("senco"), browser_of("stranger")
    group = ask(senco, people)
    stranger.follow(stranger.post(f"{group}/refusal", {"why": "Next year."}))
    assert stranger.get(group).status_code == 404
    letter = letters_to(database, "senco")[-1]
    assert "will not join" in letter.subject
    assert "Next year." in letter.text
    shown = text_of(senco.get(group).text)
    assert "Otherfield School said no" in shown
    assert "Next year." in shown


def test_invitation_without_an_answer_is_taken_back(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco, stranger = browser_of("senco"), browser_of("stranger")
    group = ask(senco, people)
    found = re.search(rf"{group}/invitations/\d+/withdrawal", senco.get(group).text)
    assert found
    senco.follow(senco.post(found[0], {"why": "A nearer school was found."}))
    assert stranger.get(group).status_code == 404
    assert "taken its invitation back" in letters_to(database, "stranger")[-1].subject
    assert "was taken back" in text_of(senco.get(group).text)
    assert senco.post(found[0]).status_code == 404


def test_school_that_has_joined_meanwhile_is_not_put_out(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco, stranger = browser_of("senco"), browser_of("stranger")
    group = ask(senco, people)
    found = re.search(rf"{group}/invitations/\d+/withdrawal", senco.get(group).text)
    assert found
    stranger.post(f"{group}/joining", {"review": people.other_review.id})
    senco.post(found[0], {"why": "Too slow."})
    stranger.post(f"{group}/refusal", {"why": "The other keeper had joined."})
    assert [joined for _school, joined in members(database)] == [True, True]


def test_third_school_is_told_what_changes_before_it_is_asked(
    browser_of: BrowserOf, people: People, peers: Peers, database: Database
) -> None:
    senco, group = browser_of("senco"), f"/peer-groups/{peers.group.id}"
    shown = text_of(senco.get(f"{group}/invitations/new?partner={people.other_school.id}").text)
    promised = {tuple(pair) for pair in re.findall(r"(\w+ School) reviews (\w+ School)", shown.partition("Stops")[0])}
    stops = re.findall(r"(\w+ School) reviews (\w+ School)", shown.partition("Stops")[2])
    assert len(promised) == 3
    assert len(stops) == 1
    senco.post(f"{group}/invitations", {"partner": people.other_school.id})
    browser_of("stranger").post(f"{group}/joining", {"review": people.other_review.id})
    with database.reading() as session:
        names = {one.id: one.name for one in session.exec(select(School))}
    assert {(names[reviewer], names[host]) for reviewer, host in running(database)} == promised


def test_fourth_school_is_refused(browser_of: BrowserOf, people: People, peers: Peers, database: Database) -> None:
    senco, group = browser_of("senco"), f"/peer-groups/{peers.group.id}"
    with database.writing() as session:
        fourth = make_school(session, "100009", "Fourth School")
    assert senco.post(f"{group}/invitations", {"partner": people.other_school.id}).status_code == 303
    response = senco.post(f"{group}/invitations", {"partner": fourth.id})
    assert response.status_code == 422
    assert "three schools at most" in text_of(response.text)


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
        event = session.exec(select(PeerEvent).where(PeerEvent.kind == "left").order_by(PeerEvent.id.desc())).first()  # type: ignore[union-attr]
        assert event is not None
        assert (event.actor_name, event.why) == ("Ravi Reviewer", "Their SENCO is ill.")


def test_former_partner_finds_no_peer_route_at_once(browser_of: BrowserOf, people: People, peers: Peers) -> None:
    reviewer, group = browser_of("reviewer"), f"/peer-groups/{peers.group.id}"
    there = f"/peer-reviews/{peers.there.id}"
    assert reviewer.get(f"{there}/self-evaluation").status_code == 200
    reviewer.post(f"{group}/withdrawal", {"why": "A nearer school was found."})
    asked = 0
    for method, pattern in EXPECTED:
        if not pattern.startswith("/peer-"):
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


def test_two_keepers_join_at_once(house: FastAPI, browser_of: BrowserOf, people: People, database: Database) -> None:
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


def at_once(*requests: Callable[[], object]) -> list[int]:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(requests)) as pool:
        return [one.result().status_code for one in [pool.submit(each) for each in requests]]  # type: ignore[attr-defined]


def test_page_of_a_triad_shows_all_three_directions(
    browser_of: BrowserOf, people: People, peers: Peers, database: Database
) -> None:
    with database.writing() as session:
        add_third(session, people, peers)
    senco = browser_of("senco")
    shown = senco.get(f"/peer-groups/{peers.group.id}")
    directions = re.findall(r"(\w+ School) reviews (\w+ School)", text_of(shown.text).partition("Changes")[0])
    assert len(set(directions)) == 3
    with database.reading() as session:
        between_others = next(
            one.id
            for one in session.exec(select(PeerReview))
            if not one.ended_at and people.school.id not in one.school_ids
        )
    assert f'href="/peer-reviews/{between_others}"' not in shown.text
    assert senco.get(f"/peer-reviews/{between_others}").status_code == 404


def add_third(session: Session, people: People, peers: Peers) -> None:
    add_partner(session, people, peers.group, "100005", "Thornhill School", "third", "Tia Third")


def test_colleague_of_the_reviewing_school_sees_names_and_stages_only(browser_of: BrowserOf, peers: Peers) -> None:
    shown = browser_of("reviewer_colleague").get(f"/peer-groups/{peers.group.id}").text
    assert "Riverside School reviews Ashgrove School" in text_of(shown)
    assert f'href="/peer-reviews/{peers.there.id}"' not in shown
    assert f'href="/peer-reviews/{peers.back.id}"' in shown
    assert browser_of("reviewer_governor").get(f"/peer-groups/{peers.group.id}").status_code == 403
