"""Tables and the rules of their states. Importing this package makes the metadata complete."""

from app.models import accounts, evidence, jobs, reviews, schools, self_evaluation

__all__ = ["accounts", "evidence", "jobs", "reviews", "schools", "self_evaluation"]
