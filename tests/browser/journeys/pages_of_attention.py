"""The pages of the queue and of figures across schools, for `test_attention`."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Response

from tests.attention.world import AttentionWorld
from tests.browser.journeys.world import send
from tests.people import People
from tests.programme.world import CohortWorld


@dataclass(frozen=True)
class Watched:
    """A cohort with Ashgrove in London, twelve schools beside it, and fifty whose figures were taken."""

    people: People
    world: CohortWorld
    kept: AttentionWorld

    @property
    def cohort(self) -> str:
        return f"/cohorts/{self.world.cohort.id}"

    @property
    def noted(self) -> str:
        return f"{self.cohort}/attention/schools/{self.world.enrolment_id}"

    @property
    def letter(self) -> str:
        return f"{self.cohort}/attention/messages/{self.kept.message_id}"


Way = Callable[[Watched, Page], Response | None]
WORDS = {"subject": "About {school}", "text": "Dear {senco},\n\ncan I help?"}


def at(path: str) -> Way:
    return lambda watched, page: page.goto(path.format(w=watched))


def sent(path: str, **fields: str) -> Way:
    return lambda watched, page: send(page, path.format(w=watched), **fields)


def previewed(watched: Watched, page: Page) -> Response | None:
    send(page, watched.letter, **WORDS)
    return page.goto(watched.letter)


ATTENTION: list[tuple[str, str, int, Way]] = [
    ("queue", "facilitator", 200, at("{w.cohort}/attention?notice=attention-looked")),
    ("queue-nobody", "facilitator", 200, at("{w.cohort}/attention?rule=partner_gone")),
    ("queue-nobody-ticked", "facilitator", 422, sent("{w.cohort}/attention/messages")),
    ("queue-not-for-evaluators", "evaluator", 403, at("{w.cohort}/attention")),
    ("rules", "facilitator", 200, at("{w.cohort}/attention/rules")),
    ("notes", "facilitator", 200, at("{w.cohort}/attention/schools/{w.world.enrolment_id}")),
    ("notes-snooze-wrong", "facilitator", 422, sent("{w.noted}/snoozes", until="soon")),
    ("notes-contact-wrong", "facilitator", 422, sent("{w.noted}/contacts", on="soon")),
    ("notes-note-wrong", "facilitator", 422, sent("{w.noted}/notes", text="")),
    ("letters", "facilitator", 200, at("{w.cohort}/attention/messages")),
    ("letter", "facilitator", 200, at("{w.cohort}/attention/messages/{w.kept.message_id}")),
    ("letter-wrong", "facilitator", 422, sent("{w.letter}", subject="{head}")),
    ("letter-previewed", "facilitator", 200, previewed),
    ("letter-overtaken", "facilitator", 409, sent("{w.letter}/sending", mark="x")),
    ("insight", "evaluator", 200, at("{w.cohort}/insight")),
    ("insight-of-a-region", "programme_manager", 200, at("{w.cohort}/insight?region=north_east")),
    ("insight-kept-out", "other_senco", 403, at("{w.cohort}/insight")),
    ("insight-of-a-group", "group_lead", 200, at("/group-insight/{w.kept.group_lead_id}")),
]
