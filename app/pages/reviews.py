"""What the pages about a review as a whole show: its task list, its scope."""

from dataclasses import dataclass, replace
from datetime import date

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import day
from app.language import gettext as _
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation import SCOPE, AgreedVersion
from app.models.self_evaluation_fields import SCOPE_FIELDS
from app.models.self_evaluation_sheet import Sheet
from app.pages.action_plan_news import PlanNews, plan_news_of, with_plan
from app.pages.coaching import SessionCard, cards_for_review
from app.pages.peer_review_group import Direction
from app.pages.peer_review_news import PeerNews, news_of_school
from app.pages.programme_school_events import EventLine, coming_events_for
from app.pages.reviews_news import ReviewNews, news_of
from app.pages.reviews_stages import Stage, next_of, with_one_next, with_peers
from app.pages.self_evaluation_views import FieldView, Progress, progress, view_field
from app.review_framework.types import Framework
from app.review_framework.vocabulary import vocabulary
from app.services.self_evaluation import framework_of, read_sheet
from app.services.self_evaluation_versions import find_latest_version, sheet_of
from app.services.texts_forms import Outcome

WEEKS_TO_STAGE = (1, 6, 9, 11, 13, 20)
"""After how many weeks each of the six stages is suggested to be done: about a term for stages 1 to 5."""


@dataclass(frozen=True, slots=True)
class TaskListPage:
    """The review as a task list: what is next, by when, how long it takes."""

    review: Review
    school: School
    framework: Framework
    stages: list[Stage]
    progress: Progress
    areas: list[tuple[str, str, Progress]]
    latest: AgreedVersion | None
    changes_since: int
    can_write: bool
    can_agree: bool
    can_manage: bool
    news: ReviewNews
    peers: PeerNews
    plan: PlanNews
    previous: Review | None
    """The review that this one continues."""
    events: list[EventLine]
    """What is to come in the school's programmes, for those who go there."""
    coaching: list[SessionCard]

    @property
    def next(self) -> Stage | None:
        return next_of(self.stages)

    @property
    def is_evaluated(self) -> bool:
        """The school has agreed what it says, and has looked at every item or plans already."""
        return self.latest is not None and (not self.progress.left or self.plan.is_begun)

    @property
    def turns(self) -> list[Direction]:
        """Where a partner school waits for this one, beside what is next."""
        turns = [one for group in self.peers.joined for one in group.turns]
        return [one for one in turns if self.next is None or one.href != self.next.way_on]

    @property
    def unanswered_events(self) -> list[EventLine]:
        return [one for one in self.events if one.needs_answer]

    @property
    def others_wait(self) -> bool:
        return bool(self.turns or self.unanswered_events or self.news.waiting or self.news.questions)

    @classmethod
    def of(cls, allowed: Allowed[Review]) -> "TaskListPage":
        review, school = allowed.thing, allowed.school
        assert school is not None
        assert review.id is not None
        framework = framework_of(review)
        sheet = read_sheet(allowed.session, review)
        latest = find_latest_version(allowed.session, review)
        done = progress(sheet, framework.items_for(review.shown))
        peers = news_of_school(allowed)
        plan = plan_news_of(allowed.session, [review])[review.id]
        return cls(
            review=review,
            school=school,
            framework=framework,
            stages=stages_of(review, sheet, latest, peers=peers, plan=plan),
            progress=done,
            areas=[(area.code, area.title, progress(sheet, area.items_for(review.shown))) for area in framework.areas],
            latest=latest,
            changes_since=len(sheet.changed_from(sheet_of(latest))) if latest else 0,
            can_write=review.is_open and allowed.may(Permission.REVIEW_WRITE),
            can_agree=review.is_open and allowed.may(Permission.REVIEW_AGREE),
            can_manage=review.is_open and allowed.may(Permission.SCHOOL_REVIEWS_MANAGE),
            news=news_of(
                allowed.session,
                [review],
                reader=allowed.person,
                answers_views=[review] if allowed.may(Permission.CONTRIBUTIONS_MANAGE) else [],
            )[review.id],
            peers=peers,
            plan=plan,
            previous=allowed.session.get(Review, review.previous_id) if review.previous_id else None,
            events=coming_events_for(allowed),
            coaching=cards_for_review(allowed, is_agreed=latest is not None),
        )


