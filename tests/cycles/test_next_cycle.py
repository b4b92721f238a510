"""The next cycle: what was said last time stands beside each question, and counts for this year only when asked to."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from app import clock
from app.db import Database
from app.models.reviews import Review
from app.models.self_evaluation import Answer, AnswerChange
from app.pages.cycles import age
from app.review_framework.loader import latest_framework
from app.services.reviews import cancel_review
from app.services.self_evaluation import save_answer
from tests.architecture.statements import statements
from tests.cycles.conftest import Cycle
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]

SAID = {
    "LEAD-1.judgement": "growing",
    "LEAD-1.strengths": "Leaders ask each term.",
    "LEAD-1.developments": "Governors ask seldom.",
    "LEAD-1.stakeholders": "headteacher pupils",
    "LEAD-1/k3f9.description": "Minutes of two meetings.",
    "LEAD-1/k3f9.dated": "2024-09-03",
    "LEAD.summary": "Leadership is shared.",
}


def form(people: People, **more: str) -> dict[str, str]:
    sent = {"framework": "wss-mainstream 1.0", "depth": "short", "scope.why_now": "A year has passed."}
    return sent | {name.replace("__", "."): value for name, value in more.items()}


def reviews(database: Database, people: People) -> list[Review]:
    with database.reading() as session:
        return list(session.exec(select(Review).where(Review.school_id == people.school.id).order_by(Review.id)))


def value(database: Database, review: Review, place: str, field: str) -> str:
    with database.reading() as session:
        found = session.get(Answer, (review.id, place, field))
        return found.value if found else ""


def area(browser: Browser, review: Review, **options: object) -> str:
    return text_of(browser.get(f"/reviews/{review.id}/areas/LEAD", **options).text)


def bring(browser: Browser, review: Review, name: str, **more: str) -> str:
    """The address that pressing the button leads to."""
    response = browser.post(f"/reviews/{review.id}/areas/LEAD", {"bring-over": name, **more})
    assert response.status_code == 303, response.text[:300]
    location: str = response.headers["location"]
    return location


def test_review_is_started_from_the_last_one(
    browser_of: BrowserOf, people: People, database: Database, cycle: Cycle
) -> None:
    first = cycle(SAID, agree=True)
    senco = browser_of("senco")
    assert f"/schools/{people.school.id}/reviews/new?previous={first.id}" in senco.get(f"/reviews/{first.id}").text
    page = senco.get(f"/schools/{people.school.id}/reviews/new?previous={first.id}").text
    assert f'value="{first.id}" checked' in page
    assert "It is time." in text_of(page), "Why the last one was made"
    sent = senco.post(f"/schools/{people.school.id}/reviews", form(people, previous=str(first.id)))
    tasks = text_of(senco.follow(sent).text)
    assert "It continues the review of" in tasks
    assert reviews(database, people)[-1].previous_id == first.id


@pytest.mark.parametrize("wrong", ["999999", "x", "-1", "9" * 30, "１"])
def test_review_that_is_not_there_cannot_be_continued(browser_of: BrowserOf, people: People, wrong: str) -> None:
    path = f"/schools/{people.school.id}/reviews"
    assert browser_of("senco").post(path, form(people, previous=wrong)).status_code == 404
    assert browser_of("senco").get(f"{path}/new", params={"previous": wrong}).status_code == 200


def test_review_of_another_school_cannot_be_continued(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    path, theirs = f"/schools/{people.school.id}/reviews", str(people.other_review.id)
    before = reviews(database, people)
    assert browser_of("senco").post(path, form(people, previous=theirs)).status_code == 404
    page = browser_of("senco").get(f"{path}/new", params={"previous": theirs}).text
    assert f'value="{theirs}" checked' not in page
    assert reviews(database, people) == before


def test_choice_stays_when_the_form_comes_back(browser_of: BrowserOf, people: People, cycle: Cycle) -> None:
    first = cycle(SAID)
    sent = form(people, previous=str(first.id), scope__why_now="", form="a-mark")
    response = browser_of("senco").post(f"/schools/{people.school.id}/reviews", sent)
    assert response.status_code == 422
    assert f'value="{first.id}" checked' in response.text
    assert 'name="form" value="a-mark"' in response.text


def test_double_click_starts_one_review(browser_of: BrowserOf, people: People, database: Database) -> None:
    senco, path = browser_of("senco"), f"/schools/{people.school.id}/reviews"
    before = len(reviews(database, people))
    sent = form(people, form="a-mark")
    led = {senco.post(path, sent).headers["location"] for _ in range(3)}
    assert len(led) == 1
    assert len(reviews(database, people)) == before + 1


def test_other_words_or_another_form_start_another_review(
    browser_of: BrowserOf, people: People, database: Database
) -> None:
    senco, path = browser_of("senco"), f"/schools/{people.school.id}/reviews"
    sent = [form(people, form="one"), form(people, form="one", scope__why_now="Other words."), form(people, form="two")]
    assert len({senco.post(path, one).headers["location"] for one in sent}) == 3
    marks = [senco.get(f"{path}/new").text.partition('name="form" value="')[2][:43] for _ in range(2)]
    assert marks[0] != marks[1]


def test_last_words_stand_beside_the_item(browser_of: BrowserOf, cycle: Cycle) -> None:
    second = cycle({}, previous=cycle(SAID, agree=True))
    shown = area(browser_of("colleague"), second)
    for words in ("Growing", "Leaders ask each term.", "Governors ask seldom.", "Leadership is shared."):
        assert words in shown
    assert f"Minutes of two meetings. ({age(clock.today().replace(2024, 9, 3))})" in shown
    assert "“Last time” is your review as agreed on" in shown
    assert "Areas for development: not answered yet this time" in shown


def test_last_words_are_nobodys_answer_of_this_year(browser_of: BrowserOf, cycle: Cycle, database: Database) -> None:
    second = cycle({}, previous=cycle(SAID, agree=True))
    senco = browser_of("senco")
    area(senco, second)
    assert value(database, second, "LEAD-1", "strengths") == ""
    assert "0 of 7 items looked at" in area(senco, second)
    checked = text_of(senco.get(f"/reviews/{second.id}/check").text)
    assert f"0 of {len(latest_framework('wss-mainstream').items)} items looked at" in checked


def test_words_never_agreed_are_shown_and_it_is_said(browser_of: BrowserOf, cycle: Cycle) -> None:
    shown = area(browser_of("senco"), cycle({}, previous=cycle(SAID)))
    assert "It was never agreed, so these are its words as they stand." in shown
    assert "Leaders ask each term." in shown


def test_what_changed_after_the_agreement_is_shown_beside_what_was_agreed(
    browser_of: BrowserOf, people: People, cycle: Cycle, database: Database
) -> None:
    first = cycle(SAID, agree=True)
    with database.writing() as session:
        by = people["senco"].actor
        save_answer(session, first, "LEAD-1", "strengths", "Leaders ask each week.", base=1, by=by)
    shown = area(browser_of("senco"), cycle({}, previous=first))
    assert "Leaders ask each term." in shown
    assert "Strengths, changed after it was agreed Leaders ask each week." in shown


def test_text_is_brought_over_with_its_history(
    browser_of: BrowserOf, people: People, cycle: Cycle, database: Database
) -> None:
    second = cycle({}, previous=cycle(SAID, agree=True))
    leader = browser_of("senior_leader")
    assert bring(leader, second, "LEAD-1.strengths").endswith("?notice=brought-over#LEAD-1")
    assert bring(leader, second, "LEAD-1.stakeholders").endswith("?notice=brought-over#LEAD-1")
    assert bring(leader, second, "LEAD.summary").endswith("?notice=brought-over#LEAD")
    assert value(database, second, "LEAD-1", "strengths") == "Leaders ask each term."
    assert value(database, second, "LEAD-1", "stakeholders") == "headteacher pupils"
    assert value(database, second, "LEAD", "summary") == "Leadership is shared."
    with database.reading() as session:
        change = session.exec(
            select(AnswerChange).where(AnswerChange.review_id == second.id, AnswerChange.field == "strengths")
        ).one()
    assert (change.actor_name, change.actor_id, change.kind) == ("Ben Leader", people["senior_leader"].id, "saved")
    page = leader.get(f"/reviews/{second.id}/areas/LEAD").text
    assert 'value="LEAD-1.strengths" formaction' not in page
    assert 'value="LEAD-1.developments" formaction' in page
    assert "Strengths: the same as last time" in text_of(page)


def test_words_of_this_year_are_never_overwritten(browser_of: BrowserOf, cycle: Cycle, database: Database) -> None:
    second = cycle({"LEAD-1.strengths": "New words."}, previous=cycle(SAID, agree=True))
    assert "notice=already-written" in bring(browser_of("senco"), second, "LEAD-1.strengths")
    assert value(database, second, "LEAD-1", "strengths") == "New words."


def test_words_typed_on_the_page_are_saved_first_and_win(
    browser_of: BrowserOf, cycle: Cycle, database: Database
) -> None:
    second = cycle({}, previous=cycle(SAID, agree=True))
    typed = {
        "LEAD-1.strengths": "Typed just now.",
        "LEAD-1.strengths.version": "0",
        "LEAD-1.developments": "",
        "LEAD-1.developments.version": "0",
        "LEAD-2.strengths": "Also typed.",
        "LEAD-2.strengths.version": "0",
    }
    senco = browser_of("senco")
    assert "notice=already-written" in bring(senco, second, "LEAD-1.strengths", **typed)
    assert "notice=brought-over" in bring(senco, second, "LEAD-1.developments", **typed)
    assert value(database, second, "LEAD-1", "strengths") == "Typed just now."
    assert value(database, second, "LEAD-1", "developments") == "Governors ask seldom."
    assert value(database, second, "LEAD-2", "strengths") == "Also typed."


def test_field_that_was_emptied_may_be_filled_again(browser_of: BrowserOf, cycle: Cycle, database: Database) -> None:
    second = cycle({}, previous=cycle(SAID, agree=True))
    senco = browser_of("senco")
    bring(senco, second, "LEAD-1.strengths")
    senco.post(f"/reviews/{second.id}/answers", {"name": "LEAD-1.strengths", "value": "", "version": "1"})
    assert "notice=brought-over" in bring(senco, second, "LEAD-1.strengths")
    assert value(database, second, "LEAD-1", "strengths") == "Leaders ask each term."


@pytest.mark.parametrize("name", ["LEAD-1.judgement", "LEAD-2.strengths", "LEAD-1/k3f9.description", "X-1.strengths"])
def test_what_is_not_carried_over_is_not_found(
    browser_of: BrowserOf, cycle: Cycle, database: Database, name: str
) -> None:
    second = cycle({}, previous=cycle(SAID, agree=True))
    response = browser_of("senco").post(f"/reviews/{second.id}/areas/LEAD", {"bring-over": name})
    assert response.status_code == 404
    assert value(database, second, "LEAD-1", "judgement") == ""


def test_cancelled_review_takes_nothing_over_and_shows_no_button(
    browser_of: BrowserOf, people: People, cycle: Cycle, database: Database
) -> None:
    second = cycle({}, previous=cycle(SAID, agree=True))
    with database.writing() as session:
        cancel_review(session, session.get_one(Review, second.id), why="No.", by=people["senco"].actor)
    senco = browser_of("senco")
    assert 'name="bring-over"' not in senco.get(f"/reviews/{second.id}/areas/LEAD").text
    assert senco.post(f"/reviews/{second.id}/areas/LEAD", {"bring-over": "LEAD-1.strengths"}).status_code == 403
    assert value(database, second, "LEAD-1", "strengths") == ""


def test_review_that_continues_none_shows_nothing_of_another(browser_of: BrowserOf, cycle: Cycle) -> None:
    cycle(SAID, agree=True)
    afresh = cycle({})
    assert "Last time" not in area(browser_of("senco"), afresh)
    for path, told in (("change", "does not continue"), ("framework-changes", "does not continue")):
        assert told in text_of(browser_of("senco").get(f"/reviews/{afresh.id}/{path}").text)


@pytest.mark.parametrize(
    ("days", "told"),
    [(0, "less than a month old"), (366, "1 year old"), (50, "1 month old"), (800, "2 years and 2 months old")],
)
def test_age_is_told_in_whole_months_and_years(days: int, told: str) -> None:
    assert age(clock.today() - timedelta(days=days)).endswith(f", {told}")
    assert age(None) == "no date"
    assert "old" not in age(clock.today() + timedelta(days=3))


def test_pages_cost_the_same_however_much_was_said(
    browser_of: BrowserOf, cycle: Cycle, database: Database, house: object
) -> None:
    of_house: Database = house.state.database  # type: ignore[attr-defined]
    much = {f"LEAD-{n}.{name}": "x" for n in range(1, 7) for name in ("strengths", "developments")}
    much |= {f"LEAD-{n}/k00{m}.description": "y" for n in range(1, 7) for m in range(5)}
    few, many = cycle({}, previous=cycle(SAID, agree=True)), cycle(much, previous=cycle(much | SAID, agree=True))
    senco = browser_of("senco")
    for path in ("/areas/LEAD", "/change", "/framework-changes", ""):
        counts = []
        for review in (few, many):
            with statements(of_house) as sent:
                assert senco.client.get(f"/reviews/{review.id}{path}").status_code == 200
            counts.append(len(sent))
        assert counts[0] == counts[1], path
        assert counts[0] <= (12 if path else 20), "The first page says what is next in every journey"
