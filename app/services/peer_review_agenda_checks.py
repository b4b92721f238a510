"""What is worth a second look in an agenda: clashes, gaps, and what nobody has planned yet. Notes, never refusals."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.language import gettext as _
from app.review_framework.vocabulary import vocabulary
from app.services.peer_review_agenda import AgendaRow

LONGEST_GAP = 30
LONGEST_WITHOUT_BREAK = 4 * 60
SHORTEST_BREAK = 15
"""Minutes with nothing planned that give people a breath."""
BREAK = "break"

NEEDED = (
    ("meeting_senco", "meeting_leaders"),
    ("pupil_conversation",),
    ("learning_walk", "lesson_observation", "staff_meeting"),
    ("feedback_meeting",),
)
"""A visit has one of each line. On screen, staff who talk about their lessons stand for the lessons."""


@dataclass(frozen=True, slots=True)
class AgendaNote:
    """`kind` is incomplete, backwards, overlap, gap, no_break, needed or area; `rows` are the keys it is about."""

    kind: str
    sentence: str
    rows: tuple[str, ...] = ()


def check_agenda(rows: Sequence[AgendaRow], areas: Mapping[str, str], focus: Collection[str] = ()) -> list[AgendaNote]:
    """Notes in the order of the day. `areas` are codes and titles; `focus` the areas that matter most, or none for all.

    An empty agenda has none: there is nothing to look at yet.
    """
    if not rows:
        return []
    timed = sorted((row for row in rows if row.has_times), key=lambda row: (row.starts, row.ends, row.key))
    return [
        *_incomplete(rows),
        *_overlaps(timed),
        *_gaps(timed),
        *_without_break(timed),
        *_needed(rows),
        *_areas(rows, areas, focus),
    ]


def _incomplete(rows: Sequence[AgendaRow]) -> Iterator[AgendaNote]:
    for row in rows:
        named = {"row": in_words(row)}
        if row.starts and row.ends and row.ends <= row.starts:
            yield AgendaNote("backwards", _("%(row)s ends before it has begun. Check its times.") % named, (row.key,))
        elif not (row.starts and row.ends):
            yield AgendaNote("incomplete", _("%(row)s needs a start and an end.") % named, (row.key,))
        if not row.activity:
            yield AgendaNote("incomplete", _("%(row)s does not say yet what happens.") % named, (row.key,))


def _overlaps(timed: Sequence[AgendaRow]) -> Iterator[AgendaNote]:
    for first, second in combinations(timed, 2):
        if second.starts >= first.ends:
            continue
        for shared in _shared(first, second):
            words = {"who": shared, "first": in_words(first), "second": in_words(second)}
            sentence = _("%(who)s: in two places at once. See %(first)s and %(second)s.") % words
            yield AgendaNote("overlap", sentence, (first.key, second.key))


def _shared(first: AgendaRow, second: AgendaRow) -> list[str]:
    """Who is wanted in both, and the room if it is the same."""
    there = {name.casefold() for name in _names(second.people)}
    found = [name for name in _names(first.people) if name.casefold() in there]
    if first.room and first.room.casefold() == second.room.casefold():
        found.append(first.room)
    return found


def _names(people: str) -> list[str]:
    return list(dict.fromkeys(filter(None, (one.strip() for one in re.split(r"[,;&+]|\band\b", people)))))


def _gaps(timed: Sequence[AgendaRow]) -> Iterator[AgendaNote]:
    for before, after, minutes in _pauses(timed):
        if minutes > LONGEST_GAP:
            words = {"minutes": minutes, "from": before, "to": after.starts}
            sentence = _("Nothing is planned from %(from)s to %(to)s: %(minutes)s minutes.") % words
            yield AgendaNote("gap", sentence, (after.key,))


def _pauses(timed: Sequence[AgendaRow]) -> Iterator[tuple[str, AgendaRow, int]]:
    """Times with nothing planned: since when, the row that ends it, and how many minutes."""
    until = ""
    for row in timed:
        if until and row.starts > until:
            yield until, row, minute(row.starts) - minute(until)
        until = max(until, row.ends)


def _without_break(timed: Sequence[AgendaRow]) -> Iterator[AgendaNote]:
    """One for each stretch of more than four hours without a break or a pause."""
    paused = {row.key for _until, row, minutes in _pauses(timed) if minutes >= SHORTEST_BREAK}
    since = until = ""
    for row in [*timed, AgendaRow("", activity=BREAK)]:
        if row.activity == BREAK or row.key in paused:
            if since and minute(until) - minute(since) > LONGEST_WITHOUT_BREAK:
                sentence = _("No break from %(from)s to %(to)s. People listen better after one.")
                yield AgendaNote("no_break", sentence % {"from": since, "to": until})
            since = until = ""
        if row.activity != BREAK:
            since, until = since or row.starts, max(until, row.ends)


def _needed(rows: Sequence[AgendaRow]) -> Iterator[AgendaNote]:
    planned = {row.activity for row in rows}
    labels = vocabulary("visit_activities").labels
    for choices in NEEDED:
        if planned.isdisjoint(choices):
            sentence = _("Not planned yet: %(activity)s.") % {
                "activity": labels[choices[0]].lower().replace("senco", "SENCO")
            }
            yield AgendaNote("needed", sentence)


def _areas(rows: Sequence[AgendaRow], areas: Mapping[str, str], focus: Collection[str]) -> Iterator[AgendaNote]:
    served = {code.partition("-")[0] for row in rows for code in row.items}
    for code, title in areas.items():
        if code not in served and (not focus or code in focus):
            yield AgendaNote("area", _("No activity serves “%(area)s” yet.") % {"area": title})


def in_words(row: AgendaRow) -> str:
    """`09:15 Learning walk`, with what there is of it."""
    label = vocabulary("visit_activities").label(row.activity) if row.activity else ""
    return " ".join(filter(None, (row.starts, label or row.people or row.room))) or _("A row")


def minute(time: str) -> int:
    """Of the day: 09:30 is 570."""
    return int(time[:2]) * 60 + int(time[3:])
