"""The whole way of a report without a script: written, sent, checked, answered, signed by both, opened again."""

from collections.abc import Callable
from dataclasses import dataclass

from app.db import Database
from tests.peer_review.reports import agree_self_evaluation, submit, write
from tests.peers import Peers
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


@dataclass(frozen=True)
class Walk:
    here: str
    ravi: Browser
    asha: Browser
    dev: Browser

    @property
    def area(self) -> str:
        return f"{self.here}/areas/LEAD"


def test_report_is_written_checked_answered_signed_and_opened_again(
    browser_of: BrowserOf, database: Database, people: People, peers: Peers
) -> None:
    with database.writing() as session:
        agree_self_evaluation(session, people)
        write(session, peers, "notes/k3f9", "text", "The office was never asked.")
        write(session, peers, "notes/k3f9", "about", "LEAD-1")
    here = f"/peer-reviews/{peers.there.id}/report"
    walk = Walk(here, browser_of("reviewer"), browser_of("senco"), browser_of("governor"))
    write_it(walk)
    send_it(walk)
    talk_about_it(walk)
    sign_it(walk)
    open_it_again(walk)


def write_it(walk: Walk) -> None:
    page = walk.ravi.get(walk.area).text
    assert "We ask teachers." in page
    assert "Eleven teachers asked." in page
    typed = {"report/LEAD.strengths": "Every teacher knows.", "report/LEAD-1.judgement": "secure"}
    saved = submit(walk.ravi, walk.area, walk.area, **typed)
    assert "Everything on this page is saved." in walk.ravi.follow(saved).text
    copied = submit(walk.ravi, walk.area, walk.area, **{"copy-note": "notes/k3f9 report/LEAD.strengths"})
    assert copied.headers["location"].endswith("#report/LEAD.strengths")
    page = walk.ravi.follow(copied).text
    assert "Every teacher knows.\n\nThe office was never asked." in page
    assert "What this rests on (1 chosen)" in page
    assert "Worth talking about" in page
    walk.ravi.follow(submit(walk.ravi, walk.area, walk.area, **{"copy-note": "notes/k3f9 new"}))
    page = walk.ravi.get(walk.area).text
    assert "Recommendation 1" in page


def send_it(walk: Walk) -> None:
    here = walk.here
    assert "Judged differently from the school, without a comment" in walk.ravi.get(f"{here}/check").text
    assert "Every teacher" not in walk.asha.get(f"{here}/comments").text
    assert "Every teacher" not in walk.asha.get(here).text
    sent = submit(walk.ravi, f"{here}/sending", f"{here}/sending")
    assert "The report is sent." in walk.ravi.follow(sent).text
    assert "You can read this, and not change it now." in walk.ravi.get(walk.area).text


def talk_about_it(walk: Walk) -> None:
    here = walk.here
    page = walk.asha.get(f"{here}/comments").text
    assert "Every teacher knows." in page
    comment = {"accuracy/LEAD.strengths.comment": "Except the supply teachers."}
    walk.asha.follow(submit(walk.asha, f"{here}/comments", f"{here}/comments", **comment))
    assert "Except the supply" not in walk.ravi.get(f"{here}/comments").text
    assert "Take the report back" not in walk.ravi.get(here).text
    walk.asha.follow(submit(walk.asha, f"{here}/return", f"{here}/return"))
    assert "Except the supply teachers." in walk.ravi.get(f"{here}/comments").text
    reply = {"accuracy/LEAD.strengths.reply": "Changed, thank you."}
    walk.ravi.follow(submit(walk.ravi, f"{here}/comments", f"{here}/comments", **reply))
    walk.ravi.follow(
        submit(walk.ravi, walk.area, walk.area, **{"report/LEAD.strengths": "Every permanent teacher knows."})
    )
    signed = submit(walk.ravi, f"{here}/signature", f"{here}/signature")
    assert "You have signed." in walk.ravi.follow(signed).text


def sign_it(walk: Walk) -> None:
    here = walk.here
    assert "No final report" not in walk.dev.get(here).text
    assert "Every permanent teacher" not in walk.dev.get(here).text
    page = walk.asha.get(f"{here}/signature").text
    assert "Every permanent teacher knows." in page
    final = submit(walk.asha, f"{here}/signature", f"{here}/signature")
    assert final.headers["location"].startswith(f"{here}/versions/1")
    assert "Both schools have signed." in walk.asha.follow(final).text
    page = text_of(walk.dev.get(f"{here}/versions/1").text)
    assert "Every permanent teacher knows." in page
    assert "Ravi Reviewer" in page
    assert "Asha Senco" in page


def open_it_again(walk: Walk) -> None:
    here = walk.here
    asked = submit(walk.asha, f"{here}/reopening", f"{here}/reopening", why="A number is wrong.")
    assert "The other school is asked." in walk.asha.follow(asked).text
    assert "A number is wrong." in walk.ravi.get(f"{here}/reopening").text
    agreed = submit(walk.ravi, f"{here}/reopening", f"{here}/reopening/agreement")
    assert "The report is open again." in walk.ravi.follow(agreed).text
    assert "Every permanent teacher knows." in walk.dev.get(f"{here}/versions/1").text
