"""The whole way of a report without a script: written, sent, checked, answered, signed by both, opened again."""

from collections.abc import Callable

from app.db import Database
from tests.peer_review.reports import agree_self_evaluation, submit, write
from tests.peers import Peers
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


def test_report_is_written_checked_answered_signed_and_opened_again(
    browser_of: BrowserOf, database: Database, people: People, peers: Peers
) -> None:
    with database.writing() as session:
        agree_self_evaluation(session, people)
        write(session, peers, "notes/k3f9", "text", "The office was never asked.")
        write(session, peers, "notes/k3f9", "about", "LEAD-1")
    here = f"/peer-reviews/{peers.there.id}/report"
    area = f"{here}/areas/LEAD"
    ravi, asha, dev = browser_of("reviewer"), browser_of("senco"), browser_of("governor")

    page = ravi.get(area).text
    assert "We ask teachers." in page
    assert "Eleven teachers asked." in page
    typed = {"report/LEAD.strengths": "Every teacher knows.", "report/LEAD-1.judgement": "secure"}
    saved = submit(ravi, area, area, **typed)
    assert "Everything on this page is saved." in ravi.follow(saved).text
    copied = submit(ravi, area, area, **{"copy-note": "notes/k3f9 report/LEAD.strengths"})
    assert copied.headers["location"].endswith("#report/LEAD.strengths")
    page = ravi.follow(copied).text
    assert "Every teacher knows.\n\nThe office was never asked." in page
    assert "What this rests on (1 chosen)" in page
    assert "Worth talking about" in page
    ravi.follow(submit(ravi, area, area, **{"copy-note": "notes/k3f9 new"}))
    page = ravi.get(area).text
    assert "Recommendation 1" in page

    assert "Judged differently from the school, without a comment" in ravi.get(f"{here}/check").text
    assert "Every teacher" not in asha.get(f"{here}/comments").text
    assert "Every teacher" not in asha.get(here).text
    sent = submit(ravi, f"{here}/sending", f"{here}/sending")
    assert "The report is sent." in ravi.follow(sent).text
    assert "You can read this, and not change it now." in ravi.get(area).text

    page = asha.get(f"{here}/comments").text
    assert "Every teacher knows." in page
    comment = {"accuracy/LEAD.strengths.comment": "Except the supply teachers."}
    asha.follow(submit(asha, f"{here}/comments", f"{here}/comments", **comment))
    assert "Except the supply" not in ravi.get(f"{here}/comments").text
    assert "Take the report back" not in ravi.get(here).text
    asha.follow(submit(asha, f"{here}/return", f"{here}/return"))
    assert "Except the supply teachers." in ravi.get(f"{here}/comments").text
    reply = {"accuracy/LEAD.strengths.reply": "Changed, thank you."}
    ravi.follow(submit(ravi, f"{here}/comments", f"{here}/comments", **reply))
    ravi.follow(submit(ravi, area, area, **{"report/LEAD.strengths": "Every permanent teacher knows."}))
    signed = submit(ravi, f"{here}/signature", f"{here}/signature")
    assert "You have signed." in ravi.follow(signed).text

    assert "No final report" not in dev.get(here).text
    assert "Every permanent teacher" not in dev.get(here).text
    page = asha.get(f"{here}/signature").text
    assert "Every permanent teacher knows." in page
    final = submit(asha, f"{here}/signature", f"{here}/signature")
    assert final.headers["location"].startswith(f"{here}/versions/1")
    assert "Both schools have signed." in asha.follow(final).text
    page = text_of(dev.get(f"{here}/versions/1").text)
    assert "Every permanent teacher knows." in page
    assert "Ravi Reviewer" in page
    assert "Asha Senco" in page

    asked = submit(asha, f"{here}/reopening", f"{here}/reopening", why="A number is wrong.")
    assert "The other school is asked." in asha.follow(asked).text
    assert "A number is wrong." in ravi.get(f"{here}/reopening").text
    agreed = submit(ravi, f"{here}/reopening", f"{here}/reopening/agreement")
    assert "The report is open again." in ravi.follow(agreed).text
    assert "Every permanent teacher knows." in dev.get(f"{here}/versions/1").text
