"""The journeys whose effort is counted, each walked by the words on its pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import FastAPI
from sqlmodel import select

from app.db import Database
from app.models.peer_review import PeerReview
from app.pages.reviews_new import framework_key
from app.review_framework.loader import latest_framework
from tests.accounts.letters import last_link
from tests.effort.plan_journeys import PLAN
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


def partner_accepts(ground: Ground) -> Effort:
    own, other = ground.people.school.id, ground.people.other_school.id
    asking = ground.browser_of("senco")
    asking.post(f"/schools/{own}/peer-groups", {"partner": str(other), "review": str(ground.people.review.id)})
    walk = ground.walk("stranger", f"/reviews/{ground.people.other_review.id}")
    walk.follow("Read the invitation and answer it")
    walk.press("Join as partners")
    assert "Who reviews whom" in walk.text
    return walk.effort


def write_a_note_on_the_visit(ground: Ground) -> Effort:
    here = _peer_review(ground)
    reviewer, host = ground.browser_of("stranger"), ground.browser_of("senco")
    reviewer.post(f"{here}/agreement", {"agree": "yes", "declares": "no"})
    host.post(f"{here}/agreement", {"agree": "yes"})
    walk = ground.walk("stranger", here)
    walk.follow("The visit")
    walk.press("Save note", typed={"text": "Every door has the same routine on it."}, chosen={"about": "OUT-1"})
    assert "Every door has the same routine on it." in walk.text
    return walk.effort


def send_the_report(ground: Ground) -> Effort:
    walk = ground.walk("stranger", f"{_peer_review(ground)}/report/areas/OUT")
    walk.press("Strengths: Every door")
    walk.follow("The report about")
    walk.follow("Check it, then send it")
    walk.follow("Go on to sending it")
    walk.press("Send it now")
    assert "The report is sent." in walk.text
    return walk.effort


def comment_on_the_report(ground: Ground) -> Effort:
    walk = ground.walk("senco", _peer_review(ground))
    walk.follow("The report")
    walk.follow("Read it and comment")
    walk.press("Save", typed={"accuracy/OUT.strengths.comment": "In Year 7, too."})
    walk.follow("Go on to returning it")
    walk.press("Return it now")
    assert "The report is back with the reviewer" in walk.text
    return walk.effort


def sign_the_report(ground: Ground) -> Effort:
    first = ground.walk("stranger", f"{_peer_review(ground)}/report/signature")
    first.press("Sign for")
    walk = ground.walk("senco", _peer_review(ground))
    walk.follow("The report")
    walk.follow("Read and sign")
    walk.press("Sign for")
    assert "Both schools have signed." in walk.text
    return walk.effort


def _peer_review(ground: Ground) -> str:
    """The one in which Ashgrove is reviewed by the school that it asked."""
    with ground.database.reading() as session:
        query = select(PeerReview.id).where(PeerReview.school_id == ground.people.school.id)
        return f"/peer-reviews/{session.exec(query).one()}"


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
    "Asked school joins as a partner": partner_accepts,
    "Reviewer writes a note on the visit": write_a_note_on_the_visit,
    "Reviewer takes the note into the report, checks it and sends it": send_the_report,
    "Host comments on the report and returns it": comment_on_the_report,
    "Host signs the report": sign_the_report,
    **PROGRAMME,
    **PLAN,
}
"""In the order in which they are walked: a later one finds what an earlier one left."""
