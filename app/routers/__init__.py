"""The journeys, each one column of the house."""

from fastapi import APIRouter

from app.routers import (
    about,
    accounts,
    accounts_links,
    contributions,
    contributions_links,
    contributions_views,
    cycles,
    evidence,
    frameworks,
    governors_paper,
    operator,
    reviews,
    sample_review,
    schools,
    schools_invitation_list,
    schools_people,
    self_evaluation,
    self_evaluation_history,
    self_evaluation_versions,
    start,
)

JOURNEYS: tuple[APIRouter, ...] = (
    start.router,
    accounts.router,
    accounts_links.router,
    operator.router,
    schools.router,
    schools_people.router,
    schools_invitation_list.router,
    reviews.router,
    self_evaluation.router,
    self_evaluation_history.router,
    self_evaluation_versions.router,
    cycles.router,
    evidence.router,
    contributions.router,
    contributions_views.router,
    contributions_links.router,
    governors_paper.router,
    frameworks.router,
    sample_review.router,
    about.router,
)
