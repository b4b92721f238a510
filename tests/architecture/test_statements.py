"""A page costs the same number of statements however much there is to show, and an autosave at most six."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import Session, select

from app import clock
from app.db import Database
from app.files.check import make_safe
from app.files.store import FolderStore
from app.models.accounts import LinkOpening, Person, Role
from app.models.actors import Actor, ActorKind
from app.models.reviews import Depth
from app.models.schools import School, SchoolUrn
from app.review_framework.loader import latest_framework
from app.services.accounts_people import Invited, add_member, invite
from app.services.contributions import Asked
from app.services.contributions import invite as ask
from app.services.contributions_writing import SentView, introduce, open_link, save_views
from app.services.evidence import add_file
from app.services.reviews import cancel_review, start_review
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.settings import Settings
from tests.architecture.statements import statements
from tests.people import People
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
MOST_FOR_AN_AUTOSAVE = 6


def pages(people: People) -> list[str]:
    school, review = f"/schools/{people.school.id}", f"/reviews/{people.review.id}"
    of_review = [
        "",
        "/scope",
        "/areas/LEAD",
        "/find",
        "/find?q=leaders",
        "/check",
        "/versions/1",
        "/versions/1/changes",
    ]
    of_review += ["/change", "/framework-changes"]
    of_review += ["/history?of=LEAD-1.strengths", "/history?of=LEAD-1", "/items/LEAD-1/evidence/k000/file"]
    of_review += ["/governors-paper", "/next", "/depth"]
    of_review += ["/contributions", "/contributions/links/new", "/differences", "/differences/meeting-sheet"]
    return ["/", school, f"{school}/people", "/account", *(f"{review}{page}" for page in of_review)]


def costs(browser: Browser, database: Database, paths: list[str]) -> dict[str, int]:
    counted = {}
    for path in paths:
        with statements(database) as sent:
            assert browser.client.get(path).status_code in {200, 303}, path
        counted[path] = len(sent)
    return counted


def fill(session: Session, people: People, settings: Settings) -> None:
    """Forty people, thirty reviews, twenty invitations, ten versions, every answer of the review."""
    by = people["senco"].actor
    for n in range(40):
        person = Person(email=f"p{n}@x.example", name=f"Person {n}", created_at=clock.now())
        session.add(person)
        session.flush()
        add_member(session, people.school, person, Role.COLLEAGUE)
    for n in range(20):
        invited = Invited(f"i{n}@x.example", f"Invited {n}", Role.COLLEAGUE)
        invite(session, people.school, invited, by=by, settings=settings)
    framework, store = latest_framework("wss-mainstream"), FolderStore(settings.var_dir / "files")
    for n in range(15):
        answered_link(session, people, settings, n)
    for n in range(30):
        review = start_review(session, people.school, framework, Depth.FULL, scope={"why_now": f"Why {n}"}, by=by)
        # One stays open beside the first, so that the start page still has a choice to make.
        cancel_review(session, review, why="A test", by=by)
    for item in framework.items:
        for name, value in (("strengths", "x"), ("developments", "y"), ("judgement", framework.scale[0].code)):
            base = read_sheet(session, people.review).text(item.code, name).version
            save_answer(session, people.review, item.code, name, value, base=base, by=by)
        for n in range(5):
            place = f"{item.code}/k00{n}"
            save_answer(session, people.review, place, "description", "z", base=0, by=by)
            for text in (b"one", b"two"):
                add_file(session, people.review, place, make_safe(f"{n}.txt", text), store=store, by=by)
    for version in range(1, 6):
        save_answer(session, people.review, "LEAD", "summary", f"Summary {version}", base=version - 1, by=by)
        agree(session, people)


def answered_link(session: Session, people: People, settings: Settings, n: int) -> None:
    """A colleague without an account has given a view on two items."""
    asked = Asked("LEAD", f"Colleague {n}", f"c{n}@x.example")
    made = ask(session, people.review, asked, by=people["senco"].actor, settings=settings)
    open_link(session, made.grant)
    session.flush()
    opening = session.exec(select(LinkOpening).where(LinkOpening.grant_id == made.grant.id)).one()
    introduce(session, opening, name=f"Colleague {n}", role="governor" if n % 2 else "class_teacher")
    levels = latest_framework("wss-mainstream").scale
    sent = [SentView(code, 0, levels[n % len(levels)].code, f"View {n}", "", "") for code in ("LEAD-1", "LEAD-2")]
    by = Actor(ActorKind.LINK, opening.id, f"Colleague {n}")
    save_views(session, people.review, made.link, opening, sent, by=by)


def agree(session: Session, people: People) -> None:
    checked = read_sheet(session, people.review).fingerprint()
    agree_version(session, people.review, checked=checked, present="", by=people["senco"].actor)


def test_page_costs_the_same_however_much_there_is(
    browser_of: BrowserOf, people: People, house: FastAPI, settings: Settings
) -> None:
    database: Database = house.state.database
    code = latest_framework("wss-mainstream").scale[0].code
    with database.writing() as session:
        save_answer(session, people.review, "LEAD-1", "judgement", code, base=0, by=people["senco"].actor)
        agree(session, people)
    senco = browser_of("senco")
    few = costs(senco, database, pages(people))
    with database.writing() as session:
        fill(session, people, settings)
    many = costs(senco, database, pages(people))
    more = {path: (few[path], many[path]) for path in few if many[path] > few[path]}
    assert more == {}, "Statements with few and with many rows"
    assert len(few) >= 16
    assert max(many.values()) <= 14, many


def test_register_costs_the_same_however_many_match(browser_of: BrowserOf, people: People, house: FastAPI) -> None:
    database: Database = house.state.database
    operator, path = browser_of("operator"), "/operator/schools?q=school"
    few = costs(operator, database, [path])
    with database.writing() as session:
        for n in range(30):
            school = School(urn=f"2{n:05}", name=f"School {n}")
            session.add(school)
            session.flush()
            session.add(SchoolUrn(urn=school.urn, school_id=school.id or 0))
    assert costs(operator, database, [path]) == few


def test_page_that_asks_once_for_each_row_is_noticed(
    browser_of: BrowserOf, people: People, house: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: list_members with the person of each membership fetched by itself."""
    from app.models.accounts import Membership
    from app.services.accounts_people import Member

    def one_by_one(session: Session, school: School) -> list[Member]:
        rows = session.exec(select(Membership).where(Membership.school_id == school.id)).all()
        return [Member(one, session.get_one(Person, one.person_id, populate_existing=True)) for one in rows]

    monkeypatch.setattr("app.pages.schools.list_members", one_by_one)
    path = f"/schools/{people.school.id}/people"
    database: Database = house.state.database
    few = costs(browser_of("senco"), database, [path])[path]
    with database.writing() as session:
        person = Person(email="one@x.example", name="One More", created_at=clock.now())
        session.add(person)
        session.flush()
        add_member(session, people.school, person, Role.GOVERNOR)
    assert costs(browser_of("senco"), database, [path])[path] == few + 1


def test_autosave_takes_at_most_six_statements(browser_of: BrowserOf, people: People, house: FastAPI) -> None:
    database: Database = house.state.database
    senco, path = browser_of("senco"), f"/reviews/{people.review.id}/answers"
    for version, text in enumerate(("first", "changed", "changed again")):
        sent = {"name": "LEAD-1.strengths", "value": text, "version": str(version)}
        with statements(database) as seen:
            assert senco.client.post(path, data=sent, headers={"X-Autosave": "1"}).status_code == 200
        assert seen[0].startswith("BEGIN"), seen
        assert seen[-1] == "COMMIT", seen
        assert 4 <= len(seen) <= MOST_FOR_AN_AUTOSAVE, seen


def test_page_only_reads_in_one_transaction(browser_of: BrowserOf, people: People, house: FastAPI) -> None:
    database: Database = house.state.database
    with statements(database) as seen:
        browser_of("senco").client.get(f"/reviews/{people.review.id}")
    own = seen[[n for n, one in enumerate(seen) if one == "COMMIT"][-1] + 1 :]
    assert own[0].startswith("BEGIN")
    assert own[-1] == "ROLLBACK"
    assert all(one.startswith("SELECT") for one in own[1:-1]), own
    assert len(own) >= 4
