"""The pages of peer reviews, for `test_every_page`."""

from playwright.sync_api import Page, Response
from sqlmodel import Session

from app import clock
from app.models.accounts import Role
from app.models.fields import Key
from app.models.peer_review import PeerReview, Side
from app.models.peer_review_report import PeerReportVersion, ReportState
from app.services.peer_review import Seat
from app.services.peer_review_report import Decision, return_report, send_report, sign_report
from app.services.peer_review_report_state import find_report
from app.services.peer_review_report_texts import readable_report
from app.services.peer_review_texts import book_of
from app.services.texts import read_texts, save_text
from tests.browser.journeys.site import Site
from tests.browser.journeys.world import Way, World, at, pair_of_schools, sent

S = ReportState
WORDS = {
    "notes/k3f9.text": "The office was never asked.",
    "notes/k3f9.about": "LEAD-1",
    "notes/k3f9.evidence_kind": "document",
    "report/LEAD.strengths": "Every teacher knows what is theirs.",
    "report/LEAD.developments": "The office could be asked too.",
    "report/LEAD/r001.text": "Ask the office staff once a term.",
    "report/LEAD/r001.rests_on": "notes/k3f9 LEAD-1/k3f9 notes/gone",
    "report/LEAD-1.judgement": "starting",
}


def report(state: ReportState, path: str) -> Way:
    """As far on as this, from wherever the page before has left it."""

    def bring_there(site: Site, world: World, page: Page) -> Response | None:
        while _state(site, world) != state:
            _go_on(site, world)
        return at(path)(site, world, page)

    return bring_there


def _state(site: Site, world: World) -> ReportState:
    with site.database.reading() as session:
        return ReportState(find_report(session, world.peer_review).state)


def _go_on(site: Site, world: World) -> None:
    """One step on the straight way; the first one writes the report, too."""
    verbs = {S.DRAFT: send_report, S.CHECKING: return_report, S.ANSWERING: sign_report, S.SIGNING: sign_report}
    with site.database.writing() as session:
        review = session.get_one(PeerReview, world.peer_review.id)
        stands = find_report(session, review)
        if stands.state == S.DRAFT:
            _write(session, world)
        side = Side.HOST if stands.state in (S.CHECKING, S.SIGNING) else Side.REVIEWER
        by = (world.staff if side is Side.HOST else world.visitors)[Role.SENCO].actor
        seat = Seat(review, side, world.staff.school, world.visitors.school)
        name = "accuracy/LEAD.strengths.comment"
        for key, value in {name: "Not in Year 7."}.items() if stands.state == S.CHECKING else ():
            save_text(session, book_of(session, seat), Key.parse(key), value, base=0, by=by)
        sheet = readable_report(session, seat)
        decision = Decision(stands.turn, sheet.fingerprint() if sheet else "")
        verbs[ReportState(stands.state)](session, seat, decision, by=by)


def write_report(site: Site, world: World, page: Page) -> Response | None:
    """The area's page, with something on it."""
    with site.database.writing() as session:
        _write(session, world)
    return at("{w.peer}/report/areas/LEAD")(site, world, page)


def _write(session: Session, world: World) -> None:
    review = session.get_one(PeerReview, world.peer_review.id)
    book = book_of(session, Seat(review, Side.REVIEWER, world.staff.school, world.visitors.school))
    there = read_texts(session, book)
    for name, value in WORDS.items():
        key = Key.parse(name)
        base = there.text(key.place, key.field).version
        save_text(session, book, key, value, base=base, by=world.visitors[Role.SENCO].actor)


SIGNED = [["report/LEAD/k3f9", "text", "Give the SENCO an afternoon a week.", 1]]


def final(path: str, *, visiting: bool = False) -> Way:
    """A page of a further peer review whose report both schools have signed."""

    def go(site: Site, world: World, page: Page) -> Response | None:
        _visitors, there, back = pair_of_schools(site, world.staff, site.new_review(world.staff))
        one, now = (back if visiting else there), clock.now()
        with site.database.writing() as session:
            session.get_one(PeerReview, one.id).final_at = now
            session.add(
                PeerReportVersion(
                    peer_review_id=one.id or 0,
                    school_id=one.school_id,
                    number=1,
                    texts=SIGNED,
                    fingerprint="0" * 64,
                    reviewer_signed_by="Rosa Reviewer",
                    reviewer_signed_at=now,
                    host_signed_by="Asha Senco",
                    host_signed_at=now,
                )
            )
        return page.goto(f"/peer-reviews/{one.id}{path}")

    return go


