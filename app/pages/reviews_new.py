"""What the page that starts a review shows: how deep, which framework, which review it continues, why now."""

from dataclasses import dataclass, field
from datetime import timedelta

from app import clock
from app.access.guard import Allowed
from app.language import day
from app.language import gettext as _
from app.models.reviews import Depth, Review
from app.models.schools import School
from app.models.self_evaluation import SCOPE, AgreedVersion
from app.models.self_evaluation_fields import SCOPE_FIELDS
from app.pages.reviews import WEEKS_TO_STAGE, ScopeFields
from app.pages.self_evaluation_history import field_label
from app.pages.self_evaluation_views import FieldView, minutes, shown_value
from app.pages.sent import Sent
from app.review_framework.loader import all_frameworks
from app.review_framework.school_terms import school_day_from
from app.review_framework.types import Framework
from app.review_framework.versions import Comparison
from app.services.cycles import compared, find_previous
from app.services.reviews import list_reviews
from app.services.self_evaluation import framework_of, read_sheet
from app.services.self_evaluation_versions import list_versions_of
from app.tokens import new_token

LAST_SCOPE = ("why_now", "focus_themes", "sponsor_name", "commitment")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is ticked in the form. `form` is this form's own mark, by which a double click is known."""

    framework: str
    depth: str
    previous: Review | None
    form: str


@dataclass(frozen=True, slots=True)
class LastCycle:
    """The review that the new one continues, as far as it matters for starting."""

    review: Review
    scope: list[tuple[str, str]]
    comparison: Comparison
    """Of its framework with the newest version of it."""
    to: str

    @classmethod
    def of(cls, allowed: Allowed[School], previous: Review) -> "LastCycle":
        sheet, framework = read_sheet(allowed.session, previous), framework_of(previous)
        newest = next(one for one in newest_frameworks() if one.id == framework.id)
        scope = [(field_label(name), shown_value(framework, name, sheet.value(SCOPE, name))) for name in LAST_SCOPE]
        return cls(
            previous,
            [(label, text) for label, text in scope if text],
            compared(previous, newest.id, newest.version),
            framework_key(newest),
        )


@dataclass(frozen=True, slots=True)
class NewReviewPage(Sent):
    """Starting a review, as typed so far."""

    school: School
    scope: ScopeFields
    chosen: Chosen
    earlier: list[tuple[str, str, str]]
    """The reviews that it may continue: number, name and what is known of it."""
    last: LastCycle | None
    errors: list[tuple[str, str]] = field(default_factory=list)

    @property
    def frameworks(self) -> list[tuple[str, str, str]]:
        return [
            (framework_key(one), f"{one.title} ({one.version})", _framework_words(one)) for one in newest_frameworks()
        ]

    @property
    def previous(self) -> str:
        return str(self.chosen.previous.id) if self.chosen.previous else ""

    @property
    def depths(self) -> list[tuple[str, str, str]]:
        offered = newest_frameworks()
        return [
            (Depth.SHORT, _("Short"), _depth_words({len(one.essential_items) for one in offered})),
            (Depth.FULL, _("Full"), _depth_words({len(one.items) for one in offered})),
        ]

    @classmethod
    def blank(cls, allowed: Allowed[School], *, previous: str = "") -> "NewReviewPage":
        """With the framework and depth of the review that it continues, if it continues one."""
        suggested = {
            f"stage_{number}_due": school_day_from(clock.today() + timedelta(weeks=weeks)).isoformat()
            for number, weeks in enumerate(WEEKS_TO_STAGE, start=1)
        }
        continued = find_previous(allowed.session, allowed.thing, previous)
        framework = next(
            (one for one in newest_frameworks() if continued and one.id == continued.framework_id),
            newest_frameworks()[0],
        )
        depth = continued.depth if continued else Depth.SHORT
        return cls.filled(allowed, suggested, Chosen(framework_key(framework), depth, continued, new_token()))

    @classmethod
    def filled(
        cls,
        allowed: Allowed[School],
        values: dict[str, str],
        chosen: Chosen,
        errors: list[tuple[str, str]] | None = None,
    ) -> "NewReviewPage":
        faults = dict(errors or [])
        fields = {
            name: FieldView(f"{SCOPE}.{name}", values.get(name, ""), 0, faults.get(f"{SCOPE}.{name}", ""))
            for name in SCOPE_FIELDS
        }
        versions = list_versions_of(allowed.session, allowed.thing)
        earlier = [
            (str(one.id), _("Continue from the review of %(day)s") % {"day": day(one.started_at)}, known)
            for one in list_reviews(allowed.session, allowed.thing)
            if one.is_open
            for known in [_known(one, versions.get(one.id or 0))]
        ]
        last = LastCycle.of(allowed, chosen.previous) if chosen.previous else None
        return cls(allowed.thing, ScopeFields(fields), chosen, earlier, last, errors or [])


def _known(review: Review, version: AgreedVersion | None) -> str:
    framework = framework_of(review)
    title = f"{framework.title} ({framework.version})"
    if version is None:
        return _("%(framework)s. Not agreed yet.") % {"framework": title}
    told = {"framework": title, "n": version.number, "day": day(version.agreed_at)}
    return _("%(framework)s. Version %(n)s agreed on %(day)s.") % told


def newest_frameworks() -> list[Framework]:
    """The newest version of each framework there is: those that a review can be started with."""
    return list({framework.id: framework for framework in all_frameworks()}.values())


def framework_key(framework: Framework) -> str:
    return f"{framework.id} {framework.version}"


def _framework_words(framework: Framework) -> str:
    return _("%(short)s items in a short review, %(full)s in a full one.") % {
        "short": len(framework.essential_items),
        "full": len(framework.items),
    }


def _depth_words(items: set[int]) -> str:
    """How much work it is; from the least to the most where the frameworks on offer differ."""
    if len(items) > 1:
        return _(
            "%(least)s to %(most)s items, about %(least_minutes)s to %(most_minutes)s minutes in all. You can change "
            "this later."
        ) % {
            "least": min(items),
            "most": max(items),
            "least_minutes": minutes(min(items)),
            "most_minutes": minutes(max(items)),
        }
    return _("%(items)s items, about %(minutes)s minutes in all. You can change this later.") % {
        "items": max(items),
        "minutes": minutes(max(items)),
    }
