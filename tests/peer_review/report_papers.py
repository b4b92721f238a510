"""Reports of every size, written for the tests of their documents."""

from sqlmodel import Session

from app import clock
from app.models.fields import Key
from app.models.peer_review import PeerReview, Side
from app.models.peer_review_report import PeerReport, PeerReportVersion, ReportState
from app.models.reviews import Review
from app.services.peer_review import Seat
from app.services.peer_review_documents import take_seat
from app.services.peer_review_report_texts import of_report, read_draft
from app.services.peer_review_texts import book_of
from app.services.self_evaluation import framework_of, read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.services.texts import save_text
from tests.people import People

HOSTILE = "🎉 We saw <b>it</b> & “heard” it \x0b\ufffe ŵŷ 会议 مرحبا بالعالم " + "x" * 300 + "\n\nA new line. "
SENTENCES = (
    "In every lesson that we visited, pupils could say what they were learning and what would help them. ",
    "Teaching assistants stand back when a pupil can go on alone, and teachers plan for that. ",
    "Parents whom we met said that somebody answers them within a day. ",
)
ORDINARY = {
    ("report", "overall"): SENTENCES[0] + SENTENCES[1],
    ("report/OUT", "strengths"): SENTENCES[0],
    ("report/LEAD", "strengths"): SENTENCES[1] + SENTENCES[2],
    ("report/LEAD", "strengths_rest_on"): "notes/lead0001 notes/lead0002 notes/lead0003",
    ("report/LEAD", "developments"): "Heads of department could own the plan as much as the SENCO does.",
    ("report/LEAD", "developments_rest_on"): "LEAD-1/k3f9",
    ("report/LEAD/rec00001", "text"): "Give each head of department one line of the SEND plan to lead.",
    ("report/LEAD/rec00001", "rests_on"): "notes/lead0001 LEAD-1/k3f9",
    ("report/LEAD-1", "judgement"): "secure",
    ("report/LEAD-1", "comment"): "Two leaders spoke of it without being asked.",
    ("report/OUT-1", "judgement"): "growing",
    ("report/OUT/rec00002", "text"): "Compare work from September and July in two more subjects.",
    ("notes/lead0001", "text"): "zqnote: Mrs Example said that all of them know the plan.",
    ("notes/lead0001", "activity"): "learning_walk",
    ("notes/lead0001", "evidence_kind"): "conversation_leaders",
    ("notes/lead0001", "noted_at"): "2027-03-03T10:15:00+00:00",
    ("notes/lead0002", "text"): "zqnote too",
    ("notes/lead0002", "activity"): "pupil_conversation",
    ("notes/lead0002", "noted_at"): "2027-03-03T11:15:00+00:00",
    ("notes/lead0003", "text"): "zqnote again",
    ("notes/lead0003", "activity"): "pupil_conversation",
    ("notes/lead0003", "noted_at"): "2027-03-03T11:40:00+00:00",
    ("terms", "visit_on"): "2027-03-03",
    ("terms", "report_due"): "2027-03-24",
    ("agenda/slot0001", "starts"): "09:00",
    ("agenda/slot0001", "activity"): "meeting_leaders",
    ("agenda/slot0001", "people"): "zqperson",
    ("agenda/slot0002", "starts"): "10:00",
    ("agenda/slot0002", "activity"): "learning_walk",
    ("agenda/slot0003", "starts"): "11:00",
    ("agenda/slot0003", "activity"): "tour",
    ("agenda/slot0003", "removed"): "yes",
}


def enormous(session: Session, review: PeerReview) -> dict[tuple[str, str], str]:
    """Everything that a report can hold, as long as it may be: sixty recommendations, every item judged."""
    framework = framework_of(session.get_one(Review, review.review_id))
    levels = [level.code for level in framework.scale]
    texts = {**ORDINARY, ("report", "overall"): (HOSTILE * 30)[:9_000]}
    for area in framework.areas:
        for field in ("strengths", "developments"):
            texts[f"report/{area.code}", field] = (HOSTILE * 8)[:2_500] if area.code == "OUT" else SENTENCES[1] * 8
    for number in range(60):
        area = framework.areas[number % len(framework.areas)]
        place = f"report/{area.code}/many{number:04}"
        texts[place, "text"] = f"{number}: {SENTENCES[number % 3]}" * 3
        texts[place, "rests_on"] = "notes/lead0001 notes/lead0002"
    for number, item in enumerate(framework.items):
        texts[f"report/{item.code}", "judgement"] = ([*levels, "does_not_apply", "not_looked_at"])[number % 6]
        texts[f"report/{item.code}", "comment"] = SENTENCES[number % 3]
    return texts


def judge_ourselves(session: Session, people: People) -> None:
    """The host agrees a version in which three items stand at a level."""
    review, by = people.review, people["senco"].actor
    answers = {
        ("LEAD-1", "judgement"): "growing",
        ("OUT-1", "judgement"): "growing",
        ("OUT-2", "judgement"): "does_not_apply",
        ("OUT-2", "not_applicable_why"): "We are new.",
        ("LEAD-1/k3f9", "kind"): "document",
        ("LEAD-1/k3f9", "dated"): "2027-01-12",
        ("LEAD-1/k3f9", "description"): "Our plan.",
    }
    for (place, field), value in answers.items():
        save_answer(session, review, place, field, value, base=0, by=by)
    agree_version(session, review, checked=read_sheet(session, review).fingerprint(), present="", by=by)


def write_report(
    session: Session, people: People, review: PeerReview, texts: dict[tuple[str, str], str], state: ReportState
) -> None:
    """The report holds these texts and stands where it is said to."""
    review = session.get_one(PeerReview, review.id)
    seat = take_seat(session, review, Side.REVIEWER)
    book = book_of(session, seat)
    for (place, field), value in texts.items():
        save_text(session, book, Key(place, field), value, base=0, by=people["reviewer"].actor)
    session.flush()
    if state is not ReportState.DRAFT:
        put_in_state(session, seat, state)
    session.flush()


def put_in_state(session: Session, seat: Seat, state: ReportState) -> None:
    review, now = seat.review, clock.now()
    assert review.id is not None
    rows = of_report(read_draft(session, seat)).rows()
    signed = state in {ReportState.SIGNING, ReportState.FINAL}
    session.add(
        PeerReport(
            peer_review_id=review.id,
            school_id=review.school_id,
            state=state,
            sent_at=now,
            sent_texts=rows,
            turn_since=now,
            signed_by="Ravi Reviewer" if signed else "",
            signed_at=now if signed else None,
        )
    )
    if state is ReportState.FINAL:
        review.final_at = now
        session.add(review)
        session.add(
            PeerReportVersion(
                peer_review_id=review.id,
                school_id=review.school_id,
                number=1,
                texts=rows,
                fingerprint="0" * 64,
                reviewer_signed_by="Ravi Reviewer",
                reviewer_signed_at=now,
                host_signed_by="Asha Senco",
                host_signed_at=now,
            )
        )
