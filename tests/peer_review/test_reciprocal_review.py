"""Two schools, and three, review each other from the first question to both signatures, without a script."""

import re
from collections.abc import Callable, Iterable

import pytest
from sqlmodel import Session, select
from typer.testing import CliRunner

from app.cli import app
from app.db import Database
from app.models.accounts import Role
from app.models.peer_review import PeerReview
from app.models.reviews import Depth, Review
from app.review_framework.loader import latest_framework
from app.services.reviews import start_review
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from tests.peer_review.reports import submit
from tests.people import People, make_member, make_school
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


def agree(session: Session, review: Review, words: str, people: People) -> None:
    by = people["senco"].actor
    for name, value in (("judgement", "secure"), ("strengths", words)):
        save_answer(session, review, "LEAD-1", name, value, base=0, by=by)
    agree_version(session, review, checked=read_sheet(session, review).fingerprint(), present="", by=by)


def directions(database: Database) -> list[PeerReview]:
    with database.reading() as session:
        return list(session.exec(select(PeerReview).order_by(PeerReview.id)))


def sign_at_the_start(review: PeerReview, host: Browser, reviewer: Browser) -> None:
    here = f"/peer-reviews/{review.id}"
    assert reviewer.get(f"{here}/self-evaluation").status_code == 403
    reviewer.follow(reviewer.post(f"{here}/agreement", {"agree": "yes", "declares": "no"}))
    host.follow(host.post(f"{here}/agreement", {"agree": "yes"}))


def prepare(review: PeerReview, host: Browser, reviewer: Browser) -> None:
    here = f"/peer-reviews/{review.id}"
    dates = {"terms.visit_on": "2027-03-03", "terms.report_due": "2027-03-17"}
    reviewer.follow(submit(reviewer, f"{here}/dates", f"{here}/dates", **dates))
    wanted = {"requests/k3f9.wanted": "How is the library used?", "requests/k3f9.wanted.version": "0"}
    reviewer.follow(reviewer.post(f"{here}/requests/sending", wanted))
    answer = {"requests/k3f9.answer": "Every lunchtime.", "requests/k3f9.answer.version": "0"}
    host.follow(host.post(f"{here}/requests/answers", answer))
    assert "Every lunchtime." in reviewer.get(f"{here}/requests").text
    chosen = submit(host, f"{here}/agenda/template", f"{here}/agenda/template", template="half_day")
    host.follow(chosen)
    for one in (host, reviewer):
        one.follow(submit(one, f"{here}/agenda/confirmation", f"{here}/agenda/confirmation"))


def visit_and_report(review: PeerReview, host: Browser, reviewer: Browser, words: str) -> None:
    here = f"/peer-reviews/{review.id}"
    assert words in reviewer.get(f"{here}/self-evaluation/LEAD").text
    note = {"key": "a-note-of-the-visit", "text": "Pupils know whom to ask.", "about": "LEAD-1"}
    assert reviewer.post(f"{here}/notes", note).status_code == 303
    area = f"{here}/report/areas/LEAD"
    reviewer.follow(submit(reviewer, area, area, **{"copy-note": "notes/a-note-of-the-visit report/LEAD.strengths"}))
    reviewer.follow(submit(reviewer, f"{here}/report/sending", f"{here}/report/sending"))
    comment = {"accuracy/LEAD.strengths.comment": "In Year 7, too."}
    host.follow(submit(host, f"{here}/report/comments", f"{here}/report/comments", **comment))
    host.follow(submit(host, f"{here}/report/return", f"{here}/report/return"))
    for one in (reviewer, host):
        one.follow(submit(one, f"{here}/report/signature", f"{here}/report/signature"))
    signed = text_of(host.get(f"{here}/report/versions/1").text)
    assert "Pupils know whom to ask." in signed


def walk(reviews: Iterable[PeerReview], browsers: dict[int, Browser], words: dict[int, str]) -> None:
    for review in reviews:
        host, reviewer = browsers[review.school_id], browsers[review.reviewer_school_id]
        sign_at_the_start(review, host, reviewer)
        prepare(review, host, reviewer)
        visit_and_report(review, host, reviewer, words[review.school_id])


def ids_of(people: People) -> tuple[int, int]:
    assert people.school.id is not None
    assert people.other_school.id is not None
    return people.school.id, people.other_school.id


def test_pair_walks_both_ways_to_both_signatures(browser_of: BrowserOf, people: People, database: Database) -> None:
    own, other = ids_of(people)
    words = {own: "Ashgrove’s own words.", other: "Otherfield’s own words."}
    with database.writing() as session:
        agree(session, people.review, words[own], people)
        agree(session, people.other_review, words[other], people)
    browsers = {own: browser_of("senco"), other: browser_of("stranger")}
    asked = {"partner": other, "review": people.review.id, "note": "Could you come in March?"}
    group = browsers[own].post(f"/schools/{own}/peer-groups", asked).headers["location"].partition("?")[0]
    browsers[other].follow(browsers[other].post(f"{group}/joining", {"review": people.other_review.id}))
    walk(directions(database), browsers, words)
    there_and_back = directions(database)
    assert len(there_and_back) == 2
    assert all(one.final_at and not one.ended_at for one in there_and_back)
    page = text_of(browsers[own].get(group).text)
    assert (
        len(re.findall("Otherfield School reviews Ashgrove School|Ashgrove School reviews Otherfield School", page))
        >= 2
    )


def test_triad_made_by_an_operator_walks_the_ring(
    browser_of: BrowserOf, people: People, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, other = ids_of(people)
    with database.writing() as session:
        third = make_school(session, "100009", "Thornhill School")
        people.by_name["third"] = make_member(session, third, "third", "Tia Third", Role.SENCO)
        session.flush()
        by = people["third"].actor
        review = start_review(session, third, latest_framework("wss-mainstream"), Depth.SHORT, scope={}, by=by)
        words = {own: "Ashgrove’s words.", other: "Otherfield’s words.", third.id or 0: "Thornhill’s words."}
        for one in (people.review, people.other_review, review):
            agree(session, one, words[one.school_id], people)
    monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))
    made = CliRunner().invoke(app, ["group", "100001", "100002", "100009"])
    assert made.exit_code == 0, made.output
    browsers = {own: browser_of("senco"), other: browser_of("stranger"), third.id or 0: browser_of("third")}
    ring = directions(database)
    assert {one.school_id for one in ring} == {one.reviewer_school_id for one in ring} == set(browsers)
    walk(ring, browsers, words)
    assert [bool(one.final_at) for one in directions(database)] == [True] * 3
