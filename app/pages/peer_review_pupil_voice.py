"""What groups of pupils said about their timetable: a bar and a table for each group, and a form for the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from app.access.guard import Allowed
from app.language import gettext as _
from app.pages.self_evaluation_views import FieldView, view_field
from app.review_framework.vocabulary import vocabulary
from app.services.gentle_notes import GentleNote, notes_on
from app.services.peer_review import Seat
from app.services.peer_review_pupil_voice import COLOURS, FEW, SentGroup, Voice, list_voices
from app.services.peer_review_texts import read_seat_texts
from app.services.texts_forms import Outcome

BAR = 480
"""The width of a bar, in units of the picture."""


@dataclass(frozen=True, slots=True)
class Segment:
    colour: str
    label: str
    count: int
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class SubjectView:
    voice: Voice
    fields: dict[str, FieldView]
    segments: list[Segment]


@dataclass(frozen=True, slots=True)
class GroupView:
    name: str
    number: int
    subjects: list[SubjectView]
    is_small: bool
    notes: list[GentleNote]

    @property
    def sentence(self) -> str:
        """The picture in words, for whoever does not see it."""
        return "; ".join(
            _("%(subject)s: %(green)s green, %(amber)s amber, %(red)s red")
            % {
                "subject": one.voice.subject,
                "green": one.voice.green,
                "amber": one.voice.amber,
                "red": one.voice.red,
            }
            for one in self.subjects
        )


@dataclass(frozen=True, slots=True)
class PupilVoicePage:
    seat: Seat
    person_id: int
    groups: list[GroupView]
    removed: list[Voice]
    new: SentGroup
    errors: list[tuple[str, str]]
    clashes: int

    @property
    def title(self) -> str:
        return _("Pupil voice")

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}/pupil-voice"

    @property
    def colours(self) -> list[tuple[str, str, str]]:
        """Best supported first: code, label, and what it means."""
        terms = vocabulary("timetable_ratings")
        return [(one.code, one.label, one.about or "") for one in reversed(list(terms))]

    @property
    def faults(self) -> dict[str, str]:
        return dict(reversed(self.errors))

    @classmethod
    def of(
        cls,
        allowed: Allowed[Seat],
        new: SentGroup | None = None,
        faults: Iterable[tuple[str, str]] = (),
        outcome: Outcome | None = None,
    ) -> "PupilVoicePage":
        seat = allowed.thing
        sheet = read_seat_texts(allowed.session, seat)
        groups = []
        for number, (name, voices) in enumerate(groupby(list_voices(sheet), key=lambda one: one.group), start=1):
            subjects = [
                SubjectView(
                    one, {field: view_field(sheet, one.ref, field, outcome) for field in EDITED}, _segments(one)
                )
                for one in voices
            ]
            is_small = any(0 < one.voice.pupils < FEW for one in subjects)
            groups.append(GroupView(name, number, subjects, is_small, notes_on(name)))
        assert allowed.person.id is not None
        wrong = [(str(key), fault) for key, fault in outcome.faults.items()] if outcome else []
        return cls(
            seat,
            allowed.person.id,
            groups,
            list_voices(sheet, removed=True),
            new or SentGroup.blank(),
            [*faults, *wrong],
            len(outcome.clashes) if outcome else 0,
        )


EDITED = ("group", "subject", *COLOURS)


def _segments(voice: Voice) -> list[Segment]:
    """Of one bar, best supported first; a colour that nobody chose has none."""
    labels, start, segments = vocabulary("timetable_ratings").labels, 0, []
    for colour in reversed(COLOURS):
        count: int = getattr(voice, colour)
        if count:
            width = round(BAR * count / voice.pupils)
            segments.append(Segment(colour, labels[colour], count, start, width))
            start += width
    return segments
