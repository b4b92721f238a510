"""The journeys whose effort is counted, each walked by the words on its pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import FastAPI

from app.db import Database
from app.pages.reviews_new import framework_key
from app.review_framework.loader import latest_framework
from tests.accounts.letters import last_link
from tests.effort.programme_journeys import PROGRAMME
from tests.effort.walk import Effort, Walk
from tests.people import People
from tests.visits import Browser


@dataclass(frozen=True)
class Ground:
    """Who can be sent out, and from where."""

    house: FastAPI
    database: Database
    people: People
    browser_of: Callable[[str], Browser]

    def walk(self, who: str, start: str) -> Walk:
        return Walk(self.browser_of(who), start)


def start_a_review(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/schools/{ground.people.school.id}")
    walk.follow("Start another review")
    walk.press(
        "Start the review",
        typed={"scope.why_now": "Our plan ends in July.", "scope.sponsor_name": "Ben Leader"},
        chosen={"depth": "short", "framework": framework_key(latest_framework("wss-mainstream"))},
    )
    assert "Your review has started" in walk.text
    return walk.effort


def answer_an_item(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}")
    walk.follow("Start with the first item")
    walk.press(
        "Save",
        typed={"OUT-1.strengths": "Leaders ask about SEND in each meeting.", "OUT-1.developments": "Ask families."},
        chosen={"OUT-1.judgement": "secure"},
    )
    assert "Everything on this page is saved." in walk.text
    return walk.effort


def agree_a_version(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}")
    walk.follow("Check and agree a version")
    walk.press("Agree this version", typed={"present": "Headteacher"})
    assert "This version is agreed." in walk.text
    return walk.effort


def see_what_changed_since(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}")
    walk.follow("Version 1, agreed on")
    return walk.effort


def invite_five_people(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/schools/{ground.people.school.id}")
    walk.follow("Who takes part")
    walk.follow("Invite several people at once")
    lines = "\n".join(f"Person {letter}, {letter}@ashgrove.example" for letter in "vwxyz")
    walk.press("Send the invitations", typed={"people": lines}, chosen={"role": "colleague"})
    assert "The invitations are on their way" in walk.text
    return walk.effort


def ask_for_the_governors_paper(ground: Ground) -> Effort:
    walk = ground.walk("governor", "/")
    walk.follow("Governors’ paper")
    return walk.effort


def ask_a_colleague(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}/areas/OUT")
    walk.follow("Ask a colleague about this (OUT-1)")
    walk.press(
        "Make the link",
        typed={"name": "Tess Teacher", "email": "tess@ashgrove.example"},
        chosen={"for": "one"},
    )
    assert "Tess Teacher" in walk.text
    return walk.effort


def give_a_view(ground: Ground) -> Effort:
    walk = Walk(Browser(ground.house), last_link(ground.database))
    walk.press("Continue")
    walk.press(
        "Save my view",
        typed={"OUT-1.strengths": "The office knows every pupil by name.", "OUT-1.basis": "I work there."},
        chosen={"OUT-1.judgement": "starting", "role": "class_teacher"},
    )
    assert "Your view is saved" in walk.text
    return walk.effort


def quote_a_view(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}")
    walk.follow("Read it, and say what becomes of it")
    walk.press("Quote under “Strengths” (Tess Teacher, OUT-1)")
    assert "Quoted" in walk.text
    return walk.effort


def reach_the_meeting_sheet(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}")
    walk.follow("Conversations worth having")
    walk.follow("Meeting sheet of the widest five")
    assert "OUT-1" in walk.text
    return walk.effort


def add_a_file(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}/areas/OUT")
    walk.press("Add a file")
    walk.press("Add this file", file=("minutes.txt", b"We met."))
    assert "minutes.txt" in walk.text
    return walk.effort


def read_the_sample(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}/areas/OUT")
    walk.follow("See how a fictional school answered this")
    return walk.effort


def reach_the_full_self_evaluation(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}")
    walk.follow("All documents")
    walk.follow("PDF Self-evaluation in full")
    return walk.effort


def continue_from_the_last_review(ground: Ground) -> Effort:
    walk = ground.walk("senco", f"/reviews/{ground.people.review.id}")
    walk.follow("Start the next cycle from this review")
    walk.press("Start the review", typed={"scope.why_now": "A year has passed.", "scope.sponsor_name": "Ben Leader"})
    walk.follow("Start with the first item")
    walk.press("Still true: bring it over")
    assert "Last time’s words are in this year’s field" in walk.text
    return walk.effort


JOURNEYS: Mapping[str, Callable[[Ground], Effort]] = {
    "SENCO starts a review": start_a_review,
    "SENCO answers the first item": answer_an_item,
    "SENCO adds a file to a piece of evidence": add_a_file,
    "SENCO reads how a fictional school answered an item": read_the_sample,
    "SENCO asks a colleague about one item": ask_a_colleague,
    "Colleague gives a view on it": give_a_view,
    "SENCO reads the view and quotes it": quote_a_view,
    "SENCO reaches the meeting sheet": reach_the_meeting_sheet,
    "SENCO agrees a version": agree_a_version,
    "SENCO reads what was agreed": see_what_changed_since,
    "SENCO reaches the full self-evaluation as a document": reach_the_full_self_evaluation,
    "SENCO invites five people": invite_five_people,
    "Governor reaches the governors’ paper": ask_for_the_governors_paper,
    "SENCO starts the next cycle and brings one text over": continue_from_the_last_review,
    **PROGRAMME,
}
"""In the order in which they are walked: a later one finds what an earlier one left."""
