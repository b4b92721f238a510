"""Forms of an event: when and where it is, and what it is where the programme has no such event."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from app.access.posted import Posted
from app.clock import LONDON
from app.language import gettext as _
from app.models.programme_engagement import CohortEvent
from app.pages.programme_events import IN_PERSON, ONLINE, OTHER, EventForm
from app.review_framework.programme_types import Programme
from app.services.programme_events import Planned

MOST_TITLE, MOST_PLACE = 200, 500
FIELDS = ("code", "title", "region", "date", "begins", "ends", "mode", "place", "sequence")
AN_HOUR = 60
YEARS = range(2000, 2200)

Times = tuple[datetime, datetime]
Errors = list[tuple[str, str]]


def read_event(
    posted: Posted, programme: Programme, regions: Iterable[str], *, whole_cohort: bool
) -> tuple[EventForm, Planned | None]:
    """What was sent, and the event that it comes to if nothing is wrong with it."""
    form = _read(posted)
    planned = next((one for one in programme.events if one.code == form.code), None)
    errors: Errors = []
    if planned is None and form.code != OTHER:
        errors.append(("code", _("Choose which event it is.")))
    if form.code == OTHER:
        errors += _faults_of_title(form)
    if form.region not in (*regions, *([""] if whole_cohort else [])):
        errors.append(("region", _("Choose whom the event is for.")))
    times = _read_times(form, errors, minutes=planned.minutes if planned else AN_HOUR)
    form = replace(form, errors=tuple(errors))
    if errors or times is None:
        return form, None
    is_online = form.mode == ONLINE if form.mode else planned is not None and planned.mode == "online"
    code, component, title = (planned.code, planned.component or "", planned.title) if planned else ("", "", form.title)
    return form, Planned(code, component, title, *times, is_online, form.place)


def read_change(posted: Posted, event: CohortEvent) -> tuple[EventForm, Planned | None]:
    """What was sent for an event that is there, and what it comes to if nothing is wrong with it."""
    form = _read(posted)
    errors = _faults_of_title(form)
    minutes = int((event.ends_at - event.starts_at).total_seconds() // 60)
    times = _read_times(form, errors, minutes=minutes)
    if form.mode not in (ONLINE, IN_PERSON):
        errors.append(("mode", _("Choose whether people meet online or in person.")))
    form = replace(form, errors=tuple(errors))
    if errors or times is None:
        return form, None
    return form, Planned(event.code, event.component, form.title, *times, form.mode == ONLINE, form.place)


def read_sequence(posted: Posted) -> int:
    """For which state of the event a form was made; -1 for none that there ever was."""
    text = posted.get("sequence")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read(posted: Posted) -> EventForm:
    return EventForm(**{name: posted.get(name).strip() for name in FIELDS})  # type: ignore[arg-type]  # None of these names is that of the errors.


def _faults_of_title(form: EventForm) -> Errors:
    if not form.title:
        return [("title", _("Give the event a title, such as: Drop-in for new SENCOs."))]
    if len(form.title) > MOST_TITLE:
        return [("title", _("Shorten the title to %(most)s characters.") % {"most": MOST_TITLE})]
    return []


def _read_times(form: EventForm, errors: Errors, *, minutes: int) -> Times | None:
    """When it begins and ends; what is wrong with either, or with the place, is added to the errors."""
    day, begins, ends = parse_day(form.date), _time(form.begins), _time(form.ends)
    if day is None or day.year not in YEARS:
        errors.append(("date", _("Enter the day as year, month and day, such as 2027-03-09.")))
    if begins is None:
        errors.append(("begins", _("Enter when it begins, such as 09:30.")))
    if form.ends and ends is None:
        errors.append(("ends", _("Enter when it ends, such as 15:30.")))
    elif begins and ends and ends <= begins:
        errors.append(("ends", _("The event has to end after it begins.")))
    if len(form.place) > MOST_PLACE:
        errors.append(("place", _("Shorten the place to %(most)s characters.") % {"most": MOST_PLACE}))
    if day is None or begins is None or errors:
        return None
    starts_at = datetime.combine(day, begins, tzinfo=LONDON)
    ends_at = datetime.combine(day, ends, tzinfo=LONDON) if ends else starts_at + timedelta(minutes=minutes)
    return starts_at, ends_at


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
