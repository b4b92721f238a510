"""A letter to several schools: looked at one by one, sent once, to members in force, and kept word for word."""

import re
from threading import Barrier, Thread

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app import clock
from app.db import Database
from app.models.accounts import Membership, Role
from app.models.attention import AttentionDelivery, AttentionMessage
from app.models.jobs import Job, Letter
from app.models.programme import Enrolment
from app.services.accounts_people import add_member
from app.services.attention_messages import unknown_fields
from tests.attention.conftest import As
from tests.people import People, _person
from tests.programme.world import CohortWorld
from tests.visits import Browser, text_of

WORDS = {"subject": "About {school}", "text": "Dear {senco},\n{facilitator} asks after { school }. {cohort}, {region}."}
Letters = list[tuple[str, str]]


@pytest.fixture
def draft(fay: Browser, queue: str, led: CohortWorld) -> str:
    """To Ashgrove and a school that nobody can be written to at."""
    answer = fay.post(f"{queue}/messages", {"school": [str(led.enrolment_id), str(led.enrolment_id + 2)]})
    assert answer.status_code == 303
    return str(answer.headers["location"])


def mark(page: str) -> str:
    (found,) = re.findall(r'name="mark" value="([^"]+)"', page)
    return found


def posted(database: Database) -> Letters:
    with database.reading() as session:
        return [(one.to, one.text) for one in session.exec(select(Letter).order_by(col(Letter.id)))]


def test_letter_is_looked_at_then_sent_once_and_kept(
    fay: Browser, draft: str, database: Database, led: CohortWorld
) -> None:
    assert "Nobody to write to at: Hill School 00" in fay.get(draft).text
    shown = fay.follow(fay.post(draft, WORDS)).text
    filled = "Dear Asha Senco, Fay Facilitator asks after Ashgrove School. Autumn cohort, London."
    assert filled in text_of(shown)
    assert "About Ashgrove School" in shown
    assert "Please answer to facilitator@ashgrove.example" in shown
    assert posted(database) == [], "Looking sends nothing"
    sent = fay.follow(fay.post(f"{draft}/sending", {"mark": mark(shown)}))
    assert "on their way" in sent.text
    assert filled in text_of(sent.text)
    again = fay.follow(fay.post(f"{draft}/sending", {"mark": mark(shown)}))
    assert "Nothing was sent twice" in again.text
    assert "Nothing was sent twice" in fay.follow(fay.post(draft, {**WORDS, "subject": "Other"})).text
    ((to, text),) = posted(database)
    assert to == "senco@ashgrove.example"
    with database.reading() as session:
        (delivery,) = session.exec(select(AttentionDelivery))
        assert session.exec(select(Job).where(Job.kind == "send_letter")).one()
    assert (delivery.email, delivery.text) == (to, text)
    with database.writing() as session:
        elsewhere = session.get_one(Enrolment, led.other_enrolment_id).region_id
        session.get_one(Enrolment, led.enrolment_id).region_id = elsewhere
    handed_over = fay.get(draft)
    assert handed_over.status_code == 200
    assert "senco@ashgrove.example" not in handed_over.text, "Her letter, and no school of hers any more"


def test_double_click_on_two_workers_sends_once(
    house: FastAPI, fay: Browser, draft: str, database: Database, people: People
) -> None:
    shown = fay.follow(fay.post(draft, WORDS)).text
    token = people.sign_in(database, "facilitator")
    together, answers = Barrier(4), []

    def press() -> None:
        browser = Browser(house, token)
        together.wait()
        answers.append(browser.client.post(f"{draft}/sending", data={"mark": mark(shown)}).status_code)

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 4
    assert len(posted(database)) == 1


def test_unknown_field_is_named_and_nothing_is_lost(fay: Browser, draft: str, database: Database) -> None:
    answer = fay.post(draft, {"subject": "Hello {head}", "text": "Kept as typed {Senco} {x y}"})
    assert answer.status_code == 422
    words = text_of(answer.text)
    assert "{head} cannot be filled in. Use one of these: {school}, {senco}" in words
    assert "{Senco}, {x y} cannot be filled in" in words
    assert "Kept as typed {Senco} {x y}" in answer.text
    assert fay.post(f"{draft}/sending", {"mark": "x"}).status_code == 409
    assert posted(database) == []
    assert unknown_fields("{} {school} { nobody }") == ["", " nobody "]


