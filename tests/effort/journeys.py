"""The journeys whose effort is counted, each walked by the words on its pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.pages.reviews_new import framework_key
from app.review_framework.loader import latest_framework
from tests.effort.walk import Effort, Walk
from tests.people import People
from tests.visits import Browser


@dataclass(frozen=True)
class Ground:
    """Who can be sent out, and from where."""

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


JOURNEYS: Mapping[str, Callable[[Ground], Effort]] = {
    "SENCO starts a review": start_a_review,
    "SENCO answers the first item": answer_an_item,
    "SENCO agrees a version": agree_a_version,
    "SENCO reads what was agreed": see_what_changed_since,
    "SENCO invites five people": invite_five_people,
    "Governor reaches the governors’ paper": ask_for_the_governors_paper,
}
"""In the order in which they are walked: a later one finds what an earlier one left."""
