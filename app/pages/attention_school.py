"""One school as its facilitators note it down: reasons, contacts, notes and letters. The school never sees it."""

from dataclasses import dataclass, field
from datetime import date

from app import clock
from app.access.guard import Allowed
from app.access.visible import VisibleEnrolment
from app.models.attention import AttentionDelivery, AttentionEntry, AttentionFlag, EntryKind, Means
from app.models.programme import Cohort, Enrolment
from app.models.schools import School
from app.pages.attention import Reason, means_label
from app.pages.sent import Sent
from app.services.attention import read_school
from app.services.attention_notes import title_of
from app.tokens import new_token


@dataclass(frozen=True, slots=True)
class SnoozeForm(Sent):
    """As it was sent, with what was wrong with it."""

    rule: str = ""
    until: str = ""
    why: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EntryForm(Sent):
    """As it was sent, with what was wrong with it: of a note or a contact."""

    text: str = ""
    on: str = ""
    means: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was noted, said or sent."""

    day: date
    what: str
    who: str
    text: str
    is_contact: bool


@dataclass(frozen=True, slots=True)
class SchoolPage:
    cohort: Cohort
    enrolment: Enrolment
    school: School
    region: str
    reasons: tuple[Reason, ...]
    cleared: tuple[tuple[str, AttentionFlag], ...]
    lines: tuple[Line, ...]
    deliveries: tuple[AttentionDelivery, ...]
    person_id: int | None
    snooze: SnoozeForm
    note: EntryForm
    contact: EntryForm
    key: str = field(default_factory=new_token)

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/attention/schools/{self.enrolment.id}"

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        prefixed = [(f"note-{name}", sentence) for name, sentence in self.note.errors]
        return (*self.snooze.errors, *self.contact.errors, *prefixed)

    def means(self) -> list[tuple[str, str]]:
        return [(one.value, means_label(one)) for one in Means]

    def rules(self) -> list[tuple[str, str]]:
        return [(one.rule, one.title) for one in self.reasons]

    @classmethod
    def of(
        cls,
        allowed: Allowed[VisibleEnrolment],
        *,
        snooze: SnoozeForm | None = None,
        note: EntryForm | None = None,
        contact: EntryForm | None = None,
    ) -> "SchoolPage":
        kept, today = read_school(allowed.session, allowed.thing), clock.today()
        return cls(
            allowed.thing.visible.cohort,
            allowed.thing.enrolment,
            kept.school,
            kept.region.label,
            tuple(Reason.of(flag, today) for flag in kept.flags),
            tuple((title_of(flag.rule), flag) for flag in kept.cleared),
            tuple(_line(entry) for entry in kept.entries),
            tuple(kept.deliveries),
            allowed.person.id,
            snooze or SnoozeForm(),
            note or EntryForm(),
            contact or EntryForm(),
        )


def _line(entry: AttentionEntry) -> Line:
    is_contact = entry.kind == EntryKind.CONTACT
    return Line(entry.day, means_label(entry.means), entry.by, entry.text, is_contact)
