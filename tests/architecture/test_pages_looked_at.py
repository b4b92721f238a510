"""Every page that the service has is in the list of those looked at in Chromium."""

import re
from collections.abc import Iterable
from pathlib import Path

from fastapi import FastAPI

from tests.architecture.test_access_matrix import routes_of

JOURNEYS = Path(__file__).parents[1] / "browser" / "journeys"
LISTS = (
    "test_every_page.py",
    "pages_of_shared_work.py",
    "pages_of_shares.py",
    "pages_of_peer_review.py",
    "pages_of_programme.py",
    "pages_of_pairing.py",
    "pages_of_calendar.py",
    "pages_of_coaching.py",
    "pages_of_action_plan.py",
    "pages_of_attention.py",
    "world.py",
)
PLACES = {
    "w.cohort": "/cohorts/1",
    "w.two": "/reviews/1/coaching/coaching_2",
    "w.one": "/reviews/1/coaching/coaching_1",
    "w.own": "/reviews/1/coaching/coaching_2",
    "w.review": "/reviews/1",
    "w.peer": "/peer-reviews/1",
    "w.peer_back": "/peer-reviews/1",
    "w.group": "/peer-groups/1",
    "w.here": "/reviews/1",
    "w.plan": "/reviews/1/action-plan",
    "w.school": "/schools/1",
    "w.event": "/cohorts/1/events/1",
    "w.own_school": "/schools/1",
    "w.link": "/contributions/1/link/t",
    "w.share": "/shares/1/link/t",
}

NO_PAGES = {
    "/reviews/{review_id:int}/coaching/{code}/next-step-row": "a part of the page of notes",
    "/reviews/{review_id:int}/action-plan/priorities/{key}/rows/{listed}": "a part of the priority's page",
    "/health": "one word for a machine",
    "/reviews/{review_id:int}/items/{item_code}/evidence-row": "a part of the area's page",
    "/peer-reviews/{peer_review_id:int}/agenda/row": "a part of the agenda's page",
    "/reviews/{review_id:int}/next": "leads on to an area",
    "/reviews/{review_id:int}/evidence-files/{file_id:int}": "a file",
    "/peer-reviews/{peer_review_id:int}/brief/row": "a part of the brief",
    "/peer-reviews/{peer_review_id:int}/files/{file_id:int}": "a file",
    "/peer-reviews/{peer_review_id:int}/requests/row": "a part of the page of requests",
    "/peer-reviews/visit-worker.js": "a script",
    "/peer-reviews/{peer_review_id:int}/evidence-files/{file_id:int}": "a file",
    "/resets/{token}": "its address is made anew",
    "/invitations/{token}": "its address is made anew",
    "/resets/{grant_id:int}/password": "reached by opening a reset",
    "/invitations/{grant_id:int}/acceptance": "reached by opening an invitation",
    "/peer-reviews/{peer_review_id:int}/report/areas/{code}/recommendation-row": "a part of the area's page",
    "/contributions/{grant_id:int}": "reached by opening a contribution link",
    "/shares/{grant_id:int}": "reached by opening a share",
    "/shares/{grant_id:int}/paper": "as above",
}
FILES = (".pdf", ".docx", ".ics", ".xlsx", ".csv")


def addresses_in(*sources: str) -> set[str]:
    """The addresses that stand in the text of a list, with a number for each part that is only known later."""
    found = set()
    for written in re.findall(r'"((?:\{w|/)[^"\s]*)"', "\n".join(sources)):
        address = re.sub(r"\{([^}]*)\}", lambda part: PLACES.get(part[1], "1"), written)
        found.add(address.partition("?")[0])
    return found


def not_looked_at(patterns: Iterable[str], addresses: set[str]) -> list[str]:
    missing = []
    for pattern in patterns:
        shape = re.sub(r"\\\{[^}]*:path\\\}", ".+", re.escape(pattern))
        shape = re.sub(r"\\\{[^}]*\\\}", "[^/]+", shape)
        if not any(re.fullmatch(shape, address) for address in addresses):
            missing.append(pattern)
    return missing


def pages_of(house: FastAPI) -> list[str]:
    paths = {path for method, path in routes_of(house) if method == "GET"}
    return sorted(path for path in paths if path not in NO_PAGES and not path.endswith(FILES))


def sources() -> list[str]:
    return [JOURNEYS.joinpath(name).read_text(encoding="utf-8") for name in LISTS]


def test_every_page_is_looked_at(house: FastAPI) -> None:
    pages = pages_of(house)
    assert len(pages) > 30
    assert not_looked_at(pages, addresses_in(*sources())) == []


def test_what_is_named_as_no_page_is_a_route(house: FastAPI) -> None:
    assert NO_PAGES.keys() <= {path for method, path in routes_of(house) if method == "GET"}


def test_page_that_nobody_looks_at_is_noticed(house: FastAPI) -> None:
    without = [text.replace("/differences/meeting-sheet", "/elsewhere") for text in sources()]
    assert not_looked_at(pages_of(house), addresses_in(*without)) == [
        "/reviews/{review_id:int}/differences/meeting-sheet"
    ]