def stages_of(
    review: Review, sheet: Sheet, latest: AgreedVersion | None, *, peers: PeerNews, plan: PlanNews
) -> list[Stage]:
    """The six stages as far as they have come, of which one at most is next."""
    done = progress(sheet, framework_of(review).items_for(review.shown))
    stages = with_peers(_stages(review, sheet, done, latest), review, peers)
    return with_one_next(with_plan(stages, plan, agreed=latest))


def _stages(review: Review, sheet: Sheet, done: Progress, latest: AgreedVersion | None) -> list[Stage]:
    """Stages 1 and 2 happen here; the others belong to the peer review, and are shown with their dates."""
    committed = bool(sheet.value(SCOPE, "why_now") and sheet.value(SCOPE, "sponsor_name"))
    stages = []
    for number, term in enumerate(vocabulary("stages"), start=1):
        due = sheet.value(SCOPE, f"stage_{number}_due")
        stage = Stage(term.label, "later", term.about or "", by=day(date.fromisoformat(due)) if due else None)
        if number == 1:
            stage = replace(
                stage,
                state="done" if committed else "next",
                href=f"/reviews/{review.id}/scope",
                duration=None if committed else _("about 15 minutes"),
            )
        elif number == 2:
            stage = _self_evaluation_stage(review, stage, done, latest, is_next=committed)
        stages.append(stage)
    return stages


def _self_evaluation_stage(
    review: Review, stage: Stage, done: Progress, latest: AgreedVersion | None, *, is_next: bool
) -> Stage:
    here = f"/reviews/{review.id}"
    if latest and not done.left:
        return replace(stage, state="done", href=f"{here}/versions/{latest.number}", done_on=day(latest.agreed_at))
    state = "next" if is_next else "later"
    if not done.left:
        check, label = f"{here}/check", _("Check and agree a version")
        return replace(
            stage, state=state, href=check, duration=_("about 10 minutes"), action_label=label, action_href=check
        )
    return replace(
        stage,
        state=state,
        href=f"{here}/next",
        duration=_("about %(minutes)s minutes left") % {"minutes": done.minutes_left},
        action_label=_("Go on to the next unanswered item") if done.done else _("Start with the first item"),
        action_href=f"{here}/next",
    )


@dataclass(frozen=True, slots=True)
class ScopeFields:
    """The fields of the scope, by name, with what there is to choose from."""

    fields: dict[str, FieldView]

    @property
    def focus_themes(self) -> list[tuple[str, str]]:
        return list(vocabulary("focus_themes").labels.items())

    @property
    def sponsor_roles(self) -> list[tuple[str, str]]:
        return [("", ""), *vocabulary("school_roles").labels.items()]

    @property
    def stages(self) -> list[tuple[str, str, str]]:
        """Field, label and what happens, in order."""
        return [
            (f"stage_{number}_due", term.label, term.about or "")
            for number, term in enumerate(vocabulary("stages"), start=1)
        ]


@dataclass(frozen=True, slots=True)
class ScopePage:
    review: Review
    scope: ScopeFields
    can_write: bool
    person_id: int
    errors: list[tuple[str, str]]
    clashes: int

    @classmethod
    def of(cls, allowed: Allowed[Review], outcome: Outcome | None = None) -> "ScopePage":
        sheet = read_sheet(allowed.session, allowed.thing)
        assert allowed.person.id is not None
        return cls(
            allowed.thing,
            ScopeFields({name: view_field(sheet, SCOPE, name, outcome) for name in SCOPE_FIELDS}),
            allowed.thing.is_open and allowed.may(Permission.REVIEW_WRITE),
            allowed.person.id,
            [(str(key), sentence) for key, sentence in outcome.faults.items()] if outcome else [],
            len(outcome.clashes) if outcome else 0,
        )


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """Cancelling, or changing the depth: what it means, before it is done."""

    review: Review
    short_items: int
    full_items: int
    answered: int
    why: str = ""
    error: str = ""

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [("why", self.error)] if self.error else []

    @classmethod
    def of(cls, allowed: Allowed[Review], *, why: str = "", error: str = "") -> "DecisionPage":
        framework = framework_of(allowed.thing)
        sheet = read_sheet(allowed.session, allowed.thing)
        answered = sum(sheet.is_answered(item) for item in framework.items)
        return cls(allowed.thing, len(framework.essential_items), len(framework.items), answered, why, error)
