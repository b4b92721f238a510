"""An event to come, for the tests of events: scheduled by its facilitator, invited to, with what left for it."""

import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from icalendar import Calendar
from sqlmodel import col, select

from app.db import Database
from app.models.programme_engagement import CohortEvent
from app.settings import Settings
from tests.accounts.letters import send_all
from tests.programme.world import CohortWorld
from tests.visits import Browser

BrowserOf = Callable[[str], Browser]
FORM = {"code": "regional_meeting", "region": "london", "date": "2027-03-16", "begins": "16:00", "place": "Hall 3"}
"""A Tuesday."""


def here(led: CohortWorld) -> str:
    return f"/cohorts/{led.cohort.id}/events"


def schedule(fay: Browser, led: CohortWorld, **changed: str) -> str:
    """The address of a new event of London's, or of the region that is named."""
    answer = fay.post(here(led), {**FORM, **changed})
    assert answer.status_code == 303, answer.text[-2000:]
    return str(answer.headers["location"]).partition("?")[0]


def own(event: str, school_id: int | None) -> str:
    """The same event, as the school finds it."""
    return f"/schools/{school_id}/events/{event.rpartition('/')[2]}"


def invite(fay: Browser, event: str, database: Database) -> None:
    """Everybody whom the page names has an invitation."""
    page = fay.get(f"{event}/invitations").text
    people = [one.partition('"')[0] for one in page.split('name="person" value="')[1:]]
    assert fay.post(f"{event}/invitations", {"person": people}).status_code == 303


def stored(database: Database, event: str) -> CohortEvent:
    with database.reading() as session:
        return session.exec(select(CohortEvent).where(col(CohortEvent.id) == int(event.rpartition("/")[2]))).one()


def mails(database: Database, settings: Settings) -> list[EmailMessage]:
    """Every letter so far, as it left."""
    send_all(database, settings)
    folder = Path(settings.var_dir) / "outbox"
    files = sorted(folder.glob("*.eml"), key=lambda file: int(file.name.split("-")[1]))
    found = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]
    return [one for one in found if isinstance(one, EmailMessage)]


def calendar_in(mail: EmailMessage) -> tuple[str, dict[str, str]]:
    """The method of the calendar file that came with it, and its one event."""
    (part,) = mail.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert part.get_param("method") == str(calendar["method"])
    (event,) = calendar.walk("VEVENT")
    return str(calendar["method"]), {name.lower(): str(value) for name, value in event.items()} | {
        "starts": event.decoded("dtstart").isoformat()
    }
