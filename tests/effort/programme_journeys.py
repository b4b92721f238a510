"""What a programme costs its people, walked by the words on its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sqlmodel import select

from app.models.programme import Cohort, Enrolment
from tests.effort.walk import Effort
from tests.programme.world import lead_cohort

if TYPE_CHECKING:
    from tests.effort.journeys import Ground


def _cohort(ground: Ground) -> str:
    """The address of the cohort's first page. The first of these journeys finds an empty one, with five schools."""
    with ground.database.writing() as session:
        there = session.exec(select(Cohort)).first()
        return f"/cohorts/{(there or lead_cohort(session, ground.people, more=4).cohort).id}"


def fill_a_register(ground: Ground) -> Effort:
    walk = ground.walk("facilitator", _cohort(ground))
    walk.follow("Calendar and registers")
    walk.follow("Engagement Day 1")
    with ground.database.reading() as session:
        absent = session.exec(select(Enrolment.id).order_by(Enrolment.id)).first()
    chosen = {f"{absent}.outcome": "not_attended", f"{absent}.reason": "illness"}
    walk.press("Everybody else attended: save", chosen=chosen)
    assert "The register is saved" in walk.text
    return walk.effort


def rule_an_exception(ground: Ground) -> Effort:
    walk = ground.walk("facilitator", _cohort(ground))
    walk.follow("Every school and component")
    walk.follow("Ashgrove School")
    walk.press(
        "Save the ruling",
        typed={"note": "The school was inspected that day."},
        chosen={"component": "engagement_day_1", "outcome": "exception_met", "reason": "inspection"},
    )
    assert "Your ruling is saved" in walk.text
    return walk.effort


def reach_the_programme_report(ground: Ground) -> Effort:
    walk = ground.walk("facilitator", _cohort(ground))
    walk.follow("Programme report as PDF, Excel and CSV")
    walk.press("Make the PDF")
    assert "The PDF is being made." in walk.text
    return walk.effort


def bring_a_file_in(ground: Ground) -> Effort:
    walk = ground.walk("facilitator", _cohort(ground))
    walk.follow("Bring in and take out files")
    text = f"urn,component,outcome,senior_leader,reason,note\n{ground.people.school.urn},action_plan,met,yes,,\n"
    walk.press("Look at the file first", file=("engagement.csv", text.encode()))
    walk.press("Take in every row")
    assert "Every row of the file is taken" in walk.text
    return walk.effort


def sign_the_agreement(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/schools/{ground.people.school.id}")
    walk.follow("Sign the agreement to take part")
    walk.press("Sign for our school")
    assert "The agreement is signed." in walk.text
    return walk.effort


PROGRAMME: Mapping[str, Callable[[Ground], Effort]] = {
    "Facilitator fills the register of five schools, one absent": fill_a_register,
    "Facilitator rules an exception": rule_an_exception,
    "Facilitator reaches the programme report": reach_the_programme_report,
    "Facilitator brings a file in": bring_a_file_in,
    "SENCO signs the agreement to take part": sign_the_agreement,
}
"""In the order in which they are walked."""