UNFINISHED: list[tuple[dict[str, str], str]] = [
    ({"subject": "", "text": ""}, "Write a subject"),
    ({"subject": "x" * 151, "text": "y"}, "Shorten the subject"),
    ({"subject": "x", "text": "y" * 4001}, "Shorten this"),
]


def test_unfinished_letter_says_what_is_missing(fay: Browser, draft: str) -> None:
    for sent, words in UNFINISHED:
        answer = fay.post(draft, sent)
        assert answer.status_code == 422, words
        assert words in answer.text


def test_somebody_who_left_meanwhile_gets_nothing(fay: Browser, draft: str, database: Database, people: People) -> None:
    shown = fay.follow(fay.post(draft, WORDS)).text
    with database.writing() as session:
        add_member(session, people.school, _person(session, "next", "Nia {school}"), Role.SENCO)
        old = session.exec(select(Membership).where(Membership.person_id == people["senco"].id)).one()
        old.ended_at = clock.now()
    answer = fay.post(f"{draft}/sending", {"mark": mark(shown)})
    assert answer.status_code == 409
    assert "not what you looked at" in answer.text
    assert "Dear Nia {school}," in answer.text, "A name with braces stays a name"
    assert posted(database) == []
    fay.post(f"{draft}/sending", {"mark": mark(answer.text)})
    assert [to for to, _text in posted(database)] == ["next@ashgrove.example"]


def test_administrator_reads_it_where_there_is_no_senco(
    fay: Browser, draft: str, database: Database, people: People
) -> None:
    with database.writing() as session:
        session.exec(select(Membership).where(Membership.person_id == people["senco"].id)).one().ended_at = clock.now()
    assert "Dear Erin Admin" in fay.follow(fay.post(draft, WORDS)).text


def test_withdrawn_school_is_not_written_to(fay: Browser, draft: str, led: CohortWorld, database: Database) -> None:
    with database.writing() as session:
        session.get_one(Enrolment, led.enrolment_id).withdrawn_on = clock.today()
    assert "Asha Senco" not in fay.follow(fay.post(draft, WORDS)).text


def test_only_schools_of_one_s_own_regions_are_written_to(
    fay: Browser, queue: str, led: CohortWorld, database: Database
) -> None:
    forged = fay.post(f"{queue}/messages", {"school": [str(led.other_enrolment_id), "x", "-1", "99999999999999"]})
    assert forged.status_code == 422
    assert "Tick the schools" in forged.text
    with database.reading() as session:
        assert session.exec(select(AttentionMessage)).all() == []


def test_whole_view_is_written_to_across_its_parts(fay: Browser, queue: str, database: Database) -> None:
    fay.post(f"{queue}/looks")
    assert fay.post(f"{queue}/messages", {"everybody": "yes", "region": "nowhere"}).status_code == 422
    fay.post(f"{queue}/messages", {"everybody": "yes", "rule": "report_overdue"})
    with database.reading() as session:
        (draft,) = session.exec(select(AttentionMessage))
    assert len(draft.enrolment_ids) == 4, "All but Ashgrove, of which the report is known"


def test_draft_is_its_author_s_and_what_was_sent_is_the_manager_s_to_read(fay: Browser, as_: As, draft: str) -> None:
    shown = fay.follow(fay.post(draft, WORDS)).text
    mia, gus = as_("programme_manager"), as_("other_facilitator")
    assert mia.get(draft).status_code == gus.get(draft).status_code == 404
    fay.post(f"{draft}/sending", {"mark": mark(shown)})
    assert "Dear Asha Senco" in mia.get(draft).text
    assert "About {school}" in mia.get(draft.rpartition("/")[0]).text
    assert gus.get(draft).status_code == 404
    assert "About" not in gus.get(draft.rpartition("/")[0]).text
