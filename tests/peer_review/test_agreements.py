"""What is signed before any word is shown, and what is shown after that."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from app.db import Database
from app.files.check import make_safe
from app.files.store import FolderStore
from app.models.accounts import LinkOpening
from app.models.actors import Actor, ActorKind
from app.models.peer_review import PeerAgreement, PeerEvent, PeerReview
from app.services.contributions import Asked
from app.services.contributions import invite as ask
from app.services.contributions_writing import SentView, introduce, open_link, save_views
from app.services.evidence import add_file
from app.services.peer_review import ask_school, join, list_peer_reviews, start_group
from app.services.self_evaluation import mark_evidence, read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.settings import Settings
from tests.peer_review.letters import letters_to
from tests.peers import Peers
from tests.people import People
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]
AGREED, DRAFT, VIEW, IN_FILE = "zqagreed", "zqdraft", "zqview", b"zqinfile"
TIE = "My sister teaches there."


@pytest.fixture
def unsigned(database: Database, people: People) -> PeerReview:
    """Otherfield reviews Ashgrove. Nobody has signed yet."""
    by = people["senco"].actor
    with database.writing() as session:
        group = start_group(session, by=by)
        for school, review in ((people.school, people.review), (people.other_school, people.other_review)):
            ask_school(session, group, school, by=by)
            join(session, group, school, review, by=by)
        return next(one for one in list_peer_reviews(session, group) if one.school_id == people.school.id)


def agreement(review: PeerReview) -> str:
    return f"/peer-reviews/{review.id}/agreement"


def sign_as_reviewer(browser: Browser, review: PeerReview, **sent: str) -> int:
    return int(browser.post(agreement(review), {"agree": "yes", "declares": "no"} | sent).status_code)


def sign_as_host(browser: Browser, review: PeerReview) -> int:
    return int(browser.post(agreement(review), {"agree": "yes"}).status_code)


def write(session: Session, people: People, settings: Settings) -> int:
    """An agreed version with evidence and its file, a change since, a colleague's view; the id of the file."""
    review, by = people.review, people["senco"].actor
    for place, name, value in (
        ("LEAD-1", "judgement", "secure"),
        ("LEAD-1", "strengths", AGREED),
        ("LEAD-1/k3f9", "description", "Asked."),
    ):
        save_answer(session, review, place, name, value, base=0, by=by)
    file = add_file(
        session,
        review,
        "LEAD-1/k3f9",
        make_safe("asked.txt", IN_FILE),
        store=FolderStore(settings.var_dir / "files"),
        by=by,
    )
    checked = read_sheet(session, review).fingerprint()
    agree_version(session, review, checked=checked, present="", by=by)
    save_answer(session, review, "LEAD-1", "strengths", DRAFT, base=1, by=by)
    made = ask(session, review, Asked("LEAD", "Cleo", "cleo@x.example"), by=by, settings=settings)
    open_link(session, made.grant)
    session.flush()
    opening = session.exec(select(LinkOpening).where(LinkOpening.grant_id == made.grant.id)).one()
    introduce(session, opening, name="Cleo Colleague", role="class_teacher")
    view = SentView("LEAD-1", 0, "", VIEW, "", "")
    save_views(session, review, made.link, opening, [view], by=Actor(ActorKind.LINK, opening.id, "Cleo Colleague"))
    assert file.id is not None
    return file.id


def test_no_word_of_the_host_before_both_have_signed(
    browser_of: BrowserOf, people: People, database: Database, settings: Settings, unsigned: PeerReview
) -> None:
    with database.writing() as session:
        write(session, people, settings)
    senco, reviewer, reading = (
        browser_of("senco"),
        browser_of("stranger"),
        f"/peer-reviews/{unsigned.id}/self-evaluation",
    )
    refused = reviewer.get(reading)
    assert refused.status_code == 403
    assert "Sign the reviewer’s statement first" in text_of(refused.text)
    assert sign_as_reviewer(reviewer, unsigned) == 303
    refused = reviewer.get(f"{reading}/LEAD")
    assert refused.status_code == 403
    assert "has not signed its commitment yet" in text_of(refused.text)
    assert sign_as_host(senco, unsigned) == 303
    assert AGREED in reviewer.get(f"{reading}/LEAD").text
    assert reviewer.get(f"/peer-reviews/{unsigned.id}/dates").status_code == 200


