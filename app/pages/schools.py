"""What the pages about schools and their people show."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.models.accounts import Grant, Role
from app.models.action_plan import PlanState
from app.models.programme import Cohort, Enrolment
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation import AgreedVersion
from app.pages.peer_review_news import PeerNews, news_of_school
from app.pages.programme_school_events import EventLine, coming_events_for
from app.pages.sent import Sent
from app.review_framework.vocabulary import vocabulary
from app.services.accounts_people import Invited, Member, list_former_members, list_invitations, list_members
from app.services.action_plan import plans_of
from app.services.peer_review_documents import SignedReport, list_signed
from app.services.programme_enrolments import list_cohorts_of
from app.services.reviews import list_reviews
from app.services.self_evaluation import framework_of
from app.services.self_evaluation_versions import list_versions_of


@dataclass(frozen=True, slots=True)
class ReviewLine:
    review: Review
    framework_title: str
    latest: AgreedVersion | None


@dataclass(frozen=True, slots=True)
class SchoolPage:
    school: School
    reviews: list[ReviewLine]
    can_read_reviews: bool
    can_manage_reviews: bool
    can_manage_people: bool
    can_read_peers: bool
    peers: PeerNews
    reports: list[SignedReport]
    """Of peer reviews, as both schools signed them: for everybody at the school."""
    cohorts: list[tuple[Enrolment, Cohort]]
    """Those that the school is in, for whoever may read its row."""
    events: list[EventLine]
    """What is to come in them, for those who go there."""
    plans: dict[int, str]
    """Where the SEND Action Plan of each review is read, by the review's id."""

    @classmethod
    def of(cls, allowed: Allowed[School]) -> "SchoolPage":
        reviews = list_reviews(allowed.session, allowed.thing)
        versions = list_versions_of(allowed.session, allowed.thing)
        return cls(
            allowed.thing,
            [ReviewLine(one, framework_of(one).title, versions.get(one.id or 0)) for one in reviews],
            allowed.may(Permission.REVIEW_READ),
            allowed.may(Permission.SCHOOL_REVIEWS_MANAGE),
            allowed.may(Permission.SCHOOL_PEOPLE_MANAGE),
            allowed.may(Permission.PEER_GROUP_READ),
            news_of_school(allowed),
            list_signed(allowed.session, allowed.thing),
            list_cohorts_of(allowed.session, allowed.thing) if allowed.may(Permission.COHORT_ROW_READ) else [],
            coming_events_for(allowed),
            _plans(allowed, reviews),
        )


def _plans(allowed: Allowed[School], reviews: list[Review]) -> dict[int, str]:
    """The plan as it stands, or its versions for whoever reads only those."""
    plans = plans_of(allowed.session, reviews)
    if allowed.may(Permission.PLAN_READ):
        return {id_: f"/reviews/{id_}/action-plan" for id_ in plans}
    return {id_: f"/reviews/{id_}/action-plan/versions" for id_, plan in plans.items() if plan.state != PlanState.DRAFT}


ROLES: tuple[Role, ...] = (Role.SENCO, Role.SENIOR_LEADER, Role.COLLEAGUE, Role.GOVERNOR, Role.SCHOOL_ADMIN)


def role_options() -> list[tuple[str, str, str]]:
    """Code, label, and what the role lets somebody do."""
    words = vocabulary("access_roles")
    return [(role, words.label(role), words.term(role).about or "") for role in ROLES]


def role_label(role: str) -> str:
    return vocabulary("access_roles").label(role)


def job_titles() -> list[tuple[str, str]]:
    return [("", ""), *vocabulary("school_roles").labels.items()]


@dataclass(frozen=True, slots=True)
class InvitationForm(Sent):
    """As it was sent, with what was wrong with it."""

    email: str = ""
    name: str = ""
    role: str = ""
    job_title: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def invited(self) -> Invited:
        """Whom it invites. Only for a form without errors."""
        return Invited(self.email, self.name, Role(self.role), self.job_title)


@dataclass(frozen=True, slots=True)
class PeoplePage:
    school: School
    members: list[Member]
    former: list[Member]
    invitations: list[Grant]
    form: InvitationForm
    me: int | None

    role_options = staticmethod(role_options)
    role_label = staticmethod(role_label)
    job_titles = staticmethod(job_titles)

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.form.errors

    @classmethod
    def of(cls, allowed: Allowed[School], form: InvitationForm | None = None) -> "PeoplePage":
        return cls(
            allowed.thing,
            list_members(allowed.session, allowed.thing),
            list_former_members(allowed.session, allowed.thing),
            list_invitations(allowed.session, allowed.thing),
            form or InvitationForm(),
            allowed.person.id,
        )


@dataclass(frozen=True, slots=True)
class InvitationListPage(Sent):
    """Several people at once. `people` is what is still to be put right; `sent` how many are on their way."""

    school: School
    people: str = ""
    role: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    sent: int = 0

    role_options = staticmethod(role_options)


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One person: their role, handing it over, removing them."""

    school: School
    member: Member
    form: InvitationForm
    error: str = ""

    role_options = staticmethod(role_options)

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return (*self.form.errors, *((("", self.error),) if self.error else ()))


@dataclass(frozen=True, slots=True)
class OperatorPage:
    query: str
    schools: list[School]


@dataclass(frozen=True, slots=True)
class OperatorSchoolPage:
    """Invites the first people of a school; shows nothing that the school wrote."""

    school: School
    invitations: list[Grant]
    has_keeper: bool
    form: InvitationForm

    role_options = staticmethod(lambda: [one for one in role_options() if one[0] in (Role.SENCO, Role.SCHOOL_ADMIN)])
    job_titles = staticmethod(job_titles)

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.form.errors
