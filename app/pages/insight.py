"""What schools have in common: of a cohort and its regions term by term, and of a trust or local authority."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.insight import GroupLeadRole
from app.pages.insight_figures import FiguresShown
from app.services.insight import Figures, Views, views_of, views_of_group
from app.services.insight_snapshots import list_blocks, list_snapshots, term_label
from app.services.programme import list_regions


@dataclass(frozen=True, slots=True)
class InsightPage:
    """One view of one term. Which there are does not depend on who looks."""

    title: str
    back: tuple[str, str]
    here: str
    about: str
    terms: tuple[tuple[str, str], ...]
    term: str
    regions: tuple[tuple[str, str], ...]
    region: str
    sections: tuple[FiguresShown, ...]

    @property
    def narrows(self) -> bool:
        return len(self.terms) > 1 or len(self.regions) > 1

    def address(self, **parts: str) -> str:
        return f"{self.here}?{urlencode(parts)}"

    @classmethod
    def of_cohort(cls, allowed: Allowed[VisibleCohort], query: Mapping[str, str]) -> "InsightPage":
        cohort, session = allowed.thing.cohort, allowed.session
        snapshots = {one.term: one for one in list_snapshots(session, cohort)}
        term = query.get("term", "") if query.get("term", "") in snapshots else next(iter(snapshots), "")
        views = views_of(snapshots[term], list_blocks(session, cohort)) if term else []
        shown = {region for one in views for region in one.by_region}
        regions = {one.code: one for one in list_regions(session, cohort) if one.id in shown}
        chosen = regions.get(query.get("region", ""))
        back = (f"/cohorts/{cohort.id}", cohort.title)
        if not allowed.may(Permission.COHORT_READ):
            back = (f"/cohorts/{cohort.id}/schools/{allowed.thing.enrolment_id}", _("What is recorded of your school"))
        return cls(
            _("What schools have in common"),
            back,
            f"/cohorts/{cohort.id}/insight",
            cohort.title,
            tuple((one, term_label(one)) for one in snapshots),
            term,
            (("", _("Every region together")), *((code, one.label) for code, one in regions.items())),
            chosen.code if chosen else "",
            tuple(_sections(views, chosen.id if chosen else None)),
        )

    @classmethod
    def of_group(cls, allowed: Allowed[GroupLeadRole]) -> "InsightPage":
        lead = allowed.thing
        views, taken = views_of_group(allowed.session, lead)
        about = "; ".join(f"{cohort.title}, {term_label(snapshot.term)}" for cohort, snapshot in taken)
        return cls(
            _("What your schools have in common"),
            ("/", _("Your first page")),
            f"/group-insight/{lead.id}",
            f"{lead.title}. {about}" if about else lead.title,
            (),
            "",
            (),
            "",
            tuple(_sections(views, None)),
        )


def _sections(views: list[Views], region: int | None) -> list[FiguresShown]:
    made = [(one, one.whole if region is None else one.by_region.get(region, _NOTHING)) for one in views]
    shown = [FiguresShown.of(one.framework_id, one.framework_version, figures) for one, figures in made]
    return [one for one in shown if not one.is_empty]


_NOTHING: Figures = {}
