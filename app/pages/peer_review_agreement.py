"""The agreements at the start, the dates, and the steps of both in the task list."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import day
from app.language import gettext as _
from app.models.peer_review import PeerAgreement, Side
from app.models.peer_review_fields import TERMS
from app.models.self_evaluation_sheet import Sheet
from app.pages.peer_review_steps import OPEN, Standing, Step
from app.pages.self_evaluation_views import FieldView, view_field
from app.pages.sent import Sent
from app.services.peer_review import Seat
from app.services.peer_review_agreements import list_agreements, ties_to_read
from app.services.peer_review_texts import read_seat_texts
from app.services.peer_review_wording import wording_of
from app.services.texts_forms import Outcome

DATES = ("visit_on", "report_due")


@dataclass(frozen=True, slots=True)
class AgreementForm(Sent):
    """As it was sent, with what was wrong with it."""

    declares: str = ""
    interests: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementPage:
    seat: Seat
    wording: list[str]
    reviewers: list[PeerAgreement]
    host: list[PeerAgreement]
    own: PeerAgreement | None
    may_sign: bool
    form: AgreementForm
    ties: list[PeerAgreement]
    """For the host to read: declared after it had committed."""

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.form.errors

    @property
    def is_host(self) -> bool:
        return self.seat.side is Side.HOST

    @property
    def waits_for_reviewer(self) -> bool:
        return self.is_host and not self.reviewers

    @classmethod
    def of(cls, allowed: Allowed[Seat], form: AgreementForm | None = None) -> "AgreementPage":
        seat = allowed.thing
        signed = list_agreements(allowed.session, seat.review)
        needed = Permission.PEER_SHARING_MANAGE if seat.side is Side.HOST else Permission.PEER_REVIEWER_WRITE
        return cls(
            seat,
            wording_of(seat),
            [one for one in signed if one.side == Side.REVIEWER],
            [one for one in signed if one.side == Side.HOST],
            next((one for one in signed if one.person_id == allowed.person.id), None),
            allowed.may(needed) and not seat.review.ended_at,
            form or AgreementForm(),
            ties_to_read(allowed.session, seat, signed) if seat.side is Side.HOST else [],
        )


@dataclass(frozen=True, slots=True)
class DatesPage:
    """When the visit is, and by when the report: both sides write here."""

    seat: Seat
    visit_on: FieldView
    report_due: FieldView
    person_id: int
    can_write: bool
    errors: list[tuple[str, str]]
    clashes: int

    @classmethod
    def of(cls, allowed: Allowed[Seat], outcome: Outcome | None = None) -> "DatesPage":
        sheet = read_seat_texts(allowed.session, allowed.thing)
        assert allowed.person.id is not None
        return cls(
            allowed.thing,
            view_field(sheet, TERMS, "visit_on", outcome),
            view_field(sheet, TERMS, "report_due", outcome),
            allowed.person.id,
            not allowed.thing.review.ended_at,
            [(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else [],
            len(outcome.clashes) if outcome else 0,
        )


def steps_of_start(standing: Standing) -> Iterator[Step]:
    """Agreements, sharing, dates, reading: what comes before all else."""
    seat, here, is_open = standing.seat, standing.here, standing.is_open
    yield _agreement_step(standing, f"{here}/agreement")
    yield _dates_step(standing.sheet, f"{here}/dates", is_open=is_open)
    if seat.side is Side.HOST:
        may = standing.allowed.may(Permission.PEER_SHARING_MANAGE)
        about = _("Your agreed self-evaluation is always shown. You decide about the rest, and can change it any day.")
        name = _("Decide what your reviewer sees")
        yield Step(name, "done" if is_open else "later", about, href=f"{here}/sharing" if may else None)
        yield Step(
            _("See what your reviewer sees"),
            "done" if is_open else "later",
            _("The same page that they read."),
            href=f"{here}/self-evaluation",
        )
    else:
        name, about = (
            _("Read their self-evaluation"),
            _("As %(host)s agreed it, area by area.") % {"host": seat.host.name},
        )
        can_read = standing.may_prepare
        yield Step(name, OPEN if can_read else "later", about, href=f"{here}/self-evaluation" if can_read else None)


def _agreement_step(standing: Standing, href: str) -> Step:
    return (_commitment_step if standing.seat.side is Side.HOST else _statement_step)(standing, href)


def _commitment_step(standing: Standing, href: str) -> Step:
    name, host = _("Sign your school’s commitment"), standing.first_of(Side.HOST)
    if standing.ties:
        about = _("%(who)s has declared a tie since you signed. Read it, so that they can go on.")
        return Step(name, "next", about % {"who": standing.ties[0].name}, href, is_awaited=True)
    if host:
        return Step(name, "done", _("Signed by %(who)s.") % {"who": host.name}, href, done_on=day(host.signed_at))
    if not standing.first_of(Side.REVIEWER):
        return Step(name, "waiting", _("%(school)s signs first.") % {"school": standing.seat.reviewer.name}, href)
    about = _("Your reviewer has signed. Your words are shown once you have too.")
    return Step(name, "next", about, href, is_awaited=True)


def _statement_step(standing: Standing, href: str) -> Step:
    name, seat, host = _("Sign the reviewer’s statement"), standing.seat, standing.first_of(Side.HOST)
    if not standing.has_signed:
        about = _("Confidentiality, and ties that you have to the school. Everybody who reviews signs for themselves.")
        is_awaited = standing.first_of(Side.REVIEWER) is None
        return Step(name, "next", about, href, duration=_("about 5 minutes"), is_awaited=is_awaited)
    if not host:
        about = _("You have signed. %(school)s signs its commitment next.") % {"school": seat.host.name}
        return Step(name, "waiting", about, href)
    if standing.waits_for_host:
        about = _("You have signed. %(school)s reads the tie that you declared, then its words are shown.")
        return Step(name, "waiting", about % {"school": seat.host.name}, href)
    return Step(name, "done", _("Both sides have signed."), href, done_on=day(host.signed_at))


def _dates_step(sheet: Sheet, href: str, *, is_open: bool) -> Step:
    name = _("Agree the dates")
    about = _("The day of the visit, and the day the report is due. Either school writes them; both see them.")
    if not is_open:
        return Step(name, "later", about)
    done = all(sheet.value(TERMS, date) for date in DATES)
    return Step(name, "done" if done else "next", about, href)
