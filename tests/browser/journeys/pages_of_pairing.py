"""The pages of pairing, for `test_pairing`."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Response

from tests.browser.journeys.world import send
from tests.people import People


@dataclass(frozen=True)
class Paired:
    """A cohort of two regions, with a group in place that a school has withdrawn from."""

    people: People
    cohort: str
    group: str
    """Two schools that are together."""
    two: str
    """A query that chooses two schools of the same local authority."""

    @property
    def one(self) -> str:
        return self.two.partition("&")[0]


Way = Callable[[Paired, Page], Response | None]


def at(path: str) -> Way:
    return lambda paired, page: page.goto(path.format(w=paired))


def sent(path: str, **fields: str) -> Way:
    return lambda paired, page: send(page, path.format(w=paired), **fields)


PAIRING: list[tuple[str, str, int, Way]] = [
    ("proposal", "programme_manager", 200, at("{w.cohort}/pairing")),
    ("proposal-of-one-region", "facilitator", 200, at("{w.cohort}/pairing?notice=groups-made")),
    ("proposal-strict", "programme_manager", 200, at("{w.cohort}/pairing?max_km=1&km=2&region=london")),
    ("proposal-wrong", "programme_manager", 422, at("{w.cohort}/pairing?max_km=far&size=big")),
    ("proposal-not-for-evaluators", "evaluator", 403, at("{w.cohort}/pairing")),
    ("groups-new", "facilitator", 200, at("{w.cohort}/pairing/groups/new")),
    ("groups-without-reason", "facilitator", 422, sent("{w.cohort}/pairing/groups", why="")),
    ("groups-moved-on", "facilitator", 409, sent("{w.cohort}/pairing/groups", why="Because", shown="x")),
    ("own-group", "facilitator", 200, at("{w.cohort}/pairing/own-group")),
    ("own-group-checked", "facilitator", 200, at("{w.cohort}/pairing/own-group?{w.two}")),
    ("own-group-wrong", "facilitator", 422, sent("{w.cohort}/pairing/own-group", school="x", why="")),
    ("own-group-partners", "programme_manager", 200, at("{w.cohort}/pairing/own-group?{w.one}")),
    ("group", "programme_manager", 200, at("{w.group}")),
    ("group-without-reason", "programme_manager", 422, sent("{w.group}/departures", why="")),
    ("group-without-third", "programme_manager", 422, sent("{w.group}/schools", why_third="")),
    ("repair", "programme_manager", 200, at("{w.cohort}/pairing/repair")),
    ("repair-of-begun", "programme_manager", 200, at("{w.cohort}/pairing/repair?begun=yes")),
    ("repair-without-reason", "programme_manager", 422, sent("{w.cohort}/pairing/repair", why="")),
]
