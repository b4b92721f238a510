"""Enrolling one school by hand: found by its name, URN or postcode, then put in a region."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.programme import Cohort, ProgrammeRole
from app.models.schools import School
from app.pages.programme_events import visible_regions
from app.pages.sent import Sent
from app.services.programme_enrolments import list_regions_of_schools
from app.services.programme_people import list_leading
from app.services.schools import search_schools


@dataclass(frozen=True, slots=True)
class EnrolForm(Sent):
    """As it was sent, with what was wrong with it."""

    school: str = ""
    region: str = ""
    facilitator: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EnrolPage:
    cohort: Cohort
    query: str
    found: list[tuple[str, str, str]]
    """Value, name and what tells schools apart, of those that can be enrolled."""
    enrolled: list[School]
    """Found, and in the cohort already, in the reader's regions."""
    elsewhere: int
    """How many more are in it, in others' regions."""
    regions: tuple[tuple[str, str], ...]
    facilitators: tuple[tuple[str, str], ...]
    can_import: bool
    form: EnrolForm

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.form.errors

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort], query: str, form: EnrolForm | None = None) -> "EnrolPage":
        session, visible = allowed.session, allowed.thing
        found = search_schools(session, query) if query.strip() else []
        there = list_regions_of_schools(session, visible.cohort)
        enrolled = [one for one in found if one.id in there]
        seen = [one for one in enrolled if visible.holds(there[one.id or 0])]
        new = [one for one in found if one.id not in there]
        leading = facilitators(allowed)
        regions = tuple((one.code, one.label) for one in visible_regions(allowed))
        own = str(allowed.person.id) if str(allowed.person.id) in dict(leading) else ""
        default = EnrolForm(
            school=str(new[0].id) if len(new) == 1 else "",
            region=regions[0][0] if len(regions) == 1 else "",
            facilitator=own,
        )
        return cls(
            visible.cohort,
            query,
            [(str(one.id), one.name, _where(one)) for one in new],
            seen,
            len(enrolled) - len(seen),
            (("", ""), *regions) if len(regions) != 1 else regions,
            (("", _("Nobody yet")), *leading),
            allowed.may(Permission.COHORT_PEOPLE_MANAGE),
            form or default,
        )


def facilitators(allowed: Allowed[VisibleCohort]) -> tuple[tuple[str, str], ...]:
    """Those of the regions that the reader sees: id and name, each once."""
    led = list_leading(allowed.session, allowed.thing.cohort)
    return tuple(
        {
            str(one.person.id): one.person.name
            for one in led
            if one.role.role == ProgrammeRole.FACILITATOR and one.region and allowed.thing.holds(one.region.id)
        }.items()
    )


def _where(school: School) -> str:
    return " · ".join(filter(None, [f"URN {school.urn}", school.la_name, school.postcode]))
