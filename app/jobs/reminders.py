"""The daily look: letters that are due, each once and on a school day, and which schools need somebody."""

import logging
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

from app import clock
from app.db import Database
from app.jobs.failures import describe, where
from app.models.programme import Cohort
from app.services.action_plan_reminders import remind_of_plans
from app.services.attention_look import list_running, look
from app.services.contributions_reminders import AFTER, may_remind_on, remind
from app.services.insight_snapshots import take_snapshot, term_due
from app.services.peer_review_afterwards import tell_of_what_followed
from app.services.programme_reminders import remind_of_events
from app.settings import Settings

T = TypeVar("T")
log = logging.getLogger(__name__)

FROM_HOUR = 8
"""In London: no letter of ours leaves before school begins."""

LETTERS: tuple[Callable[..., int], ...] = (
    partial(remind, since=AFTER),
    tell_of_what_followed,
    remind_of_events,
    remind_of_plans,
)
"""Each is called with the session and the settings, in a transaction of its own, and says how many letters left."""


class Reminders:
    """Looks once a day; letters leave on school days only. A process that starts anew looks again: nothing is due."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._looked_on: date | None = None

    def step(self) -> bool:
        """Whoever is due has a letter on its way, if today was not looked at yet. False when nothing left."""
        today = clock.today()
        if today == self._looked_on or clock.in_london(clock.now()).hour < FROM_HOUR:
            return False
        # Set first: a database that fails now is not asked the same again all day long.
        self._looked_on = today
        sent = sum([self._send(letters) for letters in LETTERS]) if may_remind_on(today) else 0
        self._look_at_cohorts(today)
        return sent > 0

    def _send(self, letters: Callable[..., int]) -> int:
        def look() -> int:
            with self._database.writing() as session:
                return letters(session, settings=self._settings)

        return self._try("for letters", look) or 0

    @staticmethod
    def _try(what: str, look: Callable[[], T]) -> T | None:
        """A look that fails costs no other look its day."""
        try:
            return look()
        except Exception as error:  # noqa: BLE001  A look may raise anything, and the next one has nothing to do with it.
            # Said without the error's own words, which can hold an address or a link.
            log.error("A daily look %s failed: %s\n%s", what, describe(error), where(error))
            return None

    def _look_at_cohorts(self, today: date) -> None:
        """Also in holidays, since no letter leaves by it. A transaction each, so that nobody waits for all of them."""
        with self._database.reading() as session:
            cohorts = list_running(session)
        for cohort in cohorts:
            self._try("at a cohort", partial(self._look_at, cohort, today))

    def _look_at(self, cohort: Cohort, today: date) -> None:
        with self._database.writing() as session:
            look(session, cohort)
        # On the last day of a term, or on the first after it on which the service runs.
        if term := term_due(cohort, today):
            with self._database.writing() as session:
                take_snapshot(session, cohort, term)
