"""The first page: each school's open reviews, what comes next in them and what is new."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.insight import list_led_groups
from app.access.permissions import Permission
from app.access.policies import IN_A_SCHOOL
from app.access.programme import list_visible_cohorts
from app.models.accounts import Person, Role
from app.models.insight import GroupLeadRole
from app.models.programme import Cohort
from app.models.reviews import Review
from app.models.schools import School
from app.pages.action_plan_news import PlanNews, plan_news_of
from app.pages.peer_review_news import Held, PeerNews, news_of_schools
from app.pages.programme_school_events import EventLine, coming_events
from app.pages.reviews import stages_of
from app.pages.reviews_news import ReviewNews, news_of
from app.pages.reviews_stages import Stage, next_of
from app.services.accounts_people import list_memberships
from app.services.reviews import list_reviews
from app.services.self_evaluation import framework_of, read_sheets
from app.services.self_evaluation_versions import list_versions_of


@dataclass(frozen=True, slots=True)
class OpenReview:
    review: Review
    framework_title: str
    next_step: Stage | None
    news: ReviewNews
    plan: PlanNews


@dataclass(frozen=True, slots=True)
class OwnSchool:
    """Its open reviews, for those who may read work in progress."""

    school: School
    reviews: list[OpenReview]
    peers: PeerNews | None
    events: list[EventLine]
    """What is to come in its programmes, for those who go there."""


@dataclass(frozen=True, slots=True)
class StartPage:
    schools: list[OwnSchool]
    is_operator: bool
    cohorts: list[Cohort]
    """Those in which they have a role."""
    groups: list[GroupLeadRole]
    """Trusts and local authorities that they lead."""

    @property
    def only_way_on(self) -> str:
        """Where somebody goes who has one place to go to: its own page says what is next and what is new."""
        if self.is_operator or self.cohorts or self.groups:
            return self._only_way_on_beside_schools
        if len(self.schools) != 1:
            return ""
        own = self.schools[0]
        if len(own.reviews) == 1:
            return f"/reviews/{own.reviews[0].review.id}"
        return "" if own.reviews else f"/schools/{own.school.id}"

    @property
    def _only_way_on_beside_schools(self) -> str:
        ways = ["/operator/schools"] if self.is_operator else []
        ways += [f"/cohorts/{cohort.id}" for cohort in self.cohorts]
        ways += [f"/group-insight/{group.id}" for group in self.groups]
        return ways[0] if len(ways) == 1 and not self.schools else ""

    @classmethod
    def of(cls, own: Allowed[Person]) -> "StartPage":
        memberships = list_memberships(own.session, own.person)
        held = [(school, IN_A_SCHOOL[Role(membership.role)]) for membership, school in memberships]
        reads = [school for school, may in held if Permission.REVIEW_READ in may]
        found = [review for review in list_reviews(own.session, *reads) if review.is_open]
        cohorts = [visible.cohort for visible in list_visible_cohorts(own.session, own.person)]
        groups = list_led_groups(own.session, own.person)
        beside = own.person.is_operator or cohorts or groups
        # Whoever is led on to the one page of theirs reads the rest there.
        is_shown = beside or len(held) != 1 or len(found) > 1
        peers = news_of_schools(own.session, held) if is_shown else {}
        comes = [school for school, may in held if Permission.SCHOOL_EVENTS_ANSWER in may]
        events = coming_events(own.session, comes) if is_shown else {}
        reviews = _open_reviews(own, held, found, peers)
        return cls(
            [
                OwnSchool(
                    school,
                    [one for one in reviews if one.review.school_id == school.id],
                    peers.get(school.id or 0),
                    events.get(school.id or 0, []),
                )
                for _, school in memberships
            ],
            own.person.is_operator,
            cohorts,
            groups,
        )


def _open_reviews(
    own: Allowed[Person], held: list[Held], reviews: list[Review], peers: dict[int, PeerNews]
) -> list[OpenReview]:
    """Six queries, however many schools and reviews there are."""
    may = {school.id: permissions for school, permissions in held}
    schools = {school.id: school for school, permissions in held if Permission.REVIEW_READ in permissions}
    sheets, versions = read_sheets(own.session, reviews), list_versions_of(own.session, *schools.values())
    answers_views = [review for review in reviews if Permission.CONTRIBUTIONS_MANAGE in may[review.school_id]]
    news = news_of(own.session, reviews, reader=own.person, answers_views=answers_views)
    plans = plan_news_of(own.session, reviews)
    return [
        OpenReview(
            review,
            framework_of(review).title,
            next_of(
                stages_of(
                    review,
                    sheets[review.id],
                    versions.get(review.id),
                    peers=peers.get(review.school_id) or PeerNews(schools[review.school_id]),
                    plan=plans[review.id],
                )
            ),
            news[review.id],
            plans[review.id],
        )
        for review in reviews
        if review.id is not None
    ]
