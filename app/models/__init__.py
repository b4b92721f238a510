"""Tables and the rules of their states. Importing this package makes the metadata complete."""

from app.models import (
    accounts,
    attention,
    contributions,
    evidence,
    insight,
    jobs,
    peer_review,
    peer_review_report,
    programme,
    programme_engagement,
    reviews,
    schools,
    self_evaluation,
)

__all__ = [
    "accounts",
    "attention",
    "contributions",
    "evidence",
    "insight",
    "jobs",
    "peer_review",
    "peer_review_report",
    "programme",
    "programme_engagement",
    "reviews",
    "schools",
    "self_evaluation",
]