TOO_LONG_TO_ASK = {"requests/k3f9__wanted": "x" * 20_001, "requests/k3f9__wanted__version": "0"}
TOO_LONG_TO_KEEP = {"enquiries/k3f9__line": "x" * 20_001, "enquiries/k3f9__line__version": "0"}
NO_LINK = {"requests/send-policy__link": "our website", "requests/send-policy__link__version": "0"}
MORE_THAN_ON_ROLL = {"profile__ehcp": "500", "profile__ehcp__version": "1"}

NOTE_TOO_LONG = {"notes/k3f9__text": "x" * 20_001, "notes/k3f9__text__version": "1"}

PEER_REVIEW: list[tuple[str, str, int, Way]] = [
    ("peer-review-of-us", "senco", 200, at("{w.peer}")),
    ("peer-review-by-us", "senco", 200, at("{w.peer_back}")),
    ("peer-review-for-reviewer", "reviewer", 200, at("{w.peer}")),
    ("peer-review-documents", "senco", 200, at("{w.peer}/documents")),
    ("peer-review-document", "reviewer", 200, at("{w.peer}/documents/review-report")),
    ("peer-review-documents-for-governor", "governor", 200, at("{w.peer}/documents")),
    ("agenda-empty", "senco", 200, at("{w.peer_back}/agenda")),
    ("agenda", "senco", 200, at("{w.peer}/agenda")),
    ("agenda-for-reviewer", "reviewer", 200, at("{w.peer}/agenda?add=row")),
    ("agenda-template", "senco", 200, at("{w.peer}/agenda/template")),
    ("agenda-confirmation", "reviewer", 200, at("{w.peer}/agenda/confirmation")),
    ("agenda-without-calendar", "senco", 409, at("{w.peer_back}/agenda.ics")),
    ("follow-up-later", "senco", 200, at("{w.peer_back}/follow-up")),
    ("follow-up", "senco", 200, final("/follow-up")),
    ("follow-up-by-us", "senco", 200, final("/follow-up", visiting=True)),
    ("peer-review-that-is-final", "senco", 200, final("")),
    ("peer-history", "reviewer", 200, at("{w.peer}/history?of=notes")),
    ("peer-history-empty", "senco", 200, at("{w.peer_back}/history?of=report")),
    ("stay-in-touch", "reviewer", 200, at("{w.peer}/contact")),
    ("peer-groups", "senco", 200, at("{w.school}/peer-groups")),
    ("peer-groups-new", "senco", 200, at("{w.school}/peer-groups/new?q=school")),
    ("peer-group", "senco", 200, at("{w.group}")),
    ("peer-group-for-colleagues", "colleague", 200, at("{w.group}")),
    ("peer-group-one-more", "senco", 200, at("{w.group}/invitations/new?q=nothing+like+it")),
    ("peer-group-one-more-refused", "senco", 422, sent("{w.group}/invitations", partner="")),
    ("peer-group-joined-already", "senco", 200, at("{w.group}/joining")),
    ("peer-group-withdrawal", "senco", 200, at("{w.group}/withdrawal")),
    ("peer-group-withdrawal-refused", "senco", 422, sent("{w.group}/withdrawal", why="")),
    ("peer-agreement-of-host", "senco", 200, at("{w.peer}/agreement")),
    ("peer-agreement-of-reviewer", "reviewer", 200, at("{w.peer}/agreement")),
    ("peer-agreement-refused", "senior_leader", 422, sent("{w.peer}/agreement", agree="")),
    ("peer-dates", "senco", 200, at("{w.peer}/dates")),
    ("peer-sharing", "senco", 200, at("{w.peer}/sharing")),
    ("peer-sharing-refused", "senco", 422, sent("{w.peer}/sharing", days="1")),
    ("peer-self-evaluation", "reviewer", 200, at("{w.peer}/self-evaluation")),
    ("peer-self-evaluation-area", "reviewer", 200, at("{w.peer}/self-evaluation/LEAD")),
    ("peer-self-evaluation-of-us", "senco", 200, at("{w.peer}/self-evaluation")),
    ("peer-contributions", "reviewer", 200, at("{w.peer}/contributions")),
    ("peer-contributions-not-shared", "senco", 200, at("{w.peer}/contributions")),
    ("peer-review-not-for-governors", "governor", 403, at("{w.peer}")),
    ("report", "reviewer", 200, at("{w.peer}/report")),
    ("report-not-sent", "senco", 200, at("{w.peer}/report")),
    ("report-area", "reviewer", 200, write_report),
    ("report-area-of-another", "reviewer", 200, at("{w.peer}/report/areas/OUT?add=recommendation")),
    ("report-check", "reviewer", 200, at("{w.peer}/report/check")),
    ("report-sending", "reviewer", 200, at("{w.peer}/report/sending")),
    ("report-signed-too-early", "reviewer", 200, at("{w.peer}/report/signature")),
    ("report-to-check", "senco", 200, report(S.CHECKING, "{w.peer}/report/comments")),
    ("report-to-return", "senco", 200, at("{w.peer}/report/return")),
    ("report-locked", "reviewer", 200, at("{w.peer}/report/areas/LEAD")),
    ("report-to-take-back", "reviewer", 200, at("{w.peer}/report")),
    ("report-to-answer", "reviewer", 200, report(S.ANSWERING, "{w.peer}/report/comments")),
    ("report-to-sign-first", "reviewer", 200, at("{w.peer}/report/signature")),
    ("report-to-sign-too", "senco", 200, report(S.SIGNING, "{w.peer}/report/signature")),
    ("report-final", "senco", 200, report(S.FINAL, "{w.peer}/report")),
    ("report-to-open-again", "senco", 200, report(S.FINAL, "{w.peer}/report/reopening")),
    ("report-version", "governor", 200, report(S.FINAL, "{w.peer}/report/versions/1")),
    ("report-for-governor", "governor", 200, at("{w.peer}/report")),
    ("report-not-for-governors-yet", "governor", 403, at("{w.peer}/report/comments")),
    ("peer-requests-to-ask", "reviewer", 200, at("{w.peer}/requests")),
    ("peer-requests-to-answer", "senco", 200, at("{w.peer}/requests")),
    ("peer-requests-none-yet", "senco", 200, at("{w.peer_back}/requests")),
    ("peer-requests-refused", "reviewer", 422, sent("{w.peer}/requests", **TOO_LONG_TO_ASK)),
    ("peer-answer-refused", "senco", 422, sent("{w.peer}/requests", **NO_LINK)),
    ("peer-answer-file", "senco", 200, at("{w.peer}/requests/send-policy/file")),
    ("peer-answer-file-for-reviewer", "reviewer", 200, at("{w.peer}/requests/send-policy/file")),
    ("peer-profile", "senco", 200, at("{w.peer}/profile")),
    ("peer-profile-refused", "senco", 422, sent("{w.peer}/profile", **MORE_THAN_ON_ROLL)),
    ("peer-profile-not-shared", "reviewer", 403, at("{w.peer}/profile")),
    ("peer-brief", "reviewer", 200, at("{w.peer}/brief")),
    ("peer-brief-before-agreement", "senco", 200, at("{w.peer_back}/brief")),
    ("peer-brief-refused", "reviewer", 422, sent("{w.peer}/brief", **TOO_LONG_TO_KEEP)),
    ("peer-brief-not-for-host", "senco", 403, at("{w.peer}/brief")),
    ("visit", "reviewer", 200, at("{w.peer}/visit")),
    ("visit-empty", "senco", 200, at("{w.peer_back}/visit")),
    ("visit-not-for-hosts", "senco", 403, at("{w.peer}/visit")),
    ("visit-shell", "", 200, at("/peer-reviews/visit-shell")),
    ("visit-item", "reviewer", 200, at("{w.peer}/visit/items/LEAD-1")),
    ("visit-area", "reviewer", 200, at("{w.peer}/visit/items/LEAD")),
    ("visit-item-not-agreed", "senco", 200, at("{w.peer_back}/visit/items/LEAD-1")),
    ("note-refused", "reviewer", 422, sent("{w.peer}/notes", text="", about="NOWHERE")),
    ("sorting-desk", "reviewer", 200, at("{w.peer}/notes?activity=learning_walk&notice=notes-sorted")),
    ("sorting-desk-empty", "senco", 200, at("{w.peer_back}/notes")),
    ("note", "reviewer", 200, at("{w.peer}/notes/k3f9")),
    ("note-wrong", "reviewer", 422, sent("{w.peer}/notes/k3f9", **NOTE_TOO_LONG)),
    ("pupil-voice", "reviewer", 200, at("{w.peer}/pupil-voice")),
    ("pupil-voice-empty", "senco", 200, at("{w.peer_back}/pupil-voice")),
    ("pupil-voice-wrong", "reviewer", 422, sent("{w.peer}/pupil-voice", **{"subject-1": "Music", "red-1": "many"})),
]
