"""What the school does with views: reading, quoting, folding in, replying. Their writers see what became of them."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.db import Database
from app.models.self_evaluation import AnswerChange
from app.services.self_evaluation import read_sheet
from tests.contributions.colleagues import Colleague, ask_one, ask_several, changes, fields_of, views
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
OWN = "Leaders visit every class."


@pytest.fixture
def senco(browser_of: BrowserOf) -> Browser:
    return browser_of("senco")


@pytest.fixture
def tess(house: FastAPI, senco: Browser, people: People, database: Database) -> Colleague:
    """Has written about LEAD-1, where the SENCO has a text of her own."""
    save_own(senco, people, OWN, "0")
    tess = Colleague.with_link(house, ask_one(senco, people, database), "Tess")
    sent = {"LEAD_1__strengths": "Pupils know whom to ask.", "LEAD_1__basis": "Lunch duty."}
    assert tess.write(**sent, LEAD_1__judgement="secure") == 303
    return tess


def save_own(senco: Browser, people: People, words: str, version: str) -> None:
    sent = {"name": "LEAD-1.strengths", "value": words, "version": version}
    assert senco.post(f"/reviews/{people.review.id}/answers", sent).status_code == 200


def here(people: People) -> str:
    return f"/reviews/{people.review.id}/contributions"


def own_text(database: Database, people: People, field: str = "strengths") -> str:
    with database.reading() as session:
        return read_sheet(session, people.review).value("LEAD-1", field)


def test_view_stands_beside_the_school_s_words_with_name_and_role(
    senco: Browser, tess: Colleague, people: People, database: Database
) -> None:
    shown = text_of(senco.get(here(people)).text)
    for words in (
        "Tess, Class or subject teacher",
        "Pupils know whom to ask.",
        "Lunch duty.",
        "Secure",
        "Not read yet",
    ):
        assert words in shown
    assert own_text(database, people) == OWN
    assert "1 view from a colleague" in text_of(senco.get(f"/reviews/{people.review.id}/areas/LEAD").text)
    assert "Not read yet" in text_of(tess.browser.get(tess.page).text)


def test_reading_and_replying_reach_the_writer(
    senco: Browser, tess: Colleague, people: People, database: Database
) -> None:
    (view,) = views(database)
    assert senco.post(f"{here(people)}/{view.id}/reading").status_code == 303
    assert "Read" in text_of(tess.browser.get(tess.page).text)
    assert senco.post(f"{here(people)}/{view.id}/reply", {"reply": "Thank you, we will ask pupils."}).status_code == 303
    assert "Thank you, we will ask pupils." in tess.browser.get(tess.page).text
    assert [(one.event, one.actor_kind, one.actor_name) for one in changes(database)] == [
        ("saved", "link", "Tess"),
        ("handled", "person", "Asha Senco"),
        ("handled", "person", "Asha Senco"),
    ]


def test_quotation_follows_the_school_s_own_text(
    senco: Browser, tess: Colleague, people: People, database: Database
) -> None:
    page = senco.get(here(people))
    (view,) = views(database)
    action = f"{here(people)}/{view.id}/quotation"
    assert page.text.count(f'action="{action}"') == 1, "One form for each text that can be quoted"
    sent = {"text": "strengths", "strengths.version": "1", "developments.version": "0"}
    assert senco.post(action, {**sent, "field": "strengths"}).status_code == 303
    assert own_text(database, people) == f"{OWN}\n\n“Pupils know whom to ask.” (Tess, Class or subject teacher)"
    assert senco.post(action, {**sent, "field": "developments"}).status_code == 303
    assert own_text(database, people, "developments").startswith("“Pupils know whom to ask.”")
    assert "Quoted" in text_of(tess.browser.get(tess.page).text)
    for wrong in ({"text": "name", "field": "strengths"}, {"text": "strengths", "field": "judgement"}):
        assert senco.post(action, wrong).status_code == 404


def test_quotation_over_a_newer_text_shows_both(
    senco: Browser, tess: Colleague, people: People, database: Database
) -> None:
    (view,) = views(database)
    action = f"{here(people)}/{view.id}/quotation"
    save_own(senco, people, "A newer text.", "1")
    late = senco.post(action, {"text": "strengths", "field": "strengths", "strengths.version": "1"})
    assert late.status_code == 409
    assert "A newer text." in late.text
    assert OWN in late.text
    assert own_text(database, people) == "A newer text."
    with database.reading() as session:
        kept = session.exec(select(AnswerChange.value).where(AnswerChange.kind == "set_aside")).all()
    assert len(kept) == 1
    assert kept[0].startswith(OWN)
    assert views(database)[0].outcome == "new", "It is not quoted yet"
    assert senco.post(action, fields_of(late.text, action)).status_code == 303
    assert own_text(database, people).startswith("A newer text.\n\n“Pupils know")


def test_view_is_folded_into_the_school_s_own_words(
    senco: Browser, tess: Colleague, people: People, database: Database
) -> None:
    (view,) = views(database)
    action = f"{here(people)}/{view.id}/folding-in"
    page = senco.get(action)
    assert "Pupils know whom to ask." in page.text
    form = fields_of(page.text, action)
    assert form["LEAD-1.strengths"] == OWN
    assert senco.post(action, form).headers["location"] == f"{here(people)}#LEAD-1", "Nothing changed, nothing is said"
    assert views(database)[0].outcome == "new"
    assert senco.post(action, form | {"LEAD-1.strengths": f"{OWN} Pupils know whom to ask."}).status_code == 303
    assert own_text(database, people) == f"{OWN} Pupils know whom to ask."
    assert "Part of the school’s own words" in text_of(tess.browser.get(tess.page).text)
    clash = senco.post(action, form | {"LEAD-1.strengths": "From an old page."})
    assert clash.status_code == 409
    assert "From an old page." in clash.text
    assert own_text(database, people) == f"{OWN} Pupils know whom to ask."


def test_changed_view_waits_to_be_read_again(
    senco: Browser, tess: Colleague, people: People, database: Database
) -> None:
    (view,) = views(database)
    assert senco.post(f"{here(people)}/{view.id}/reading").status_code == 303
    assert tess.write(LEAD_1__strengths="Pupils know whom to ask, and do.") == 303
    (view,) = views(database)
    assert (view.outcome, view.version) == ("new", 2)
    page = text_of(senco.get(f"{here(people)}/{view.id}/folding-in").text)
    assert "Pupils know whom to ask. Lunch duty." in page, "The earlier text is in its history"


def test_form_that_cannot_be_saved_loses_nothing(
    house: FastAPI, senco: Browser, people: People, database: Database
) -> None:
    uma = Colleague.with_link(house, ask_several(senco, people, place="LEAD"), "Uma")
    sent = {"LEAD-1.version": "0", "LEAD-1.strengths": "Typed with care.", "LEAD-1.judgement": "secure"}
    nameless = uma.browser.post(uma.page, sent)
    assert nameless.status_code == 422
    assert "Enter your name" in nameless.text
    again = fields_of(nameless.text, uma.page)
    assert (again["LEAD-1.strengths"], again["LEAD-1.judgement"]) == ("Typed with care.", "secure")
    assert views(database) == []
    too_long = "x" * 20_001
    again |= {"name": "Uma", "role": "governor", "LEAD-2.strengths": too_long}
    half = uma.browser.post(uma.page, again)
    assert half.status_code == 422
    assert too_long in half.text
    assert [(one.item, one.strengths, one.role) for one in views(database)] == [
        ("LEAD-1", "Typed with care.", "governor")
    ], "What can be kept is kept"


def test_cancelled_review_takes_no_more_and_gives_the_words_back(
    house: FastAPI, senco: Browser, tess: Colleague, people: People, database: Database
) -> None:
    form = fields_of(tess.browser.get(tess.page).text, tess.page)
    cancel = senco.post(f"/reviews/{people.review.id}/cancellation", {"why": "Merged with another school."})
    assert cancel.status_code == 303
    assert "ended this review" in text_of(tess.browser.get(tess.page).text)
    late = tess.browser.post(tess.page, form | {"LEAD-1.strengths": "Too late, and not lost."})
    assert late.status_code == 422
    assert "Too late, and not lost." in late.text
    assert views(database)[0].strengths == "Pupils know whom to ask."


def test_form_that_asks_nobody_keeps_what_was_typed(senco: Browser, people: People, database: Database) -> None:
    good = {"for": "one", "place": "LEAD-1", "name": "Tess", "email": "t@x.example", "days": "21", "note": "Please."}
    for wrong in (
        {"for": "all"},
        {"name": ""},
        {"email": "t at x"},
        {"place": "LEAD-99"},
        {"days": "4000"},
        {"role_wanted": "king"},
        {"note": "Please." + "x" * 2_000},
    ):
        refused = senco.post(f"{here(people)}/links", good | wrong)
        assert refused.status_code == 422, wrong
        assert "Please." in refused.text
    assert senco.get(f"{here(people)}/links/new?of=LEAD-1").text.count('value="LEAD-1" selected') == 1
    assert "No link was made yet." in text_of(senco.get(here(people)).text)
