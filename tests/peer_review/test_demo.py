"""The demo shows a peer review from both sides: one direction signed and followed up, one in preparation."""

from sqlmodel import col, select

from app.db import Database
from app.models.accounts import Person
from app.models.jobs import Job, Letter
from app.models.peer_review import PeerReview, Side
from app.models.schools import School
from app.services.demo import FERNHOLLOW, LARKRISE
from app.services.peer_review import Seat
from app.services.peer_review_follow_up import is_followed_through, list_recommendations
from app.services.peer_review_requests import list_requests
from app.services.peer_review_states import Stage, read_states
from app.services.peer_review_texts import read_seat_texts


def test_demo_schools_review_each_other(demo_url: str) -> None:
    database = Database(demo_url)
    with database.reading() as session:
        schools = {school.id: school for school in session.exec(select(School))}
        both = [school.id for school in schools.values() if school.urn in (FERNHOLLOW, LARKRISE)]
        reviews = session.exec(
            select(PeerReview).where(col(PeerReview.school_id).in_(both)).order_by(PeerReview.id)
        ).all()
        states = read_states(session, reviews)
        by_stage = {states[one.id or 0].stage: one for one in reviews}
        assert set(by_stage) == {Stage.FINAL, Stage.PREPARATION}
        done, prepared = by_stage[Stage.FINAL], by_stage[Stage.PREPARATION]
        assert (done.school_id, done.reviewer_school_id) == (prepared.reviewer_school_id, prepared.school_id)
        host = Seat(done, Side.HOST, schools[done.school_id], schools[done.reviewer_school_id])
        sheet = read_seat_texts(session, host)
        recommendations = list_recommendations(session, done)
        assert len(recommendations) == 3
        assert all(is_followed_through(sheet, one) for one in recommendations)
        visited = Seat(prepared, Side.HOST, schools[prepared.school_id], schools[prepared.reviewer_school_id])
        assert [one.is_outstanding for one in list_requests(session, visited)].count(True) == 1
        people = session.exec(select(Person.email).where(Person.is_demo)).all()
        assert not session.exec(select(Letter).where(col(Letter.to).in_(people))).all()
        assert not session.exec(select(Job)).all()
    database.close()
