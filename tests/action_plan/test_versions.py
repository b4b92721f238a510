"""Versions of a plan: made after a check, never changed, compared in words, read by whom they were shared with."""

import html
import re
from collections.abc import Callable
from itertools import product

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError

from app.db import Database
from app.models.action_plan import ActionPlan, ActionPlanVersion
from app.services.action_plan import plan_of
from app.services.action_plan_versions import find_version, plan_in
from app.services.action_plan_words import word_changes
from tests.action_plan.plans import agreed_findings, make_plan, write
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


@pytest.fixture
def here(database: Database, people: People) -> str:
    with database.writing() as session:
        agreed_findings(session, people)
        plan = make_plan(session, people, number=3, actions=2)
        write(session, plan, people, priorities__p001_DOT_title="Ask the whole school")
        write(session, plan, people, diary__d001_DOT_tried="A secret of the diary.")
    return f"/reviews/{people.review.id}/action-plan"


def decide(browser: Browser, here: str, kind: str, **fields: str) -> int:
    page = browser.get(f"{here}/versions/new", params={"kind": kind}).text
    checked = re.search(r'name="checked" value="([0-9a-f]{64})"', page)
    assert checked
    answer = browser.post(f"{here}/versions", {"kind": kind, "checked": checked[1], **fields})
    return int(answer.status_code)


def test_version_stands_as_it_was_and_the_plan_goes_on(
    database: Database, browser_of: BrowserOf, people: People, here: str
) -> None:
    senco = browser_of("senco")
    assert decide(senco, here, "agreed_with_slt", note="The whole SLT was there.") == 303
    with database.writing() as session:
        plan = session.merge(plan_of(session, people.review) or ActionPlan())
        write(session, plan, people, priorities__p001_DOT_title="Ask the whole school, and the office")
        write(session, plan, people, actions__a101_DOT_removed="yes")
    version = text_of(senco.get(f"{here}/versions/1").text)
    assert "Ask the whole school" in version
    assert "and the office" not in version
    assert "A secret of the diary." not in version
    assert "The whole SLT was there." in version
    assert "2 changes since the version that was agreed or shared" in text_of(senco.get(here).text)
    compared = html.unescape(senco.get(f"{here}/comparison", params={"before": "1", "after": "now"}).text)
    assert '<ins><span class="govuk-visually-hidden">added: </span>, and the office</ins>' in compared
    assert "Action 1.1" in compared
    with database.reading() as session, pytest.raises(DatabaseError):
        session.execute(update(ActionPlanVersion).values(note="Changed"))


def test_version_is_made_of_what_was_read_and_once(
    database: Database, browser_of: BrowserOf, people: People, here: str
) -> None:
    senco, leader = browser_of("senco"), browser_of("senior_leader")
    page = senco.get(f"{here}/versions/new", params={"kind": "shared_with_facilitator"}).text
    assert "Priority 1 is still without: measure, lead, key stakeholder." in text_of(page)
    assert "nobody outside your school can read it" in text_of(page)
    checked = re.findall(r'name="checked" value="([0-9a-f]{64})"', page)[0]
    with database.writing() as session:
        plan = plan_of(session, people.review)
        assert plan is not None
        write(session, plan, people, plan_DOT_summary="Meanwhile.")
    sent = {"kind": "shared_with_facilitator", "checked": checked, "note": "Kept?"}
    late = senco.post(f"{here}/versions", sent)
    assert late.status_code == 409
    assert "Kept?" in late.text
    assert decide(leader, here, "shared_with_facilitator") == 303
    assert decide(senco, here, "shared_with_facilitator") == 303, "The same button twice"
    assert decide(senco, here, "shared_with_facilitator", note="x" * 2_001) == 422
    with database.reading() as session:
        plan = plan_of(session, people.review)
        assert plan is not None
        assert plan.state == "shared_with_facilitator"
        version = find_version(session, plan, 1)
        assert version is not None
        assert find_version(session, plan, 2) is None
        assert plan_in(version).priorities[0].title == "Ask the whole school"


def test_governor_reads_what_was_agreed_and_nothing_before(browser_of: BrowserOf, here: str) -> None:
    senco, governor = browser_of("senco"), browser_of("governor")
    assert decide(senco, here, "shared_with_facilitator") == 303
    assert decide(senco, here, "agreed_with_slt") == 303
    assert governor.get(f"{here}/versions/1").status_code == 404
    assert governor.get(f"{here}/versions/2").status_code == 200
    assert governor.get(f"{here}/comparison", params={"before": "1", "after": "2"}).status_code == 404
    assert governor.get(f"{here}/comparison", params={"before": "2", "after": "now"}).status_code == 404
    assert governor.get(here).status_code == 403
    assert 'versions/1"' not in governor.get(f"{here}/versions").text


TEXTS = ("", "one", "one two", "one  two\n", "two one", " lead", "ends here. ", "ends, here", "don’t 🙂 stop")


def test_compared_words_make_up_both_texts() -> None:
    for before, after in product(TEXTS, TEXTS):
        pieces = word_changes(before, after)
        assert "".join(one.words for one in pieces if one.kind != "out") == after
        assert "".join(one.words for one in pieces if one.kind != "in") == before
