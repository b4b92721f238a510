"""Columns that hold the values of an enum, and those that are only called like one."""

from enum import StrEnum

from app.files.kinds import FileKind
from app.models.accounts import GrantKind, Role
from app.models.action_plan import PlanState, PlanVersionKind
from app.models.actors import ActorKind
from app.models.attention import EntryKind, Means
from app.models.book_tables import Change
from app.models.coaching import CoachingHappened, CoachingSide, SessionState
from app.models.contributions import ContributionEvent, Outcome
from app.models.insight import GroupKind
from app.models.peer_review import Side
from app.models.peer_review_report import ReportState
from app.models.programme import Changed, ProgrammeRole, TieKind
from app.models.programme_engagement import Answer, Attended, Met, Reason, Source
from app.models.programme_events import MaterialKind, ReminderKind, Reply
from app.models.reviews import Depth
from tests.shares.world import CHECKED as checked_of_shares  # noqa: N811  A name for this file.

REGISTERED = {"outcome": Attended, "reason": Reason, "senior_leader": Answer}
CHECKED: dict[str, type[StrEnum]] = {
    **{f"{table}.{name}": enum for table in ("attendance", "coaching_session") for name, enum in REGISTERED.items()},
    "action_plan.state": PlanState,
    "action_plan_version.kind": PlanVersionKind,
    "plan_text_change.actor_kind": ActorKind,
    "plan_text_change.kind": Change,
    "agreed_version.depth": Depth,
    "coaching_event.actor_kind": ActorKind,
    "coaching_event.kind": CoachingHappened,
    "coaching_offer.side": CoachingSide,
    "coaching_session.state": SessionState,
    "coaching_text_change.actor_kind": ActorKind,
    "coaching_text_change.kind": Change,
    "attention_entry.kind": EntryKind,
    "attention_entry.means": Means,
    "cohort_role.role": ProgrammeRole,
    "engagement.outcome": Met,
    "engagement.reason": Reason,
    "engagement.senior_leader": Answer,
    "engagement.source": Source,
    "enrolment_tie.kind": TieKind,
    "group_lead_role.kind": GroupKind,
    "insight_block.group_kind": GroupKind,
    "programme_change.actor_kind": ActorKind,
    "programme_change.what": Changed,
    "answer_change.actor_kind": ActorKind,
    "answer_change.kind": Change,
    "evidence_file.actor_kind": ActorKind,
    "event_material.kind": MaterialKind,
    "event_reminder.kind": ReminderKind,
    "event_reply.answer": Reply,
    "evidence_file.kind": FileKind,
    "evidence_file.removed_by_kind": ActorKind,
    "contribution.outcome": Outcome,
    "contribution_change.actor_kind": ActorKind,
    "contribution_change.event": ContributionEvent,
    "grant_link.kind": GrantKind,
    "membership.role": Role,
    "peer_agreement.side": Side,
    "peer_confirmation.side": Side,
    "peer_event.actor_kind": ActorKind,
    "peer_report.reopening_side": Side,
    "peer_report.state": ReportState,
    "peer_text_change.actor_kind": ActorKind,
    "peer_text_change.kind": Change,
    "review.depth": Depth,
    **checked_of_shares,
}
"""Which columns hold the values of which enum."""

UNCHECKED = {
    "contribution.role": "a job title as its writer declares it",
    "link_opening.role": "as above",
    "grant_link.role": "empty for a reset",
    "peer_event.kind": "as below",
    "share_question.answer": "the SENCO's own words",
    "job.kind": "a newer process may queue what an older one does not know",
}
"""Columns that are called like an enum's, each with the reason for having no CHECK."""
