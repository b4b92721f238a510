"""Two demo schools that review each other: Fernhollow has visited Larkrise, and prepares for Larkrise’s visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from app import clock
from app.demo import demo_file
from app.models.accounts import Person
from app.models.actors import Actor
from app.models.fields import Key
from app.models.peer_review import PeerReview, Side
from app.models.peer_review_report import PeerReport
from app.models.reviews import Depth, Review
from app.models.schools import School
from app.review_framework.agendas import agenda_template
from app.review_framework.school_terms import school_day_from
from app.services.peer_review import Seat, ask_school, join, list_peer_reviews, sign, start_group
from app.services.peer_review_afterwards import WRITTEN, put_on_record
from app.services.peer_review_agenda import fill_agenda
from app.services.peer_review_confirmations import agenda_fingerprint, confirm_agenda
from app.services.peer_review_enquiries import keep, read_agreed, suggest
from app.services.peer_review_notes import save_note
from app.services.peer_review_report import Decision, return_report, send_report, sign_report
from app.services.peer_review_report_state import find_report
from app.services.peer_review_report_texts import of_report, read_draft
from app.services.peer_review_requests import give_answers, send_requests
from app.services.peer_review_texts import book_of, read_seat_texts
from app.services.peer_review_wording import wording_of
from app.services.reviews import start_review
from app.services.sample_review import sample_framework
from app.services.self_evaluation import read_sheet, save_answer
from app.services.self_evaluation_versions import agree_version
from app.services.texts import read_texts, save_text

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DemoSide:
    """A demo school with its self-evaluation and its SENCO."""

    school: School
    review: Review
    senco: Person


@dataclass(frozen=True, slots=True)
class Visit:
    """One direction, with the two who write in it."""

    session: Session
    host_seat: Seat
    host: Actor
    reviewer: Actor
    today: date

    def weeks_from_today(self, weeks: int) -> str:
        return school_day_from(self.today + timedelta(weeks=weeks)).isoformat()

    def of(self, side: Side) -> tuple[Seat, Actor]:
        return (self.host_seat, self.host) if side is Side.HOST else (self.reviewer_seat, self.reviewer)

    @property
    def reviewer_seat(self) -> Seat:
        return Seat(self.host_seat.review, Side.REVIEWER, self.host_seat.host, self.host_seat.reviewer)

    def write(self, side: Side, place: str, fields: Fields) -> None:
        seat, by = self.of(side)
        book = book_of(self.session, seat)
        standing = read_texts(self.session, book)
        for name, value in fields.items():
            base = standing.text(place, name).version
            save_text(self.session, book, Key(place, name), str(value).strip(), base=base, by=by)


def add_larkrise_review(session: Session, school: School, senco: Person) -> Review:
    """Larkrise’s short self-evaluation, as it was agreed twelve weeks ago."""
    content, by = _content()["larkrise"], senco.actor
    with clock.earlier(timedelta(weeks=12)):
        review = start_review(session, school, sample_framework(), Depth.SHORT, scope=content["scope"], by=by)
        for place, fields in content["answers"].items():
            for name, value in fields.items():
                save_answer(session, review, place, name, value, base=0, by=by)
        checked = read_sheet(session, review).fingerprint()
        agree_version(session, review, checked=checked, present="Principal, vice-principal", by=by)
    return review


def add_peer_reviews(session: Session, fernhollow: DemoSide, larkrise: DemoSide, *, today: date) -> None:
    """Both directions: the one to Larkrise signed and followed up, the one to Fernhollow in preparation."""
    with clock.earlier(timedelta(weeks=11)):
        group = start_group(session, by=fernhollow.senco.actor)
        ask_school(session, group, fernhollow.school, by=fernhollow.senco.actor)
        join(session, group, fernhollow.school, fernhollow.review, by=fernhollow.senco.actor)
        note = _content()["invitation"]
        ask_school(session, group, larkrise.school, note=note, by=fernhollow.senco.actor)
        join(session, group, larkrise.school, larkrise.review, by=larkrise.senco.actor)
        by_host = {review.school_id: review for review in list_peer_reviews(session, group)}
        to_larkrise = _begin(session, by_host[larkrise.school.id or 0], larkrise, fernhollow, today)
        to_fernhollow = _begin(session, by_host[fernhollow.school.id or 0], fernhollow, larkrise, today)
    _finish(to_larkrise)
    _prepare(to_fernhollow)


def _begin(session: Session, review: PeerReview, host: DemoSide, reviewer: DemoSide, today: date) -> Visit:
    """Both sides have signed what they sign at the start."""
    seat = Seat(review, Side.HOST, host.school, reviewer.school)
    visit = Visit(session, seat, host.senco.actor, reviewer.senco.actor, today)
    for one, person in ((visit.reviewer_seat, reviewer.senco), (seat, host.senco)):
        sign(session, review, person, one.side, wording="\n".join(wording_of(one)))
    return visit


def _finish(visit: Visit) -> None:
    """Visited six weeks ago, signed four weeks ago, followed up last week."""
    content = _content()["visit_to_larkrise"]
    visit_on = visit.weeks_from_today(-6)
    with clock.earlier(timedelta(weeks=9)):
        _ask(visit, content["requests"])
        visit.write(Side.HOST, "terms", {"visit_on": visit_on, "report_due": visit.weeks_from_today(-4)})
        _fill(visit, "full_day")
        _confirm(visit, Side.HOST)
        _confirm(visit, Side.REVIEWER)
    with clock.earlier(visit.today - date.fromisoformat(visit_on)):
        for key, fields in content["notes"].items():
            save_note(visit.session, book_of(visit.session, visit.reviewer_seat), key, fields, by=visit.reviewer)
    with clock.earlier(timedelta(weeks=5)):
        for place, fields in content["report"].items():
            visit.write(Side.REVIEWER, place, fields)
        _decide(visit, Side.REVIEWER, send_report)
    with clock.earlier(timedelta(weeks=4, days=3)):
        for passage, words in content["comments"].items():
            visit.write(Side.HOST, f"accuracy/{passage}", {"comment": words})
        _decide(visit, Side.HOST, return_report)
    with clock.earlier(timedelta(weeks=4)):
        for passage, words in content["replies"].items():
            visit.write(Side.REVIEWER, f"accuracy/{passage}", {"reply": words})
        changed = content["changed"]
        visit.write(Side.REVIEWER, changed["place"], {changed["field"]: changed["text"]})
        _decide(visit, Side.REVIEWER, sign_report)
        _decide(visit, Side.HOST, sign_report)
    with clock.earlier(timedelta(weeks=1)):
        _follow_up(visit, content)


def _follow_up(visit: Visit, content: Fields) -> None:
    visit.write(Side.REVIEWER, "follow_up", {"held_on": visit.weeks_from_today(-1), **content["follow_up"]})
    visit.write(Side.HOST, "follow_up", content["changed_since"])
    for key, fields in content["follow_through"].items():
        visit.write(Side.HOST, f"follow_through/{key}", fields)
    for side in Side:
        visit.write(side, "thanks", {f"from_{side}": content["thanks"][f"from_{side}"]})
        _seat, who = visit.of(side)
        visit.write(side, "contact", {f"{side}_name": who.name, f"{side}_consents": "yes"})
    for written in WRITTEN:
        put_on_record(visit.session, visit.host_seat.review, written.what, by=visit.of(written.side)[1])


def _prepare(visit: Visit) -> None:
    """In three weeks’ time: asked and partly answered, lines of enquiry kept, an agenda that Larkrise has confirmed."""
    content = _content()["visit_to_fernhollow"]
    visit.write(Side.HOST, "profile", content["profile"])
    visit.host_seat.review.shares_profile = True
    terms = {"visit_on": visit.weeks_from_today(3), "report_due": visit.weeks_from_today(5)}
    visit.write(Side.HOST, "terms", terms)
    _ask(visit, content["requests"])
    agreed = read_agreed(visit.session, visit.reviewer_seat)
    lines = {line.item.code: line for line in (suggest(agreed) if agreed else ())}
    for code in content["kept_lines"]:
        keep(visit.session, visit.reviewer_seat, lines[code], by=visit.reviewer)
    _fill(visit, "half_day")
    _confirm(visit, Side.REVIEWER)


def _ask(visit: Visit, requests: list[Fields]) -> None:
    """What the reviewer asked for is sent, and what has an answer is answered."""
    for number, one in enumerate(requests, start=1):
        asked = {name: one[name] for name in ("document", "wanted") if name in one}
        visit.write(Side.REVIEWER, f"requests/demo-{number}", asked)
    send_requests(visit.session, visit.reviewer_seat, link="/", by=visit.reviewer)
    for number, one in enumerate(requests, start=1):
        if one["answer"]:
            visit.write(Side.HOST, f"requests/demo-{number}", {"answer": one["answer"]})
    give_answers(visit.session, visit.host_seat, link="/", by=visit.host)


def _fill(visit: Visit, template: str) -> None:
    chosen = agenda_template(template)
    fill_agenda(visit.session, visit.host_seat, chosen, round_=1, instead_of=(), by=visit.host)


def _confirm(visit: Visit, side: Side) -> None:
    seat, by = visit.of(side)
    seen = agenda_fingerprint(read_seat_texts(visit.session, seat))
    confirm_agenda(visit.session, seat, seen=seen, by=by)


def _decide(visit: Visit, side: Side, verb: Any) -> None:
    """A step of the report, about the words as they stand."""
    seat, by = visit.of(side)
    report: PeerReport = find_report(visit.session, seat.review)
    checked = of_report(read_draft(visit.session, visit.reviewer_seat)).fingerprint()
    verb(visit.session, seat, Decision(report.turn, checked, ""), by=by)


def _content() -> dict[str, Any]:
    return demo_file("peer_review.yaml")
