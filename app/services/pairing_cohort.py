"""What pairing needs to know of a cohort: its schools, their ties, and the groups that are there; a fixed number of
queries, however many schools there are.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.access.visible import VisibleCohort
from app.models.programme import Cohort, CohortRegion, Enrolment, EnrolmentTie, TieKind
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation import SCOPE, Answer
from app.services.action_plan_themes import current_themes
from app.services.pairing import Placement, place
from app.services.pairing_cost import PairSchool
from app.services.pairing_groups import Groups, in_lots, read_groups
from app.services.pairing_repair import Repair, StandingGroup, repair
from app.services.pairing_rules import Judge, SchoolPair, Settings

FOCUS_THEMES = "focus_themes"


@dataclass(frozen=True, slots=True)
class PairingRecord:
    """A cohort, or the part of it that somebody sees, as pairing looks at it on one day."""

    cohort: Cohort
    schools: tuple[PairSchool, ...]
    """By URN; with the withdrawn, who are not `enrolled`."""
    enrolments: Mapping[int, Enrolment]
    """By the id of the school."""
    reviews: Mapping[int, tuple[Review, ...]]
    """The open reviews of each school, by its id, newest first."""
    contact: frozenset[SchoolPair]
    locked: frozenset[SchoolPair]
    found: Groups = field(default_factory=Groups)

    @property
    def groups(self) -> tuple[StandingGroup, ...]:
        return self.found.standing

    def judge(self, settings: Settings) -> Judge:
        return Judge(settings, self.contact, self.locked)

    def propose(self, settings: Settings) -> Placement:
        """The best groups of those who are in none; groups that are there stay."""
        return place(self.schools, self.judge(settings), existing=[group.ids for group in self.groups])

    def repair(self, settings: Settings, *, break_begun: bool = False) -> Repair:
        return repair(self.schools, self.judge(settings), self.groups, break_begun=break_begun)

    @property
    def free(self) -> list[PairSchool]:
        """Those that take part and are in no group with anybody, by name."""
        grouped = {id_ for group in self.groups for id_ in group.ids}
        free = [one for one in self.schools if one.enrolled and one.id not in grouped]
        return sorted(free, key=lambda one: (one.name.casefold(), one.urn))

    @property
    def without_partner(self) -> list[PairSchool]:
        """Those who still need one: a finished peer review asks for no other."""
        return [one for one in self.free if one.id not in self.found.reviewed]

    @property
    def broken(self) -> tuple[StandingGroup, ...]:
        """Groups that a school which has withdrawn is still in."""
        gone = {one.id for one in self.schools if not one.enrolled}
        return tuple(group for group in self.groups if group.ids & gone)

    def review_of(self, school_id: int) -> Review | None:
        """The one that the school brings: named by its enrolment, or the only one that is open."""
        of_school = self.reviews.get(school_id, ())
        named = self.enrolments[school_id].review_id
        found = next((one for one in of_school if one.id == named), None)
        return found or (of_school[0] if len(of_school) == 1 else None)


def read_pairing(session: Session, visible: VisibleCohort, *, on: date) -> PairingRecord:
    """The schools that somebody sees, as they stand on this day. Ties and groups may name others, by id alone."""
    enrolled = _read_enrolled(session, visible, on)
    ids = [school.id or 0 for _enrolment, school, _region in enrolled]
    reviews = _open_reviews(session, ids)
    enrolments = {enrolment.school_id: enrolment for enrolment, _school, _region in enrolled}
    groups = read_groups(session, ids)
    ties, withdrawn = _read_ties(session, visible.cohort, on)
    record = PairingRecord(
        visible.cohort,
        (),
        enrolments,
        reviews,
        ties[TieKind.PRIOR_CONTACT] | groups.met,
        # A lock with a school that has withdrawn holds nobody back.
        frozenset(pair for pair in ties[TieKind.LOCKED] if not pair & withdrawn),
        groups,
    )
    themes = _read_themes(session, [review for id_ in ids if (review := record.review_of(id_))])
    seen = tuple(_as_seen(*row, themes.get(row[1].id or 0, frozenset()), on) for row in enrolled)
    return replace(record, schools=seen)


def _as_seen(
    enrolment: Enrolment, school: School, region: CohortRegion, themes: frozenset[str], on: date
) -> PairSchool:
    return PairSchool(
        school.id or 0,
        school.urn,
        school.name,
        region.code,
        region.label,
        school.la_code or school.la_name,
        school.la_name,
        school.trust,
        school.easting,
        school.northing,
        school.pupils,
        school.fsm_percentage,
        themes,
        enrolment.counts_on(on),
    )


def _read_enrolled(session: Session, visible: VisibleCohort, on: date) -> list[tuple[Enrolment, School, CohortRegion]]:
    query = (
        select_columns(Enrolment, School, CohortRegion)
        .join(School, col(School.id) == col(Enrolment.school_id))
        .join(CohortRegion, col(CohortRegion.id) == col(Enrolment.region_id))
        .where(col(Enrolment.cohort_id) == visible.cohort.id, col(Enrolment.enrolled_on) <= on)
        .order_by(col(School.urn))
    )
    if visible.region_ids is not None:
        query = query.where(col(Enrolment.region_id).in_(visible.region_ids))
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def _open_reviews(session: Session, ids: Collection[int]) -> dict[int, tuple[Review, ...]]:
    found: dict[int, list[Review]] = {}
    for some in in_lots(ids):
        query = select(Review).where(col(Review.school_id).in_(some), col(Review.cancelled_at).is_(None))
        for review in session.exec(query.order_by(col(Review.id).desc())):
            found.setdefault(review.school_id, []).append(review)
    return {id_: tuple(reviews) for id_, reviews in found.items()}


def _read_themes(session: Session, reviews: Collection[Review]) -> dict[int, frozenset[str]]:
    """What each school works on, by its id: the themes of its plan as it stands, else those that its review set out
    with.
    """
    found: dict[int, frozenset[str]] = {}
    school_of = {review.id or 0: review.school_id for review in reviews}
    for some in in_lots(school_of):
        query = select(Answer).where(
            col(Answer.review_id).in_(some), Answer.place == SCOPE, Answer.field == FOCUS_THEMES, Answer.value != ""
        )
        found |= {answer.school_id: frozenset(answer.value.split()) for answer in session.exec(query)}
    plans = current_themes(session, reviews)
    return found | {school_of[review_id]: themes for review_id, themes in plans.items()}


def _read_ties(
    session: Session, cohort: Cohort, on: date
) -> tuple[dict[TieKind, frozenset[SchoolPair]], frozenset[int]]:
    """Of the whole cohort, whichever of the two stated it; and the ids of the schools that have withdrawn."""
    rows = session.execute(
        select_columns(col(EnrolmentTie.kind), col(Enrolment.school_id), col(EnrolmentTie.school_id))
        .join(Enrolment, col(Enrolment.id) == col(EnrolmentTie.enrolment_id))
        .where(col(Enrolment.cohort_id) == cohort.id)
    ).all()
    ties = {
        kind: frozenset(frozenset((one, other)) for stated, one, other in rows if stated == kind and one != other)
        for kind in TieKind
    }
    withdrawn = session.exec(
        select(Enrolment.school_id).where(Enrolment.cohort_id == cohort.id, col(Enrolment.withdrawn_on) <= on)
    )
    return ties, frozenset(withdrawn)
