"""Enrolments out of a file: schools with their regions, facilitators, locks and prior contact; SENCOs are invited."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from sqlalchemy import delete
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app import clock
from app.language import gettext as _
from app.models.accounts import Person, Role
from app.models.actors import Actor
from app.models.programme import Changed, Cohort, CohortRegion, Enrolment, EnrolmentTie, ProgrammeRole, TieKind
from app.models.schools import School, SchoolUrn
from app.services.accounts import find_person, normal_email
from app.services.accounts_people import Invited, invite, list_known_addresses
from app.services.programme import hold_cohort, list_regions, record_change
from app.services.programme_enrolments import new_pseudonym
from app.services.programme_files import FileResult, Line, Refused, read_lines
from app.services.programme_people import find_or_add_person, give_role, list_roles
from app.services.schools_register_rows import Rejection, is_urn
from app.settings import Settings

COLUMNS = ("urn", "region", "facilitator_email", "locked_with", "prior_contact")
OPTIONAL = ("senco_name", "senco_email")
TIES = {TieKind.LOCKED: "locked_with", TieKind.PRIOR_CONTACT: "prior_contact"}
BATCH = 500
MOST_AT_ONCE = 5_000
"""URNs in one statement: a line may name any number, and a database takes so many."""
# Only what cannot be an address at all is refused; whether it reaches somebody, the letter shows.
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    school_id: int
    region: CohortRegion
    facilitator: str
    """An address, or empty."""
    ties: Mapping[TieKind, frozenset[int]]
    senco: tuple[str, str] | None
    """Name and address."""


def import_enrolments(
    session: Session, cohort: Cohort, stream: BinaryIO, *, by: Actor, settings: Settings, preview: bool = False
) -> FileResult:
    """Every school of a good row is in the cohort as its row says; the same file again changes nothing. A school that
    withdrew stays withdrawn. All of it or none: the transaction is the caller's. With `preview` nothing changes, and
    the result says what would, and who would be invited. Raises Unreadable.
    """
    if not preview:
        hold_cohort(session, cohort)
    result = FileResult()
    writer = _Writer(session, cohort, by, settings, preview=preview, result=result)
    lines = iter(read_lines(stream, columns=COLUMNS, optional=OPTIONAL))
    regions = _regions_by_name(writer.regions)
    seen: dict[int, int] = {}
    while batch := list(islice(lines, BATCH)):
        schools = _schools_named(session, batch)
        for row in _read_rows(batch, regions, schools, seen):
            result.read += 1
            if isinstance(row, Rejection):
                result.rejected.append(row)
            else:
                writer.take(row)
    return result


class _Writer:
    """Takes rows one by one; what is there already is read once, before the first of them."""

    def __init__(
        self, session: Session, cohort: Cohort, by: Actor, settings: Settings, *, preview: bool, result: FileResult
    ) -> None:
        self.session, self.cohort, self.by, self.settings = session, cohort, by, settings
        self.preview, self.result = preview, result
        self.regions = list_regions(session, cohort)
        here = select(Enrolment).where(Enrolment.cohort_id == cohort.id)
        self.enrolments = {one.school_id: one for one in session.exec(here)}
        self.ties: dict[int | None, set[tuple[str, int]]] = {}
        ids = select_columns(col(Enrolment.id)).where(col(Enrolment.cohort_id) == cohort.id)
        for tie in session.exec(select(EnrolmentTie).where(col(EnrolmentTie.enrolment_id).in_(ids))):
            self.ties.setdefault(tie.enrolment_id, set()).add((tie.kind, tie.school_id))
        leading = {one.facilitator_id for one in self.enrolments.values() if one.facilitator_id}
        found = session.exec(select(Person).where(col(Person.id).in_(leading)))
        self.people = {person.email: person for person in found}
        self.led = {(role.person_id, role.region_id) for role in list_roles(session, cohort)}

    def take(self, row: EnrolmentRow) -> None:
        """The row is written, unless it says what is there or only a preview is wanted; the result counts it."""
        facilitator = self._facilitator(row)
        there = self.enrolments.get(row.school_id)
        before = self._state(there) if there else {}
        after = {
            "region": row.region.code,
            "facilitator": row.facilitator,
            **{column: sorted(row.ties[kind]) for kind, column in TIES.items()},
        }
        if there is None:
            self.result.created += 1
        elif before != after:
            self.result.updated += 1
        else:
            self.result.unchanged += 1
        if before != after and not self.preview:
            enrolment = self._write(row, there, facilitator)
            record_change(
                self.session,
                self.cohort,
                Changed.ENROLMENT,
                enrolment_id=enrolment.id,
                before=before,
                after=after,
                by=self.by,
            )
        self._invite(row)

    def _state(self, there: Enrolment) -> dict[str, Any]:
        ties = self.ties.get(there.id, set())
        return {
            "region": next(region.code for region in self.regions if region.id == there.region_id),
            "facilitator": next((one.email for one in self.people.values() if one.id == there.facilitator_id), ""),
            **{column: sorted(school for one, school in ties if one == kind) for kind, column in TIES.items()},
        }

    def _facilitator(self, row: EnrolmentRow) -> Person | None:
        """The person, with the role in this region; nobody is made or given a role for a preview."""
        if not row.facilitator:
            return None
        known = self.people.get(row.facilitator) or find_person(self.session, row.facilitator)
        if known is None and row.facilitator not in self.result.new_people:
            self.result.new_people.append(row.facilitator)
        if self.preview:
            return known
        person = known or find_or_add_person(self.session, self.cohort, row.facilitator, settings=self.settings)
        self.people[row.facilitator] = person
        assert person.id is not None
        if (person.id, row.region.id) not in self.led:
            give_role(self.session, self.cohort, person, ProgrammeRole.FACILITATOR, region=row.region, by=self.by)
            self.led.add((person.id, row.region.id))
        return person

    def _write(self, row: EnrolmentRow, there: Enrolment | None, facilitator: Person | None) -> Enrolment:
        assert self.cohort.id is not None
        assert row.region.id is not None
        enrolment = there or Enrolment(
            cohort_id=self.cohort.id,
            school_id=row.school_id,
            region_id=row.region.id,
            pseudonym=new_pseudonym(),
            enrolled_on=clock.today(),
        )
        enrolment.region_id = row.region.id
        enrolment.facilitator_id = facilitator.id if facilitator else None
        self.session.add(enrolment)
        self.session.flush()
        assert enrolment.id is not None
        ties = {(str(kind), school) for kind, schools in row.ties.items() for school in schools}
        if ties != self.ties.get(enrolment.id, set()):
            self.session.exec(delete(EnrolmentTie).where(col(EnrolmentTie.enrolment_id) == enrolment.id))
            self.session.add_all(
                EnrolmentTie(enrolment_id=enrolment.id, kind=kind, school_id=school) for kind, school in sorted(ties)
            )
        self.enrolments[row.school_id], self.ties[enrolment.id] = enrolment, ties
        return enrolment

    def _invite(self, row: EnrolmentRow) -> None:
        """The SENCO gets an invitation to their school, unless they have one, or belong to it."""
        if row.senco is None:
            return
        school = self.session.get_one(School, row.school_id)
        name, email = row.senco
        if email in list_known_addresses(self.session, school):
            return
        self.result.invited.append(email)
        if not self.preview:
            invite(self.session, school, Invited(email, name, Role.SENCO), by=self.by, settings=self.settings)


def _regions_by_name(regions: Iterable[CohortRegion]) -> dict[str, CohortRegion]:
    """By code and by label, in small letters."""
    return {name.casefold(): region for region in regions for name in (region.code, region.label)}


def _schools_named(session: Session, batch: Iterable[Line | Rejection]) -> dict[str, int]:
    """The id of each school that these lines name, by the URN that they name it by: the present or a former one."""
    urns = {
        urn
        for line in batch
        if isinstance(line, Line)
        for column in ("urn", *TIES.values())
        for urn in line[column].split()
        if is_urn(urn)
    }
    found: dict[str, int] = {}
    rest = iter(sorted(urns))
    while some := list(islice(rest, MOST_AT_ONCE)):
        former = select_columns(col(SchoolUrn.urn), col(SchoolUrn.school_id)).where(col(SchoolUrn.urn).in_(some))
        present = select_columns(col(School.urn), col(School.id)).where(col(School.urn).in_(some))
        found |= {urn: school for which in (former, present) for urn, school in session.execute(which)}
    return found


def _read_rows(
    lines: Iterable[Line | Rejection],
    regions: Mapping[str, CohortRegion],
    schools: Mapping[str, int],
    seen: dict[int, int],
) -> Iterator[EnrolmentRow | Rejection]:
    for line in lines:
        if isinstance(line, Rejection):
            yield line
            continue
        try:
            yield _read_row(line, regions, schools, seen)
        except Refused as refused:
            yield line.rejected(refused.column, refused.value, str(refused))


def _read_row(
    line: Line, regions: Mapping[str, CohortRegion], schools: Mapping[str, int], seen: dict[int, int]
) -> EnrolmentRow:
    """Raises Refused."""
    school_id = schools.get(line["urn"])
    if school_id is None:
        raise Refused("urn", line["urn"], _("No school here has this URN. Import the register first."))
    earlier = seen.setdefault(school_id, line.number)
    if earlier != line.number:
        raise Refused("urn", line["urn"], _("This school is already on line %(line)s of the file.") % {"line": earlier})
    region = regions.get(" ".join(line["region"].split()).casefold())
    if region is None:
        raise Refused("region", line["region"], _("This is not a region of the cohort."))
    ties = {kind: _tied(line, column, school_id, schools) for kind, column in TIES.items()}
    both = ties[TieKind.LOCKED] & ties[TieKind.PRIOR_CONTACT]
    if both:
        raise Refused(
            "prior_contact", line["prior_contact"], _("A school cannot be locked with one it may not be grouped with.")
        )
    return EnrolmentRow(school_id, region, _address(line, "facilitator_email"), ties, _senco(line))


def _tied(line: Line, column: str, school_id: int, schools: Mapping[str, int]) -> frozenset[int]:
    for urn in line[column].split():
        if urn not in schools:
            raise Refused(column, urn, _("No school here has this URN. Import the register first."))
        if schools[urn] == school_id:
            raise Refused(column, urn, _("A school cannot be named in its own row."))
    return frozenset(schools[urn] for urn in line[column].split())


def _address(line: Line, column: str) -> str:
    if line[column] and (not _ADDRESS.fullmatch(line[column]) or len(line[column]) > 254):
        raise Refused(column, line[column], _("This is not an e-mail address."))
    return normal_email(line[column])


def _senco(line: Line) -> tuple[str, str] | None:
    email, name = _address(line, "senco_email"), " ".join(line["senco_name"].split())
    if name and not email:
        raise Refused("senco_email", "", _("An invitation needs an e-mail address beside the name."))
    if email and not name:
        raise Refused("senco_name", "", _("An invitation needs a name beside the e-mail address."))
    return (name, email) if email else None
