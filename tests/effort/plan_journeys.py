"""What a plan, coaching, sharing, pairing and the queue cost their people, walked by the words on the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from app import clock
from app.models.programme import Cohort
from app.review_framework.school_terms import school_day_from
from app.services.attention_look import look
from tests.effort.walk import Effort

if TYPE_CHECKING:
    from tests.effort.journeys import Ground


def take_a_finding_into_the_plan(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}/action-plan")
    walk.follow("Choose from the findings")
    walk.press("Take them into the plan", chosen={"take": "self/OUT/OUT-1/development"})
    assert "Ask families" in walk.text
    return walk.effort


def agree_the_plan(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}/action-plan")
    walk.follow("Versions of the plan")
    walk.follow("Agree with the senior leadership team (SLT)")
    walk.press("Agree with the senior leadership team (SLT)")
    return walk.effort


def share_the_plan(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}/action-plan")
    walk.follow("What you share")
    walk.follow("Share a paper by link")
    walk.press("Make the link", chosen={"document": "action-plan", "audience": "governors"})
    assert "I have copied it" in walk.text
    return walk.effort


def book_a_coaching_time(ground: Ground) -> Effort:
    day = school_day_from(clock.today() + timedelta(days=14)).isoformat()
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}/coaching/coaching_1")
    walk.follow("Name or change your coach")
    walk.press("Save", typed={"name": "Kit Coach"})
    walk.press("Book it", typed={"day-1": day, "begins-1": "15:45"})
    return walk.effort


def write_in_the_worksheet(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}/coaching/coaching_1")
    walk.follow("Worksheet")
    walk.press("Save", typed={"worksheet.to_ask": "How do others find the time?"})
    return walk.effort


def put_a_group_together(ground: Ground) -> Effort:
    walk = ground.walk("facilitator", f"/cohorts/{_cohort(ground)}")
    walk.follow("Pairs and triads")
    walk.follow("Make these groups")
    walk.press("Make them", typed={"why": "You are near each other."})
    return walk.effort


def record_a_contact(ground: Ground) -> Effort:
    with ground.database.writing() as session:
        look(session, session.exec(select(Cohort)).one())
    walk = ground.walk("facilitator", f"/cohorts/{_cohort(ground)}")
    walk.follow("The whole queue")
    walk.follow("Hill School")
    walk.press("Save the contact", typed={"text": "The SENCO signs in tomorrow."}, chosen={"means": "call"})
    assert "The SENCO signs in tomorrow." in walk.text
    return walk.effort


def _cohort(ground: Ground) -> int:
    with ground.database.reading() as session:
        return session.exec(select(Cohort.id)).one() or 0


PLAN: Mapping[str, Callable[[Ground], Effort]] = {
    "SENCO takes a finding into the plan": take_a_finding_into_the_plan,
    "SENCO agrees the plan": agree_the_plan,
    "SENCO shares the plan with governors": share_the_plan,
    "SENCO books a coaching session with a coach of the school’s own": book_a_coaching_time,
    "SENCO writes in the worksheet": write_in_the_worksheet,
    "Facilitator makes the groups proposed": put_a_group_together,
    "Facilitator records a contact from the queue": record_a_contact,
}
