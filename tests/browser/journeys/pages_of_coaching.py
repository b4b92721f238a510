"""The pages of coaching, for `test_coaching`."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Response

from tests.browser.journeys.world import send
from tests.coaching.world import Coached
from tests.people import People


@dataclass(frozen=True)
class Sat:
    """Ashgrove in its programme: session 1 has times to take, session 2 is booked and written for. Another school has
    a coach of its own.
    """

    people: People
    coached: Coached
    alone: People

    @property
    def cohort(self) -> str:
        return self.coached.cohort

    @property
    def review(self) -> str:
        return f"/reviews/{self.people.review.id}"

    @property
    def one(self) -> str:
        return self.coached.one

    @property
    def two(self) -> str:
        return self.coached.two

    @property
    def own(self) -> str:
        return f"/reviews/{self.alone.review.id}/coaching/coaching_2"


Way = Callable[[Sat, Page], Response | None]


def at(path: str) -> Way:
    return lambda sat, page: page.goto(path.format(w=sat))


def sent(path: str, **fields: str) -> Way:
    return lambda sat, page: send(page, path.format(w=sat), **fields)


def wrong_day(sat: Sat, page: Page) -> Response | None:
    """A next step whose day is none."""
    form = {"next_steps/k3f9__due": "x", "next_steps/k3f9__due__version": "0"}
    return send(page, f"{sat.two}/notes", **form)


COACHING: list[tuple[str, str, int, Way]] = [
    ("cohort", "facilitator", 200, at("{w.cohort}/coaching")),
    ("cohort-nobody", "facilitator", 200, at("{w.cohort}/coaching?state=to-record")),
    ("cohort-not-for-evaluators", "evaluator", 403, at("{w.cohort}/coaching")),
    ("review-with-coaching", "senco", 200, at("{w.review}")),
    ("sessions", "senco", 200, at("{w.review}/coaching")),
    ("sessions-for-coach", "facilitator", 200, at("{w.review}/coaching")),
    ("not-for-colleagues", "colleague", 403, at("{w.review}/coaching")),
    ("session", "senco", 200, at("{w.two}?notice=coaching-booked")),
    ("session-for-coach", "facilitator", 200, at("{w.two}")),
    ("booking", "senco", 200, at("{w.one}/booking")),
    ("booking-wrong", "senco", 422, sent("{w.one}/offers", **{"day-1": "soon", "minutes": "x"})),
    ("booking-too-late", "senco", 409, sent("{w.one}/booking", offer="99")),
    ("cancellation", "senco", 200, at("{w.two}/cancellation")),
    ("cancellation-wrong", "senco", 422, sent("{w.two}/cancellation", why="")),
    ("worksheet", "senco", 200, at("{w.two}/worksheet")),
    ("worksheet-first", "senior_leader", 200, at("{w.one}/worksheet")),
    ("worksheet-for-coach", "facilitator", 200, at("{w.two}/worksheet")),
    ("worksheet-not-shared", "facilitator", 200, at("{w.one}/worksheet")),
    ("earlier-texts", "senco", 200, at("{w.two}/history?of=worksheet")),
    ("sharing", "senco", 200, at("{w.two}/worksheet/sharing")),
    ("sharing-before", "senco", 200, at("{w.one}/worksheet/sharing")),
    ("notes", "senco", 200, at("{w.two}/notes?add=row")),
    ("notes-for-coach", "facilitator", 200, at("{w.two}/notes")),
    ("notes-wrong", "senco", 422, wrong_day),
    ("acceptance", "senco", 200, at("{w.two}/next-steps/k3f9/acceptance")),
    ("acceptance-wrong", "senco", 422, sent("{w.two}/next-steps/k3f9/acceptance", priority="")),
    ("attendance", "facilitator", 200, at("{w.two}/attendance")),
    ("attendance-wrong", "facilitator", 422, sent("{w.one}/attendance", **{"day-1": "x"})),
    ("document", "senco", 200, at("{w.two}/documents/coaching-worksheet")),
    ("own-coach", "alone", 200, at("{w.own}/coach")),
    ("own-coach-wrong", "alone", 422, sent("{w.own}/coach", email="nobody")),
    ("own-session", "alone", 200, at("{w.own}")),
    ("own-booking", "alone", 200, at("{w.own}/booking")),
    ("own-notes", "alone", 200, at("{w.own}/notes")),
    ("own-attendance", "alone", 200, at("{w.own}/attendance")),
    ("own-sharing", "alone", 200, at("{w.own}/worksheet/sharing")),
]
