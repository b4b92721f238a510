"""Schools of a led cohort with what pairing looks at."""

from collections.abc import Sequence

from sqlmodel import Session

from app import clock
from app.models.programme import Cohort, Enrolment
from app.models.schools import School
from app.services.pairing_cost import PairSchool
from app.services.programme import list_regions
from app.services.programme_enrolments import enrol
from tests.people import People

CODES = ("london", "north_west")


def enrol_made_up(
    session: Session, cohort: Cohort, people: People, schools: Sequence[PairSchool], *, first_urn: int = 400_000
) -> list[Enrolment]:
    """They are in the regions of both facilitators, in turn."""
    regions = {region.code: region for region in list_regions(session, cohort)}
    enrolled = []
    for number, one in enumerate(schools):
        school = School(
            urn=str(first_urn + number),
            name=one.name,
            la_code=one.la,
            la_name=f"Borough {one.la}",
            trust=one.trust,
            easting=one.easting,
            northing=one.northing,
            pupils=one.pupils,
            fsm_percentage=one.fsm,
        )
        session.add(school)
        session.flush()
        by = people["programme_manager"].actor
        region = regions[CODES[number % len(CODES)]]
        enrolled.append(enrol(session, cohort, school, region=region, on=clock.today(), by=by))
    return enrolled