def test_host_commits_after_reading_what_the_reviewer_declares(
    browser_of: BrowserOf, database: Database, unsigned: PeerReview
) -> None:
    senco, reviewer = browser_of("senco"), browser_of("stranger")
    early = senco.post(agreement(unsigned), {"agree": "yes"})
    assert early.status_code == 422
    assert "Otherfield School signs first" in text_of(early.text)
    assert sign_as_reviewer(reviewer, unsigned, declares="yes", interests=TIE) == 303
    assert TIE in senco.get(agreement(unsigned)).text
    assert TIE in letters_to(database, "senco")[-1].text
    assert sign_as_host(senco, unsigned) == 303
    assert "has signed its commitment" in letters_to(database, "stranger")[-1].subject


def test_signature_keeps_the_whole_wording_with_the_safeguarding_paragraph(
    browser_of: BrowserOf, database: Database, unsigned: PeerReview
) -> None:
    reviewer = browser_of("stranger")
    shown = text_of(reviewer.get(agreement(unsigned)).text)
    sign_as_reviewer(reviewer, unsigned)
    sign_as_reviewer(reviewer, unsigned, declares="yes", interests="A second thought.")
    with database.reading() as session:
        (signed,) = session.exec(select(PeerAgreement)).all()
    assert (signed.name, signed.interests) == ("Stan Stranger", "")
    for paragraph in signed.wording.split("\n\n"):
        assert paragraph in shown
    assert "designated safeguarding lead of Ashgrove School at once" in signed.wording


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"agree": ""}, "Tick the box"),
        ({"declares": ""}, "Say whether you have a tie"),
        ({"declares": "yes", "interests": " "}, "what the tie is"),
        ({"declares": "yes", "interests": "i" * 2_001}, "Shorten what you declare"),
    ],
)
def test_statement_that_is_not_whole_is_not_signed(
    browser_of: BrowserOf, unsigned: PeerReview, wrong: dict[str, str], sentence: str
) -> None:
    sent = {"agree": "yes", "declares": "no", "interests": TIE} | wrong
    response = browser_of("stranger").post(agreement(unsigned), sent)
    assert response.status_code == 422
    assert sentence in text_of(response.text)
    assert sent["interests"] in response.text


def test_colleague_of_the_host_reads_and_does_not_sign(browser_of: BrowserOf, unsigned: PeerReview) -> None:
    colleague = browser_of("colleague")
    assert colleague.get(agreement(unsigned)).status_code == 200
    assert sign_as_host(colleague, unsigned) == 403


def test_nobody_signs_what_was_stopped(browser_of: BrowserOf, people: People, unsigned: PeerReview) -> None:
    reviewer, senco = browser_of("stranger"), browser_of("senco")
    sign_as_reviewer(reviewer, unsigned)
    reviewer.post(f"/peer-groups/{unsigned.group_id}/withdrawal", {"why": "Illness."})
    assert sign_as_host(senco, unsigned) == 403


def test_dates_are_written_by_either_side(browser_of: BrowserOf, peers: Peers) -> None:
    dates = f"/peer-reviews/{peers.there.id}/dates"
    senco, reviewer = browser_of("senco"), browser_of("reviewer")
    senco.follow(senco.post(dates, {"terms.visit_on": "2027-03-03", "terms.visit_on.version": "0"}))
    assert "2027-03-03" in reviewer.get(dates).text
    reviewer.follow(reviewer.post(dates, {"terms.report_due": "2027-03-17", "terms.report_due.version": "0"}))
    assert "3 March 2027" in text_of(senco.get(f"/peer-groups/{peers.group.id}").text)
    assert "17 March 2027" in text_of(senco.get(f"/peer-groups/{peers.group.id}").text)
    wrong = reviewer.post(dates, {"terms.visit_on": "soon", "terms.visit_on.version": "1"})
    assert wrong.status_code == 422
    assert 'value="soon"' in wrong.text
    clash = reviewer.post(dates, {"terms.visit_on": "2027-03-04", "terms.visit_on.version": "0"})
    assert clash.status_code == 409
    assert reviewer.post(dates, {"notes/k3f9.text": "x", "notes/k3f9.text.version": "0"}).status_code == 404


