"""Ten colleagues write through links, each in a browser of their own and without an account, while the SENCO edits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from fastapi import FastAPI
from sqlmodel import select

from app.db import Database
from app.models.actors import ActorKind
from app.models.self_evaluation import AnswerChange
from app.services.self_evaluation import read_sheet
from tests.contributions.colleagues import Colleague, ask_one, ask_several, changes, fields_of, form_of, views
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
ROUNDS = 4
ITEMS = ("LEAD-1", "LEAD-2")
SAVES_OF_SENCO = 25


def write_round_after_round(colleague: Colleague) -> list[str]:
    """Every text that this colleague was told is saved."""
    told = []
    for number in range(ROUNDS):
        form = form_of(colleague.browser, colleague.page)
        if "name" in form:
            form |= {"name": colleague.name, "role": "class_teacher"}
        words = {item: f"{colleague.name} on {item}, text {number}" for item in ITEMS}
        form |= {f"{item}.strengths": text for item, text in words.items()}
        response = colleague.browser.post(colleague.page, form)
        assert response.status_code == 303, response.text[-2000:]
        told += words.values()
    return told


def edit(senco: Browser, people: People) -> list[str]:
    told = []
    for number in range(SAVES_OF_SENCO):
        text = f"Asha's own text {number}"
        sent = {"name": "LEAD-1.strengths", "value": text, "version": str(number)}
        response = senco.post(f"/reviews/{people.review.id}/answers", sent, headers={"X-Autosave": "1"})
        assert response.status_code == 200, "Nobody else writes in her words, so nothing can clash."
        told.append(text)
    return told


def test_ten_colleagues_contribute_while_the_senco_edits(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco = browser_of("senco")
    shared = ask_several(senco, people, place="LEAD")
    names = [f"Colleague{number}" for number in range(10)]
    links = [ask_one(senco, people, database, place="LEAD", name=name) for name in names[:5]] + [shared] * 5
    assert len(set(links)) == 6
    start = Barrier(11)

    def contribute(number: int) -> list[str]:
        start.wait()
        return write_round_after_round(Colleague.with_link(house, links[number], names[number]))

    def write_own() -> list[str]:
        start.wait()
        return edit(senco, people)

    with ThreadPoolExecutor(11) as threads:
        own = threads.submit(write_own)
        told = dict(zip(names, threads.map(contribute, range(10)), strict=True))
        own_texts = own.result()

    kept = views(database)
    assert {(one.name, one.item): one.strengths for one in kept} == {
        (name, item): f"{name} on {item}, text {ROUNDS - 1}" for name in names for item in ITEMS
    }
    assert len(kept) == len(names) * len(ITEMS), "Each has one view of each item"
    history = changes(database)
    assert sorted(one.strengths for one in history) == sorted(text for texts in told.values() for text in texts)
    by_id = {one.id: one for one in kept}
    assert all(one.actor_name == by_id[one.contribution_id].name for one in history), "Each under its writer's name"
    assert {one.actor_kind for one in history} == {ActorKind.LINK}
    assert len({one.actor_id for one in history}) == len(names)

    with database.reading() as session:
        assert read_sheet(session, people.review).value("LEAD-1", "strengths") == own_texts[-1]
        answers = list(session.exec(select(AnswerChange).where(AnswerChange.field == "strengths")))
    assert [one.value for one in answers] == own_texts
    assert {one.actor_name for one in answers} == {"Asha Senco"}

    shown = text_of(senco.get(f"/reviews/{people.review.id}/contributions").text)
    for name in names:
        for item in ITEMS:
            assert f"{name} on {item}, text {ROUNDS - 1}" in shown
    area = text_of(senco.get(f"/reviews/{people.review.id}/areas/LEAD").text)
    assert area.count("10 views from colleagues") == len(ITEMS)
    assert "Colleague3 on" not in area, "Beside her words, and not among them"


def test_one_person_in_two_windows_loses_neither_text(
    house: FastAPI, browser_of: BrowserOf, people: People, database: Database
) -> None:
    tess = Colleague.with_link(house, ask_one(browser_of("senco"), people, database), "Tess")
    early = form_of(tess.browser, tess.page) | {"name": "Tess", "role": "class_teacher"}
    assert tess.write(LEAD_1__strengths="From the first window.") == 303
    late = tess.browser.post(tess.page, early | {"LEAD-1.strengths": "From the second window."})
    assert late.status_code == 409
    assert "From the first window." in late.text
    again = fields_of(late.text, tess.page)
    assert again["LEAD-1.strengths"] == "From the second window."
    assert [one.strengths for one in views(database)] == ["From the first window."]
    assert tess.browser.post(tess.page, again).status_code == 303
    assert [one.strengths for one in views(database)] == ["From the second window."]
    assert [(one.event, one.strengths) for one in changes(database)] == [
        ("saved", "From the first window."),
        ("set_aside", "From the second window."),
        ("saved", "From the second window."),
    ]
