"""From a recommendation to an answer that a governor reads, each step as the right person: nothing is typed twice."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import FastAPI
from sqlmodel import select

from app.db import Database
from app.models.coaching import CoachingSession
from tests.accounts.clocks import Clock
from tests.accounts.letters import letters, link_in
from tests.coaching.world import times
from tests.contributions.colleagues import fields_of
from tests.peer_review.reports import agree_self_evaluation, write
from tests.peers import Peers
from tests.people import People
from tests.plugins.house import ON_SQLITE
from tests.programme.world import lead_cohort
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
NOTED = "The office was never asked."
ACTION = "Mina meets the office staff before half-term"
STEP = "Invite two teaching assistants"
QUESTION = "Who tells parents about it?"
ANSWER = "Form tutors do, in the spring letter."


def named(fields: dict[str, str]) -> dict[str, str]:
    return {name.replace("__", "/").replace("_DOT_", "."): value for name, value in fields.items()}


@dataclass
class Pen:
    """Sends every form as its page gave it; keeps what somebody typed into it, and whether it was there before."""

    typed: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)

    def send(self, browser: Browser, page: str, action: str = "", /, **typed: str) -> str:
        """The page that it leads to. Names have `__` for a slash and `_DOT_` for the dot."""
        action = action or page
        sent = fields_of(browser.get(page).text, action)
        for name, words in named(typed).items():
            self._type(sent.get(name, ""), words)
            sent[name] = words
        return self.press(browser, action, sent)

    def press(self, browser: Browser, action: str, chosen: dict[str, str] | None = None) -> str:
        """A button, with what is chosen beside it and never typed."""
        return str(browser.follow(browser.post(action, chosen or {})).text)

    def choose(self, browser: Browser, page: str, action: str = "", /, **chosen: str) -> str:
        """Ticks, dots and buttons; every text stays as the page gave it."""
        action = action or page
        return self.press(browser, action, fields_of(browser.get(page).text, action) | named(chosen))

    def _type(self, there: str, words: str) -> None:
        """Over something that is there already, or the same as somebody typed before: that is typing it again."""
        if there or any(words in one or one in words for one in self.typed):
            self.again.append(words)
        self.typed.append(words)


@dataclass
class Walk:
    pen: Pen
    clock: Clock
    browser_of: BrowserOf
    review: str

    def as_(self, who: str) -> Browser:
        """Signed in anew: days pass on the way."""
        return self.browser_of(who)


def test_typing_again_is_noticed() -> None:
    pen = Pen()
    pen._type("", NOTED)
    assert pen.again == []
    pen._type("", "We heard: " + NOTED)
    pen._type("Prefilled", "Something else")
    assert len(pen.again) == 2


@ON_SQLITE
def test_nothing_is_typed_twice_between_a_recommendation_and_the_answer_to_a_governor(
    clock: Clock, house: FastAPI, browser_of: BrowserOf, people: People, peers: Peers, database: Database
) -> None:
    with database.writing() as session:
        agree_self_evaluation(session, people)
        lead_cohort(session, people)
        write(session, peers, "notes/k3f9", "text", NOTED)
        write(session, peers, "notes/k3f9", "about", "LEAD-1")
        write(session, peers, "notes/k3f9", "activity", "learning_walk")
    walk = Walk(Pen(), clock, browser_of, f"/reviews/{people.review.id}")
    report_is_signed(walk, f"/peer-reviews/{peers.there.id}/report")
    action = recommendation_becomes_an_action(walk)
    note = f"{walk.review}/action-plan/notes/{peers.there.id}/k3f9"
    assert f'href="{note}"' in walk.as_("senco").get(action).text, "One click to the note that started it"
    assert f'href="{action}"' in walk.as_("senco").get(note).text, "And back"
    coached_on_it(walk, database)
    plan_is_agreed(walk)
    governor, page = governor_opens_it(walk, house)
    question_is_answered(walk, governor, page, database)
    assert walk.pen.again == [], "Fields that had to be typed again"
    assert walk.pen.typed == [ACTION, STEP, "Gus Grant", QUESTION, ANSWER], "All that is typed on the way"
    for who, where in (("senior_leader", f"{walk.review}/action-plan/versions/2"), (None, page)):
        read = text_of((walk.as_(who) if who else governor).get(where).text)
        assert [words for words in (NOTED, ACTION, STEP) if words not in read] == [], where


def report_is_signed(walk: Walk, here: str) -> None:
    """The reviewer's note becomes the recommendation in its own words; both schools sign."""
    ravi, asha, pen = walk.as_("reviewer"), walk.as_("senco"), walk.pen
    area = f"{here}/areas/LEAD"
    pen.choose(ravi, area, **{"copy-note": "notes/k3f9 new"})
    assert NOTED in text_of(ravi.get(area).text)
    pen.choose(ravi, f"{here}/sending")
    pen.choose(asha, f"{here}/return")
    pen.choose(ravi, f"{here}/signature")
    assert "Both schools have signed." in pen.choose(asha, f"{here}/signature")


