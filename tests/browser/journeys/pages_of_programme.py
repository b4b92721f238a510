"""The pages of a cohort, for `test_programme`."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Response

from app.forms.programme_files import pack
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
    return lambda led, page: send(
        page, path.format(w=led), **{name: value.format(w=led) for name, value in fields.items()}
    )


def file_sent(path: str) -> Way:
    """A file with a row that is left out."""
    rows = b"urn,component,outcome,senior_leader,reason,note\n9,action_plan,met,yes,,\n"
    return sent(path, name="rows.csv", packed=pack(rows))


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
    ("trend", "facilitator", 200, at("{w.cohort}/trend")),
    ("report", "facilitator", 200, at("{w.cohort}/report")),
    ("report-narrowed", "evaluator", 200, at("{w.cohort}/report?region=london")),
    ("waiting", "facilitator", 200, at("{w.cohort}/waiting")),
    ("waiting-nobody", "facilitator", 200, at("{w.cohort}/waiting?region=north_west")),
    ("people", "programme_manager", 200, at("{w.cohort}/people")),
    ("people-wrong", "programme_manager", 422, sent("{w.cohort}/handovers", email="x")),
    ("people-not-for-facilitators", "facilitator", 403, at("{w.cohort}/people")),
    ("enrolling", "facilitator", 200, at("{w.cohort}/enrolments/new?q=Hill")),
    ("enrolling-wrong", "facilitator", 422, sent("{w.cohort}/enrolments", school="x")),
    ("files", "programme_manager", 200, at("{w.cohort}/files")),
    ("files-wrong", "facilitator", 422, sent("{w.cohort}/files/engagement/rows", packed="x")),
    ("file", "facilitator", 200, file_sent("{w.cohort}/files/engagement/rows")),
    ("taking-part", "senco", 200, at("{w.cohort}/schools/{w.world.enrolment_id}/taking-part")),
    ("taking-part-recorded", "facilitator", 422, sent("{w.school}/taking-part/agreement", on="2199-01-01")),
    ("taking-part-wrong", "senco", 422, sent("{w.school}/taking-part/consent")),
    ("row-not-for-governors", "governor", 403, at("{w.cohort}/schools/{w.world.enrolment_id}")),
]
