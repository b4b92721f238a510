"""The pages of an event, for `test_programme`: what its facilitator does with it, and what a school sees of it."""

from playwright.sync_api import Page, Response

from tests.browser.journeys.pages_of_programme import Led, Way, at, sent
from tests.browser.journeys.world import send


def with_code(led: Led, page: Page) -> Response | None:
    return send(page, f"{led.event}/check-in", code="new")


def with_feed(_led: Led, page: Page) -> Response | None:
    return send(page, "/account/calendar")


CALENDAR: list[tuple[str, str, int, Way]] = [
    ("event-new", "facilitator", 200, at("{w.cohort}/events/new?code=reviewer_training&region=london")),
    ("event-new-wrong", "facilitator", 422, sent("{w.cohort}/events", code="other", date="tomorrow")),
    ("event-change", "facilitator", 200, at("{w.event}/change")),
    ("event-change-wrong", "facilitator", 422, sent("{w.event}/change", begins="soon")),
    ("event-cancellation", "facilitator", 200, at("{w.event}/cancellation")),
    ("event-cancellation-wrong", "facilitator", 422, sent("{w.event}/cancellation", why="")),
    ("event-invitations", "facilitator", 200, at("{w.event}/invitations")),
    ("event-materials", "facilitator", 200, at("{w.event}/materials")),
    ("event-materials-wrong", "facilitator", 422, sent("{w.event}/materials", title="Slides", link="x")),
    ("event-follow-up", "facilitator", 200, at("{w.event}/follow-up")),
    ("event-code-none", "facilitator", 200, at("{w.event}/check-in")),
    ("event-code", "facilitator", 200, with_code),
    ("own-events", "senco", 200, at("{w.own_school}/events")),
    ("own-event", "senco", 200, at("{w.own_school}/events/{w.world.event_id}")),
    ("own-event-wrong", "senco", 422, sent("{w.own_school}/events/{w.world.event_id}/reply", answer="cannot")),
    ("own-events-not-for-governors", "governor", 403, at("{w.own_school}/events")),
    ("check-in", "senco", 200, at("/check-in")),
    ("check-in-wrong", "senco", 422, sent("/check-in", code="ABC")),
    ("account-with-a-feed", "senco", 200, with_feed),
]
