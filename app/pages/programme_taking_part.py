"""What a school has agreed to in a cohort: its commitment, whether its counts join others', which review is meant."""

from dataclasses import dataclass
from datetime import datetime

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import VisibleEnrolment
from app.language import gettext as _
from app.models.programme import Cohort, Enrolment, ProgrammeChange
from app.models.schools import School
from app.pages.peer_review_setup import choices
from app.pages.sent import Sent
from app.services.peer_review_groups import list_open_reviews
from app.services.programme_history import list_changes_of


@dataclass(frozen=True, slots=True)
class AgreementForm(Sent):
    """As it was sent, with what was wrong with it."""

    signed_by: str = ""
    on: str = ""
    review: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One line of the history of the switch."""

    at: datetime
    who: str
    consents: bool


@dataclass(frozen=True, slots=True)
class TakingPartPage:
    cohort: Cohort
    enrolment: Enrolment
    school: School
    commitments: tuple[str, ...]
    signs_for_school: bool
    """Whether the reader belongs to the school: otherwise they can only record what it signed on paper."""
    can_record: bool
    consents: tuple[ConsentLine, ...]
    reviews: list[tuple[str, str]]
    signer: str
    form: AgreementForm

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/schools/{self.enrolment.id}/taking-part"

    @property
    def row(self) -> str:
        return f"/cohorts/{self.cohort.id}/schools/{self.enrolment.id}"

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.form.errors

    @classmethod
    def of(cls, allowed: Allowed[VisibleEnrolment], form: AgreementForm | None = None) -> "TakingPartPage":
        visible, enrolment = allowed.thing.visible, allowed.thing.enrolment
        school = allowed.school or allowed.session.get_one(School, enrolment.school_id)
        own = allowed.may(Permission.COHORT_CHOICES_MAKE)
        return cls(
            visible.cohort,
            enrolment,
            school,
            commitments(),
            own,
            not own and not enrolment.agreement_signed_on,
            tuple(map(_consent_line, list_changes_of(allowed.session, enrolment, "insight_consent"))),
            choices(list_open_reviews(allowed.session, school)) if own else [],
            allowed.person.name,
            form or AgreementForm(review=str(enrolment.review_id or "")),
        )


def commitments() -> tuple[str, ...]:
    """What a school signs, a sentence a line."""
    return (
        _("Our SENCO has time for the training, the peer review with its visit, and the coaching."),
        _("A senior leader takes part beside our SENCO where the programme asks for it."),
        _("We review another school as carefully as we would like to be reviewed."),
        _("What becomes of each component is recorded, and our facilitator can read that record."),
        _("If we cannot go on, we say so early, with the reason."),
    )


def _consent_line(change: ProgrammeChange) -> ConsentLine:
    return ConsentLine(change.at, change.actor_name, bool(change.after["insight_consent"]))
