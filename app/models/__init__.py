"""Tables and the rules of their states. Importing this package makes the metadata complete."""

from app.models import (
    accounts,
    contributions,
    evidence,
    jobs,
    programme,
    programme_engagement,
    reviews,
    schools,
    self_evaluation,
)

__all__ = [
    "accounts",
    "contributions",
    "evidence",
    "jobs",
    "programme",
    "programme_engagement",
    "reviews",
    "schools",
    "self_evaluation",
]