def recommendation_becomes_an_action(walk: Walk) -> str:
    """The path of the action: the only words of the SENCO's own so far."""
    asha, pen, plan = walk.as_("senco"), walk.pen, f"{walk.review}/action-plan"
    desk = asha.get(f"{plan}/findings").text
    (found,) = re.findall(r'name="take" value="(report/\d+/recommendations/[a-z0-9-]+)"', desk)
    page = pen.choose(asha, f"{plan}/findings", take=found, into="new", pick="yes")
    (key,) = set(re.findall(rf"{plan}/priorities/([a-z0-9]+)/removal", page))
    assert f'value="{NOTED.rstrip(".")}"' in page, "Its title was to be typed again"
    priority = f"{plan}/priorities/{key}"
    page = pen.send(asha, priority, f"{plan}/actions", what=ACTION)
    (action,) = set(re.findall(rf'href="({plan}/actions/[a-z0-9]+)"', page))
    assert NOTED in text_of(asha.get(action).text)
    pen.choose(asha, priority, **{f"priorities__{key}_DOT_lead_role": "senior_leader"})
    return str(action)


def coached_on_it(walk: Walk, database: Database) -> None:
    """The plan is shared, a session booked and held, its next step accepted in the words that it has."""
    asha, fay, pen = walk.as_("senco"), walk.as_("facilitator"), walk.pen
    versions, here = f"{walk.review}/action-plan/versions", f"{walk.review}/coaching/coaching_2"
    pen.choose(asha, f"{versions}/new?kind=shared_with_facilitator", versions)
    assert NOTED in text_of(fay.get(f"{versions}/1").text)
    fay.post(f"{here}/offers", times(3, 4))
    offer = re.findall(r'name="offer" type="radio" value="(\d+)"', asha.get(f"{here}/booking").text)[0]
    pen.press(asha, f"{here}/booking", {"offer": offer})
    sheet = asha.get(f"{here}/worksheet").text
    assert ACTION in text_of(sheet), "What the plan says stands beside it"
    pen.press(asha, f"{here}/worksheet/sharing")
    with database.reading() as session:
        held = session.exec(select(CoachingSession)).one().starts_at
    assert held is not None
    walk.clock.now = held
    asha, fay = walk.as_("senco"), walk.as_("facilitator")
    pen.press(fay, f"{here}/attendance", {"outcome": "attended", "senior_leader": "yes"})
    page = pen.press(fay, f"{here}/notes", {"add-step": "next_steps"})
    (text,) = set(re.findall(r'name="(next_steps/[a-z0-9]+\.text)"', page))
    pen._type("", STEP)
    pen.press(fay, f"{here}/notes", {text: STEP, f"{text}.version": "0"})
    step = text.partition("/")[2].partition(".")[0]
    accepting = f"{here}/next-steps/{step}/acceptance"
    page = asha.get(accepting).text
    assert STEP in page
    (priority,) = re.findall(r'name="priority" type="radio" value="([a-z0-9]+)"', page)
    pen.choose(asha, accepting, priority=priority)


def plan_is_agreed(walk: Walk) -> None:
    ben, versions = walk.as_("senior_leader"), f"{walk.review}/action-plan/versions"
    assert ben.get(f"{versions}/new?kind=agreed_with_slt").status_code == 200
    page = walk.pen.choose(ben, f"{versions}/new?kind=agreed_with_slt", versions)
    assert STEP in text_of(page)


def governor_opens_it(walk: Walk, house: FastAPI) -> tuple[Browser, str]:
    """A browser without an account, and the page that it reads. The form to share is sent as it was served."""
    asha, governor, shares = walk.as_("senco"), Browser(house), f"{walk.review}/shares"
    form = fields_of(asha.get(f"{shares}/new?group=governors").text, shares)
    made = asha.post(shares, form | {"document": "action-plan"})
    assert made.status_code == 200, text_of(made.text)
    (link,) = set(re.findall(r"https?://[^/\s<\"]+(/shares/[^\s<\"]+)", made.text))
    landing = governor.get(link)
    (action,) = re.findall(r'<form method="post" action="([^"]+)"', landing.text)
    walk.pen._type(fields_of(landing.text, action).get("name", ""), "Gus Grant")
    page = governor.post(action, {"name": "Gus Grant"}).headers["location"]
    told = governor.get(page).text
    assert "The school will see: Gus Grant has read this." in text_of(told), "Their name was to be typed again"
    walk.pen.press(governor, re.findall(r'action="(/shares/\d+/reading)"', told)[0])
    return governor, str(page)


def question_is_answered(walk: Walk, governor: Browser, page: str, database: Database) -> None:
    pen, asha = walk.pen, walk.as_("senco")
    (asking,) = set(re.findall(r'action="(/shares/\d+/questions)"', governor.get(page).text))
    pen.send(governor, page, asking, question=QUESTION)
    letter = letters(database)[-1]
    assert "senco@" in letter.to
    listed = asha.get(link_in(letter)).text
    (asked,) = set(re.findall(rf'href="({walk.review}/shares/questions/\d+)"', listed))
    answering = f"{asked}/answer"
    assert QUESTION in text_of(asha.get(asked).text)
    pen.send(asha, asked, answering, answer=ANSWER)
    assert ANSWER in text_of(governor.get(page).text)
