"""A visit as a calendar file (RFC 5545) that Outlook, Google and Apple take: one event for each activity."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vText

LONDON = ZoneInfo("Europe/London")

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
    """`uid` is the same for the same activity in every file; `sequence` grows with each change of it."""

    uid: str
    sequence: int
    starts: time
    ends: time
    summary: str
    location: str
    description: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """`stamped` is when anything in it was last changed, so that the same agenda gives the same file."""

    title: str
    on: date
    stamped: datetime
    events: tuple[CalendarEvent, ...]

    @property
    def method(self) -> str:
        """CANCEL takes what it names out of a calendar; PUBLISH puts it there, or where it is now."""
        return "CANCEL" if self.events and all(one.cancelled for one in self.events) else "PUBLISH"


def write_calendar(page: CalendarPage) -> bytes:
    """The file: CRLF line ends, lines folded at 75 octets, with the rules of London's summer time in it."""
    calendar = Calendar()
    calendar.add("prodid", "-//SEND Review//Agenda//EN")
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
    event.add("dtstart", datetime.combine(page.on, one.starts, LONDON))
    event.add("dtend", datetime.combine(page.on, one.ends, LONDON))
    event.add("summary", one.summary)
    if one.cancelled:
        event.add("status", "CANCELLED")
    if one.location:
        event.add("location", one.location)
    if one.description:
        event.add("description", one.description)
    return event
