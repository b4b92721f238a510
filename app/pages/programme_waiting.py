"""The queue of a cohort's facilitators, school by school: what waits for an answer, and since when."""

from dataclasses import dataclass

from app import clock
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.programme import Cohort
from app.models.programme_engagement import Met
from app.pages.fidelity import Choices
from app.pages.fidelity_due import due, is_over
from app.pages.fidelity_filter import Filter
from app.pages.fidelity_tables import origin_label, outcome_label
from app.services.fidelity import Row
from app.services.fidelity_record import Record, read_record
from app.services.pairing_cohort import read_pairing
from app.services.programme_enrolments import list_unsigned_ids
from app.services.programme_history import last_changes


@dataclass(frozen=True, slots=True)
class WaitingSchool:
    """Why a school needs somebody, since when, and what was last said of it."""

    school: str
    about: str
    href: str
    reasons: tuple[str, ...]
    last: str


@dataclass(frozen=True, slots=True)
class WaitingPage:
    cohort: Cohort
    chosen: Filter
    choices: Choices
    schools: tuple[WaitingSchool, ...]

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort], chosen: Filter) -> "WaitingPage":
        session, visible, chosen = allowed.session, allowed.thing, chosen.only_places
        record = read_record(session, visible, on=clock.today())
        unsigned = list_unsigned_ids(session, visible.cohort)
        names_people = allowed.may(Permission.COHORT_PAIRS_MANAGE)
        pairing = read_pairing(session, visible, on=clock.today()) if names_people else None
        single = {one.id for one in pairing.without_partner} if pairing else set()
        last = last_changes(session, visible.cohort) if names_people else {}
        waiting = []
        for row in chosen.rows(record):
            reasons = [*_components(record, row), *_differing(record, row)]
            reasons += [_("The agreement to take part is not signed.")] if row.enrolment_id in unsigned else []
            reasons += [_("It has no partner for its peer review.")] if row.school_id in single else []
            if reasons:
                about = ", ".join(filter(None, [record.region_label(row.region), row.facilitator]))
                href = f"/cohorts/{record.cohort.id}/schools/{row.enrolment_id}"
                said = last.get(row.enrolment_id, "")
                waiting.append(WaitingSchool(row.school, about, href, tuple(reasons), said))
        return cls(record.cohort, chosen, Choices.of(record), tuple(waiting))


def _components(record: Record, row: Row) -> list[str]:
    """What was due, and nobody has said what became of it."""
    today = clock.today()
    return [
        _("%(component)s: not yet known, due by %(month)s.")
        % {"component": one.title, "month": due(record.cohort, one.window.closes)}
        for one, cell in zip(record.programme.components, row.cells, strict=True)
        if cell.counts_as is Met.UNKNOWN and is_over(record.cohort, one.window.closes, on=today)
    ]


def _differing(record: Record, row: Row) -> list[str]:
    lines = []
    for one, cell in zip(record.programme.components, row.cells, strict=True):
        others = [
            f"{origin_label(origin)}: {outcome_label(said.outcome).lower()}"
            for origin, said in cell.said
            if origin in cell.disagreeing
        ]
        if others:
            counted = {"component": one.title, "outcome": outcome_label(cell.outcome).lower()}
            lines.append(
                _("%(component)s counts as %(outcome)s. Worth talking about:") % counted + f" {', '.join(others)}."
            )
    return lines
