"""Tables and the rules of their states. Importing this package makes the metadata complete."""

from app.models import (
    accounts,
    action_plan,
    coaching,
    contributions,
    evidence,
    jobs,
    peer_review,
    peer_review_report,
    programme,
    programme_engagement,
    programme_events,
    pupil_counts,
    reviews,
    schools,
    self_evaluation,
    shares,
)

__all__ = [
    "accounts",
    "action_plan",
    "coaching",
    "contributions",
    "evidence",
    "jobs",
    "peer_review",
    "peer_review_report",
    "programme",
    "programme_engagement",
    "programme_events",
    "pupil_counts",
    "reviews",
    "schools",
    "self_evaluation",
    "shares",
]
