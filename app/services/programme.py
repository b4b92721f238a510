"""Cohorts: made, found, and every change in one kept with who made it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from app import clock
from app.language import gettext as _
from app.models.actors import Actor
from app.models.programme import Changed, Cohort, CohortRegion, ProgrammeChange
from app.review_framework.programme_types import Programme
from app.review_framework.vocabulary import vocabulary

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 64


class CohortRefused(ValueError):
    """The cohort cannot be made like this. Carries the sentence that the person reads."""


@dataclass(frozen=True, slots=True)
class NewRegion:
    code: str
    label: str


def listed_regions(name: str) -> tuple[NewRegion, ...]:
    """The regions of a published list: `regions` (the nine) or `rsc_regions` (the eight)."""
    return tuple(NewRegion(term.code, term.label) for term in vocabulary(name))


def own_regions(names: Sequence[str]) -> tuple[NewRegion, ...]:
    """Regions under names of the cohort's own. Raises CohortRefused."""
    made = tuple(NewRegion("_".join(re.findall(r"[a-z0-9]+", name.casefold())), name.strip()) for name in names)
    codes = [region.code for region in made]
    if not all(codes):
        raise CohortRefused(_("The name of a region needs at least one letter or digit."))
    if len(set(codes)) != len(codes):
        raise CohortRefused(_("Two regions have the same name. Each needs a name of its own."))
    return made


def create_cohort(  # noqa: PLR0913  A cohort has this many parts, each named where it is called.
    session: Session,
    slug: str,
    *,
    programme: Programme,
    starts_on: date,
    regions: Sequence[NewRegion],
    by: Actor,
    title: str = "",
    ends_on: date | None = None,
) -> Cohort:
    """The cohort is there, with its regions, and follows this version of the programme. Raises CohortRefused."""
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise CohortRefused(
            _("The short name of a cohort is lower-case letters, digits and hyphens, such as autumn-2027.")
        )
    if find_cohort(session, slug):
        raise CohortRefused(_("There is a cohort %(slug)s already.") % {"slug": slug})
    if ends_on and ends_on < starts_on:
        raise CohortRefused(_("The cohort cannot end before it starts."))
    cohort = Cohort(
        slug=slug,
        title=title.strip() or slug,
        programme_id=programme.id,
        programme_version=programme.version,
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=clock.now(),
    )
    session.add(cohort)
    session.flush()
    assert cohort.id is not None
    for position, region in enumerate(regions):
        session.add(CohortRegion(cohort_id=cohort.id, code=region.code, label=region.label, position=position))
    after = {"programme": f"{programme.id} {programme.version}", "starts_on": str(starts_on)}
    record_change(session, cohort, Changed.COHORT, after=after, by=by)
    return cohort


def find_cohort(session: Session, slug: str) -> Cohort | None:
    return session.exec(select(Cohort).where(Cohort.slug == slug.replace("\0", ""))).first()


def list_regions(session: Session, cohort: Cohort) -> list[CohortRegion]:
    return list(
        session.exec(
            select(CohortRegion).where(CohortRegion.cohort_id == cohort.id).order_by(col(CohortRegion.position))
        )
    )


def hold_cohort(session: Session, cohort: Cohort) -> None:
    """Until the transaction ends nobody else changes this cohort's rows: a second import waits for the first."""
    session.exec(select(Cohort.id).where(Cohort.id == cohort.id).with_for_update()).one()


def record_change(  # noqa: PLR0913  What happened has this many parts, each named where it is called.
    session: Session,
    cohort: Cohort,
    what: Changed,
    *,
    by: Actor,
    enrolment_id: int | None = None,
    component: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    note: str = "",
) -> None:
    """The cohort's history has a row of it."""
    assert cohort.id is not None
    session.add(
        ProgrammeChange(
            cohort_id=cohort.id,
            enrolment_id=enrolment_id,
            what=what,
            component=component,
            before=dict(before or {}),
            after=dict(after or {}),
            note=note,
            actor_kind=by.kind,
            actor_id=by.id,
            actor_name=by.name,
            at=clock.now(),
        )
    )
