"""Who leads a cohort, and handing a region from one facilitator to another."""

from dataclasses import dataclass
from datetime import datetime

from app.access.guard import Allowed
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.programme import Cohort, ProgrammeRole
from app.pages.sent import Sent
from app.review_framework.vocabulary import vocabulary
from app.services.programme import list_regions
from app.services.programme_people import Led, list_handovers, list_leading

NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class HandoverForm(Sent):
    """As it was sent, with what was wrong with it."""

    leading: str = ""
    """The id of the role that is handed over, or `nobody-` with a region's code."""
    email: str = ""
    name: str = ""
    note: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HandoverShown:
    """A note that somebody left to whoever follows in a region."""

    region: str
    who: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    cohort: Cohort
    leading: tuple[tuple[str, str, str], ...]
    """Name, role and region of everybody with a role."""
    regions: tuple[tuple[str, str], ...]
    """What can be handed over."""
    notes: tuple[HandoverShown, ...]
    form: HandoverForm

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.form.errors

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort], form: HandoverForm | None = None) -> "PeoplePage":
        session, visible = allowed.session, allowed.thing
        led = list_leading(session, visible.cohort)
        labels = vocabulary("programme_roles").labels
        return cls(
            visible.cohort,
            tuple((one.person.name, labels[one.role.role], one.region.label if one.region else "") for one in led),
            region_choices(allowed, led),
            handover_notes(allowed),
            form or HandoverForm(),
        )


def region_choices(allowed: Allowed[VisibleCohort], led: list[Led]) -> tuple[tuple[str, str], ...]:
    """Each facilitator with each of their regions, and the regions that nobody leads."""
    facilitators = [one for one in led if one.role.role == ProgrammeRole.FACILITATOR and one.region]
    taken = {one.region.id for one in facilitators if one.region}
    return (
        ("", ""),
        *(
            (
                str(one.role.id),
                _("%(region)s, led by %(who)s") % {"region": one.region.label, "who": one.person.name},
            )
            for one in facilitators
            if one.region
        ),
        *(
            (f"{NOBODY}-{region.code}", _("%(region)s, led by nobody yet") % {"region": region.label})
            for region in list_regions(allowed.session, allowed.thing.cohort)
            if region.id not in taken
        ),
    )


def handover_notes(allowed: Allowed[VisibleCohort]) -> tuple[HandoverShown, ...]:
    """Those about regions that the reader sees, the latest first; none for somebody who reads no names."""
    if allowed.thing.pseudonyms:
        return ()
    return tuple(
        HandoverShown(region, who, at, note) for region, who, at, note in list_handovers(allowed.session, allowed.thing)
    )
