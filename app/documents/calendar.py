"""Calendar files (RFC 5545) that Outlook, Google and Apple take: a visit, an event, or all that somebody goes to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from app.clock import LONDON

MEDIA_TYPE = "text/calendar; charset=utf-8; method=PUBLISH"

# The library can work these out, but has British Summer Time begin an hour late, and for the years asked for only.
SUMMER_TIME = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """`uid` is the same for the same event in every file; `sequence` grows with each change of it. With a day for
    `starts` it takes the whole day, and `ends` is not read.
    """

    uid: str
    sequence: int
    starts: datetime | date
    ends: datetime | date
    summary: str
    location: str
    description: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """`stamped` is when anything in it was last changed, so that the same events give the same file. An invitation
    names who asks and who is asked, by their addresses; replies come through the app, so the file asks for none.
    """

    title: str
    stamped: datetime
    events: tuple[CalendarEvent, ...]
    organiser: str = ""
    invited: str = ""

    @property
    def method(self) -> str:
        if not self.invited:
            return "PUBLISH"
        return "CANCEL" if all(one.cancelled for one in self.events) else "REQUEST"


def write_calendar(page: CalendarPage) -> bytes:
    """The file: CRLF line ends, lines folded at 75 octets, with the rules of London's summer time in it."""
    calendar = Calendar()
    calendar.add("prodid", "-//SEND Review//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", page.method)
    # No standard property, but the name that Outlook, Google and Apple all show.
    calendar["X-WR-CALNAME"] = vText(page.title)
    calendar.add_component(Timezone.from_ical(SUMMER_TIME))
    for one in page.events:
        calendar.add_component(_event(page, one))
    written: bytes = calendar.to_ical()
    return written


def _event(page: CalendarPage, one: CalendarEvent) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    event.add("dtstamp", page.stamped)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    _add_times(event, one)
    event.add("summary", one.summary)
    if one.location:
        event.add("location", one.location)
    if one.description:
        event.add("description", one.description)
    if page.invited:
        event.add("organizer", vCalAddress(f"mailto:{page.organiser}"))
        attendee = vCalAddress(f"mailto:{page.invited}")
        attendee.params["RSVP"] = vText("FALSE")
        event.add("attendee", attendee)
    return event


def _add_times(event: Event, one: CalendarEvent) -> None:
    if isinstance(one.starts, datetime):
        event.add("dtstart", one.starts.astimezone(LONDON))
        assert isinstance(one.ends, datetime)
        event.add("dtend", one.ends.astimezone(LONDON))
    else:
        event.add("dtstart", one.starts)
        event.add("dtend", one.starts + timedelta(days=1))
