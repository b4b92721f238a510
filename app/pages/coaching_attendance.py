"""What the page about who came shows."""

from dataclasses import dataclass, field

from app.access.guard import Allowed
from app.models.programme_engagement import Answer, Attended
from app.pages.coaching import attendance_of
from app.pages.coaching_booking import SlotForm
from app.pages.sent import Sent
from app.review_framework.vocabulary import vocabulary
from app.services.coaching import CoachingSeat


@dataclass(frozen=True, slots=True)
class AttendanceForm(Sent):
    outcome: str = ""
    senior_leader: str = ""
    reason: str = ""
    slot: SlotForm = field(default_factory=SlotForm)
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AttendancePage:
    seat: CoachingSeat
    form: AttendanceForm
    errors: tuple[tuple[str, str], ...]
    stands: list[tuple[str, str]]
    needs_day: bool

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return list(vocabulary("attendance_outcomes").labels.items())

    @property
    def answers(self) -> list[tuple[str, str]]:
        return [(one.value, vocabulary("senior_leader_attendance").label(one)) for one in Answer]

    @property
    def reasons(self) -> list[tuple[str, str]]:
        return [("", "–"), *vocabulary("absence_reasons").labels.items()]

    @classmethod
    def of(
        cls, allowed: Allowed[CoachingSeat], form: AttendanceForm | None = None, *, error: str = ""
    ) -> "AttendancePage":
        row = allowed.thing.row
        known = row.recorded_at is not None
        form = form or AttendanceForm(
            row.outcome if known else Attended.NOT_YET_KNOWN,
            row.senior_leader if known else Answer.UNKNOWN,
            row.reason,
        )
        errors = (*form.errors, *((("outcome", error),) if error else ()))
        return cls(allowed.thing, form, errors, attendance_of(row), row.starts_at is None)
