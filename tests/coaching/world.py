"""Ashgrove in a cohort with Fay as its facilitator and a plan to be coached on; Otherfield in another region."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from app import clock
from app.clock import in_london
from app.models.action_plan_fields import PRIORITIES
from app.models.fields import Key
from app.services.action_plan import book_of, start_plan
from app.services.action_plan_actions import add_action
from app.services.texts import save_text
from tests.people import People
from tests.programme.world import CohortWorld, lead_cohort
from tests.visits import Browser

PRIVATE = "zqprivatenote"
"""Stands in a coach's note to themselves, and nowhere else."""


@dataclass(frozen=True)
class Coached:
    people: People
    led: CohortWorld

    @property
    def one(self) -> str:
        return f"/reviews/{self.people.review.id}/coaching/coaching_1"

    @property
    def two(self) -> str:
        return f"/reviews/{self.people.review.id}/coaching/coaching_2"

    @property
    def cohort(self) -> str:
        return f"/cohorts/{self.led.cohort.id}"


def coach(session: Session, people: People, *, more: int = 0) -> Coached:
    led = lead_cohort(session, people, more=more)
    write_plan(session, people)
    return Coached(people, led)


def write_plan(session: Session, people: People) -> None:
    """Two priorities, the first with an action."""
    by = people["senco"].actor
    plan = start_plan(session, people.review, by=by)
    priorities = {
        "prio-one": {"title": "Every teacher a teacher of SEND", "lead_name": "Ben Leader", "sip": "SIP 2.3"},
        "prio-two": {"title": "Everybody has a voice"},
    }
    for number, (key, fields) in enumerate(priorities.items(), start=1):
        for name, value in {**fields, "position": str(number)}.items():
            save_text(session, book_of(session, plan), Key(f"{PRIORITIES}/{key}", name), value, base=0, by=by)
    add_action(session, plan, "action-one", priority="prio-one", what="Walk the corridors together", by=by)


def times(*days: int, hour: int = 15, place: str = "https://meet.example/x") -> dict[str, str]:
    """A form that offers the same hour on each of these days from now."""
    form = {"place": place}
    for number, day in enumerate(days, start=1):
        when = in_london(clock.now() + timedelta(days=day))
        form |= {f"day-{number}": when.date().isoformat(), f"begins-{number}": f"{hour:02}:30"}
    return form


def autosave(browser: Browser, path: str, name: str, value: str, version: int = 0) -> Any:
    sent = {"name": name, "value": value, "version": str(version)}
    return browser.client.post(f"{path}/texts", data=sent, headers={"X-Autosave": "1"})


def at(moment: datetime) -> Any:
    """A clock that stands still, for `monkeypatch.setattr(clock, "_read", at(moment))`."""
    return lambda: moment


def with_versions(fields: Mapping[str, str], version: int = 0) -> dict[str, str]:
    return dict(fields) | {f"{name}.version": str(version) for name in fields}
