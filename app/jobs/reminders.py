"""The daily look: which schools need somebody, and who was asked for their view and has not answered."""

from datetime import date

from app import clock
from app.db import Database
from app.services.attention_look import list_running, look
from app.services.contributions_reminders import AFTER, may_remind_on, remind
from app.services.insight_snapshots import take_snapshot, term_due
from app.settings import Settings

FROM_HOUR = 8
"""In London: no letter of ours leaves before school begins."""


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
        reminded = may_remind_on(today) and self._remind()
        self._look_at_cohorts(today)
        return reminded

    def _remind(self) -> bool:
        with self._database.writing() as session:
            return remind(session, settings=self._settings, since=AFTER) > 0

    def _look_at_cohorts(self, today: date) -> None:
        """Also in holidays, since no letter leaves by it. A transaction each, so that nobody waits for all of them."""
        with self._database.reading() as session:
            cohorts = list_running(session)
        for cohort in cohorts:
            with self._database.writing() as session:
                look(session, cohort)
            # On the last day of a term, or on the first after it on which the service runs.
            if term := term_due(cohort, today):
                with self._database.writing() as session:
                    take_snapshot(session, cohort, term)
