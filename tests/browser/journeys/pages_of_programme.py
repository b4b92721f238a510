"""The pages of a cohort, for `test_programme`."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Response

from tests.browser.journeys.world import send
from tests.people import People
from tests.programme.world import CohortWorld


@dataclass(frozen=True)
class Led:
    """A cohort with Ashgrove and thirty schools of its region."""

    people: People
    world: CohortWorld

    @property
    def cohort(self) -> str:
        return f"/cohorts/{self.world.cohort.id}"

    @property
    def school(self) -> str:
        return f"{self.cohort}/schools/{self.world.enrolment_id}"

    @property
    def event(self) -> str:
        return f"{self.cohort}/events/{self.world.event_id}"

    @property
    def own_school(self) -> str:
        return f"/schools/{self.people.school.id}"

    @property
    def register(self) -> str:
        return f"{self.cohort}/events/{self.world.event_id}"


Way = Callable[[Led, Page], Response | None]


def at(path: str) -> Way:
    return lambda led, page: page.goto(path.format(w=led))


def sent(path: str, **fields: str) -> Way:
    return lambda led, page: send(page, path.format(w=led), **fields)


def overtaken(led: Led, page: Page) -> Response | None:
    """A register filled in against a version that has gone."""
    one = led.world.enrolment_id
    first = {f"{one}__outcome": "attended", f"{one}__version": "0"}
    send(page, f"{led.register}/register", **first)
    return send(page, f"{led.register}/register", **{**first, f"{one}__outcome": "excused"})


PROGRAMME: list[tuple[str, str, int, Way]] = [
    ("cohort", "facilitator", 200, at("{w.cohort}")),
    ("cohort-for-evaluator", "evaluator", 200, at("{w.cohort}")),
    ("figures", "programme_manager", 200, at("{w.cohort}/fidelity")),
    ("matrix", "facilitator", 200, at("{w.cohort}/matrix")),
    ("matrix-narrowed", "facilitator", 200, at("{w.cohort}/matrix?component=peer_review&outcome=exceptions")),
    ("matrix-nobody", "facilitator", 200, at("{w.cohort}/matrix?band=poor")),
    ("events", "facilitator", 200, at("{w.cohort}/events")),
    ("events-wrong", "facilitator", 422, sent("{w.cohort}/events", date="tomorrow")),
    ("register", "facilitator", 200, at("{w.cohort}/events/{w.world.event_id}")),
    ("register-for-evaluator", "evaluator", 200, at("{w.cohort}/events/{w.world.event_id}")),
    ("register-overtaken", "facilitator", 409, overtaken),
    ("row", "facilitator", 200, at("{w.cohort}/schools/{w.world.enrolment_id}?notice=ruled")),
    ("row-ruling-wrong", "facilitator", 422, sent("{w.school}/rulings", component="x")),
    ("row-withdrawal-wrong", "facilitator", 422, sent("{w.school}/withdrawal", on="soon")),
    ("row-of-own-school", "senco", 200, at("{w.cohort}/schools/{w.world.enrolment_id}")),
    ("row-not-for-governors", "governor", 403, at("{w.cohort}/schools/{w.world.enrolment_id}")),
]