def test_only_what_is_agreed_is_shown_and_the_rest_by_switch(
    browser_of: BrowserOf, people: People, database: Database, settings: Settings, peers: Peers
) -> None:
    with database.writing() as session:
        file_id = write(session, people, settings)
    senco, reviewer, here = browser_of("senco"), browser_of("reviewer"), f"/peer-reviews/{peers.there.id}"
    file = f"{here}/evidence-files/{file_id}"
    area = reviewer.get(f"{here}/self-evaluation/LEAD").text
    assert AGREED in area
    assert DRAFT not in area
    assert "asked.txt" not in area
    assert reviewer.get(file).status_code == senco.get(file).status_code == 404
    assert VIEW not in reviewer.get(f"{here}/contributions").text
    senco.follow(senco.post(f"{here}/sharing", {"shared": ["contributions", "files"], "days": "90"}))
    assert file in reviewer.get(f"{here}/self-evaluation/LEAD").text
    served = reviewer.get(file)
    assert served.content == IN_FILE
    assert "sandbox" in served.headers["content-security-policy"]
    assert served.headers["content-disposition"].startswith("attachment")
    shown = reviewer.get(f"{here}/contributions").text
    assert VIEW in shown
    assert "Cleo Colleague" in shown
    senco.post(f"{here}/sharing", {"days": "90"})
    assert reviewer.get(file).status_code == 404
    assert VIEW not in reviewer.get(f"{here}/contributions").text
    with database.reading() as session:
        events = session.exec(select(PeerEvent).where(PeerEvent.kind == "sharing_changed")).all()
    assert [one.actor_name for one in events] == ["Asha Senco"] * 2
    assert "files with evidence" in events[0].why


def test_file_that_the_school_has_taken_out_is_not_shared(
    browser_of: BrowserOf, people: People, database: Database, settings: Settings, peers: Peers
) -> None:
    with database.writing() as session:
        file_id = write(session, people, settings)
        session.get_one(PeerReview, peers.there.id).shares_files = True
    reviewer, file = browser_of("reviewer"), f"/peer-reviews/{peers.there.id}/evidence-files/{file_id}"
    assert reviewer.get(file).status_code == 200
    with database.writing() as session:
        mark_evidence(session, people.review, "LEAD-1/k3f9", removed=True, by=people["senco"].actor)
    assert reviewer.get(file).status_code == 404


def test_file_of_another_review_is_not_there(
    browser_of: BrowserOf, people: People, database: Database, settings: Settings, peers: Peers
) -> None:
    with database.writing() as session:
        file_id = write(session, people, settings)
        session.get_one(PeerReview, peers.back.id).shares_files = True
    assert browser_of("senco").get(f"/peer-reviews/{peers.back.id}/evidence-files/{file_id}").status_code == 404


def test_host_sees_what_its_reviewer_sees(
    browser_of: BrowserOf, people: People, database: Database, settings: Settings, peers: Peers
) -> None:
    here = f"/peer-reviews/{peers.there.id}/self-evaluation"
    senco, reviewer = browser_of("senco"), browser_of("reviewer")
    assert "not agreed a version" in text_of(reviewer.get(here).text)
    assert "your reviewer sees nothing here" in text_of(senco.get(here).text)
    with database.writing() as session:
        write(session, people, settings)
    for page in (here, f"{here}/LEAD"):
        assert senco.get(page).status_code == reviewer.get(page).status_code == 200
    mains = [text_of(one.get(f"{here}/LEAD").text.partition("<main")[2]) for one in (senco, reviewer)]
    assert mains[0] == mains[1]
    assert reviewer.get(f"{here}/NOPE").status_code == 404


@pytest.mark.parametrize("days", ["6", "366", "", "many", "-30", "99999"])
def test_days_of_access_have_limits(browser_of: BrowserOf, peers: Peers, days: str) -> None:
    response = browser_of("senco").post(f"/peer-reviews/{peers.there.id}/sharing", {"days": days, "shared": "files"})
    assert response.status_code == 422
    assert f'value="{days}"' in response.text
    assert 'value="files" checked' in response.text


def test_task_lists_say_whose_turn_it_is(browser_of: BrowserOf, people: People, unsigned: PeerReview) -> None:
    senco, reviewer = browser_of("senco"), browser_of("stranger")
    theirs = text_of(reviewer.get(f"/reviews/{people.other_review.id}").text)
    assert "Ashgrove School: Sign the reviewer’s statement" in theirs
    assert "waits for Otherfield School to sign" in text_of(senco.get(f"/reviews/{people.review.id}").text)
    sign_as_reviewer(reviewer, unsigned)
    assert "Next: Preparation Sign your school’s commitment" in text_of(senco.get(f"/reviews/{people.review.id}").text)
    assert "Agree the dates" in text_of(senco.get(f"/peer-reviews/{unsigned.id}").text)
    assert "Your turn" not in text_of(browser_of("governor").get(f"/schools/{people.school.id}").text)
