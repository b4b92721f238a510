"""The journeys, each one column of the house."""

from fastapi import APIRouter

from app.routers import (
    accounts,
    accounts_links,
    documents,
    documents_blank,
    frameworks,
    governors_paper,
    operator,
    reviews,
    schools,
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
    reviews.router,
    self_evaluation.router,
    self_evaluation_history.router,
    self_evaluation_versions.router,
    governors_paper.router,
    documents.router,
    documents_blank.router,
    frameworks.router,
)
