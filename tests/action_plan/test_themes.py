"""What a school works on, for figures and for pairs: its plan first, else what its review set out with."""

import pytest
from sqlmodel import Session

from app import clock
from app.access.visible import whole_cohort
from app.db import Database
from app.models.action_plan import ActionPlan, ActionPlanVersion, PlanText, PlanVersionKind
from app.models.programme import Cohort, Enrolment
from app.models.self_evaluation import AgreedVersion
from app.services.insight_answers import THEME, read_answers
from app.services.pairing_cohort import read_pairing
from app.services.self_evaluation import read_sheet, save_answer
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.programme.world import CohortWorld, lead_cohort

pytestmark = ON_SQLITE
KINDS = PlanVersionKind


@pytest.fixture
def led(database: Database, people: People) -> CohortWorld:
    """Ashgrove set out to look at language, has agreed that, and is counted with others."""
    with database.writing() as session:
        led = lead_cohort(session, people)
        session.get_one(Enrolment, led.enrolment_id).insight_consent = True
        base = read_sheet(session, people.review).text("scope", "focus_themes").version
        by = people["senco"].actor
        save_answer(session, people.review, place="scope", field="focus_themes", value="language", base=base, by=by)
        session.add(
            AgreedVersion(
                review_id=people.review.id or 0,
                school_id=people.school.id or 0,
                number=1,
                depth="short",
                agreed_at=clock.now(),
                agreed_by="",
                answers=[["scope", "focus_themes", "language", 1]],
                fingerprint="",
            )
        )
        return led


def texts(*themes: str, out: str = "") -> list[list[object]]:
    """A priority for each theme; the one that is `out` was removed."""
    rows: list[list[object]] = []
    for number, theme in enumerate(themes):
        place = f"priorities/k{number:03}"
        rows += [[place, "title", f"Priority {number}", 1], [place, "themes", theme, 1]]
        rows += [[place, "removed", "yes", 1]] if theme == out else []
    return rows


def counted(session: Session, led: CohortWorld) -> set[str]:
    (answers,) = read_answers(session, session.get_one(Cohort, led.cohort.id), on=clock.today())
    return {
        code.partition(":")[2] for code, category in answers.categories.items() if code.startswith(THEME) and category
    }


def paired(session: Session, led: CohortWorld, people: People) -> set[str]:
    record = read_pairing(session, whole_cohort(led.cohort), on=clock.today())
    return set(next(one.themes for one in record.schools if one.id == people.school.id))


def test_agreed_plan_is_counted_and_the_plan_as_it_stands_is_paired(
    database: Database, led: CohortWorld, people: People
) -> None:
    school, now = {"school_id": people.school.id or 0}, clock.now()
    with database.writing() as session:
        assert (counted(session, led), paired(session, led, people)) == ({"language"}, {"language"})
        plan = ActionPlan(review_id=people.review.id or 0, created_at=now, created_by="Asha", **school)
        session.add(plan)
        session.flush()
        for place, field, value, version in texts("outcomes", "resources", out="resources"):
            text = {"place": place, "field": field, "value": value, "version": version}
            session.add(PlanText(plan_id=plan.id or 0, changed_by="Asha", changed_at=now, **school, **text))
        session.flush()
        assert (counted(session, led), paired(session, led, people)) == ({"language"}, {"outcomes"})
        for number, (kind, themes) in enumerate(
            (
                (KINDS.SHARED_WITH_FACILITATOR, ["interventions"]),
                (KINDS.AGREED_WITH_SLT, ["outcomes", "interventions"]),
                (KINDS.REFINED_AFTER_COACHING, ["resources"]),
            ),
            start=1,
        ):
            words = {"texts": texts(*themes), "findings": [], "fingerprint": "", "by": "Asha", "at": now}
            session.add(ActionPlanVersion(plan_id=plan.id or 0, number=number, kind=kind, **words, **school))
            session.flush()
            assert counted(session, led) == ({"language"} if number == 1 else {"outcomes", "interventions"}), kind
