"""A page of the plan costs the same number of statements however much there is in it, and an autosave at most six."""

from collections.abc import Callable

from fastapi import FastAPI

from app.db import Database
from tests.action_plan.plans import live_with_a_plan, make_plan, sign_report, write
from tests.architecture.statements import statements
from tests.architecture.test_statements import MOST_FOR_AN_AUTOSAVE, costs
from tests.peers import Peers
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
MOST = 14


def test_page_costs_the_same_however_long_the_plan_is(browser_of: BrowserOf, peers: Peers, house: FastAPI) -> None:
    database: Database = house.state.database
    people = peers.people
    here = f"/reviews/{people.review.id}/action-plan"
    with database.writing() as session:
        sign_report(session, peers)
        live_with_a_plan(session, people, "planned", "since")
    ends = ["", "/findings", "/priorities/k3f9", "/actions/k3f9", "/reviews", "/diary", "/versions", "/versions/2"]
    ends += ["/comparison?before=1&after=now", "/history?of=plan", "/versions/new?kind=agreed_with_slt"]
    ends += ["/findings/self/LEAD/LEAD-1/development", f"/notes/{peers.there.id}/k3f9"]
    around = ["/", f"/reviews/{people.review.id}", f"/reviews/{people.review.id}/areas/LEAD"]
    senco, paths = browser_of("senco"), [*(f"{here}{end}" for end in ends), *around]
    few = costs(senco, database, paths)
    with database.writing() as session:
        plan = make_plan(session, people, number=3, actions=12)
        for n in range(30):
            write(session, plan, people, **{f"diary__e{n:03}_DOT_tried": f"Entry {n}"})
    many = costs(senco, database, paths)
    assert {path: (few[path], many[path]) for path in few if many[path] > few[path]} == {}
    assert max(cost for path, cost in many.items() if path not in around) <= MOST, many
    with statements(database) as sent:
        data = {"name": "plan.why_number", "value": "Five fit our school.", "version": "0"}
        assert senco.client.post(f"{here}/texts", data=data).status_code == 200
    assert len(sent) <= MOST_FOR_AN_AUTOSAVE, sent
