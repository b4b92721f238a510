"""Tables and the rules of their states. Importing this package makes the metadata complete."""

from app.models import (
    accounts,
    coaching,
    contributions,
    evidence,
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
    "coaching",
    "contributions",
    "evidence",
    "jobs",
    "peer_review",
    "peer_review_report",
    "programme",
    "programme_engagement",
    "reviews",
    "schools",
    "self_evaluation",
]
