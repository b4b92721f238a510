"""Pages about peer reviews cost the same number of statements however many there are."""

from collections.abc import Callable

from fastapi import FastAPI
from sqlmodel import Session

from app.db import Database
from app.models.peer_review import Side
from app.models.reviews import Depth
from app.review_framework.loader import latest_framework
from app.services.peer_review import ask_school, join, sign, start_group
from app.services.peer_review import list_peer_reviews as list_all
from app.services.reviews import start_review
from tests.architecture.statements import statements
from tests.peers import Peers
from tests.people import People, make_school
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
MOST = 16
MOST_FOR_A_FIRST_PAGE = 22
"""What is next in every journey, for one school or several."""


def add_groups(session: Session, people: People, many: int) -> None:
    """As many more pairs in which Ashgrove is, each with something signed; and as many invitations to it."""
    by, framework = people["senco"].actor, latest_framework("wss-mainstream")
    for n in range(many):
        other = make_school(session, f"3{n:05}", f"Partner {n}")
        own = start_review(session, other, framework, Depth.SHORT, scope={}, by=by)
        group, asking = start_group(session, by=by), start_group(session, by=by)
        for school, review in ((people.school, people.review), (other, own)):
            ask_school(session, group, school, by=by)
            join(session, group, school, review, by=by)
        for review in list_all(session, group):
            sign(session, review, people["senco"], Side.HOST, wording="x")
        ask_school(session, asking, other, by=by)
        join(session, asking, other, own, by=by)
        ask_school(session, asking, people.school, by=by)


def costs(browser: Browser, database: Database, paths: list[str]) -> dict[str, int]:
    counted = {}
    for path in paths:
        with statements(database) as sent:
            assert browser.client.get(path).status_code == 200, path
        counted[path] = len(sent)
    return counted


def test_pages_cost_the_same_however_many_peer_reviews_there_are(
    browser_of: BrowserOf, people: People, peers: Peers, database: Database, house: FastAPI
) -> None:
    with database.writing() as session:
        framework = latest_framework("wss-mainstream")
        # With two open reviews the first page is a page of its own.
        start_review(session, people.school, framework, Depth.SHORT, scope={}, by=people["senco"].actor)
    senco = browser_of("senco")
    school, there = f"/schools/{people.school.id}", f"/peer-reviews/{peers.there.id}"
    paths = ["/", school, f"{school}/peer-groups", f"/reviews/{people.review.id}", f"/peer-groups/{peers.group.id}"]
    paths += [there, f"{there}/agreement", f"{there}/dates", f"{there}/sharing", f"{there}/self-evaluation"]
    own: Database = house.state.database
    few = costs(senco, own, paths)
    with database.writing() as session:
        add_groups(session, people, 8)
    many = costs(senco, own, paths)
    assert many == few
    first_pages = paths[:4]
    assert max(many[path] for path in paths if path not in first_pages) <= MOST, many
    assert max(many[path] for path in first_pages) <= MOST_FOR_A_FIRST_PAGE, many
